package cymbal

import (
	"bytes"
	"testing"

	"symset/symbols/container"
	"symset/symbols/reason"
)

// TestFailures holds what frames say of each failure_reason, that reading and
// writing one changes nothing, and that package reason understands the words.
func TestFailures(t *testing.T) {
	for stored, want := range map[string]string{
		`{"MissingChunkIdData":"c1"}`:                                     "No symbol set for chunk id: c1",
		`{"JavaScript":"NoUrlOrChunkId"}`:                                 "This frame had no source url or chunk id",
		`{"JavaScript":{"NoSourcemap":"https://a.example/a.js"}}`:         "Could not find sourcemap for source url: https://a.example/a.js",
		`{"JavaScript":{"TokenNotFound":["Cart:total",1,48312]}}`:         "Token not found for frame: Cart:total:1:48312",
		`{"JavaScript":{"HttpStatus":[404,"https://a.example/a.js"]}}`:    "HTTP error 404 while fetching: https://a.example/a.js",
		`{"JavaScript":{"JSDataError":{"DataTooShort":[142,100]}}}`:       "JSDataError: Data too short, expected 142, got 100",
		`{"JavaScript":{"JSDataError":"InvalidMagic"}}`:                   "JSDataError: Invalid magic",
		`{"JavaScript":{"InvalidDataUrl":["https://a.example/a","why"]}}`: "Invalid data url found at https://a.example/a. why",
		`{"Hermes":{"NoTokenForColumn":[482931,"c1"]}}`:                   "No token for column 482931 on chunk c1",
		`{"Proguard":{"MissingMap":"com.example@2.3+42"}}`:                "No proguard map uploaded for id: com.example@2.3+42",
		`{"Apple":{"SymbolNotFound":4276092}}`:                            "Symbol not found at address: 0x413f7c",
		`{"Apple":{"ParseError":"bad magic"}}`:                            "Failed to parse dSYM: bad magic",
		`{"Native":{"ParseError":"no DWARF"}}`:                            "Failed to parse debug symbols: no DWARF",
		`{"Native":{"SymbolNotFound":18446744073709551615}}`:              "Symbol not found at address: 0xffffffffffffffff",
		`{"Elixir":{"NoSuch":["a",1]}}`:                                   `{"Elixir":{"NoSuch":["a",1]}}`,
		"a text":                                                          "a text",
	} {
		f := ParseFailure(stored)
		if f.Error() != want || f.Reason() != stored {
			t.Errorf("%s: says %q, want %q; stored again as %s", stored, f.Error(), want, f.Reason())
		}
		if got, want := reason.ParseFrame(f.Error(), reason.Language(f.Language)).Code, reason.Parse(stored).Code; f.Language != "" && f.Language != "Elixir" && got != want {
			t.Errorf("%s: a frame's words are read as %s, want %s", stored, got, want)
		}
	}
}

// TestUnreadableFiles holds what is told of stored files that are none.
func TestUnreadableFiles(t *testing.T) {
	good := pack(t, "a()", `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"not a container": {[]byte("PK\x03\x04"), `{"JavaScript":{"JSDataError":"InvalidMagic"}}`},
		"version 3":       {bytes.Replace(good, []byte{1, 0, 0, 0, 2}, []byte{3, 0, 0, 0, 2}, 1), `{"JavaScript":{"JSDataError":{"WrongVersion":[3,2]}}}`},
		"too short":       {good[:len(good)-1], `{"JavaScript":{"JSDataError":{"DataTooShort":[80,79]}}}`},
		"an empty map":    {pack(t, "a()", ""), `{"JavaScript":{"InvalidSourceMap":"`},
		"good":            {good, ""},
	} {
		_, why := Open(javaScript, c.file)
		if (why == nil) != (c.want == "") || why != nil && !bytes.HasPrefix([]byte(why.Reason()), []byte(c.want)) {
			t.Errorf("%s: %v, want %s", name, why, c.want)
		}
	}
}

// pack makes a container of version 1.
func pack(t testing.TB, minified, sourceMap string) []byte {
	t.Helper()
	var b bytes.Buffer
	input := func(s string) container.Input {
		return container.Input{Reader: bytes.NewReader([]byte(s)), Size: int64(len(s))}
	}
	if _, err := container.Write(&b, container.Legacy, container.SourceAndMap, input(minified), input(sourceMap)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
