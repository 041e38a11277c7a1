package explain

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/capture"
)

// planted are the broken cases of the folder of real traces whose frames PostHog
// can't read, each with the step that fails and what its words tell.
var planted = map[string][2]string{
	"brotli":                     {StepMap, "binary data"},
	"data-url-bad-base64":        {StepMapURL, "not base64"},
	"data-url-percent":           {StepMapURL, "percent-encoded"},
	"debugid-mismatch":           {StepBelongs, "debug id"},
	"empty-mappings":             {StepMap, "maps nothing"},
	"event-colno-float":          {StepPlace, "12.5"},
	"event-colno-huge":           {StepPlace, "9007199254740992"},
	"event-colno-missing":        {StepPlace, "no column"},
	"event-colno-negative":       {StepPlace, "-5"},
	"event-colno-nul":            {StepPlace, "no column"},
	"event-colno-string":         {StepPlace, `"12"`},
	"event-colno-zero":           {StepPlace, "column is 0"},
	"event-inject":               {StepRef, "no chunk id"},
	"event-lineno-zero":          {StepPlace, "line is 0"},
	"event-unknown-chunk":        {StepFetch, "0190ffff-ffff-7fff-8fff-ffffffffffff"},
	"html-spa-fallback":          {StepMap, "HTML page"},
	"invalid-base64-char":        {StepMap, "damaged"},
	"js-instead-of-map":          {StepMap, "JavaScript"},
	"json-array":                 {StepMap, "a list"},
	"json-error-body":            {StepMap, `"detail"`},
	"json-null":                  {StepMap, "null"},
	"mappings-not-string":        {StepMap, `"mappings" is a list`},
	"missing-map":                {StepMapURL, "not there"},
	"negative-positions":         {StepMap, "damaged"},
	"no-comment-no-map":          {StepComment, "no sourceMappingURL"},
	"no-sources-content":         {StepContent, "no text"},
	"only-semicolons":            {StepMap, "no segments"},
	"only-whitespace":            {StepMap, "empty"},
	"sections-url":               {StepMap, "other files"},
	"source-index-out-of-range":  {StepMap, "source"},
	"sources-content-nulls":      {StepContent, "no text"},
	"sources-etc-passwd":         {StepContent, "no text"},
	"sources-not-array":          {StepMap, `"sources" is a string`},
	"stale-map":                  {StepBelongs, "another build"},
	"stale-map-chunkid-mismatch": {StepBelongs, "chunk id"},
	"stale-too-short":            {StepBelongs, "ends at"},
	"truncated-in-mappings":      {StepMap, "cut off"},
	"truncated-json":             {StepMap, "cut off"},
	"url-404":                    {StepMapURL, "not there"},
	"url-absolute-other-host":    {StepMapURL, "cdn.example.invalid"},
	"url-path-traversal":         {StepMapURL, "etc/passwd"},
	"url-ssrf":                   {StepMapURL, "169.254.169.254"},
	"utf16le-bom":                {StepMap, "UTF-16"},
	"version-2":                  {StepMap, "version"},
	"vlq-huge":                   {StepMap, "damaged"},
	"vlq-overflow-32":            {StepMap, "damaged"},
	"zero-bytes":                 {StepMap, "empty"},
}

// TestBrokenTruth holds that what was planted is what is diagnosed, and that
// frames which read well have no diagnosis.
func TestBrokenTruth(t *testing.T) {
	dir := os.Getenv("SYMSET_TRUTH")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "truth")
	}
	cases, _ := filepath.Glob(filepath.Join(dir, "broken", "*", "truth.json"))
	if len(cases) == 0 {
		t.Skip("no folder of real stack traces here: set SYMSET_TRUTH")
	}
	for _, name := range cases {
		var c struct {
			Outcome   string
			BundleDir string `json:"bundle_dir"`
		}
		data, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(data, &c)
		}
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Dir(name)
		f := thrower(t, filepath.Join(folder, "event.json"))
		if f == nil {
			continue // without a frame there is nothing to explain
		}
		build, err := bundle.Open(t.Context(), filepath.Join(folder, c.BundleDir))
		if err != nil {
			t.Fatal(err)
		}
		e := Explain(t.Context(), Input{Frame: f, Local: build})
		want, bad := planted[filepath.Base(folder)]
		switch {
		case bad && (e.Diagnosis == nil || e.Diagnosis.Name != want[0] || !strings.Contains(e.Diagnosis.Words, want[1])):
			t.Errorf("%s: %+v, want %s: %s", folder, e.Diagnosis, want[0], want[1])
		case !bad && c.Outcome == "resolve" && e.Diagnosis != nil:
			t.Errorf("%s reads well, and is diagnosed: %+v", folder, e.Diagnosis)
		}
		if e.Diagnosis != nil && len(e.Fix) == 0 {
			t.Errorf("%s: nothing is said to do about %+v", folder, e.Diagnosis)
		}
		build.Close()
	}
}

// thrower gives the frame of an event that threw, or nil.
func thrower(t *testing.T, name string) *symbols.Frame {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	events, err := capture.Parse(text)
	if err != nil || len(events[0].Exceptions) == 0 || len(events[0].Exceptions[0].Frames) == 0 {
		return nil
	}
	e := &events[0].Exceptions[0]
	return &e.Frames[e.Reading()[0]]
}
