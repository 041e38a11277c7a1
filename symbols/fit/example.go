package fit

import (
	"bytes"
	"fmt"

	"symset/symbols/sourcemap"
)

// An Example is a place where the map and the file disagree.
type Example struct {
	File     sourcemap.Position // in the minified file
	Source   int                // index of the original source; -1 when the map tells none
	Original sourcemap.Position // in that source
	Says     string             // what stands there by the map; empty when it does not tell
	Has      string             // what the file has there; empty when it has no such place

	witness witness
}

const (
	shown       = 40 // bytes of a token that an example quotes, at the most
	shownPlaces = 3  // examples that a judgement has, at the most
)

// String tells the example in a sentence, with lines and columns from 1.
func (e Example) String() string {
	at := fmt.Sprintf("%d:%d", e.File.Line+1, e.File.Column+1)
	switch {
	case e.witness == outsideFile:
		return fmt.Sprintf("the map speaks of %s, the file has no such place", at)
	case e.Says == "":
		return fmt.Sprintf("at %s a mapping begins inside of `%s`", at, e.Has)
	}
	return fmt.Sprintf("at %s the map says `%s`, the file has `%s`", at, e.Says, e.Has)
}

// example takes down what a mapping said.
func (h *hearing) example(w witness, at sourcemap.Position, mapping sourcemap.Mapping) Example {
	e := Example{File: at, Source: mapping.Source, Original: mapping.Original, witness: w}
	src := h.text.Bytes()
	if offset, ok := h.text.Offset(at); ok {
		from := offset
		for w == splitWord && from > 0 && offset-from < shown && word(src[from-1]) {
			from--
		}
		e.Has = quote(src, from)
	}
	if !mapping.OK() {
		return e
	}
	if source := h.source(mapping.Source); source != nil {
		if where, ok := source.Offset(mapping.Original); ok {
			e.Says = quote(source.Bytes(), where)
		}
	}
	if e.Says == "" && mapping.Name >= 0 {
		e.Says = clip(h.m.NameBytes(mapping.Name))
	}
	return e
}

// quote gives the token at a place; of an operand the operator behind it, too.
func quote(src []byte, at int) string {
	t := read(src, at)
	if t.kind == nothing || len(t.text) == 0 {
		return clip(bytes.TrimSpace(src[at:min(len(src), at+shown)]))
	}
	end := max(t.end, at+1)
	if op := operatorOf(src[end:]); op != "" && t.kind.operand() {
		end += bytes.Index(src[end:], []byte(op)) + len(op)
	}
	return clip(src[at:end])
}

// clip cuts a text to the bytes that are shown, at a character's end.
func clip(text []byte) string {
	if len(text) <= shown {
		return string(text)
	}
	return string(bytes.ToValidUTF8(text[:shown], nil)) + "…"
}
