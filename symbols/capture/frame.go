package capture

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"symset/symbols"
)

// readFrame reads a frame in any of its forms: as an SDK captured it, as
// PostHog stored it, or in a frame record with the lines around it.
func readFrame(o object, lib string) symbols.Frame {
	var context *symbols.Context
	if contents, ok := nested(o["contents"]); ok {
		context = numberedContext(o["context"])
		o = contents
	} else if has(o, "context") {
		context = numberedContext(o["context"])
	}
	if !has(o, "mangled_name") && !has(o, "resolved_name") && !(has(o, "lang") && has(o, "raw_id")) &&
		!(has(o, "source") && !has(o, "filename")) {
		f := rawFrame(o, lib, "")
		if f.Context == nil {
			f.Context = context
		}
		return f
	}
	return storedFrame(o, lib, context)
}

// rawFrame reads a frame as captured. lang is what PostHog took it for, when
// its platform was not kept.
func rawFrame(o object, lib, lang string) symbols.Frame {
	f := symbols.Frame{
		Platform: framePlatform(o, lib, lang),
		Function: text(o, "function"),
		Module:   text(o, "module"),
		File:     text(o, "filename", "abs_path"),
		ChunkID:  text(o, "chunk_id", "chunkId", "debug_id"),
		InApp:    truth(o["in_app"], true),
		Context:  capturedContext(o),
	}
	if f.Function == "?" { // the SDKs' word for an unknown name
		f.Function = ""
	}
	if !f.Platform.JavaScript() {
		setPlace(&f, readCoordinate("line", 1, o["lineno"]), readCoordinate("column", 0, o["colno"]))
		return f
	}
	line := readCoordinate("line", 1, o["lineno"])
	var column coordinate
	if strings.HasPrefix(f.File, "eval at ") { // the SDK left V8's location as it was
		site, inside := evalSite(f.File)
		p := cutPlace(site)
		f.File, f.Eval = p.file, inside+":"+text(o, "lineno")+":"+text(o, "colno")
		setPlace(&f, p.line, p.column)
		return f
	}
	if f.Platform == symbols.Hermes {
		column = readCoordinate("address", 0, o["colno"])
		if line.absent && !column.absent {
			line = coordinate{n: 1} // bytecode has one line, which some SDKs leave out
		}
	} else {
		column = readCoordinate("column", 1, o["colno"])
	}
	f.Builtin = builtinFile(f.File) && (f.File != "" || f.ChunkID == "" && line.absent && column.absent)
	if f.Builtin || extensionFile(f.File) {
		f.InApp = false
	}
	setPlace(&f, line, column)
	return f
}

// framePlatform gives the platform that a frame names. The raw frame that
// PostHog keeps has lost it; then what the frame has tells it.
func framePlatform(o object, lib, lang string) symbols.Platform {
	if p := text(o, "platform"); p != "" {
		return symbols.Platform(p)
	}
	if lang == "" {
		lang = text(o, "lang")
	}
	if lang != "" && lang != "javascript" {
		return symbols.Platform(lang)
	}
	file := text(o, "filename", "abs_path")
	switch {
	case has(o, "context_line") || has(o, "module"), lib == "posthog-node":
		return symbols.Node
	case has(o, "colno") && !has(o, "lineno"), lib == "posthog-react-native" && !hasScheme(file):
		return symbols.Hermes
	case strings.HasSuffix(file, ".py") && lang == "":
		return "python"
	}
	return platformOf(file)
}

// storedFrame reads a frame as PostHog stored it. What was captured is built
// from the raw frame kept in it, or, without one, from the stored frame itself.
func storedFrame(o object, lib string, context *symbols.Context) symbols.Frame {
	drawer, _ := nested(o["junk_drawer"])
	raw, isRaw := nested(drawer["raw_frame"])
	lang := text(o, "lang")
	st := &symbols.Stored{
		Resolved: truth(o["resolved"], false),
		Function: text(o, "resolved_name", "mangled_name", "function"),
		Source:   text(o, "source"),
		Failure:  text(o, "resolve_failure"),
		Raw:      isRaw,
		Context:  context,
	}
	if st.Failure == "" && has(o, "resolve_failure") {
		st.Failure = compact(o["resolve_failure"])
	}
	line, column := readCoordinate("line", 0, o["line"]), readCoordinate("column", 0, o["column"])
	if fromZero(o, raw, isRaw) {
		line.n, column.n = following(line), following(column)
	}
	st.Line, st.Column = line.n, column.n

	var f symbols.Frame
	if isRaw {
		f = rawFrame(raw, lib, lang)
		if !has(raw, "in_app") {
			f.InApp = truth(o["in_app"], true) && !f.Builtin
		}
	} else {
		captured := object{
			"platform": encode(storedPlatform(o, lib, lang)),
			"function": encode(st.Function), "filename": encode(st.Source), "module": orNull(o["module"]),
			"in_app": orNull(o["in_app"]), "lineno": place(o["line"], st.Line), "colno": place(o["column"], st.Column),
		}
		f = rawFrame(captured, lib, lang)
		if f.Builtin && st.Resolved { // of no file, but PostHog read it
			f.Builtin = false
			if _, ok := f.Generated(); !ok {
				f.Bad = "PostHog kept no place of the frame"
			}
		}
	}
	if f.Context == nil && (!st.Resolved || !isRaw || !f.Platform.JavaScript()) {
		f.Context = context
	}
	f.Stored = st
	return f
}

// storedPlatform tells the platform of a stored frame whose raw frame was not
// kept. An unresolved frame of the web has the path of its URL as its source,
// which is no path of Node.
func storedPlatform(o object, lib, lang string) symbols.Platform {
	resolved := truth(o["resolved"], false)
	switch {
	case lang != "" && lang != "javascript":
		return symbols.Platform(lang)
	case lib == "posthog-react-native" && !resolved:
		return symbols.Hermes
	case lib == "posthog-node", resolved && !fromZero(o, nil, false):
		return symbols.Node
	}
	return symbols.Web
}

// fromZero reports whether a stored frame's line and column count from 0:
// those PostHog read through a source map do, those it passed through keep
// what was captured. Without the raw frame, names and paths of Node that were
// not changed tell the latter.
func fromZero(o, raw object, isRaw bool) bool {
	if lang := text(o, "lang"); !truth(o["resolved"], false) || lang != "javascript" && lang != "" {
		return false
	}
	source := text(o, "source")
	if !isRaw {
		same := text(o, "resolved_name") == text(o, "mangled_name") || !has(o, "resolved_name")
		return !(same && (platformOf(source) == symbols.Node || builtinFile(source)))
	}
	if !has(raw, "colno") || source == text(raw, "filename") && sameNumber(o["line"], raw["lineno"]) && sameNumber(o["column"], raw["colno"]) {
		return false
	}
	return true
}

func sameNumber(a, b json.RawMessage) bool {
	return string(orNull(a)) == string(orNull(b))
}

// following counts a number that counted from 0 from 1.
func following(c coordinate) int {
	if c.absent || c.bad != "" {
		return 0
	}
	return c.n + 1
}

// place gives a number that was read from raw as JSON, or raw itself when it
// was none.
func place(raw json.RawMessage, n int) json.RawMessage {
	if n == 0 {
		return orNull(raw)
	}
	return encode(n)
}

// capturedContext gives the source lines an SDK captured: before and after the
// line, both in the order of the file.
func capturedContext(o object) *symbols.Context {
	if !has(o, "context_line") {
		return nil
	}
	return &symbols.Context{Before: texts(o["pre_context"]), Line: text(o, "context_line"), After: texts(o["post_context"])}
}

// numberedContext reads the lines of a frame record. PostHog gives those before
// in either order; their numbers, from 0 or 1, tell which.
func numberedContext(raw json.RawMessage) *symbols.Context {
	o, ok := nested(raw)
	if !ok || !has(o, "line") {
		return nil
	}
	side := func(raw json.RawMessage) []string {
		type numbered struct {
			Number int    `json:"number"`
			Line   string `json:"line"`
		}
		items, _ := list(raw)
		lines := make([]numbered, 0, len(items))
		for _, item := range items {
			var n numbered
			if json.Unmarshal(item, &n) == nil {
				lines = append(lines, n)
			}
		}
		slices.SortStableFunc(lines, func(a, b numbered) int { return cmp.Compare(a.Number, b.Number) })
		out := make([]string, len(lines))
		for i, n := range lines {
			out[i] = n.Line
		}
		return out
	}
	c := &symbols.Context{Before: side(o["before"]), After: side(o["after"])}
	if lines := side(encode([]json.RawMessage{o["line"]})); len(lines) == 1 {
		c.Line = lines[0]
	}
	return c
}
