package capture

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

// maxNumber is the largest line, column or address that is believed: the
// largest that source maps can name (ECMA-426 keeps them in 32 bits, signed).
const maxNumber = math.MaxInt32

// A coordinate is one number of a place, as captured.
type coordinate struct {
	n      int
	absent bool
	bad    string // a sentence without its end; empty when n can be used
}

// readCoordinate reads lineno or colno of a frame's JSON. what is "line",
// "column" or "address"; least is the smallest that makes sense.
func readCoordinate(what string, least int, raw json.RawMessage) coordinate {
	text := strings.TrimSpace(string(raw))
	if text == "" || text == "null" {
		return coordinate{absent: true}
	}
	var number json.Number
	if text[0] == '"' || json.Unmarshal(raw, &number) != nil {
		return coordinate{bad: fmt.Sprintf("the %s is %s, not a number", what, phrase.Clip(text, 40))}
	}
	return checkCoordinate(what, least, text)
}

// checkCoordinate reads a number as JSON or an engine spells it.
func checkCoordinate(what string, least int, text string) coordinate {
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || v > maxNumber:
		return coordinate{bad: fmt.Sprintf("the %s is %s, beyond any file", what, phrase.Clip(text, 40))}
	case v != math.Trunc(v):
		return coordinate{bad: fmt.Sprintf("the %s is %s, not a whole number", what, phrase.Clip(text, 40))}
	case v < float64(least):
		return coordinate{bad: fmt.Sprintf("the %s is %s, but it counts from %d", what, phrase.Clip(text, 40), least)}
	}
	return coordinate{n: int(v)}
}

// noFile is why a frame's place can't be used that has none but a line and a
// column.
const noFile = "the frame names no file"

// setPlace gives f its place, or the reason why it has none that can be used.
// Only frames that are read through a source map need a column.
func setPlace(f *symbols.Frame, line, column coordinate) {
	f.Line, f.Column = line.n, column.n
	js := f.Platform.JavaScript()
	switch {
	case line.bad != "":
		f.Bad = line.bad
	case column.bad != "":
		f.Bad = column.bad
	case !js || f.Builtin:
	case f.File == "" && f.ChunkID == "":
		f.Bad = noFile
	case f.Platform == symbols.Hermes && column.absent:
		f.Bad = "the frame has no bytecode address"
	case line.absent && column.absent:
		f.Bad = "the frame has no line and no column"
	case line.absent:
		f.Bad = "the frame has no line"
	case column.absent:
		f.Bad = "the frame has a line but no column"
	}
}

// builtinFile reports whether file is the JavaScript engine's or runtime's own
// code rather than something that was built and shipped.
func builtinFile(file string) bool {
	switch file {
	case "", "<anonymous>", "native", "[native code]", "native code", "unknown location", "unknown",
		"self-hosted", "InternalBytecode.js", "debugger eval code", "eval code", "Function code", "Unknown script code":
		return true
	}
	for _, p := range []string{"node:", "internal/", "electron/js2c/", "ext:", "wasm://", "self-hosted", "evalmachine.", "[eval]", "[worker eval]", "<", "[wasm code]"} {
		if strings.HasPrefix(file, p) {
			return true
		}
	}
	if strings.HasSuffix(file, "/InternalBytecode.js") || oldNodeModule(file) {
		return true
	}
	for _, word := range []string{"index ", "VM"} { // async Promise.all (index 0), Chrome's console
		if rest, ok := strings.CutPrefix(file, word); ok && digits(rest) == len(rest) {
			return true
		}
	}
	return false
}

// oldNodeModule knows the files of Node before 15, which have no directory and
// no scheme: events.js, _http_common.js.
func oldNodeModule(file string) bool {
	switch file {
	case "events.js", "net.js", "fs.js", "module.js", "timers.js", "vm.js", "domain.js", "stream.js",
		"assert.js", "buffer.js", "child_process.js", "dgram.js", "dns.js", "util.js", "zlib.js",
		"bootstrap_node.js", "node.js", "repl.js", "readline.js", "url.js", "async_hooks.js":
		return true
	}
	return !strings.Contains(file, "/") && strings.HasSuffix(file, ".js") &&
		(strings.HasPrefix(file, "_http_") || strings.HasPrefix(file, "_stream_") || strings.HasPrefix(file, "_tls_"))
}

// extensionFile reports whether file belongs to a browser extension: a real
// file, but nobody's build.
func extensionFile(file string) bool {
	for _, p := range []string{"chrome-extension://", "moz-extension://", "safari-extension://",
		"safari-web-extension://", "ms-browser-extension://", "webkit-masked-url://", "chrome://", "resource://"} {
		if strings.HasPrefix(file, p) {
			return true
		}
	}
	return false
}

// foreign reports whether a JavaScript file is somebody else's code.
func foreign(file string) bool {
	return strings.Contains(file, "node_modules") || extensionFile(file)
}

// platformOf tells what ran a JavaScript file by the spelling of its name.
func platformOf(file string) symbols.Platform {
	switch {
	case bundleName(file):
		return symbols.Web
	case strings.HasPrefix(file, "file:"), strings.HasPrefix(file, "node:"), strings.HasPrefix(file, "internal/"),
		strings.HasPrefix(file, "/"), windowsPath(file), strings.HasPrefix(file, `\\`), strings.HasPrefix(file, "."):
		return symbols.Node
	}
	return symbols.Web
}

func windowsPath(s string) bool {
	return len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/') && letter(s[0])
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// digits counts the decimal digits that s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
