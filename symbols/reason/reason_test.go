package reason

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/exp/golden"
)

// all are PostHog's reasons, as symbol sets store them and as frames tell
// them; text is empty where frames' words are not known.
var all = []struct{ stored, text string }{
	{`{"MissingChunkIdData":"0199-c1"}`, "No symbol set for chunk id: 0199-c1"},
	{`{"JavaScript":"NoUrlOrChunkId"}`, "This frame had no source url or chunk id"},
	{`{"JavaScript":"NoSourceUrl"}`, "No source url found"},
	{`{"JavaScript":{"NoSourcemap":"https://app.example.com/assets/index-3f9a1c.js"}}`, "Could not find sourcemap for source url: https://app.example.com/assets/index-3f9a1c.js"},
	{`{"JavaScript":{"NoSourcemapUploaded":"0199-c1"}}`, "No sourcemap uploaded for chunk id: 0199-c1"},
	{`{"JavaScript":{"InvalidSourceMap":"bad json: expected value at line 1 column 1"}}`, "Invalid source map: bad json: expected value at line 1 column 1"},
	{`{"JavaScript":{"InvalidSourceMap":"bad json: EOF while parsing a value at line 1 column 0"}}`, "Invalid source map: bad json: EOF while parsing a value at line 1 column 0"},
	{`{"JavaScript":{"InvalidSourceMap":"bad json: EOF while parsing a string at line 1 column 1386"}}`, "Invalid source map: bad json: EOF while parsing a string at line 1 column 1386"},
	{`{"JavaScript":{"InvalidSourceMap":"vlq decode caused an overflow"}}`, "Invalid source map: vlq decode caused an overflow"},
	{`{"JavaScript":{"InvalidSourceMap":"who knows"}}`, "Invalid source map: who knows"},
	{`{"JavaScript":"InvalidSourceAndMap"}`, "Invalid Source and Map"},
	{`{"JavaScript":{"TokenNotFound":["Cart:total",1,48312]}}`, "Token not found for frame: Cart:total:1:48312"},
	{`{"JavaScript":{"InvalidSourceUrl":"app:///main.jsbundle"}}`, "Invalid source url: app:///main.jsbundle"},
	{`{"JavaScript":{"InvalidSourceMapHeader":"https://app.example.com/app.js"}}`, "Could not parse source-map header from url https://app.example.com/app.js"},
	{`{"JavaScript":{"InvalidSourceMapUrl":"http//broken"}}`, "Invalid source url: http//broken"},
	{`{"JavaScript":{"InvalidDataUrl":["https://app.example.com/app.js","Failed to decode base64 data. InvalidByte(22, 33)"]}}`, "Invalid data url found at https://app.example.com/app.js. Failed to decode base64 data. InvalidByte(22, 33)"},
	{`{"JavaScript":{"Timeout":"error sending request for url (https://app.example.com/app.js)"}}`, "Request timed out while fetching: error sending request for url (https://app.example.com/app.js)"},
	{`{"JavaScript":{"HttpStatus":[404,"HTTP status client error (404 Not Found) for url (https://app.example.com/app.js)"]}}`, "HTTP error 404 while fetching: HTTP status client error (404 Not Found) for url (https://app.example.com/app.js)"},
	{`{"JavaScript":{"HttpStatus":[404,"HTTP status client error (404 Not Found) for url (https://app.example.com/maps/app.js.map)"]}}`, "HTTP error 404 while fetching: HTTP status client error (404 Not Found) for url (https://app.example.com/maps/app.js.map)"},
	{`{"JavaScript":{"HttpStatus":[410,"HTTP status client error (410 Gone) for url (https://app.example.com/checkout)"]}}`, "HTTP error 410 while fetching: HTTP status client error (410 Gone) for url (https://app.example.com/checkout)"},
	{`{"JavaScript":{"HttpStatus":[403,"HTTP status client error (403 Forbidden) for url (https://app.example.com/app.js)"]}}`, "HTTP error 403 while fetching: HTTP status client error (403 Forbidden) for url (https://app.example.com/app.js)"},
	{`{"JavaScript":{"HttpStatus":[429,"https://app.example.com/app.js"]}}`, "HTTP error 429 while fetching: https://app.example.com/app.js"},
	{`{"JavaScript":{"HttpStatus":[503,"https://app.example.com/app.js"]}}`, "HTTP error 503 while fetching: https://app.example.com/app.js"},
	{`{"JavaScript":{"HttpStatus":[301,"moved"]}}`, "HTTP error 301 while fetching: moved"},
	{`{"JavaScript":{"NetworkError":"error sending request for url (https://nope.invalid/a.js)"}}`, "Network error while fetching: error sending request for url (https://nope.invalid/a.js)"},
	{`{"JavaScript":{"NetworkError":"Response from https://app.example.com/huge.js exceeded the 25000000 byte limit"}}`, "Network error while fetching: Response from https://app.example.com/huge.js exceeded the 25000000 byte limit"},
	{`{"JavaScript":{"NetworkError":"builder error for url (capacitor://localhost/app.js)"}}`, "Network error while fetching: builder error for url (capacitor://localhost/app.js)"},
	{`{"JavaScript":{"RedirectError":"error following redirect for url (https://app.example.com/app.js)"}}`, "Redirect error while fetching: error following redirect for url (https://app.example.com/app.js)"},
	{`{"JavaScript":{"BlockedUrl":"http://127.0.0.1:5173/src/main.tsx"}}`, ""},
	{`{"JavaScript":{"JSDataError":{"WrongVersion":[3,2]}}}`, "JSDataError: Wrong version: 3, expected 2"},
	{`{"JavaScript":{"JSDataError":{"DataTooShort":[142,100]}}}`, "JSDataError: Data too short, expected 142, got 100"},
	{`{"JavaScript":{"JSDataError":{"DataTooLong":[113,112]}}}`, "JSDataError: Data too long, expected 113, got 112"},
	{`{"JavaScript":{"JSDataError":"InvalidMagic"}}`, "JSDataError: Invalid magic"},
	{`{"JavaScript":{"JSDataError":{"InvalidDataType":[3,"SourceAndMap"]}}}`, "JSDataError: Invalid data type: 3 expected SourceAndMap"},
	{`{"JavaScript":{"JSDataError":{"InvalidDataTypeForOperation":[3,"extract"]}}}`, "JSDataError: Invalid data type 3 for operation extract"},
	{`{"JavaScript":{"JSDataError":{"InvalidUtf8":"invalid utf-8 sequence of 1 bytes from index 9"}}}`, "JSDataError: Invalid utf8, got error: invalid utf-8 sequence of 1 bytes from index 9"},
	{`{"JavaScript":{"JSDataError":{"CompressionError":"incomplete frame"}}}`, "JSDataError: Compression error: incomplete frame"},
	{`{"JavaScript":{"JSDataError":{"UnknownCompression":7}}}`, "JSDataError: Unknown compression type: 7"},
	{`{"Hermes":"NoChunkId"}`, "No chunk id sent with frame"},
	{`{"Hermes":{"NoSourcemapUploaded":"0199-c1"}}`, "No sourcemap uploaded for chunk id: 0199-c1"},
	{`{"Hermes":{"InvalidMap":"incompatible format"}}`, "Invalid map: incompatible format"},
	{`{"Hermes":{"NoTokenForColumn":[482931,"0199-c1"]}}`, "No token for column 482931 on chunk 0199-c1"},
	{`{"Hermes":{"DataError":"InvalidMagic"}}`, "Data error: Invalid magic"},
	{`{"Proguard":"NoMapId"}`, "No map ID sent with frame"},
	{`{"Proguard":{"MissingMap":"com.example@2.3+42"}}`, "No proguard map uploaded for id: com.example@2.3+42"},
	{`{"Proguard":"InvalidMapping"}`, "Invalid mapping"},
	{`{"Proguard":"NoOriginalFrames"}`, "No original frames could be derived from this raw frame"},
	{`{"Proguard":"NoModuleProvided"}`, "No module provided"},
	{`{"Proguard":"MissingClass"}`, "No class matched"},
	{`{"Proguard":"InvalidClass"}`, "Invalid class format"},
	{`{"Proguard":{"DataError":{"DataTooShort":[31,5]}}}`, "Data error: Data too short, expected 31, got 5"},
	{`{"Apple":"NoDebugId"}`, "No debug_id found for frame"},
	{`{"Apple":"NoMatchingDebugImage"}`, "No matching debug image found for frame"},
	{`{"Apple":{"MissingDsym":"9A8B-7C"}}`, "No dSYM uploaded for debug_id: 9A8B-7C"},
	{`{"Apple":{"InvalidAddress":"zz"}}`, "Invalid address format: zz"},
	{`{"Apple":{"SymbolNotFound":4276092}}`, "Symbol not found at address: 0x413f7c"},
	{`{"Apple":{"ParseError":"bad magic"}}`, "Failed to parse dSYM: bad magic"},
	{`{"Apple":{"DataError":{"UnknownCompression":2}}}`, "Data error: Unknown compression type: 2"},
	{`{"Native":"NoDebugId"}`, "No debug_id found for frame"},
	{`{"Native":"NoMatchingDebugImage"}`, "No matching debug image found for frame"},
	{`{"Native":{"MissingSymbolSet":"4f1c-9"}}`, "No debug symbols uploaded for debug_id: 4f1c-9"},
	{`{"Native":{"InvalidAddress":"zz"}}`, "Invalid address format: zz"},
	{`{"Native":{"SymbolNotFound":18446744073709551615}}`, "Symbol not found at address: 0xffffffffffffffff"},
	{`{"Native":{"ParseError":"no DWARF"}}`, "Failed to parse debug symbols: no DWARF"},
	{`{"Native":{"DataError":{"CompressionError":"incomplete frame"}}}`, "Data error: Compression error: incomplete frame"},
}

// TestTold: what a person is told of each reason.
func TestTold(t *testing.T) {
	var b strings.Builder
	for _, c := range all {
		fmt.Fprintf(&b, "%s\n%s", c.stored, show(Parse(c.stored)))
	}
	golden.RequireEqual(t, b.String())
}

func show(r Reason) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %-18s  %s/%s %s %q %s\n  ✗ %s\n", r.Short(), r.Language, r.Code, r.Detail, r.Args, r.Class, r.Sentence())
	if why := r.Why(); why != "" {
		fmt.Fprintf(&b, "    %s\n", why)
	}
	for _, s := range r.Remedy() {
		fmt.Fprintf(&b, "  → %s\n", s.Do)
		if s.Command != "" {
			fmt.Fprintf(&b, "    $ %s\n", s.Command)
		}
	}
	return b.String() + "\n"
}

// TestFrames: a frame of the same language tells the same as the symbol set.
func TestFrames(t *testing.T) {
	for _, c := range all {
		stored := Parse(c.stored)
		if c.text == "" {
			continue
		}
		if stored.Code == "InvalidSourceMapUrl" { // frames say the same of the file's own URL
			stored.Code = "InvalidSourceUrl"
		}
		got := ParseFrame(c.text, stored.Language)
		if got.Language != stored.Language || got.Code != stored.Code || got.Detail != stored.Detail || got.Class != stored.Class || !slices.Equal(got.Args, stored.Args) {
			t.Errorf("%s\nof a frame %+v\nstored     %+v", c.text, got, stored)
		}
		if got.Code != "InvalidSourceUrl" && show(got) != show(stored) {
			t.Errorf("of a frame\n%sstored\n%s", show(got), show(stored))
		}
		if guess := ParseFrame(c.text, ""); guess.Code == "" || guess.Class == Unknown {
			t.Errorf("%s: without a language %+v", c.text, guess)
		}
	}
}

// TestTone: short is short, sentences are spelled as sentences, and something
// can always be done. No variant is left out.
func TestTone(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range all {
		r := Parse(c.stored)
		seen[string(r.Language)+"."+r.Code] = true
		tone(t, r)
		r.Ref = "https://app.example.com/"
		tone(t, r)
		r.Ref = "0199-c1"
		tone(t, r)
		tone(t, ParseFrame(c.text, r.Language))
	}
	for _, v := range variants() {
		if !seen[string(v.language)+"."+v.code] {
			t.Errorf("%s.%s is not tested", v.language, v.code)
		}
	}
}

func tone(t *testing.T, r Reason) {
	t.Helper()
	if r.IsZero() {
		return
	}
	short, sentence, why := r.Short(), r.Sentence(), r.Why()
	if short == "" || len(short) > shortCells {
		t.Errorf("%s: short is %q", r.Raw, short)
	}
	if sentence == "" || strings.HasSuffix(sentence, ".") || strings.Contains(sentence, "\n") && !strings.Contains(r.Raw, "\n") {
		t.Errorf("%s: sentence is %q", r.Raw, sentence)
	}
	if why != "" && (unicode.IsSpace(rune(why[0])) || strings.Contains(why, "..") && !strings.Contains(r.Raw, "..") && !strings.Contains(why, "…")) {
		t.Errorf("%s: why is %q", r.Raw, why)
	}
	if len(r.Remedy()) == 0 {
		t.Errorf("%s: nothing to do", r.Raw)
	}
	for _, s := range r.Remedy() {
		if s.Do == "" || unicode.IsUpper(rune(s.Do[0])) || strings.HasSuffix(s.Do, ".") {
			t.Errorf("%s: do %q", r.Raw, s.Do)
		}
	}
	if len(sentence)+len(why) > 4*maxQuoted+1000 {
		t.Errorf("%.100s: %d bytes of words", r.Raw, len(sentence)+len(why))
	}
}

// TestPast holds which failures beside a file are over with.
func TestPast(t *testing.T) {
	for _, c := range []struct {
		stored string
		byURL  bool
		want   bool
	}{
		{`{"JavaScript":{"NoSourcemap":"https://a.test/x.js"}}`, true, true},
		{`{"JavaScript":{"NoSourcemap":"https://a.test/x.js"}}`, false, true},
		{`{"JavaScript":{"InvalidSourceMap":"bad"}}`, true, false},
		{`{"Hermes":{"NoSourcemapUploaded":"x"}}`, false, false},
		{"something went wrong", true, true},
		{"something went wrong", false, false},
	} {
		if got := Parse(c.stored).Past(c.byURL); got != c.want {
			t.Errorf("%s, by URL %t: %t", c.stored, c.byURL, got)
		}
	}
}
