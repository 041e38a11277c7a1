package client

import (
	"encoding/json"
	"math"
	"testing"
)

// TestCountsOfCells holds that counts which no issue can have stay numbers.
func TestCountsOfCells(t *testing.T) {
	row := `["0190aaaa-0000-7000-8000-00000000000a","[]","[]",1e300,-5,"2026-01-02T03:04:05Z","2026-01-02T03:04:05Z"]`
	if i, ok := issueOfCells(json.RawMessage(row)); !ok || i.Occurrences < 1<<50 || i.Occurrences > math.MaxInt64/2 || i.Users != 0 {
		t.Errorf("%t: %d occurrences, %d users", ok, i.Occurrences, i.Users)
	}
}
