package capture

import (
	"strings"
	"testing"
)

const chromeTrace = `TypeError: Cannot read properties of undefined (reading 'amount')
    at https://shop.test/assets/main-R7E5K3ZJ.js:47:7018
    at Array.reduce (<anonymous>)
    at get sum [as sum] (https://shop.test/assets/main-R7E5K3ZJ.js:47:6994)
    at async Cart.checkout (https://shop.test/assets/main-R7E5K3ZJ.js:47:7063)
    at new Cart (https://shop.test/assets/main-R7E5K3ZJ.js:1:20)
    at process.processTimers (node:internal/timers:519:7)`

const firefoxTrace = `TypeError: can't access property "amount", l.price is undefined
sum/<@https://shop.test/assets/main-R7E5K3ZJ.js:47:7018
sum@https://shop.test/assets/main-R7E5K3ZJ.js:47:6994
checkout@https://shop.test/assets/main-R7E5K3ZJ.js:47:7063
@https://shop.test/assets/main-R7E5K3ZJ.js:47:1`

// framesOf gives the frames of a text as show writes them, which must be of one
// exception, however its message was broken.
func framesOf(t *testing.T, in string) string {
	t.Helper()
	events, err := Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if len(events) != 1 || len(events[0].Exceptions) != 1 {
		t.Fatalf("read as more than one exception:\n%s", show(events))
	}
	var out []string
	for _, f := range events[0].Exceptions[0].Frames {
		out = append(out, showFrame(f))
	}
	return strings.Join(out, "\n")
}

// hard breaks a line after n bytes, as terminals do.
func hard(line string, n int) (out []string) {
	for len(line) > n {
		out, line = append(out, line[:n]), line[n:]
	}
	return append(out, line)
}

// soft breaks a line between words before n bytes, as mail does.
func soft(line string, n int) (out []string) {
	at := ""
	for _, word := range strings.Fields(line) {
		if at != "" && len(at)+1+len(word) > n {
			out, at = append(out, at), ""
		}
		at = strings.TrimSpace(at + " " + word)
	}
	return append(out, at)
}

// A trace reads alike wherever its lines were broken, as it is, or quoted.
func TestBrokenLines(t *testing.T) {
	for _, trace := range []string{chromeTrace, firefoxTrace} {
		want := framesOf(t, trace)
		for n := 32; n < 90; n++ {
			for name, wrap := range map[string]func(string, int) []string{"hard": hard, "soft": soft} {
				for _, mark := range []string{"", "> "} {
					var lines []string
					for line := range strings.SplitSeq(trace, "\n") {
						for _, part := range wrap(line, n) {
							lines = append(lines, mark+part)
						}
					}
					in := strings.Join(lines, "\n")
					if got := framesOf(t, in); got != want {
						t.Fatalf("%s after %d: got\n%s\nof\n%s", name, n, got, in)
					}
				}
			}
		}
	}
}

// Lines that only look as if they went on are left as they are.
func TestUnbrokenLines(t *testing.T) {
	checkReadings(t, []reading{
		{"words", "Error: the cart\nat least one of\n12\n    at f (https://x.test/a.js:1:2)", `
Error: the cart⏎at least one of⏎12
  web [f] https://x.test/a.js:1:2
`},
		{"number behind", "Error: x\n    at f (https://x.test/a.js:1:2)\n7\n    at https://x.test/a.js:3:4\nat the end", `
Error: x
  web [f] https://x.test/a.js:1:2
---
: 7
  web [] https://x.test/a.js:3:4
note: A line of the trace can't be read: at the end
`},
		{"cut off", "Error: x\n    at f (https://x.test/assets/ind…\n    at https://x.test/a.js:1...\n    at g (https://x.test/a.js:3:4)\nat the end of it...", `
Error: x
  web [f] https://x.test/assets/ind…:0:0 bad: the line was cut off before its end
  web [] https://x.test/a.js:1...:0:0 bad: the line was cut off before its end
  web [g] https://x.test/a.js:3:4
note: A line of the trace can't be read: at the end of it...
`},
		{"placeless", "Error: x\n    at f (https://x.test/a.js)\n    at g (https://x.test/a.js:3:4)", `
Error: x
  web [f] https://x.test/a.js:0:0 bad: the frame has no line and no column
  web [g] https://x.test/a.js:3:4
`},
	})
}

func TestHTML(t *testing.T) {
	checkReadings(t, []reading{
		{"decoded", "Error: can&#39;t &amp; won&#39;t\n    at f (https:&#x2F;&#x2F;x.test/a.js?a=1&amp;lt=2:1:2)\n    at Array.map (&lt;anonymous&gt;)", `
Error: can't & won't
  web [f] https://x.test/a.js?a=1&lt=2:1:2
  web [Array.map] <anonymous>:0:0 builtin
`},
		{"a message of its own", "Error: unknown entity &amp;\n    at f (https://x.test/a.js:1:2)", `
Error: unknown entity &amp;
  web [f] https://x.test/a.js:1:2
`},
	})
}
