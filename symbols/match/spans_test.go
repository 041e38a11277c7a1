package match

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"symset/symbols"
)

// gathered gives what waits for one URL when bundles were served there one after the
// other, each until so many traces of so many frames came.
func gathered(url string, traces, each int, served ...*plantedFile) Wanted {
	w := Wanted{Ref: symbols.Ref(url)}
	n := 0
	for _, p := range served {
		for some := range slices.Chunk(p.frames[:each*traces], each) {
			n++
			for _, f := range some {
				f.File, f.Of = url, &symbols.Trace{Event: fmt.Sprint(n), Time: time.Unix(int64(n), 0)}
				w.Frames = append(w.Frames, f)
			}
		}
	}
	slices.Reverse(w.Frames) // as a survey gives them
	return w
}

// TestSpans holds that of builds that were served under one plain URL one after the
// other the last one is found, by the latest traces.
func TestSpans(t *testing.T) {
	v1, v2, v4 := pick(t, "rollup", "v1"), pick(t, "rollup", "v2"), pick(t, "rollup", "v4")
	const plain, hashed = "https://x.example/js/main.js", "https://x.example/js/main-3f9a1c2b.js"
	letters := *v1
	letters.release, letters.js = "letters", strings.NewReplacer("function n(", "function Z(", "n(t).concat", "Z(t).concat").Replace(v1.js)
	named := func(p *plantedFile, n string) *plantedFile { // frames in it, and in a function that both files call the same
		out, ns, ss := *p, []symbols.Frame{}, []symbols.Frame{}
		for _, f := range v1.frames {
			switch f.Function {
			case "n":
				f.Function = n
				ns = append(ns, f)
			case "s":
				ss = append(ss, f)
			}
		}
		out.frames = []symbols.Frame{ns[0], ss[0], ns[1], ss[1], ns[2], ss[2]}
		return &out
	}
	injected := func(w Wanted) Wanted {
		w.Ref = "0190aaaa-0000-7000-8000-000000000001"
		for i := range w.Frames {
			w.Frames[i].ChunkID = string(w.Ref)
		}
		return w
	}
	unknown := func(w Wanted) Wanted {
		for i := range w.Frames {
			w.Frames[i].Of = &symbols.Trace{Time: w.Frames[i].Of.Time}
		}
		return w
	}
	whole := func(w Wanted) Wanted {
		for i := range w.Frames {
			w.Frames[i].Of = nil
		}
		return w
	}
	atOnce := func(w Wanted) Wanted {
		for i := range w.Frames {
			w.Frames[i].Of = &symbols.Trace{Event: "one", Time: time.Unix(1, 0)}
		}
		return w
	}
	for name, c := range map[string]struct {
		wanted Wanted
		files  string // the releases whose folders are there
		chosen string
		says   string
	}{
		"of three builds":           {gathered(plain, 4, 2, v1, v2, v4), "v1 v2 v4", "v4", "by the latest 3 of 12 exceptions: others are of other builds"},
		"in another order":          {gathered(plain, 4, 2, v2, v4, v1), "v1 v2 v4", "v1", "by the latest 3 of 12"},
		"the last one alone":        {gathered(plain, 4, 2, v1, v2, v4), "v4", "v4", "by the latest 3 of 12"},
		"the last one held back":    {gathered(plain, 4, 2, v1, v2, v4), "v1 v2", "", ""},
		"too few traces of it":      {then(gathered(plain, 4, 2, v1, v2), gathered(plain, 2, 4, v4)), "v1 v2 v4", "", ""},
		"too few frames of it":      {then(gathered(plain, 9, 1, v2), gathered(plain, 3, 1, v4)), "v1 v2 v4", "", ""},
		"events are not known":      {unknown(gathered(plain, 8, 1, v1, v2, v4)), "v1 v2 v4", "v4", "by the latest 6 of 24"},
		"told by functions":         {gathered(plain, 3, 2, named(v1, "n"), named(&letters, "Z")), "v1 letters", "letters", "by the latest 3 of 6"},
		"one with a chunk id":       {injected(gathered(plain, 4, 2, v1, v2, v4)), "v1 v2 v4", "", ""},
		"of one build":              {gathered(plain, 4, 2, v4), "v1 v2 v4", "v4", ""},
		"traces are not known":      {whole(gathered(plain, 4, 2, v1, v2, v4)), "v1 v2 v4", "", ""},
		"all of one trace":          {atOnce(gathered(plain, 4, 2, v1, v2, v4)), "v1 v2 v4", "", ""},
		"a hashed name has one":     {gathered(hashed, 4, 2, v1, v2, v4), "v1 v2 v4", "", ""},
		"a straggler is no new one": {then(gathered(plain, 4, 2, v1, v2, v4), gathered(plain, 1, 2, v1)), "v1 v2 v4", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := build{}
			for _, p := range []*plantedFile{v1, v2, v4, &letters} {
				if strings.Contains(c.files, p.release) {
					p.put(b, p.release+"/js/"+path.Base(c.wanted.Frames[0].File))
				}
			}
			r := one(t, b.write(t), c.wanted)
			chosen, says := "", ""
			if r.Chosen >= 0 {
				best := r.Candidates[r.Chosen]
				chosen, says = path.Base(path.Dir(path.Dir(best.File))), strings.Join(best.Reasons, "; ")
			}
			if chosen != c.chosen || !strings.Contains(says, c.says) || c.says == "" && strings.Contains(says, "latest") {
				t.Errorf("chosen %q, %q (%s), want %q: %+v", chosen, says, r.Why, c.chosen, r.Candidates)
			}
			if len(r.Wanted.Frames) != len(c.wanted.Frames) {
				t.Errorf("the result is for %d frames of %d", len(r.Wanted.Frames), len(c.wanted.Frames))
			}
		})
	}
}

// then gives what waits with frames that came later.
func then(w, later Wanted) Wanted {
	for i := range later.Frames {
		of := *later.Frames[i].Of
		of.Event, of.Time = "later "+of.Event, of.Time.Add(time.Hour)
		later.Frames[i].Of = &of
	}
	w.Frames = append(later.Frames, w.Frames...)
	return w
}
