// Package cymbal resolves the frames of exceptions as PostHog's service of that
// name does, its sharp edges included: a frame's column is looked up one too far
// to the right, the answer may come from a line above, and what a frame becomes
// counts its lines from 0.
package cymbal

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"
	"time"

	"symset/symbols/sourcemap"
)

// The platforms and languages that are told apart.
const (
	web             = "web:javascript"
	javascriptOfOld = "javascript"
	node            = "node:javascript"
	hermes          = "hermes"

	javaScript     = "JavaScript"
	hermesLanguage = "Hermes"
)

// A Finder finds symbol sets. It tells the ref of the set, also of one that has
// failed.
type Finder interface {
	Find(language, chunkID, url string) (s *Symbols, ref string, why *Failure)
}

// A Record is what a frame became, as PostHog stores it.
type Record struct {
	RawID    string // with its part
	Resolved bool
	Contents json.RawMessage // what the event gets
	Context  json.RawMessage // the lines around, "null" when there are none
	Ref      string          // of the set that was asked; empty for none
	Source   string          // of Contents
	Function string          // of Contents
	InApp    bool            // of Contents
	Stored   time.Time       // when it became so; zero for now
}

// contents is a resolved frame. Lines and columns count from 0 when they come
// from a source map, and are as captured otherwise.
type contents struct {
	RawID          string `json:"raw_id"`
	MangledName    string `json:"mangled_name"`
	Line           *int   `json:"line,omitempty"`
	Column         *int   `json:"column,omitempty"`
	Source         string `json:"source,omitempty"`
	Module         string `json:"module,omitempty"`
	InApp          bool   `json:"in_app"`
	ResolvedName   string `json:"resolved_name,omitempty"`
	Lang           string `json:"lang"`
	Resolved       bool   `json:"resolved"`
	ResolveFailure string `json:"resolve_failure,omitempty"`
	Synthetic      bool   `json:"synthetic"`
	Suspicious     bool   `json:"suspicious"`
	JunkDrawer     struct {
		RawFrame raw `json:"raw_frame"`
	} `json:"junk_drawer"`

	around *surrounding
	ref    string
}

// Resolve resolves a frame as an SDK sent it.
func Resolve(frame json.RawMessage, find Finder) (Record, error) {
	var r raw
	if err := json.Unmarshal(frame, &r); err != nil {
		return Record{}, err
	}
	platform := r.text("platform")
	c := &contents{RawID: r.id(platform), MangledName: r.text("function"), Module: r.text("module"),
		InApp: r.truth("in_app", true), Synthetic: r.truth("synthetic", false), Lang: language(platform, r)}
	c.JunkDrawer.RawFrame = maps.Clone(r)
	delete(c.JunkDrawer.RawFrame, "platform")
	if n, ok := r.number("lineno"); ok {
		c.Line = &n
	}
	if n, ok := r.number("colno"); ok {
		c.Column = &n
	}
	switch platform {
	case web, javascriptOfOld:
		c.script(r, find)
	case node:
		c.server(r, find)
	case hermes:
		c.bytecode(r, find)
	case "java":
		c.missing(find, "Proguard", r.text("map_id"), "NoMapId", "MissingMap", "NoOriginalFrames")
	case "apple":
		c.missing(find, "Apple", r.text("image_uuid", "debug_id"), "NoDebugId", "MissingDsym", "NoMatchingDebugImage")
	case "native", "rust":
		c.missing(find, "Native", r.text("debug_id", "image_uuid"), "NoDebugId", "MissingSymbolSet", "NoMatchingDebugImage")
	default:
		c.pass(r)
		if strings.Contains(c.Source, "site-packages") || strings.Contains(c.Source, "dist-packages") {
			c.InApp = false
		}
	}
	return c.record()
}

func (c *contents) record() (Record, error) {
	text, err := json.Marshal(c)
	if err != nil {
		return Record{}, err
	}
	around, err := json.Marshal(c.around)
	if err != nil {
		return Record{}, err
	}
	name := c.ResolvedName
	if name == "" {
		name = c.MangledName
	}
	return Record{RawID: c.RawID, Resolved: c.Resolved, Contents: text, Context: around, Ref: c.ref,
		Source: c.Source, Function: name, InApp: c.InApp}, nil
}

func language(platform string, r raw) string {
	switch platform {
	case web, javascriptOfOld, node, hermes:
		return "javascript"
	case "custom":
		return r.text("lang")
	}
	return platform
}

// pass takes a frame as it was captured.
func (c *contents) pass(r raw) {
	c.Resolved, c.Source, c.ResolvedName, c.around = true, r.text("filename", "abs_path"), c.MangledName, r.captured()
}

// unresolved keeps a frame's place as it was captured. A frame of code that
// seems not to be minified counts as resolved nonetheless.
func (c *contents) unresolved(why *Failure, readable bool) {
	c.ResolveFailure, c.Resolved = why.Error(), readable
	if readable {
		c.ResolvedName = c.MangledName
	}
}

// guessed is the column up to which code whose map was not found is held not
// to be minified.
const guessed = 300

// script resolves a browser's frame.
func (c *contents) script(r raw, find Finder) {
	address := Address(r.text("filename"))
	if address != "" {
		if u, err := url.Parse(address); err == nil {
			c.Source = u.Path
		}
	}
	chunk := r.text("chunk_id", "chunkId")
	switch {
	case c.Line == nil || c.Column == nil:
		c.Line, c.Column, c.Resolved, c.ResolvedName = nil, nil, true, c.MangledName
		return
	case chunk == "" && address == "":
		c.unresolved(fail(javaScript, "NoUrlOrChunkId"), true)
		return
	}
	symbols, ref, why := find.Find(javaScript, chunk, address)
	c.ref = ref
	if why != nil {
		c.unresolved(why, why.Code == "NoSourcemap" && *c.Column <= guessed || why.Code == "NoSourceUrl")
		return
	}
	c.mapped(symbols, sourcemap.Position{Line: *c.Line - 1, Column: *c.Column})
}

// server resolves a frame of Node, which is asked about by chunk id alone.
func (c *contents) server(r raw, find Finder) {
	ours := c.InApp && !strings.Contains(r.text("filename"), "node_modules") && !strings.HasPrefix(r.text("filename"), "node:")
	chunk := r.text("chunk_id", "chunkId")
	if chunk == "" || c.Line == nil || c.Column == nil {
		c.pass(r)
		c.InApp, c.Resolved = ours, c.around == nil || !c.around.minified()
		return
	}
	symbols, ref, why := find.Find(javaScript, chunk, "")
	c.ref = ref
	if why != nil {
		c.InApp, c.around = ours, r.captured()
		c.unresolved(why, c.around != nil && !c.around.minified())
		return
	}
	c.mapped(symbols, sourcemap.Position{Line: *c.Line - 1, Column: *c.Column})
	c.InApp = c.InApp && ours
}

// bytecode resolves a frame of Hermes, whose column is an address on the only
// line there is.
func (c *contents) bytecode(r raw, find Finder) {
	one := 1
	c.Line, c.Source = &one, r.text("filename")
	chunk := r.text("chunkId", "chunk_id")
	if chunk == "" {
		c.unresolved(fail(hermesLanguage, "NoChunkId"), false)
		return
	}
	symbols, ref, why := find.Find(hermesLanguage, chunk, "")
	c.ref = ref
	switch {
	case why != nil:
		c.unresolved(why, false)
	case c.Column == nil:
		c.unresolved(fail(hermesLanguage, "NoTokenForColumn", 0, chunk), false)
	default:
		c.mapped(symbols, sourcemap.Position{Column: *c.Column})
	}
}

// missing tells that compiled code has no symbols. Those there are, this
// package does not read.
func (c *contents) missing(find Finder, language, id, none, absent, unread string) {
	if id == "" {
		c.unresolved(fail(language, none), false)
		return
	}
	_, ref, why := find.Find(language, id, "")
	c.ref = ref
	switch {
	case why == nil:
		c.unresolved(fail(language, unread), false)
	case why.Code == "NoSourcemapUploaded":
		c.unresolved(fail(language, absent, id), false)
	default:
		c.unresolved(why, false)
	}
}

// mapped reads a frame through a source map.
func (c *contents) mapped(s *Symbols, at sourcemap.Position) {
	if s.sm == nil {
		c.unresolved(fail(javaScript, "JSDataError", map[string]any{"InvalidDataType": []any{int(s.kind), "SourceAndMap"}}), false)
		return
	}
	m, ok := s.token(at)
	if !ok {
		c.unresolved(fail(javaScript, "TokenNotFound", c.MangledName, at.Line+1, at.Column), false)
		return
	}
	c.Resolved, c.Source = true, s.sm.Source(m.Source)
	c.Line, c.Column = &m.Original.Line, &m.Original.Column
	c.ResolvedName, c.around = s.name(at, m), s.around(m.Source, m.Original.Line)
	c.InApp = !strings.Contains(c.Source, "node_modules")
	for _, scheme := range []string{"webkit-masked-url://", "chrome-extension://", "moz-extension://"} {
		c.InApp = c.InApp && !strings.HasPrefix(c.Source, scheme)
	}
	c.Suspicious = strings.Contains(c.Source, "posthog-js@")
}

// Address gives what PostHog looks a browser's file up by: its URL without a
// line and a column at its end; empty for what is neither http nor https.
func Address(file string) string {
	if !strings.HasPrefix(file, "http://") && !strings.HasPrefix(file, "https://") {
		return ""
	}
	for range 2 {
		colon := strings.LastIndexByte(file, ':')
		if colon <= strings.LastIndexByte(file, '/') || strings.Trim(file[colon+1:], "0123456789") != "" || colon == len(file)-1 {
			break
		}
		file = file[:colon]
	}
	return file
}
