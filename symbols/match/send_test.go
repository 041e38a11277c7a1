package match

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// TestPrepare holds what is proved of a candidate before it is sent.
func TestPrepare(t *testing.T) {
	const url = "https://x.example/app-3f9a1c2b.js"
	for name, c := range map[string]struct {
		edit  func(c *Candidate)
		fails string
	}{
		"right":       {func(*Candidate) {}, ""},
		"built again": {func(c *Candidate) { change(t, c.File, "\nvar more=1;\n") }, ErrBuiltAgain.Error()},
		"other map": {func(c *Candidate) {
			b := build{}
			b.made(t, "app-3f9a1c2b.js", "other")
			if err := os.WriteFile(c.MapFile, []byte(b["app-3f9a1c2b.js.map"]), 0o600); err != nil {
				t.Fatal(err)
			}
			c.stamp = c.stampNow()
		}, "its map belongs to another file"},
		"no map": {func(c *Candidate) { os.Remove(c.MapFile); c.stamp = c.stampNow() }, "app-3f9a1c2b.js.map"},
	} {
		t.Run(name, func(t *testing.T) {
			b := build{}
			b.made(t, "app-3f9a1c2b.js", "right")
			r := one(t, b.write(t), Wanted{Ref: url, Frames: frames(url, columns...)})
			best := &r.Candidates[r.Chosen]
			c.edit(best)
			u, doubtful, err := best.Prepare(t.Context(), url)
			switch {
			case c.fails == "" && (err != nil || doubtful || u.Ref != url || u.Content.Size == 0):
				t.Errorf("%+v, %t, %v", u, doubtful, err)
			case c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails) || errors.Is(err, ErrBuiltAgain) != (name == "built again")):
				t.Errorf("it fails with %v", err)
			}
		})
	}
}

func change(t *testing.T, name, more string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString(more)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}
