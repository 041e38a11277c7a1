package keep

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// TestWhy holds what is said of one set, and of several for the same reason.
func TestWhy(t *testing.T) {
	for _, c := range []struct {
		e           Error
		text, alike string
	}{
		{Error{Do: Upload, Ref: "c1", State: Untouched, Err: errors.New("HTTP 500")}, "upload c1: HTTP 500; nothing was changed", "HTTP 500; nothing was changed"},
		{Error{Do: Upload, Ref: "c1", State: Untouched, Err: fmt.Errorf("check uploads: %w", context.Canceled)}, "upload c1: interrupted; nothing was changed", "interrupted; nothing was changed"},
		{Error{Do: Replace, Ref: "c1", State: Unknown, Copy: "ab12", Err: errors.New("silent")}, "replace c1: silent; what PostHog has for it now is not known, and a copy of what it had is kept as ab12",
			"silent; what PostHog has for it now is not known, and a copy of what it had is kept as ab12"},
		{Error{Do: Replace, Ref: "c1", State: PutBack, Err: errors.New("upload c1: finish uploads: HTTP 500")}, "replace c1: finish uploads: HTTP 500; what was there before was put back",
			"finish uploads: HTTP 500; what was there before was put back"},
		{Error{Do: Upload, Ref: "c1", State: PutBack, Err: context.Canceled}, "upload c1: interrupted; what was begun was taken back", "interrupted; what was begun was taken back"},
	} {
		if got := c.e.Error(); got != c.text {
			t.Errorf("Error: %s, want %s", got, c.text)
		}
		if got := c.e.Why(); got != c.alike {
			t.Errorf("Why: %s, want %s", got, c.alike)
		}
	}
}
