package cli

import (
	"bytes"
	"testing"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/bundle"
)

// TestReadsAfterUpload holds that frames read with what was just uploaded, also
// where maps are named that are asked first.
func TestReadsAfterUpload(t *testing.T) {
	const ref = "https://corner.example/assets/shop-IEI3CONR.js"
	box := newBox(t, posthogtest.Config{})
	a := &app{streams: &streams{out: &bytes.Buffer{}, err: &bytes.Buffer{}}}
	defer a.close()
	o, err := a.signedIn(t.Context(), client.Credentials{Host: box.URL, Key: client.NewSecret(boxKey), Project: "42"}, mapFlags{paths: []string{t.TempDir()}})
	if err != nil {
		t.Fatal(err)
	}
	event := &symbols.Event{Exceptions: []symbols.Exception{{Frames: []symbols.Frame{{Platform: symbols.Web, File: ref, Line: 1, Column: 200}}}}}
	if got := o.Resolver.Resolve(t.Context(), event, []int{0})[0]; got.State != symbols.Unresolved {
		t.Fatalf("before there is a map: %+v", got)
	}
	pair, err := bundle.OpenFiles(t.Context(), "demo/assets/shop-IEI3CONR.js", "demo/assets/shop-IEI3CONR.js.map", ref)
	if err != nil {
		t.Fatal(err)
	}
	defer pair.Close()
	content, err := pair.Content()
	if err != nil {
		t.Fatal(err)
	}
	if done := o.Project.Upload(t.Context(), []symbols.Upload{{Ref: ref, Content: content}}, symbols.UploadOptions{}); done[0].Err != nil {
		t.Fatal(done[0].Err)
	}
	if got := o.Resolver.Resolve(t.Context(), event, []int{0})[0]; got.State != symbols.Mapped {
		t.Errorf("after the upload: %+v", got)
	}
}
