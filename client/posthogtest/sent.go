package posthogtest

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
)

// captureEvents is where SDKs send to: an event, several, or a batch of them.
// What is no exception is passed over.
func (s *Server) captureEvents(r *http.Request) answer {
	events, err := sent(r)
	if err != nil {
		return refuse(http.StatusBadRequest, "parse_error", "JSON parse error")
	}
	for i := range events {
		c := &events[i]
		if c.DistinctID == "" {
			_ = json.Unmarshal(c.Properties["distinct_id"], &c.DistinctID)
		}
		if c.Event != "$exception" {
			continue
		}
		if _, err := s.capture(c); err != nil {
			return bare(http.StatusBadRequest, err.Error())
		}
	}
	return ok(map[string]any{"status": "Ok"})
}

// sent reads the events of a request: JSON, as it is, compressed by gzip
// whoever says so, or as the base64 of a form.
func sent(r *http.Request) ([]captured, error) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if form, found := bytes.CutPrefix(text, []byte("data=")); found {
		plain, err := url.QueryUnescape(string(form))
		if err != nil {
			return nil, err
		}
		if text, err = base64.StdEncoding.DecodeString(plain); err != nil {
			return nil, err
		}
	}
	if bytes.HasPrefix(text, []byte("\x1f\x8b")) {
		packed, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		if text, err = io.ReadAll(io.LimitReader(packed, maxBody)); err != nil {
			return nil, err
		}
	}
	var events []captured
	if json.Unmarshal(text, &events) == nil {
		return events, nil
	}
	var body struct {
		captured
		Batch []captured `json:"batch"`
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, err
	}
	if body.Batch == nil {
		body.Batch = []captured{body.captured}
	}
	if len(body.Batch) == 0 {
		return nil, errors.New("no events")
	}
	return body.Batch, nil
}
