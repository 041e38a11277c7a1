package symbols

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"symset/symbols/sourcemap"
)

// A shelf is a store of pairs by the frame's file name.
type shelf map[string]*Pair

func (s shelf) Find(_ context.Context, f *Frame) (*Pair, error) {
	if pair, ok := s[f.File]; ok {
		return pair, nil
	}
	return nil, &Failure{Code: NoFile, Message: "no file named " + f.File}
}

// refusing is a store that has nothing, for a reason.
type refusing struct{ err error }

func (r refusing) Find(context.Context, *Frame) (*Pair, error) { return nil, r.err }

func cart(t *testing.T) *Pair {
	t.Helper()
	m, err := sourcemap.Open(filepath.Join("testdata", "cart", "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return &Pair{
		File: "main.js", MapFile: "main.js.map", Map: m,
		Minified: func() ([]byte, error) { return os.ReadFile(filepath.Join("testdata", "cart", "main.js")) },
	}
}

func web(function string, line, column int) Frame {
	return Frame{Platform: Web, Function: function, File: "https://shop.example/main.js", Line: line, Column: column, InApp: true}
}

func event(frames ...Frame) *Event {
	return &Event{Exceptions: []Exception{{Type: "RangeError", Frames: frames}}}
}

func resolve(t *testing.T, r *Resolver, ev *Event) []Resolved {
	t.Helper()
	var all []int
	for i := range ev.Frames() {
		all = append(all, i)
	}
	return r.Resolve(t.Context(), ev, all)
}

func TestResolveMapped(t *testing.T) {
	r := NewResolver(shelf{"https://shop.example/main.js": cart(t)})
	r.ContextLines = 1
	got := resolve(t, r, event(web("o", 1, 111), web("", 1, 55), web("t.total", 1, 48), web("u", 1, 209), web("", 1, 217)))
	type place struct {
		Function, Source string
		Line, Column     int
		Text             string
	}
	var places []place
	for _, rv := range got {
		if rv.State != Mapped || rv.Failure != nil || !rv.InApp {
			t.Fatalf("state %v, failure %v, in app %v", rv.State, rv.Failure, rv.InApp)
		}
		places = append(places, place{rv.Function, rv.Source, rv.Line, rv.Column, strings.TrimSpace(rv.Context.Line)})
	}
	want := []place{
		{"check", "src/cart.ts", 9, 24, "if (price < 0) throw new RangeError(`negative price ${price}`);"},
		{"<anonymous>", "src/cart.ts", 4, 38, "return this.items.map((price) => check(price)).reduce((a, b) => a + b, 0);"},
		{"Cart.total", "src/cart.ts", 4, 23, "return this.items.map((price) => check(price)).reduce((a, b) => a + b, 0);"},
		{"open", "src/main.ts", 5, 15, "return cart.total();"},
		{"", "src/main.ts", 7, 1, "open();"},
	}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	first := got[0].Context
	if len(first.Before) != 1 || len(first.After) != 1 || first.After[0] != "  return price;" {
		t.Errorf("context %+v", first)
	}
	source, ok := r.Source(t.Context(), &got[0])
	if !ok || len(source) != 12 || source[8] != "  if (price < 0) throw new RangeError(`negative price ${price}`);" {
		t.Errorf("source %v, %q", ok, source)
	}
}

// The lines of a whole source end where those of its frames do.
func TestSourceLineEnds(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"names":[],"sources":["a.ts"],"mappings":"AAIA","sourcesContent":["one\rtwo\r\nthree\u2028four\nhere();\n"]}`))
	if err != nil {
		t.Fatal(err)
	}
	r := NewResolver(storeFunc(func() (*Pair, error) { return &Pair{Map: m}, nil }))
	rv := resolve(t, r, event(web("", 1, 1)))[0]
	source, ok := r.Source(t.Context(), &rv)
	if rv.Line != 5 || !ok || len(source) != 6 || source[4] != rv.Context.Line {
		t.Errorf("line %d is %q, of %d %q", rv.Line, rv.Context.Line, len(source), source)
	}
}

// A trace may leave line and column on a frame's URL; PostHog cuts them.
func TestFrameRef(t *testing.T) {
	for file, want := range map[string]Ref{
		"https://x.example/a.js":      "https://x.example/a.js",
		"https://x.example/a.js:3":    "https://x.example/a.js",
		"https://x.example/a.js:3:14": "https://x.example/a.js",
		"https://x.example/a:b.js":    "https://x.example/a:b.js",
		"https://x.example:80/a.js":   "https://x.example:80/a.js",
		"/srv/a.js:3:14":              "",
	} {
		if got := (&Frame{File: file}).Ref(); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
	for _, ref := range []Ref{"https://x.example/a.js", "0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90"} {
		if f := FrameOf(ref); f.Ref() != ref || !f.Platform.JavaScript() {
			t.Errorf("the frame of %s is %+v", ref, f)
		}
	}
}

// Frames that no map is needed for, or none is there for.
func TestResolveWithoutMap(t *testing.T) {
	short := &Context{Before: []string{"def price_for(sku):"}, Line: "    return PRICES[sku]"}
	long := &Context{Line: strings.Repeat("x", 1000)}
	stored := &Stored{Resolved: true, Function: "check", Source: "src/cart.ts", Line: 9, Column: 18}
	storedRaw := *stored
	storedRaw.Raw = true
	for name, c := range map[string]struct {
		frame Frame
		state State
		code  FailureCode
		at    string
	}{
		"python":                      {Frame{Platform: "python", Function: "price_for", File: "pricing.py", Line: 12, Context: short}, Plain, "", "pricing.py"},
		"java PostHog could not read": {Frame{Platform: "java", Stored: &Stored{Failure: "No proguard map uploaded for id: a"}}, Unresolved, Unsupported, ""},
		"the engine's own":            {Frame{Platform: Node, File: "node:internal/timers", Line: 581, Column: 17, Builtin: true}, Builtin, "", "node:internal/timers"},
		"node with readable context":  {Frame{Platform: Node, File: "/srv/a.js", Line: 3, Column: 9, Context: short}, Plain, "", "/srv/a.js"},
		"node with minified context":  {Frame{Platform: Node, File: "/srv/a.js", Line: 3, Column: 9, Context: long}, Unresolved, NoFile, ""},
		"no column":                   {Frame{Platform: Web, File: "https://shop.example/a.js", Line: 3}, Unresolved, NoPlace, ""},
		"a bad column":                {Frame{Platform: Web, File: "https://shop.example/a.js", Line: 3, Column: 3, Bad: "colno is 12.5"}, Unresolved, NoPlace, ""},
		"no file":                     {web("a", 3, 9), Unresolved, NoFile, ""},
		"stored without its raw frame": {
			Frame{Platform: Web, File: "src/cart.ts", Line: 9, Column: 18, Stored: stored}, Kept, "", "src/cart.ts"},
		"stored with its raw frame, no file": {
			Frame{Platform: Web, File: "https://shop.example/a.js", Line: 1, Column: 110, Stored: &storedRaw}, Kept, NoFile, "src/cart.ts"},
	} {
		t.Run(name, func(t *testing.T) {
			rv := resolve(t, NewResolver(shelf{}), event(c.frame))[0]
			var code FailureCode
			if rv.Failure != nil {
				code = rv.Failure.Code
			}
			if rv.State != c.state || code != c.code || rv.Source != c.at {
				t.Errorf("state %v, code %q, source %q; want %v, %q, %q", rv.State, code, rv.Source, c.state, c.code, c.at)
			}
		})
	}
}

func TestResolveRefusesWhatDoesNotFit(t *testing.T) {
	ids := cart(t)
	ids.Doubt = &Failure{Code: Stale, Message: "the file says chunk a, the map says chunk b"}
	edited := cart(t)
	edited.Minified = func() ([]byte, error) {
		src, err := os.ReadFile(filepath.Join("testdata", "cart", "main.js"))
		return append([]byte("/*v2*/let beta=1;"), src...), err
	}
	unreadable := cart(t)
	unreadable.Minified = func() ([]byte, error) { return nil, errors.New("permission denied") }
	for name, c := range map[string]struct {
		pair   *Pair
		column int
		code   FailureCode
	}{
		"ids differ":             {ids, 110, Stale},
		"another build's file":   {edited, 127, Stale},
		"past the end of a line": {cart(t), 5000, Stale},
		"file can't be read":     {unreadable, 110, NoFile},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewResolver(shelf{"https://shop.example/main.js": c.pair})
			rv := resolve(t, r, event(web("o", 1, c.column)))[0]
			if rv.State != Unresolved || rv.Failure.Code != c.code || rv.Pair != c.pair {
				t.Errorf("state %v, failure %+v", rv.State, rv.Failure)
			}
		})
	}
}

// A map made before a hash was written is read as if it had been made after,
// and the frame says so.
func TestResolvePutsColumnsRight(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "cart", "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	// What stood before the code is 46 columns in the map and 29 in the file.
	m, err := sourcemap.Parse([]byte(strings.Replace(string(data), `"mappings": "AAAO`, `"mappings": "8CAAO`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	pair := cart(t)
	pair.Map = m
	pair.Minified = func() ([]byte, error) {
		src, err := os.ReadFile(filepath.Join("testdata", "cart", "main.js"))
		return append([]byte(`import("./lazy.b14208ab.js");`), src...), err
	}
	r := NewResolver(shelf{"https://shop.example/main.js": pair})
	rv := resolve(t, r, event(web("o", 1, 111+29)))[0]
	if rv.State != Mapped || rv.Line != 9 || rv.Column != 24 || rv.Function != "check" || rv.Place.Generated.Column != 110+29 {
		t.Errorf("%+v", rv)
	}
	if rv.Failure == nil || rv.Failure.Code != Shifted || !strings.Contains(rv.Failure.Message, "17 off") {
		t.Errorf("the doubt: %+v", rv.Failure)
	}
}

// The first store that has the symbol set answers; of refusals the one that
// says most is told.
func TestStoresInOrder(t *testing.T) {
	pair := cart(t)
	has := shelf{"https://shop.example/main.js": pair}
	none := refusing{&Failure{Code: NoFile, Message: "no such file"}}
	bad := refusing{errors.New("disk on fire")}
	forbidden := refusing{&Failure{Code: FetchForbidden, Message: "a private address"}}
	for name, c := range map[string]struct {
		stores []Store
		code   FailureCode
	}{
		"later":              {[]Store{none, bad, has}, ""},
		"specific":           {[]Store{none, forbidden}, FetchForbidden},
		"first specific":     {[]Store{bad, forbidden}, BadMap},
		"nothing but absent": {[]Store{none, none}, NoFile},
		"nothing to ask":     {nil, NoFile},
	} {
		rv := resolve(t, NewResolver(c.stores...), event(web("o", 1, 111)))[0]
		var code FailureCode
		if rv.Failure != nil {
			code = rv.Failure.Code
		}
		if code != c.code || (c.code == "") != (rv.Pair == pair) {
			t.Errorf("%s: code %q, pair %v; want %q", name, code, rv.Pair, c.code)
		}
	}
}

// A file that has no map and was never minified is read as it is; one that was
// shows its place only.
func TestResolveFileWithoutMap(t *testing.T) {
	noMap := &Failure{Code: NoMap, Message: "server.js has no map"}
	store := func(src string) Store {
		return storeFunc(func() (*Pair, error) {
			return &Pair{File: "srv/server.js", Minified: func() ([]byte, error) { return []byte(src), nil }}, noMap
		})
	}
	written := "const a = 1;\n\nfunction start() {\n  throw new Error(a);\n}\nstart();\n"
	frame := Frame{Platform: Node, Function: "start", File: "/app/server.js", Line: 4, Column: 9, InApp: true}
	r := NewResolver(store(written))
	rv := resolve(t, r, event(frame))[0]
	if rv.State != Plain || rv.Context == nil || rv.Context.Line != "  throw new Error(a);" || rv.Source != "/app/server.js" || rv.Disk != "srv/server.js" || !rv.InApp {
		t.Errorf("written code: %+v", rv)
	}
	if source, ok := r.Source(t.Context(), &rv); !ok || len(source) != 7 {
		t.Errorf("its source: %q, %v", source, ok)
	}
	minified := strings.Repeat("\n", 3) + strings.Repeat("var a=1;", 500) + "\n"
	r = NewResolver(store(minified))
	rv = resolve(t, r, event(frame))[0]
	if rv.State != Unresolved || rv.Failure != noMap {
		t.Errorf("minified code: %+v", rv)
	}
	if ex, ok := r.Minified(t.Context(), &rv); !ok || !strings.HasPrefix(ex.Lines[ex.At], "var a=1;") || ex.File != "srv/server.js" {
		t.Errorf("its excerpt: %+v, %v", ex, ok)
	}
	frame.Line = 99
	if rv = resolve(t, NewResolver(store(written)), event(frame))[0]; rv.State != Unresolved {
		t.Errorf("a line that is not there: %+v", rv)
	}
}

type storeFunc func() (*Pair, error)

func (f storeFunc) Find(context.Context, *Frame) (*Pair, error) { return f() }

// A map without texts is read with the sources on disk.
func TestResolveWithSourcesOnDisk(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "cart", "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	bare, err := sourcemap.Parse([]byte(strings.Replace(string(data), `"sourcesContent"`, `"x_contents"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	pair := cart(t)
	pair.Map = bare
	r := NewResolver(shelf{"https://shop.example/main.js": pair})
	ev := event(web("o", 1, 111))
	if rv := resolve(t, r, ev)[0]; rv.State != Mapped || rv.Context != nil || rv.Function != "check" {
		t.Errorf("without the sources: %+v", rv)
	}
	pair.Original = func(i int) (string, []byte, error) {
		name := filepath.Join("testdata", "cart", bare.Source(i))
		text, err := os.ReadFile(name)
		return name, text, err
	}
	rv := resolve(t, r, ev)[0]
	if rv.Context == nil || !strings.HasPrefix(rv.Context.Line, "  if (price < 0) throw") || rv.Disk != filepath.Join("testdata", "cart", "src", "cart.ts") {
		t.Errorf("with the sources: %+v, context %+v", rv, rv.Context)
	}
	if source, ok := r.Source(t.Context(), &rv); !ok || len(source) != 12 {
		t.Errorf("the source: %q, %v", source, ok)
	}
}

func TestResolveStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := NewResolver(shelf{"https://shop.example/main.js": cart(t)})
	if rv := r.Resolve(ctx, event(web("o", 1, 111)), []int{0})[0]; rv.State != Unresolved || rv.Failure.Code != Cancelled {
		t.Errorf("after cancelling: %v, %+v", rv.State, rv.Failure)
	}
}

func TestGroups(t *testing.T) {
	ev := event(web("a", 1, 1), Frame{Platform: "python", File: "a.py", Line: 1}, web("b", 1, 2))
	other := web("c", 1, 3)
	other.ChunkID = "c1"
	ev.Exceptions = append(ev.Exceptions, Exception{Frames: []Frame{other, web("d", 1, 4), {Platform: Web}}})
	want := [][]int{{1, 5}, {0, 2, 4}, {3}}
	if diff := cmp.Diff(want, NewResolver().Groups(ev)); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if got := NewResolver().Groups(&Event{}); len(got) != 0 {
		t.Errorf("an event without frames has groups %v", got)
	}
	if ev.Frame(6) != nil || ev.Frame(-1) != nil || ev.Frame(3).ChunkID != "c1" {
		t.Error("Frame does not count over exceptions")
	}
}

func TestMinified(t *testing.T) {
	pair := cart(t)
	r := NewResolver(shelf{"https://shop.example/main.js": pair})
	rv := resolve(t, r, event(web("o", 1, 111)))[0]
	ex, ok := r.Minified(t.Context(), &rv)
	if !ok || ex.Line != 1 || ex.Column != 111 || ex.Offset != 0 || ex.CutLeft || ex.CutRight || !strings.HasPrefix(ex.Lines[ex.At][ex.Column-1:], "new RangeError") {
		t.Errorf("excerpt %v, %+v", ok, ex)
	}

	long := strings.Repeat("漢", 5000) + "throw x" + strings.Repeat("é", 5000)
	wide := *pair
	wide.Minified = func() ([]byte, error) { return []byte("first\n" + long + "\nlast\n"), nil }
	rv.Pair, rv.Frame.Line, rv.Frame.Column = &wide, 2, 5001
	ex, ok = r.Minified(t.Context(), &rv)
	if !ok || !ex.CutLeft || !ex.CutRight || ex.First != 1 || ex.At != 1 || ex.Lines[0] != "first" || ex.Lines[2] != "last" {
		t.Fatalf("excerpt %v, %+v", ok, ex)
	}
	if cut := []rune(ex.Lines[1]); len(cut) > 900 || !strings.HasPrefix(string(cut[5000-ex.Offset:]), "throw x") {
		t.Errorf("%d characters from column %d: %q", len(cut), ex.Offset, ex.Lines[1])
	}
	rv.Frame.Line = 9
	if _, ok := r.Minified(t.Context(), &rv); ok {
		t.Error("an excerpt of a line that is not there")
	}
}

func TestMetroNames(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "<global>": "", "load": "load", "ApiClient#load": "ApiClient.load", "Cart#get__total": "Cart.total",
		"set__coupon": "coupon", "items.map$argument_0": "<anonymous>", "Cart#constructor": "new Cart", "Cart.restore": "Cart.restore",
	} {
		if got := metro(in); got != want {
			t.Errorf("metro(%q) = %q, want %q", in, got, want)
		}
	}
}
