package capture

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"symset/symbols"
)

var platforms = map[symbols.Platform]string{symbols.Web: "web", symbols.Node: "node", symbols.Hermes: "hermes"}

// show writes events in a form that is short to write down: a line for each
// exception and, below it, one for each frame.
func show(events []symbols.Event) string {
	var b strings.Builder
	for i, e := range events {
		if i > 0 {
			b.WriteString("---\n")
		}
		for _, x := range e.Exceptions {
			fmt.Fprintf(&b, "%s%s: %s\n", []string{"", "cause ", "member "}[x.Relation], x.Type, strings.ReplaceAll(x.Value, "\n", "⏎"))
			for _, f := range x.Frames {
				b.WriteString("  " + showFrame(f) + "\n")
			}
		}
		for _, n := range e.Notes {
			b.WriteString("note: " + n + "\n")
		}
	}
	return b.String()
}

func showFrame(f symbols.Frame) string {
	platform := string(f.Platform)
	if p, ok := platforms[f.Platform]; ok {
		platform = p
	}
	s := fmt.Sprintf("%s [%s] %s:%d:%d", platform, f.Function, f.File, f.Line, f.Column)
	if f.Module != "" {
		s += " module=" + f.Module
	}
	if f.ChunkID != "" {
		s += " chunk=" + f.ChunkID
	}
	if f.Builtin {
		s += " builtin"
	} else if !f.InApp {
		s += " lib"
	}
	if f.Eval != "" {
		s += " eval=" + f.Eval
	}
	if f.Bad != "" {
		s += " bad: " + f.Bad
	}
	if c := f.Context; c != nil {
		s += fmt.Sprintf(" context=%q/%q/%q", c.Before, c.Line, c.After)
	}
	if st := f.Stored; st != nil {
		s += fmt.Sprintf(" stored=%v %s %s:%d:%d raw=%v %s", st.Resolved, st.Function, st.Source, st.Line, st.Column, st.Raw, st.Failure)
		if st.Context != nil {
			s += fmt.Sprintf(" storedcontext=%q/%q/%q", st.Context.Before, st.Context.Line, st.Context.After)
		}
	}
	return strings.TrimSpace(s)
}

// A reading is an input and what is read from it, as show writes it.
type reading struct{ name, in, want string }

func checkReadings(t *testing.T, table []reading) {
	t.Helper()
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			events, err := Parse([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			want := strings.TrimPrefix(c.want, "\n")
			if diff := cmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), strings.Split(strings.TrimSpace(show(events)), "\n")); diff != "" {
				t.Errorf("-want +got\n%s\ngot:\n%s", diff, show(events))
			}
		})
	}
}
