package posthogtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Frame is a stored result of resolving a raw frame.
type Frame struct {
	ID       string
	RawID    string // with its part: "<hash>/0"
	Created  time.Time
	Resolved bool
	Contents json.RawMessage
	Context  json.RawMessage // nil for none
	SetRef   string          // of the set that it was read with; empty for none
}

// AddFrame adds a stored frame, with an id and a time when it has none.
func (s *Server) AddFrame(f Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.ID = cmp.Or(f.ID, s.newID())
	if f.Created.IsZero() {
		f.Created = s.now()
	}
	if !strings.Contains(f.RawID, "/") {
		f.RawID += "/0"
	}
	s.frames = append(s.frames, f)
}

// Frames gives the stored frames.
func (s *Server) Frames() []Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.frames)
}

// lifetime is how long PostHog uses what it stored: resolved half an hour,
// else five minutes.
func (f *Frame) lifetime() time.Duration {
	if f.Resolved {
		return 30 * time.Minute
	}
	return 5 * time.Minute
}

func (s *Server) batchGet(r *http.Request) answer {
	var body struct {
		RawIDs    *[]string `json:"raw_ids"`
		SymbolSet string    `json:"symbol_set"`
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	if body.RawIDs == nil {
		if s.config.Generation == Newest {
			return refuse(http.StatusBadRequest, "required", "This field is required.")
		}
		body.RawIDs = &[]string{}
	}
	asked := map[string]bool{}
	for _, id := range *body.RawIDs {
		if _, part, found := strings.Cut(id, "/"); !found {
			id += "/0"
		} else if _, err := strconv.Atoi(part); err != nil {
			continue
		}
		asked[id] = true
	}
	ref := ""
	if set := s.sets[body.SymbolSet]; set != nil {
		ref = set.Ref
	} else if body.SymbolSet != "" {
		return ok(map[string]any{"results": []any{}})
	}
	rows := []any{}
	for i := range s.frames {
		f := &s.frames[i]
		if len(asked) > 0 && !asked[f.RawID] || ref != "" && f.SetRef != ref || !s.config.FramesStay && s.now().Sub(f.Created) > f.lifetime() {
			continue
		}
		rows = append(rows, s.toldFrame(f))
	}
	return ok(map[string]any{"results": rows})
}

func (s *Server) toldFrame(f *Frame) map[string]any {
	row := map[string]any{
		"id": f.ID, "raw_id": f.RawID, "created_at": f.Created, "resolved": f.Resolved,
		"contents": f.Contents, "context": s.toldContext(f.Context), "symbol_set_ref": nil, "release": nil,
	}
	if f.SetRef != "" {
		row["symbol_set_ref"] = f.SetRef
	}
	if set := s.refs[f.SetRef]; set != nil && s.releases[set.ReleaseID] != nil {
		row["release"] = s.toldRelease(s.releases[set.ReleaseID])
	}
	return row
}

// toldContext tells the lines around a frame: older servers number them from 0.
// Contexts that are made otherwise stay as they are.
func (s *Server) toldContext(context json.RawMessage) json.RawMessage {
	type line struct {
		Number int    `json:"number"`
		Line   string `json:"line"`
	}
	var c *struct {
		Before []line `json:"before"`
		Line   line   `json:"line"`
		After  []line `json:"after"`
	}
	if s.config.Generation == Newest || json.Unmarshal(context, &c) != nil || c == nil {
		return context
	}
	c.Line.Number--
	for _, side := range [][]line{c.Before, c.After} {
		for i := range side {
			side[i].Number--
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		return context
	}
	return text
}
