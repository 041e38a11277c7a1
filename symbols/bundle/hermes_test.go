package bundle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols"
)

// bytecodeMap is the map that hermesc 0.11 -O -output-source-map writes of
//
//	(function(){function c(n){for(var r=0,t=0;t<n.length;t++)r+=n[t].price.amount;return r}
//	function u(n){return c(n.lines)+1}function e(){try{u({lines:[{}]})}catch(n){print(n.stack)}}e()})();
//
// on one line. Its columns are addresses.
const bytecodeMap = `{"version":3,"sources":["index.js"],"mappings":"AAAA,EAAC,OAAuL,IAAE,EAAzL,EAAA,KAAA,IAAA,KAAqI,GAAa,IAAC,EAAD,IAAP,EAAA,MAAD,KAAc,EAAC,IAAS,MAAO,OAAF,KAAS,EAAK,EAA1K,QAAiC,SAAnB,IAAmC,IAAG,KAAM,KAAZ,IAAJ,IAAT,QAAnB,IAAoD,EAAS,AAAqB,GAAA,OAAG,OAAF,QAAD,IAAP;","x_hermes_function_offsets":{"0":[0,15,85,142]}}`

// nativeFrames are those of a trace that React Native prints without a file.
func nativeFrames() []symbols.Frame {
	return []symbols.Frame{
		{Platform: symbols.Hermes, Function: "c", Line: 1, Column: 100, InApp: true},
		{Platform: symbols.Hermes, Function: "global", Line: 1, Column: 5, InApp: true},
	}
}

// readAll resolves frames with a folder of files, told by name.
func readAll(t *testing.T, files map[string]string, frames []symbols.Frame) []symbols.Resolved {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	event := symbols.Event{Exceptions: []symbols.Exception{{Type: "TypeError", Frames: frames}}}
	which := make([]int, len(frames))
	for i := range which {
		which[i] = i
	}
	return symbols.NewResolver(b).Resolve(t.Context(), &event, which)
}

// The only bundle of React Native is that of frames that name none, whether it
// lies beside its map or not; what is in it is bytecode.
func TestFramesOfReactNative(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		why   string // empty when they read
	}{
		"map alone":        {map[string]string{"index.android.bundle.map": bytecodeMap, "web/app.js": "f()"}, ""},
		"beside bytecode":  {map[string]string{"main.jsbundle": "\xc6\x1f\xbc\x03((((((((((((", "main.jsbundle.map": bytecodeMap}, ""},
		"of Expo":          {map[string]string{"_expo/static/js/ios/index-0f3a.hbc.map": bytecodeMap}, ""},
		"the same twice":   {map[string]string{"a/main.jsbundle.map": bytecodeMap, "b/main.jsbundle.map": bytecodeMap}, ""},
		"of two platforms": {map[string]string{"main.jsbundle.map": bytecodeMap, "index.android.bundle.map": strings.Replace(bytecodeMap, "AAAA,", "AAAC,", 1)}, "both fit a trace that names no bundle"},
		"none":             {map[string]string{"app.js": "f()", "app.js.map": bytecodeMap}, "no bundle of React Native is in"},
	} {
		t.Run(name, func(t *testing.T) {
			for i, r := range readAll(t, c.files, nativeFrames()) {
				switch {
				case c.why != "":
					if r.Failure == nil || !strings.Contains(r.Failure.Message, c.why) {
						t.Errorf("frame %d: %v, want %q", i, r.Failure, c.why)
					}
				case r.State != symbols.Mapped || r.Failure != nil:
					t.Errorf("frame %d: %v, %v", i, r.State, r.Failure)
				case i == 0 && (r.Line != 1 || r.Column != 46):
					t.Errorf("frame 0 is at %s:%d:%d", r.Source, r.Line, r.Column)
				}
			}
		})
	}
}
