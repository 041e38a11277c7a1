package cymbal

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"symset/symbols/container"
)

// A Failure is why a frame has no symbols: a variant of PostHog's FrameError
// (rust/cymbal/src/core/error.rs).
type Failure struct {
	Language string // "JavaScript", "Hermes", …; empty for MissingChunkIdData alone
	Code     string // the variant, such as "NoSourcemap"
	Args     []any  // what it carries, as JSON has it
	raw      string // what could not be taken apart
}

func fail(language, code string, args ...any) *Failure {
	return &Failure{Language: language, Code: code, Args: args}
}

// NoSourcemapUploaded is the failure of a chunk id that no set has.
func NoSourcemapUploaded(language, id string) *Failure {
	return fail(language, "NoSourcemapUploaded", id)
}

// Reason gives the failure as a symbol set's failure_reason stores it.
func (f *Failure) Reason() string {
	if f.raw != "" {
		return f.raw
	}
	var variant any = f.Code
	switch len(f.Args) {
	case 0:
	case 1:
		variant = map[string]any{f.Code: f.Args[0]}
	default:
		variant = map[string]any{f.Code: f.Args}
	}
	if f.Language != "" {
		variant = map[string]any{f.Language: variant}
	}
	text, err := json.Marshal(variant)
	if err != nil {
		return f.Code
	}
	return string(text)
}

// ParseFailure reads a failure_reason. Other text is kept as it is.
func ParseFailure(reason string) *Failure {
	unknown := &Failure{raw: reason}
	var v any
	d := json.NewDecoder(strings.NewReader(reason))
	d.UseNumber() // addresses are of 64 bits
	if d.Decode(&v) != nil {
		return unknown
	}
	outer, inner, ok := only(v)
	if !ok {
		return unknown
	}
	if outer == "MissingChunkIdData" {
		return fail("", outer, inner)
	}
	code, carried, ok := only(inner)
	if !ok {
		return unknown
	}
	f := fail(outer, code)
	switch args := carried.(type) {
	case nil:
	case []any:
		f.Args = args
	default:
		f.Args = []any{args}
	}
	return f
}

// only takes an enum's value apart: a name, or a name with what it carries.
func only(v any) (name string, carried any, ok bool) {
	switch v := v.(type) {
	case string:
		return v, nil, true
	case map[string]any:
		for name, carried = range v {
			return name, carried, len(v) == 1
		}
	}
	return "", nil, false
}

// Error gives the sentence that frames carry as resolve_failure.
func (f *Failure) Error() string {
	if f.raw != "" {
		return f.raw
	}
	args := slices.Clone(f.Args)
	switch {
	case strings.HasSuffix(f.Code, "DataError") && len(args) == 1:
		args[0] = flaw(args[0])
	case f.Code == "SymbolNotFound" && len(args) == 1:
		if n, err := strconv.ParseUint(fmt.Sprint(args[0]), 10, 64); err == nil {
			args[0] = fmt.Sprintf("0x%x", n)
		}
	}
	if f.Language == "Native" && f.Code == "ParseError" {
		return say("Failed to parse debug symbols: %v", f.Reason(), args)
	}
	return say(texts()[f.Code], f.Reason(), args)
}

// say fills a pattern, or gives other words when it is none or lacks arguments.
func say(pattern, otherwise string, args []any) string {
	if pattern == "" || strings.Count(pattern, "%") != len(args) {
		return otherwise
	}
	return fmt.Sprintf(pattern, args...)
}

// flaw tells what is wrong with a stored file: rust/common/symbol_data/src/error.rs.
func flaw(v any) string {
	code, carried, _ := only(v)
	var args []any
	switch carried := carried.(type) {
	case nil:
	case []any:
		args = carried
	default:
		args = []any{carried}
	}
	return say(map[string]string{
		"WrongVersion":                "Wrong version: %v, expected %v",
		"DataTooShort":                "Data too short, expected %v, got %v",
		"DataTooLong":                 "Data too long, expected %v, got %v",
		"InvalidMagic":                "Invalid magic",
		"InvalidDataType":             "Invalid data type: %v expected %v",
		"InvalidDataTypeForOperation": "Invalid data type %v for operation %v",
		"InvalidUtf8":                 "Invalid utf8, got error: %v",
		"CompressionError":            "Compression error: %v",
		"UnknownCompression":          "Unknown compression type: %v",
	}[code], code, args)
}

// texts gives PostHog's sentences by variant.
func texts() map[string]string {
	return map[string]string{
		"MissingChunkIdData":     "No symbol set for chunk id: %v",
		"NoUrlOrChunkId":         "This frame had no source url or chunk id",
		"NoSourceUrl":            "No source url found",
		"NoSourcemap":            "Could not find sourcemap for source url: %v",
		"NoSourcemapUploaded":    "No sourcemap uploaded for chunk id: %v",
		"InvalidSourceMap":       "Invalid source map: %v",
		"InvalidSourceAndMap":    "Invalid Source and Map",
		"TokenNotFound":          "Token not found for frame: %v:%v:%v",
		"InvalidSourceUrl":       "Invalid source url: %v",
		"InvalidSourceMapHeader": "Could not parse source-map header from url %v",
		"InvalidSourceMapUrl":    "Invalid source url: %v",
		"InvalidDataUrl":         "Invalid data url found at %v. %v",
		"Timeout":                "Request timed out while fetching: %v",
		"HttpStatus":             "HTTP error %v while fetching: %v",
		"NetworkError":           "Network error while fetching: %v",
		"RedirectError":          "Redirect error while fetching: %v",
		"BlockedUrl":             "Blocked url: %v",
		"JSDataError":            "JSDataError: %v",
		"DataError":              "Data error: %v",
		"NoChunkId":              "No chunk id sent with frame",
		"InvalidMap":             "Invalid map: %v",
		"NoTokenForColumn":       "No token for column %v on chunk %v",
		"NoMapId":                "No map ID sent with frame",
		"MissingMap":             "No proguard map uploaded for id: %v",
		"InvalidMapping":         "Invalid mapping",
		"NoOriginalFrames":       "No original frames could be derived from this raw frame",
		"NoModuleProvided":       "No module provided",
		"MissingClass":           "No class matched",
		"InvalidClass":           "Invalid class format",
		"NoDebugId":              "No debug_id found for frame",
		"NoMatchingDebugImage":   "No matching debug image found for frame",
		"MissingDsym":            "No dSYM uploaded for debug_id: %v",
		"MissingSymbolSet":       "No debug symbols uploaded for debug_id: %v",
		"InvalidAddress":         "Invalid address format: %v",
		"SymbolNotFound":         "Symbol not found at address: %v",
		"ParseError":             "Failed to parse dSYM: %v",
	}
}

// dataError is what is wrong with a stored file, as a language says it.
func dataError(language string, err error) *Failure {
	code := "DataError"
	if language == javaScript {
		code = "JSDataError"
	}
	var e *container.Error
	if !errors.As(err, &e) {
		return fail(language, code, map[string]any{"CompressionError": err.Error()})
	}
	name := string(e.Code)
	switch e.Code {
	case container.InvalidMagic:
		return fail(language, code, name)
	case container.WrongVersion:
		return fail(language, code, map[string]any{name: []any{e.Got, e.Want}})
	case container.DataTooShort, container.DataTooLong:
		return fail(language, code, map[string]any{name: []any{e.Want, e.Got}})
	case container.UnknownCompression:
		return fail(language, code, map[string]any{name: e.Got})
	case container.InvalidDataType:
		return fail(language, code, map[string]any{name: []any{e.Got, "SymbolDataType"}})
	}
	return fail(language, code, map[string]any{name: err.Error()})
}
