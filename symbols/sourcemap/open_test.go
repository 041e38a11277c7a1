package sourcemap

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestRefusals(t *testing.T) {
	good := regular("AAAA")
	for text, want := range map[string]struct {
		code    Code
		message string
	}{
		"":                               {Empty, "the file is empty"},
		" \n\t":                          {Empty, "the file is empty"},
		"\xEF\xBB\xBF":                   {Empty, "the file is empty"},
		"<!DOCTYPE html><html></html>":   {HTML, "this is an HTML page, not a source map"},
		"\n <html lang=en>":              {HTML, "this is an HTML page, not a source map"},
		"<?xml version=\"1.0\"?><Error>": {NotMap, "this is XML or HTML, not a source map"},
		"\"use strict\";(()=>{})()":      {JavaScript, "this is JavaScript, not a source map"},
		"{\"use strict\";let a}":         {JavaScript, "this is JavaScript, not a source map"},
		"!function(e){}()":               {JavaScript, "this is JavaScript, not a source map"},
		"\x1b\x00\xf8\x00\xe4":           {Binary, "this is binary data, not a source map (maybe it is compressed)"},
		"null":                           {NotMap, "this is JSON, but not a source map: it is null"},
		"[1, 2]":                         {NotMap, "this is JSON, but not a source map: it is a list"},
		`"text"`:                         {NotMap, "this is JSON, but not a source map: it is a string"},
		"{}":                             {NotMap, `this is JSON, but not a source map: it has no "mappings" (it is empty)`},
		`{"error":"x","status":404}`:     {NotMap, `this is JSON, but not a source map: it has no "mappings" (it has "error", "status")`},
		`{"version":2,"mappings":"","sources":[]}`:     {BadVersion, `"version" is 2, not 3`},
		`{"version":"x","mappings":"","sources":[]}`:   {BadVersion, `"version" is "x", not 3`},
		`{"version":3,"sources":[]}`:                   {WrongType, `there are no "mappings"`},
		`{"version":3,"sources":[],"mappings":[]}`:     {WrongType, `"mappings" is a list, not a string`},
		`{"version":3,"sources":{},"mappings":""}`:     {WrongType, `"sources" is an object, not a list`},
		`{"version":3,"sections":7}`:                   {WrongType, `"sections" is a number, not a list`},
		good + "x":                                     {Syntax, `damaged JSON: the end of the file expected at byte 79, found 'x'`},
		good[:len(good)-4]:                             {Truncated, `the file is cut off inside "mappings"`},
		good[:len(good)-1]:                             {Truncated, "the file is cut off"},
		`{"version":3,"sources":["a\qb"]`:              {Syntax, `damaged JSON inside "sources": an escape expected at byte 27, found 'q'`},
		`{"version":3,"sources":["a` + "\n" + `"]`:     {Syntax, "damaged JSON: control character '\\n' in a string at byte 26"},
		`{"version":3,"sources":["function(){}",]`:     {Syntax, `damaged JSON inside "sources": a value expected at byte 39, found ']'`},
		`{"version":03}`:                               {Syntax, `damaged JSON: a comma or the end of an object expected at byte 12, found '3'`},
		`{"version":3,"x":` + strings.Repeat("[", 300): {TooDeep, "nested more than 200 deep at byte 217"},
		strings.Repeat(`{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":`, 9): {TooDeep, "index maps are nested more than 8 deep"},
		")]}' and no more": {Truncated, `the line that begins with ")]}" never ends`},
		"\x1f\x8bnot gzip": {BadGzip, "this is gzip data that can't be decompressed: gzip: invalid header"},
	} {
		_, err := Parse([]byte(text))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.60q: %v, want an *Error", text, err)
			continue
		}
		if e.Code != want.code || e.Error() != want.message {
			t.Errorf("%.60q: %s %q,\nwant %s %q", text, e.Code, e, want.code, want.message)
		}
	}
}

// compress gives data as gzip.
func compress(t testing.TB, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func inUTF16(text string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

// One map in all its wrappings, from memory and from a file.
func TestEncodings(t *testing.T) {
	text := `{"version":3,"sources":["🛒.ts"],"names":["é"],"sourcesContent":["a\nb"],"mappings":"AAAAA"}`
	large := strings.Replace(text, "{", "{"+strings.Repeat(" ", 2*wholeSize), 1)
	for name, data := range map[string][]byte{
		"plain":             []byte(text),
		"large":             []byte(large),
		"mark":              []byte("\xEF\xBB\xBF" + text),
		"guard":             []byte(")]}'\n" + text),
		"guard with text":   []byte(")]}', for your eyes only\r\n" + text),
		"mark, guard":       []byte("\xEF\xBB\xBF)]}'\n" + large),
		"gzip":              compress(t, []byte(text)),
		"gzip, mark, guard": compress(t, []byte("\xEF\xBB\xBF)]}'\n"+large)),
		"UTF-16 LE":         inUTF16(text, binary.LittleEndian),
		"UTF-16 BE":         inUTF16(large, binary.BigEndian),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.map")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			fromFile, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer fromFile.Close()
			for _, m := range []*Map{fromFile, parse(t, string(data))} {
				line, ok := m.Lines(0, 1, 2)
				if m.Source(0) != "🛒.ts" || m.Name(0) != "é" || !ok || line[0] != "b" {
					t.Errorf("source %q, name %q, line %q", m.Source(0), m.Name(0), line)
				}
				agree(t, m)
				if bad := strings.HasPrefix(name, "UTF-16"); bad != (len(m.Problems()) > 0) {
					t.Errorf("problems: %v", m.Problems())
				}
			}
		})
	}
}

func TestDataURL(t *testing.T) {
	text := regular("AAAA")
	in64 := base64.StdEncoding.EncodeToString([]byte(text))
	for _, good := range []string{
		"data:application/json;base64," + in64,
		"data:application/json;charset=utf-8;base64," + in64,
		"DATA:application/json;charset=utf-8;BASE64," + in64,
		"data:;base64," + strings.TrimRight(in64, "="),
		"data:application/json;base64," + url.QueryEscape(in64),
		"data:application/json;base64," + base64.URLEncoding.EncodeToString([]byte(text)),
		"data:application/json," + url.PathEscape(text),
		"data:application/json;charset=utf-8," + text,
	} {
		m, err := ParseDataURL(good)
		if err != nil {
			t.Errorf("%.60s: %v", good, err)
			continue
		}
		agree(t, m)
	}
	for bad, code := range map[string]Code{
		"":                                   BadDataURL,
		"data:application/json;base64":       BadDataURL,
		"https://example.com/a,b":            BadDataURL,
		"data:;base64,@@@@":                  BadDataURL,
		"data:;base64," + in64[:len(in64)-7]: BadDataURL,
		"data:application/json,%7":           BadDataURL,
		"data:;base64,e30=":                  NotMap,
		"data:,":                             Empty,
	} {
		var e *Error
		if _, err := ParseDataURL(bad); !errors.As(err, &e) || e.Code != code {
			t.Errorf("%.60s: %v, want %s", bad, err, code)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none.map")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such file: %v", err)
	}
	if _, err := Open(dir); err == nil {
		t.Error("a directory opens")
	}
}

// A file that shrinks under an open map is an error, not a crash.
func TestFileThatShrinks(t *testing.T) {
	var text strings.Builder
	if err := writeMap(&text, recipe{sources: 10, lines: 1000}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.map")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := os.Truncate(path, 1000); err != nil {
		t.Fatal(err)
	}
	var e *Error
	if _, err := m.Lookup(Position{0, 5}); !errors.As(err, &e) || e.Code != Unreadable {
		t.Errorf("Lookup: %v", err)
	}
	if _, err := m.Index(); err == nil {
		t.Error("Index gives no error")
	}
	if err := m.Walk(func(Mapping) bool { return true }); err == nil {
		t.Error("Walk gives no error")
	}
	if _, ok := m.Content(9); ok {
		t.Error("content is still there")
	}
	if p := m.Problems(); len(p) != 1 || p[0].Code != Unreadable {
		t.Errorf("problems: %v", p)
	}
}

func TestFields(t *testing.T) {
	m := parse(t, `{"version":3,"file":"x.js","debugId":"1-2","debug_id":"3","chunk_id":"c","sources":[],"mappings":"A"}`)
	if m.File() != "x.js" || m.DebugID() != "1-2" || m.ChunkID() != "c" || m.Kind() != Regular {
		t.Errorf("%q %q %q %v", m.File(), m.DebugID(), m.ChunkID(), m.Kind())
	}
	m = parse(t, `{"version":3,"debug_id":"3","chunkId":"c\u0041","sections":[]}`)
	if m.DebugID() != "3" || m.ChunkID() != "cA" || m.Kind() != Indexed {
		t.Errorf("%q %q %v", m.DebugID(), m.ChunkID(), m.Kind())
	}
}
