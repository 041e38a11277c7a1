package match

import (
	"os"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
)

// TestNothingRuns holds that one frame where no mapping begins and nothing can be
// running is enough for a file not to be sure.
func TestNothingRuns(t *testing.T) {
	const name = "https://x.example/app-3f9a1c2b.js"
	source, err := os.ReadFile(demo)
	if err != nil {
		t.Fatal(err)
	}
	b := build{}
	b.made(t, "app-3f9a1c2b.js", "right")
	dir := b.write(t)
	for at, want := range map[string]Confidence{"": Sure, ".map(": Sure, ",": Likely, "\"": Sure /* a mapping begins at it */} {
		w := Wanted{Ref: name, Frames: frames(name, columns...)}
		if at != "" {
			w.Frames = append(w.Frames, frames(name, 9000+strings.Index(string(source[9000:]), at)+len(at))...)
		}
		if r := one(t, dir, w); r.Chosen != 0 || r.Candidates[0].Confidence != want {
			t.Errorf("with a frame at %q: %s %+v", at, r.Why, r.Candidates)
		}
	}
}

// TestNamesOfHashed holds that functions are asked for, where few files are looked
// into, of a file that its name and all places speak for.
func TestNamesOfHashed(t *testing.T) {
	p := *pick(t, "rollup", "v1")
	p.name = "assets/app-3f9a1c2b.js"
	other := p
	other.js = strings.NewReplacer("function n(", "function Z(", "n(t).concat", "Z(t).concat").Replace(p.js)
	w := p.wanted("https://x.example/", "", 100)
	w.Frames = slices.DeleteFunc(w.Frames, func(f symbols.Frame) bool { return f.Function != "n" })
	for name, c := range map[string]struct {
		file *plantedFile
		few  int64
		want Confidence
	}{
		"the file":             {&p, few, Sure},
		"another":              {&other, few, Doubtful},
		"another, among many":  {&other, 0, Sure},
		"the file, among many": {&p, 0, Sure},
	} {
		b := build{}
		c.file.put(b, p.name)
		f, err := Open(t.Context(), b.write(t))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		f.few = c.few
		if r := only(t, f, w); r.Candidates[0].Confidence != c.want {
			t.Errorf("%s: %+v", name, r.Candidates)
		}
	}
}
