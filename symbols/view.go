package symbols

import (
	"bytes"
	"strings"
	"sync"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A view is a pair's map as frames need it: its columns put right where they
// are off for a known reason, and texts that it does not hold read from disk.
type view struct {
	*sourcemap.Map
	pair   *Pair
	report *fit.Report // nil when there was no file to compare with

	mu     sync.Mutex
	onDisk map[int]original
}

// An original is a source read from disk; its text is nil when it can't be.
type original struct {
	name string
	text *lines.Text
}

// Lookup answers positions of the minified file, as [sourcemap.Map.Lookup]
// does for positions of the map.
func (v *view) Lookup(at ...sourcemap.Position) ([]sourcemap.Mapping, error) {
	inMap := make([]sourcemap.Position, len(at))
	for i, p := range at {
		inMap[i] = v.report.In(p)
	}
	found, err := v.Map.Lookup(inMap...)
	for i := range found {
		found[i].Generated = v.report.Out(found[i].Generated)
	}
	return found, err
}

// Source names a source. One that is a URL is written as the URL standard
// writes it, without dot segments (ECMA-426 "decode source map sources"):
// webpack://shop/./src/a.ts is webpack://shop/src/a.ts.
func (v *view) Source(i int) string {
	source := v.Map.Source(i)
	scheme, rest, ok := strings.Cut(source, "://")
	if !ok {
		return source
	}
	host, below, _ := strings.Cut(rest, "/")
	end := strings.IndexAny(below, "?#")
	if end < 0 {
		end = len(below)
	}
	if !strings.Contains("/"+below[:end], "/.") {
		return source
	}
	var kept []string
	for part := range strings.SplitSeq(below[:end], "/") {
		switch part {
		case ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, part)
		}
	}
	return scheme + "://" + host + "/" + strings.Join(kept, "/") + below[end:]
}

// ContentBytes gives the text of a source, from the map or else from disk. It
// must not be changed.
func (v *view) ContentBytes(i int) ([]byte, bool) {
	if text, ok := v.Map.ContentBytes(i); ok {
		return text, true
	}
	if o := v.original(i); o.text != nil {
		return o.text.Bytes(), true
	}
	return nil, false
}

// Lines gives lines of a source, from the map or else from disk; file names
// the file on disk.
func (v *view) Lines(i, from, to int) (around []string, file string, ok bool) {
	if around, ok := v.Map.Lines(i, from, to); ok {
		return around, "", true
	}
	o := v.original(i)
	if o.text == nil || from >= o.text.Len() {
		return nil, "", false
	}
	for line := from; line < min(to, o.text.Len()); line++ {
		around = append(around, string(o.text.Line(line)))
	}
	return around, o.name, true
}

func (v *view) original(i int) original {
	v.mu.Lock()
	defer v.mu.Unlock()
	o, known := v.onDisk[i]
	if !known && v.pair.Original != nil {
		if name, text, err := v.pair.Original(i); err == nil {
			o = original{name, lines.New(bytes.ToValidUTF8(text, []byte("\uFFFD")))}
		}
		if v.onDisk == nil {
			v.onDisk = map[int]original{}
		}
		v.onDisk[i] = o
	}
	return o
}
