package symbols

import (
	"strings"
	"testing"
)

// TestCaptured holds what a line that an SDK captured says of a file's.
func TestCaptured(t *testing.T) {
	const line = `  "use strict";const t="é";throw new Error(t+" is not to be had")  `
	for name, c := range map[string]struct {
		text        string
		place       int
		same, tells bool
	}{
		"whole":          {line, 30, true, true},
		"without margin": {strings.TrimSpace(line), 30, true, true},
		"its start":      {`"use strict";const t=...`, 30, true, false},
		"around":         {`…="é";throw new Error(t+" is… {snip}`, 30, true, true},
		"its end":        {`is not to be had")`, 30, true, false},
		"another":        {`"use strict";const u="é"`, 30, false, false},
	} {
		if same, tells := captured([]byte(line), c.text, c.place); same != c.same || tells != c.tells {
			t.Errorf("%s: %t, %t", name, same, tells)
		}
	}
}
