package symbols

import (
	"strings"
	"time"

	"symset/symbols/sourcemap"
)

// Platform is what captured a frame, in PostHog's words.
type Platform string

// The platforms whose frames need a symbol set that symset can read. Others
// (python, go, ruby, php, java, …) keep their own spelling and are shown with
// the context they were captured with.
const (
	Web        Platform = "web:javascript"
	Node       Platform = "node:javascript"
	Hermes     Platform = "hermes"
	JavaScript Platform = "javascript" // PostHog's older name of Web
)

// JavaScript reports whether frames of p are read through a source map.
func (p Platform) JavaScript() bool {
	return p == Web || p == Node || p == Hermes || p == JavaScript
}

// A Frame is one line of a stack trace as it was captured, before anything was
// resolved.
type Frame struct {
	Platform Platform
	Function string // as captured; empty when the engine gave none
	Module   string
	File     string // URL or path, as captured
	ChunkID  string // chunk id or debug id; empty when none was sent

	// Line and Column are the place in File, from 1; 0 when absent. Columns
	// are UTF-16 code units. For Hermes bytecode Column is an address that
	// counts from 0. Use [Frame.Generated] to look a frame up.
	Line, Column int

	InApp   bool     // what the SDK said; true when it said nothing
	Builtin bool     // the engine's or runtime's own code: native, node:internal, <anonymous>
	Eval    string   // for code made by eval or new Function: the place inside it, e.g. "<anonymous>:1:40"
	Context *Context // source lines captured with the frame, or nil
	Bad     string   // why the place can't be used, a sentence; empty when it can
	Stored  *Stored  // what PostHog made of the frame when it took it in, or nil
	Of      *Trace   // the trace it is of, where frames of several come together; or nil
}

// A Trace is what is known of the trace that a frame was taken from: traces of one
// file may have been thrown in different builds of it.
type Trace struct {
	Event   string // the event's id; empty when it is not known
	Time    time.Time
	Release string // see [Event.Release]
	Safari  bool   // the frame is one that threw there, see [Event.ThrownInSafari]
}

// Generated gives the frame's place in its generated file, both from 0, and
// false when the frame has none.
func (f *Frame) Generated() (sourcemap.Position, bool) {
	switch {
	case f.Bad != "" || f.Line < 1:
		return sourcemap.Position{}, false
	case f.Platform == Hermes && f.Column >= 0:
		return sourcemap.Position{Line: f.Line - 1, Column: f.Column}, true
	case f.Column < 1:
		return sourcemap.Position{}, false
	}
	return sourcemap.Position{Line: f.Line - 1, Column: f.Column - 1}, true
}

// Stored is a frame as PostHog stored it, after its own attempt to resolve it.
type Stored struct {
	Resolved bool
	Function string
	Source   string
	Line     int // from 1, whatever PostHog counted from; 0 when absent
	Column   int // from 1; 0 when absent
	Failure  string
	Raw      bool     // the raw frame was kept, so the Frame around this is what was captured
	Context  *Context // the lines of Source that PostHog gave with it, or nil
}

// Context is a line of source with its neighbours, nearest last in Before and
// nearest first in After: as in the file.
type Context struct {
	Before []string
	Line   string
	After  []string
}

// A Ref is what frames name a symbol set by: a chunk id, or the URL of the
// minified file.
type Ref string

// IsURL reports whether the ref is an address, from which PostHog fetches by
// itself what is not uploaded.
func (r Ref) IsURL() bool {
	return strings.HasPrefix(string(r), "http://") || strings.HasPrefix(string(r), "https://")
}

// Ref gives what PostHog would look the frame's symbol set up by: its chunk
// id, else its http(s) URL, else nothing.
func (f *Frame) Ref() Ref {
	if f.ChunkID != "" {
		return Ref(f.ChunkID)
	}
	if url := Ref(f.File); url.IsURL() {
		return Ref(TrimPlace(f.File))
	}
	return ""
}

// FrameOf is a frame that needs the symbol set of a ref, of no place in
// particular.
func FrameOf(ref Ref) Frame {
	f := Frame{Platform: Web, Line: 1, Column: 1}
	if ref.IsURL() {
		f.File = string(ref)
	} else {
		f.ChunkID = string(ref)
	}
	return f
}

// TrimPlace cuts up to two ":digits" off a URL's end, as PostHog does: some
// traces leave line and column there.
func TrimPlace(url string) string {
	for range 2 {
		i := strings.LastIndexByte(url, ':')
		if i <= strings.LastIndexByte(url, '/') || strings.Trim(url[i+1:], "0123456789") != "" {
			break
		}
		url = url[:i]
	}
	return url
}
