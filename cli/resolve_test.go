package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// readDemo gives a file of the built-in demo, with other text in place of the
// shop's address.
func readDemo(t *testing.T, name, origin string) string {
	t.Helper()
	data, err := demoFiles.ReadFile("demo/" + name)
	if err != nil {
		data, err = os.ReadFile("demo/" + name) // the traces are not built in
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "https://corner.example", origin)
}

// TestFetch holds that --fetch gets a public file and its map, and asks no
// private address unless it may.
func TestFetch(t *testing.T) {
	asked := 0
	files := http.FileServer(http.Dir("demo"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	trace := readDemo(t, "load.txt", server.URL)
	empty := t.TempDir()

	code, stdout, stderr := run(trace, "resolve", "--maps", empty, "--fetch", "-")
	if code != exitUnresolved || asked != 0 || !strings.Contains(stdout, "✗") {
		t.Errorf("a private address was asked %d times, exit code %d:\n%s%s", asked, code, stdout, stderr)
	}
	code, stdout, stderr = run(trace, "resolve", "--maps", empty, "--fetch", "--allow-private", "-")
	if code != exitOK || !strings.Contains(stdout, "src/rates.ts:18:11") {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
	before := asked
	code, _, _ = run(trace, "resolve", "--maps", empty, "-")
	if code != exitUnresolved || asked != before {
		t.Errorf("something was fetched without --fetch; exit code %d", code)
	}
}

// TestSeveralEvents holds that frames are counted over all events, and that
// each exception says which event it belongs to.
func TestSeveralEvents(t *testing.T) {
	compact := func(name string) string {
		var b bytes.Buffer
		if err := json.Compact(&b, []byte(readDemo(t, name, "https://corner.example"))); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	code, stdout, stderr := run(compact("load.json")+"\n"+compact("pay.json")+"\n", "resolve", "--json", "--maps", "demo", "-")
	if code != exitUnresolved {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var a answer
	if err := json.Unmarshal([]byte(stdout), &a); err != nil {
		t.Fatal(err)
	}
	index, events := 0, []int{}
	for _, e := range a.Exceptions {
		if e.Event == nil {
			t.Fatalf("%s does not say which event it belongs to", e.Type)
		}
		events = append(events, *e.Event)
		for _, f := range e.Frames {
			if f.Index != index {
				t.Errorf("frame %d of all has index %d", index, f.Index)
			}
			index++
		}
	}
	if want := []int{0, 1, 1}; len(events) != 3 || events[0] != want[0] || events[1] != want[1] || events[2] != want[2] {
		t.Errorf("exceptions of events %v, want %v", events, want)
	}
}

// TestReaderGone holds that symset is quiet when whoever read its output has
// seen enough.
func TestReaderGone(t *testing.T) {
	cmd := exec.Command("symset", "resolve", "--json", "--context", "1000", "--maps", "demo", "demo/pay.txt")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	r.Close()
	if err := cmd.Wait(); err == nil {
		t.Error("ended as if the answer had been read")
	}
	if stderr.Len() > 0 {
		t.Errorf("said %q", stderr.String())
	}
}

// TestOtherBuild holds that a trace of another build, whose places the map reads
// all the same, is read in doubt, with what tells it.
func TestOtherBuild(t *testing.T) {
	trace := readDemo(t, "load.txt", "https://corner.example")
	further := regexp.MustCompile(`:1:\d+`).ReplaceAllStringFunc(trace, func(place string) string {
		column, _ := strconv.Atoi(place[3:])
		return fmt.Sprint(":1:", column+40)
	})
	for _, c := range []struct {
		trace, says string
		code        int
	}{
		{trace, "✓ 3 frames read", exitOK},
		{further, "! 3 of 3 frames read, 3 of them in doubt", exitUnresolved},
	} {
		code, stdout, stderr := run(c.trace, "resolve", "--maps", "demo", "-")
		const why = "shop-IEI3CONR.js may be of another build than the trace: at 1:11268 it has the function Oe, the trace says Pe"
		if code != c.code || !strings.HasSuffix(stdout, "\n"+c.says+"\n") || strings.Contains(stdout, why) != (c.code != exitOK) {
			t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
		}
	}
}
