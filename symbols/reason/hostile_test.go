package reason

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnknown(t *testing.T) {
	for _, c := range []struct{ stored, short, sentence string }{
		{"", "", ""},
		{"null", "", ""},
		{" \n", "", ""},
		{"No sourcemap found", "No sourcemap found", "PostHog says: No sourcemap found"},
		{"The server burned down at night", "The server burne..", "PostHog says: The server burned down at night"},
		{"地図がありません", "unknown reason", "PostHog says: 地図がありません"},
		{"a\x1b[31mb", "unknown reason", "PostHog says: a\x1b[31mb"},
		{"42", "42", "PostHog says: 42"},
		{"[1,2]", "[1,2]", "PostHog says: [1,2]"},
		{"{}", "{}", "PostHog says: {}"},
		{`{"JavaScript":`, `{"JavaScript":`, `PostHog says: {"JavaScript":`},
		{`{"JavaScript":{"SomethingNew":["here",7,null,{"a":1}]}}`, "something new", `PostHog says: something new: here, 7, null, {"a":1}`},
		{`{"JavaScript":"SomethingNew"}`, "something new", "PostHog says: something new"},
		{`{"Dart":{"MissingSymbols":"id"}}`, "missing symbols", "PostHog says: missing symbols: id"},
		{`"Surprise"`, "surprise", "PostHog says: surprise"},
		{`{"Wild Name!":"x"}`, "x", "PostHog says: x"},
		{`{"Wild Name!":{"Wilder\n":5}}`, `{"Wild Name!":{"..`, "PostHog says: 5"},
		{`{"JavaScript":{"JSDataError":{"Rotten":["to","the core"]}}}`, "file is unreadable", "PostHog can't read the symbol set that is stored"},
		{`{"JavaScript":{"HttpStatus":"odd"}}`, "HTTP error", "the server did not send the file"},
		{`{"JavaScript":{"HttpStatus":[99999999999999999999]}}`, "HTTP error", "the server did not send the file"},
		{`{"JavaScript":{"TokenNotFound":[]}}`, "map is empty", "the source map maps nothing, so not ?:? either"},
		{`{"JavaScript":{"NoSourcemap":null}}`, "no map found", "no source map was found for the file"},
		{`{"NoSourcemap":"https://x.example/a.js"}`, "no map found", "no source map was found for a.js"},
		{`"NoUrlOrChunkId"`, "nothing to look up", "the frame names neither a file nor a chunk id"},
		{` { "JavaScript" : { "Timeout" : "https://x.example/a.js" } } `, "timed out", "x.example did not answer PostHog in time"},
		{`{"Apple":{"SymbolNotFound":-1.5}}`, "symbol not found", "the dSYM has nothing at address -1.5"},
	} {
		r := Parse(c.stored)
		if r.Short() != c.short || r.Sentence() != c.sentence {
			t.Errorf("%q: %q, %q\nwant %q, %q", c.stored, r.Short(), r.Sentence(), c.short, c.sentence)
		}
		if r.IsZero() != (c.sentence == "") || r.IsZero() && len(r.Remedy()) > 0 {
			t.Errorf("%q: zero %v", c.stored, r.IsZero())
		}
		tone(t, r)
	}
	for _, text := range []string{"Something else entirely", "HTTP error x while fetching: y", "Token not found for frame: a:1", "Symbol not found at address: 0x", "Invalid mapping or not"} {
		if r := ParseFrame(text, JavaScript); r.Class != Unknown || r.Code != "" || r.Sentence() != "PostHog says: "+text {
			t.Errorf("%q: %+v, %q", text, r, r.Sentence())
		}
	}
	if r := ParseFrame("", Apple); !r.IsZero() || r.Sentence() != "" {
		t.Errorf("no failure is %+v", r)
	}
}

// TestLong: long texts are cut where they are told, whatever is in them.
func TestLong(t *testing.T) {
	for _, piece := range []string{"a", ":", ":1", "é", "地", `\"`, "[", "while fetching: ", "https://x.example/"} {
		long := strings.Repeat(piece, maxReason/len(piece)/3)
		stored, err := json.Marshal(map[string]any{"JavaScript": map[string]any{"NoSourcemap": long}})
		if err != nil {
			t.Fatal(err)
		}
		tone(t, Parse(string(stored)))
		tone(t, Parse(long))
		tone(t, Parse(strings.Repeat(piece, maxReason)))
		tone(t, ParseFrame("Token not found for frame: "+long, JavaScript))
		tone(t, ParseFrame("HTTP error 404 while fetching: "+long, JavaScript))
	}
	tone(t, Parse(strings.Repeat(`{"a":`, 5000)))
}

// TestQuote: commands say what was meant, or a placeholder, to a real shell.
func TestQuote(t *testing.T) {
	_, missing := exec.LookPath("sh")
	for _, c := range []struct{ ref, want string }{
		{"https://x.example/a.js", "https://x.example/a.js"},
		{"https://x.example/a.js?v=1&w=2", "'https://x.example/a.js?v=1&w=2'"},
		{"a'b", `'a'\''b'`},
		{"$(reboot)`reboot`", "'$(reboot)`reboot`'"},
		{"a b;c|d>e #f", "'a b;c|d>e #f'"},
		{"žluť", "'žluť'"},
		{"!!\\", `'!!\'`},
		{"~root", "'~root'"},
		{"", "REF"},
		{"--yes", "REF"},
		{"a\nreboot", "REF"},
		{"a\x1b]52;c;x\a", "REF"},
		{"a\u202eb", "REF"},
		{"a\xffb", "REF"},
		{strings.Repeat("a", 5000), "REF"},
	} {
		got := Quote(c.ref, "REF")
		if got != c.want {
			t.Errorf("%q is quoted as %s, want %s", c.ref, got, c.want)
		}
		r := Parse(`{"JavaScript":"InvalidSourceAndMap"}`)
		r.Ref = c.ref
		for _, s := range r.Remedy() {
			if strings.ContainsAny(s.Command, "\n\x1b\a") {
				t.Errorf("%q: %q", c.ref, s.Command)
			}
		}
		if missing != nil || got == "REF" {
			continue
		}
		if out, err := exec.Command("sh", "-c", "printf %s "+got).Output(); err != nil || string(out) != c.ref {
			t.Errorf("%q: the shell reads %s as %q, %v", c.ref, got, out, err)
		}
	}
}

func TestRef(t *testing.T) {
	for _, c := range []struct{ stored, ref, command string }{
		{`{"JavaScript":{"NoSourcemap":"https://x.example/js/main.4f.js"}}`, "", "symset sets upload https://x.example/js/main.4f.js --source main.4f.js --map main.4f.js.map"},
		{`{"JavaScript":{"HttpStatus":[404,"for url (https://x.example/js/main.js.map)"]}}`, "", "symset sets upload REF --source app.js --map app.js.map"},
		{`{"JavaScript":{"HttpStatus":[404,"e for url (https://x.example/js/main.js.map)"]}}`, "https://x.example/main.js", "symset sets upload https://x.example/main.js --source main.js --map main.js.map"},
		{`{"JavaScript":{"InvalidSourceMap":"x"}}`, "0199-c1", "symset check app.js.map"},
		{`{"Proguard":{"MissingMap":"com.example@1+2"}}`, "", "posthog-cli proguard upload --path mapping.txt --map-id com.example@1+2"},
	} {
		r := Parse(c.stored)
		r.Ref = c.ref
		if got := r.Remedy()[0].Command; got != c.command {
			t.Errorf("%s of %q: %s\nwant %s", c.stored, c.ref, got, c.command)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for platform, want := range map[string]Language{"web:javascript": JavaScript, "node:javascript": JavaScript, "hermes": Hermes, "java": Proguard, "apple": Apple, "rust": Native, "python": "", "": ""} {
		if got := LanguageOf(platform); got != want {
			t.Errorf("%s is of %q, want %q", platform, got, want)
		}
	}
}

// TestCorpus: no reason of the corpus is unknown, but for text that is none.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("SYMSET_TRUTH")
	for up, _ := os.Getwd(); dir == "" && up != filepath.Dir(up); up = filepath.Dir(up) {
		if truth := filepath.Join(up, "shared", "truth"); exists(truth) {
			dir = truth
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "api", "symbol_sets*.json"))
	if dir == "" || len(files) == 0 {
		t.Skip("no corpus: SYMSET_TRUTH names no folder and there is no shared/truth beside the repository")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Results []struct {
				Ref    string
				Reason string `json:"failure_reason"`
			}
		}
		if err := json.Unmarshal(data, &page); err != nil {
			t.Fatal(err)
		}
		for _, set := range page.Results {
			r := Parse(set.Reason)
			r.Ref = set.Ref
			if r.Class == Unknown && json.Valid([]byte(set.Reason)) {
				t.Errorf("%s is not known", set.Reason)
			}
			tone(t, r)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// FuzzParse: whatever is stored or told, it can be told in words.
func FuzzParse(f *testing.F) {
	for _, c := range all {
		f.Add(c.stored, "https://x.example/a.js")
		f.Add(c.text, "0199-c1")
	}
	f.Fuzz(func(t *testing.T, text, ref string) {
		for _, r := range []Reason{Parse(text), ParseFrame(text, ""), ParseFrame(text, Native)} {
			r.Ref = ref
			if r.IsZero() {
				continue
			}
			if short := r.Short(); short == "" || len(short) > shortCells || strings.ContainsAny(short, "\x1b\n") {
				t.Errorf("short is %q", short)
			}
			if r.Sentence() == "" || len(r.Sentence())+len(r.Why()) > 4*maxQuoted+1000 || len(r.Remedy()) == 0 || r.Class == "" {
				t.Errorf("%q: %q, %q", text, r.Sentence(), r.Why())
			}
			for _, s := range r.Remedy() {
				if strings.ContainsAny(s.Command, "\x1b\n\x00") {
					t.Errorf("%q: command %q", text, s.Command)
				}
			}
		}
	})
}
