package client

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"symset/symbols"
	"symset/symbols/capture"
)

// framesAtOnce is how many raw ids are asked for in a call.
const framesAtOnce = 100

// FramesByRawID gets stored frames by their raw ids. One without a part is the
// first part's. Those that PostHog has not stored are left out.
func (c *Client) FramesByRawID(ctx context.Context, rawIDs []string) ([]symbols.StoredFrame, error) {
	var all []symbols.StoredFrame
	for ids := range slices.Chunk(rawIDs, framesAtOnce) {
		frames, err := c.frames(ctx, map[string]any{"raw_ids": ids})
		if err != nil {
			return nil, err
		}
		all = append(all, frames...)
	}
	return all, nil
}

// FramesOfSet gets the stored frames that were looked up in a symbol set, by
// the set's id: those that wait for it when it is missing.
func (c *Client) FramesOfSet(ctx context.Context, setID string) ([]symbols.StoredFrame, error) {
	return c.frames(ctx, map[string]any{"raw_ids": []string{}, "symbol_set": setID})
}

// frames must not be asked without any filter: older servers send everything.
func (c *Client) frames(ctx context.Context, body map[string]any) ([]symbols.StoredFrame, error) {
	answer, err := ask[table](ctx, c, call{
		do: "get stored frames", method: http.MethodPost, path: "/error_tracking/stack_frames/batch_get/", scope: readScope, body: body,
	})
	if err != nil {
		return nil, err
	}
	var frames []symbols.StoredFrame
	for _, record := range answer.Results {
		var row struct {
			ID        string
			RawID     string  `json:"raw_id"`
			CreatedAt stamp   `json:"created_at"`
			SetRef    *string `json:"symbol_set_ref"`
			Release   *releaseRow
		}
		events, err := capture.Parse(record)
		if json.Unmarshal(record, &row) != nil || err != nil || len(events) != 1 || events[0].Frame(0) == nil {
			continue // of a kind that nobody knows here
		}
		f := symbols.StoredFrame{ID: row.ID, RawID: row.RawID, Created: row.CreatedAt.Time, Frame: *events[0].Frame(0), Release: row.Release.release()}
		if row.SetRef != nil {
			f.SetRef = symbols.Ref(*row.SetRef)
		}
		frames = append(frames, f)
	}
	return frames, nil
}
