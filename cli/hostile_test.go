package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// nasty is text that a terminal would act on: escape sequences, a bell, a
// carriage return, C1 controls, a bidirectional override, a zero-width space, and
// marks that are not seen.
const nasty = "\x1b]0;owned\x07\x1b[2J\r\u009b31m\u202e\u200b\x7f\u061c\u00ad\U000e0041"

// acts gives the first character of a printed text that a terminal acts on.
func acts(s string) (rune, bool) {
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return r, true
		}
	}
	return 0, false
}

// TestHostileInput holds that nothing of what strangers wrote reaches the
// terminal as more than text, from whatever field it comes.
func TestHostileInput(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	quoted := strings.NewReplacer("\x1b", `\u001b`, "\x07", `\u0007`, "\r", `\r`, "\x7f", `\u007f`).Replace(nasty)
	write("app.js", "function f(){throw 1}//"+nasty+"\n//# sourceMappingURL=app.js.map\n")
	mapFile := write("app.js.map", fmt.Sprintf(
		`{"version":3,"file":"%[1]s","sources":["src/%[1]s.ts"],"sourcesContent":["function %[1]s() { throw 1 }"],"names":["%[1]s"],"mappings":"AAAAA,aAAaA"}`, quoted))
	event := write("event.json", fmt.Sprintf(
		`{"event":"$exception","properties":{"$current_url":"%[1]s","$browser":"%[1]s","$exception_list":[{"type":"%[1]s","value":"%[1]s",`+
			`"stacktrace":{"type":"raw","frames":[`+
			`{"platform":"web:javascript","filename":"https://x.example/app.js","function":"%[1]s","lineno":1,"colno":14},`+
			`{"platform":"web:javascript","filename":"https://x.example/%[1]s.js","function":"%[1]s","lineno":1,"colno":14},`+
			`{"platform":"python","filename":"%[1]s.py","function":"%[1]s","lineno":3,"context_line":"%[1]s","pre_context":["%[1]s"]}`+
			`]}}]}}`, quoted))
	trace := write("trace.txt", "Error: "+nasty+"\n    at "+nasty+" (https://x.example/app.js:1:14)\n    at g (https://x.example/"+nasty+".js:1:2)\n")
	for _, args := range [][]string{
		{"resolve", "--maps", dir, event},
		{"resolve", "--maps", dir, "--json", event},
		{"resolve", "--maps", dir, trace},
		{"resolve", "--maps", dir, "--json", trace},
		{"open", "--maps", dir, event},
		{"check", mapFile},
		{"check", "--json", mapFile},
		{"check", event},
		{"check", "--source", filepath.Join(dir, "app.js"), mapFile},
		{"resolve", dir + nasty},
		{"resolve", "--maps", dir + nasty, event},
		{"resolve", "--" + nasty},
		{"resolve", "--color", nasty},
		{nasty},
	} {
		t.Run(strings.ToValidUTF8(strings.Join(args, " "), "?"), func(t *testing.T) {
			_, stdout, stderr := run("", args...)
			if r, bad := acts(stdout); bad {
				t.Errorf("%U on standard output:\n%q", r, stdout)
			}
			if r, bad := acts(stderr); bad {
				t.Errorf("%U on standard error:\n%q", r, stderr)
			}
		})
	}
}
