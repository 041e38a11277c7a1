package tui

import (
	"encoding/json"
	"fmt"
	"time"

	"symset/symbols"
)

// shop is a project with symbol sets of every state and kind.
func shop() *fakeProject {
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	web := &symbols.Release{ID: "r1", Project: "web", Version: "4.18.2", Metadata: json.RawMessage(`{"git":{"commit_id":"9f3c1ab77d0e55aa"}}`)}
	set := func(n int, ref, why string, file bool, used time.Duration, r *symbols.Release) symbols.Set {
		s := symbols.Set{ID: fmt.Sprintf("0199a6d1-77aa-7c11-b0c3-%012d", n), Ref: symbols.Ref(ref), Created: ago(36 * 24 * time.Hour), Reason: why, HasFile: file, Release: r}
		if used > 0 {
			s.LastUsed = ago(used)
		}
		return s
	}
	p := &fakeProject{sets: []symbols.Set{
		set(1, "https://app.acme.com/static/build/assets/index-3f9a1c.js", `{"JavaScript":{"NoSourcemap":"https://app.acme.com/static/build/assets/index-3f9a1c.js"}}`, false, 2*time.Minute, web),
		set(2, "https://app.acme.com/assets/checkout-77b1e0.js", `{"JavaScript":{"InvalidSourceMap":"invalid type"}}`, false, 4*time.Minute, web),
		set(3, "https://app.acme.com/assets/vendor-88e0aa.js", `{"JavaScript":{"HttpStatus":[403,"https://app.acme.com/assets/vendor-88e0aa.js"]}}`, false, 3*time.Hour, nil),
		set(4, "5f1c77aa-02ce-4d1b-9a41-1f5bbd0ee2a9", `{"Hermes":{"NoSourcemapUploaded":"5f1c77aa-02ce-4d1b-9a41-1f5bbd0ee2a9"}}`, false, 26*time.Hour, nil),
		set(5, "https://cdn.other.example/widget.js", `something new`, false, 49*time.Hour, nil),
		set(6, "https://app.acme.com/assets/help-2201aa.js", "", true, 5*24*time.Hour, nil),
		set(7, "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa1", "", true, 2*time.Minute, web),
		set(8, "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa2", "", true, 0, web),
		set(9, "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa3", "", true, 27*24*time.Hour, nil),
		set(10, "com.acme.app@9.2+1204", `{"Proguard":{"MissingMap":"com.acme.app@9.2+1204"}}`, true, time.Hour, nil),
	}, frames: map[string][]symbols.StoredFrame{}, files: map[string]string{}}
	for i, name := range []string{"t", "o.render", "", "e.exports"} {
		p.frames[p.sets[0].ID] = append(p.frames[p.sets[0].ID], symbols.StoredFrame{Created: ago(time.Duration(i+1) * time.Minute),
			Frame: symbols.Frame{Platform: symbols.Web, Function: name, File: string(p.sets[0].Ref), Line: 1, Column: 48312 + i,
				Stored: &symbols.Stored{Failure: "No sourcemap found for source url: " + string(p.sets[0].Ref), Raw: true}}})
	}
	p.frames[p.sets[6].ID] = []symbols.StoredFrame{{Created: ago(time.Minute), Frame: symbols.Frame{Platform: symbols.Web, Function: "t", File: "https://a/x.js", Line: 1, Column: 9,
		Stored: &symbols.Stored{Resolved: true, Function: "formatPrice", Source: "src/cart/format.ts", Line: 18, Column: 29,
			Context: &symbols.Context{Before: []string{"  // product is missing for gift cards"}, Line: "  return money(item.product.price, currency, digits);", After: []string{"}"}}}}}}
	p.events = []symbols.Event{waitingEvent("e1", string(p.sets[0].Ref), "No sourcemap found", 12), waitingEvent("e2", "0199a6e1-6e1c-7b20-9d1e-04c1b7c20000", "No sourcemap uploaded for chunk id: 0199a6e1-6e1c-7b20-9d1e-04c1b7c20000", 3)}
	return p
}

// waitingEvent is an exception with n frames that wait for a symbol set.
func waitingEvent(id, ref, failure string, n int) symbols.Event {
	x := symbols.Exception{Type: "TypeError", Value: "Cannot read properties of undefined"}
	for i := range n {
		f := symbols.Frame{Platform: symbols.Web, Function: "t", File: ref, Line: 1, Column: 48312 + i, InApp: true, Stored: &symbols.Stored{Failure: failure, Raw: true}}
		if !symbols.Ref(ref).IsURL() {
			f.ChunkID, f.File = ref, "https://app.acme.com/assets/lazy.js"
		}
		x.Frames = append(x.Frames, f)
	}
	return symbols.Event{ID: id, Issue: "i-" + id, Time: now.Add(-time.Hour), Exceptions: []symbols.Exception{x}}
}

// manySets are n symbol sets, one in a hundred missing.
func manySets(n int) []symbols.Set {
	out := make([]symbols.Set, n)
	for i := range out {
		out[i] = symbols.Set{ID: fmt.Sprint("id-", i), Ref: symbols.Ref(fmt.Sprintf("https://app.acme.com/assets/chunk-%06x.js", i*7919)), HasFile: i%100 != 0,
			Created: now.Add(-time.Duration(i) * time.Minute), LastUsed: now.Add(-time.Duration(i) * time.Minute)}
	}
	return out
}
