package demo_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
	"symset/client/posthogtest/demo"
	"symset/symbols"
	"symset/symbols/container"
)

// TestMending holds that what the builds have mends what comes after, and that
// what came before stays: a set that failed, one that has no row, and one that
// has the map of another build.
func TestMending(t *testing.T) {
	d := start(t, time.Now())
	c := signIn(t, d)
	for _, p := range []struct {
		page, before, after string // functions, the one that threw first
		force               bool
	}{
		{"storefront", "i,u.render,?,Array.map,s.render,Object.g", "formatPrice,ProductCard.render,<anonymous>,Array.map,ProductList.render,open", false},
		{"checkout", "c.charge", "Checkout.charge", false},
		{"reviews", "Rating.quote,Rating.quote,open", "signature,Rating.quote,open", true},
	} {
		first := throw(t, d, p.page)
		if got := functions(t, first); got != p.before {
			t.Errorf("%s: %s before, want %s", p.page, got, p.before)
		}
		ref, content := build(t, p.page)
		for _, became := range c.Upload(t.Context(), []symbols.Upload{{Ref: ref, Content: content}}, symbols.UploadOptions{Force: p.force}) {
			if became.Err != nil || became.Kept {
				t.Fatalf("%s: %+v", p.page, became)
			}
		}
		second := throw(t, d, p.page)
		if got := functions(t, second); got != p.after {
			t.Errorf("%s: %s after, want %s", p.page, got, p.after)
		}
		stored, err := c.Event(t.Context(), first.ID)
		if err != nil || stored.Exceptions[0].Frames[len(stored.Exceptions[0].Frames)-1].Stored.Function != strings.Split(p.before, ",")[0] {
			t.Errorf("%s: what came before is now %+v, %v", p.page, stored, err)
		}
		if first.IssueID != second.IssueID {
			t.Errorf("%s: in the issues %s and %s", p.page, first.IssueID, second.IssueID)
		}
	}
}

// throw lets a page throw until it is the exception that the test knows of.
func throw(t *testing.T, d *demo.Demo, page string) posthogtest.Event {
	t.Helper()
	known := map[string]string{"storefront": "reading 'amount'", "checkout": "order A-1042", "reviews": "reading 'name'"}[page]
	for range 6 { // each exception of a page comes again after three at most
		e, err := d.Throw(page)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(e.Properties), known) {
			return e
		}
	}
	t.Fatalf("%s did not throw what it should", page)
	return posthogtest.Event{}
}

// functions gives the functions of an event's thrown exception as stored, the
// one that threw first.
func functions(t *testing.T, e posthogtest.Event) string {
	t.Helper()
	var p struct {
		List []struct {
			Stacktrace struct {
				Frames []struct {
					Name    string `json:"resolved_name"`
					Mangled string `json:"mangled_name"`
				}
			}
		} `json:"$exception_list"`
	}
	if err := json.Unmarshal(e.Properties, &p); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range p.List[0].Stacktrace.Frames {
		if f.Name == "" {
			f.Name = f.Mangled
		}
		names = append([]string{f.Name}, names...)
	}
	return strings.Join(names, ",")
}

// build packs a page of the newest local build, and gives its ref.
func build(t *testing.T, page string) (symbols.Ref, container.Content) {
	t.Helper()
	found, err := fs.Glob(demo.Builds(), "acme-web-4.3.0/*/"+page+"-*.js")
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	ref := "https://acme.example/assets/" + path.Base(found[0])
	var inputs []container.Input
	for _, name := range []string{found[0], found[0] + ".map"} {
		text, err := fs.ReadFile(demo.Builds(), name)
		if err != nil {
			t.Fatal(err)
		}
		if _, id, ok := strings.Cut(string(text), "//# chunkId="); ok {
			ref = strings.TrimSpace(id)
		}
		inputs = append(inputs, container.Input{Reader: bytes.NewReader(text), Size: int64(len(text))})
	}
	content, err := container.Pack(container.Zstd, container.SourceAndMap, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	return symbols.Ref(ref), content
}
