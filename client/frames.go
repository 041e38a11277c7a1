package client

import (
	"context"
	"encoding/json"
	"net/http"

	"symset/symbols"
	"symset/symbols/capture"
)

// FramesOfSet gets the stored frames that were looked up in a symbol set, by
// the set's id: those that wait for it when it is missing. Without an id older
// servers would give all that there are.
func (c *Client) FramesOfSet(ctx context.Context, setID string) ([]symbols.StoredFrame, error) {
	answer, err := ask[table](ctx, c, call{
		do: "get stored frames", method: http.MethodPost, path: "/error_tracking/stack_frames/batch_get/", scope: readScope,
		body: map[string]any{"raw_ids": []string{}, "symbol_set": setID},
	})
	if err != nil {
		return nil, err
	}
	var frames []symbols.StoredFrame
	for _, record := range answer.Results {
		var row struct {
			CreatedAt stamp `json:"created_at"`
		}
		events, err := capture.Parse(record)
		if json.Unmarshal(record, &row) != nil || err != nil || len(events) != 1 || events[0].Frame(0) == nil {
			continue // of a kind that nobody knows here
		}
		frames = append(frames, symbols.StoredFrame{Created: row.CreatedAt.Time, Frame: *events[0].Frame(0)})
	}
	return frames, nil
}
