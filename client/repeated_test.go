package client

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestRepeated holds which references are followed.
func TestRepeated(t *testing.T) {
	seen := repeated{}
	for _, c := range []struct{ row, want string }{
		{`{"uuid":"a","properties":{"$exception_list":[{"stacktrace":{"frames":[1]}},{"stacktrace":{"same_as_event":"a","same_as_exception":0}}]}}`, `[{"stacktrace":{"frames":[1]}},{"stacktrace":{"frames":[1]}}]`},
		{`{"uuid":"b","properties":{"$exception_list":[{"type":"E","stacktrace":{"same_as_event":"a","same_as_exception":1}}]}}`, `[{"stacktrace":{"frames":[1]},"type":"E"}]`},
		{`{"uuid":"c","properties":{"$exception_list":[{"stacktrace":{"same_as_event":"a","same_as_exception":2}}]}}`, `same_as_event`},
		{`{"uuid":"d","properties":{"$exception_list":[{"stacktrace":{"same_as_event":"d","same_as_exception":0}},{}]}}`, `same_as_event`},
		{`{"uuid":"e","properties":{"$exception_list":[{"stacktrace":{"same_as_event":"a","same_as_exception":-1}},{"stacktrace":null}]}}`, `same_as_event`},
		{`["no object"]`, `["no object"]`},
		{`{"uuid":"f","properties":"none"}`, `{"uuid":"f","properties":"none"}`},
	} {
		if got := string(seen.whole(json.RawMessage(c.row))); !strings.Contains(got, c.want) {
			t.Errorf("%s became %s, want %s", c.row, got, c.want)
		}
	}
}
