package bundle

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
)

// truthFolder finds the corpus of real failures: the folder SYMSET_TRUTH names,
// or shared/truth beside the repository.
func truthFolder(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("SYMSET_TRUTH"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		truth := filepath.Join(dir, "shared", "truth")
		if _, err := os.Stat(filepath.Join(truth, "manifest.json")); err == nil {
			return truth
		}
	}
	t.Skip("no corpus: SYMSET_TRUTH names no folder and there is no shared/truth beside the repository")
	return ""
}

type truthFrame struct {
	EventIndex *int `json:"event_index"`
	Kind       string
	Generated  struct{ File string }
}

type truthCase struct {
	Case      string
	Outcome   string
	BundleDir string `json:"bundle_dir"`
	Frames    []truthFrame
}

// readCase reads a case's truth and the frames of its event.
func readCase(t *testing.T, dir string) (truthCase, []symbols.Frame) {
	t.Helper()
	var c truthCase
	readJSON(t, filepath.Join(dir, "truth.json"), &c)
	var event struct {
		Properties struct {
			List json.RawMessage `json:"$exception_list"`
		}
	}
	readJSON(t, filepath.Join(dir, "event.json"), &event)
	var list []struct {
		Stacktrace struct {
			Frames []struct {
				Platform symbols.Platform
				Filename string
				ChunkID  string `json:"chunk_id"`
				Lineno   json.RawMessage
				Colno    json.RawMessage
			}
		}
	}
	_ = json.Unmarshal(event.Properties.List, &list) // some events are damaged on purpose
	var frames []symbols.Frame
	for _, e := range list {
		for _, f := range e.Stacktrace.Frames {
			frame := symbols.Frame{Platform: f.Platform, File: f.Filename, ChunkID: f.ChunkID}
			_ = json.Unmarshal(f.Lineno, &frame.Line)
			_ = json.Unmarshal(f.Colno, &frame.Column)
			frames = append(frames, frame)
		}
	}
	return c, frames
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// Every frame of every case leads to the file that the engine ran, whether the
// one build is given or all of them at once under a path that tells them apart.
func TestTruthCases(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(truthFolder(t), "cases", "*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	builds := map[string]*Build{}
	found := 0
	for _, dir := range dirs {
		c, frames := readCase(t, dir)
		folder := filepath.Join(dir, filepath.FromSlash(c.BundleDir))
		b := builds[folder]
		if b == nil {
			if b, err = Open(t.Context(), folder); err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			builds[folder] = b
		}
		for _, want := range c.Frames {
			file := filepath.Join(folder, filepath.FromSlash(want.Generated.File))
			if want.EventIndex == nil || !slices.Contains([]string{"app", "dependency", "untracked"}, want.Kind) {
				continue
			}
			if want.Kind == "untracked" && !exists(file) {
				continue
			}
			f := &frames[*want.EventIndex]
			p, err := b.Find(t.Context(), f)
			switch {
			case err != nil:
				t.Errorf("%s: %s: %v", c.Case, f.File, err)
			case p.File != file || p.Doubt != nil:
				t.Errorf("%s: %s: got %s (%v), doubt %v, want %s", c.Case, f.File, p.File, p.Evidence, p.Doubt, file)
			default:
				found++
			}
		}
		for i, f := range frames { // what is not of the build is not claimed
			if p, err := b.Find(t.Context(), &f); err == nil && strings.HasSuffix(f.File, "/run.js") {
				t.Errorf("%s: frame %d, %s, got %s", c.Case, i, f.File, p.File)
			}
		}
	}
	t.Logf("%d frames led to their files", found)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestTruthBroken(t *testing.T) {
	truth := truthFolder(t)
	var index []truthCase
	readJSON(t, filepath.Join(truth, "broken", "index.json"), &index)
	codes := map[string]symbols.FailureCode{ // cases that are decided here, not by the map's reader
		"missing-map":                symbols.NoMap,
		"no-comment-no-map":          symbols.NoMap,
		"url-404":                    symbols.NoMap,
		"url-absolute-other-host":    symbols.NoMap,
		"url-ssrf":                   symbols.NoMap,
		"url-path-traversal":         symbols.NoMap,
		"data-url-bad-base64":        symbols.BadMap,
		"html-spa-fallback":          symbols.BadMap,
		"zero-bytes":                 symbols.BadMap,
		"event-unknown-chunk":        symbols.NoFile,
		"stale-map-chunkid-mismatch": symbols.Stale,
		"debugid-mismatch":           symbols.Stale,
	}
	maps := map[string]string{
		"two-comments-last-wins": "right.map",
		"comment-in-string":      "main.js.map",
		"legacy-at-comment":      "main.js.map",
		"no-comment-map-beside":  "main.js.map",
		"wrong-file-field":       "main.js.map",
	}
	for _, entry := range index {
		name := strings.TrimPrefix(entry.Case, "broken/")
		dir := filepath.Join(truth, "broken", name)
		c, frames := readCase(t, dir)
		b, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		for _, want := range c.Frames {
			if want.EventIndex == nil || want.Kind != "app" || *want.EventIndex >= len(frames) {
				continue
			}
			p, err := b.Find(t.Context(), &frames[*want.EventIndex])
			var failure *symbols.Failure
			switch code, decided := codes[name]; {
			case decided && p != nil && p.Doubt != nil && p.Doubt.Code == code:
			case decided:
				if !errors.As(err, &failure) || failure.Code != code {
					t.Errorf("%s: %v, want %s", name, err, code)
				}
			case entry.Outcome == "resolve":
				if err != nil || p.Doubt != nil {
					t.Errorf("%s: %v", name, err)
				} else if m := maps[name]; m != "" && filepath.Base(p.MapFile) != m {
					t.Errorf("%s: read %s, want %s", name, p.MapFile, m)
				}
			case err != nil && !errors.As(err, &failure):
				t.Errorf("%s: %v is no failure", name, err)
			}
			break
		}
	}
}
