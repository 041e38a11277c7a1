//go:build unix

package keep

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"symset/client/posthogtest"
	"symset/symbols"
)

// TestMain lets the test binary be a symset that replaces c1 and is killed.
func TestMain(m *testing.M) {
	if server := os.Getenv("KEEP_TEST_SERVER"); server != "" {
		os.Exit(child(server, os.Getenv("KEEP_TEST_FOLDER"), os.Getenv("KEEP_TEST_DO"), os.Getenv("KEEP_TEST_DIE")))
	}
	os.Exit(m.Run())
}

// child replaces or deletes the set of the ref c1, and kills itself before
// the n-th thing that it does with a file. It tells on standard output when it
// lived to the end.
func child(server, folder, do, die string) int {
	ctx, k := context.Background(), New(folder)
	cl, err := newClient(server)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	left, _ := strconv.Atoi(die)
	k.spoil = func(string, string) error {
		if left--; left == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}
	if do == "delete" {
		set, err := cl.SetByRef(ctx, "c1")
		if err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Println(k.Delete(ctx, cl, []symbols.Set{set}, Request{})[0].Sentence())
		return 0
	}
	content, done, err := k.content(Origin{Files: files(folder)})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer done()
	u := symbols.Upload{Ref: "c1", Content: content, Files: []string{folder + ".js", folder + ".js.map"}}
	u.Content.Hash = "the hash of new"
	fmt.Println(k.Upload(ctx, cl, []symbols.Upload{u}, Request{Force: true})[0].Sentence())
	return 0
}

// files are the pair that the child uploads, as an origin tells of it.
func files(folder string) (all []File) {
	for _, name := range []string{folder + ".js", folder + ".js.map"} {
		text, _ := os.ReadFile(name)
		hash, _ := sum(bytes.NewReader(text))
		all = append(all, File{name, int64(len(text)), hash})
	}
	return all
}

// A gate stands before a server, and holds one request for ever.
type gate struct {
	count  atomic.Int64
	at     int64 // which request, from 1; 0 for none
	worked bool  // it is held after the server has done it
	held   chan struct{}
}

func (g *gate) open(t *testing.T, to string) string {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	g.held = make(chan struct{})
	proxy := httputil.NewSingleHostReverseProxy(u)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.count.Add(1) != g.at {
			proxy.ServeHTTP(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body) // as long as it is not read, nobody sees the sender go
		if g.worked {
			r.Body = io.NopCloser(bytes.NewReader(body))
			proxy.ServeHTTP(httptest.NewRecorder(), r)
		}
		close(g.held)
		<-r.Context().Done()
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

// TestKilled kills a replace and a deletion at every step: before each thing
// that is done with a file, and before and after each that the server is asked
// for. Then the next start brings it to an end, either way.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for each step")
	}
	for _, do := range []string{"replace", "upload", "delete"} {
		t.Run(do, func(t *testing.T) {
			t.Parallel()
			walk(t, func(t *testing.T, n int) bool { return kill(t, do, fmt.Sprintf("file %d", n), n, &gate{}) })
			for _, worked := range []bool{false, true} {
				walk(t, func(t *testing.T, n int) bool {
					return kill(t, do, fmt.Sprintf("request %d, done: %v", n, worked), 0, &gate{at: int64(n), worked: worked})
				})
			}
		})
	}
}

// walk takes step after step, as long as there is one.
func walk(t *testing.T, step func(t *testing.T, n int) bool) {
	const most = 200
	for n := 1; ; n++ {
		more := false
		ok := t.Run(strconv.Itoa(n), func(t *testing.T) { more = step(t, n) })
		if !ok || !more || n == most {
			if n < 4 || n == most {
				t.Errorf("it took %d steps", n)
			}
			return
		}
	}
}

// kill runs a child that is killed at a step, and recovers. It reports whether
// the child came to the step.
func kill(t *testing.T, do, step string, die int, g *gate) (died bool) {
	t.Helper()
	for _, finish := range []bool{true, false} {
		s, _, k := start(t, posthogtest.Config{})
		before := "old"
		if do == "upload" {
			before = "none"
		} else {
			has(t, s, "c1", "old")
		}
		for name, text := range map[string]string{".js": "new", ".js.map": sourceMap} {
			if err := os.WriteFile(k.dir+name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		through := g.again()
		server := through.open(t, s.URL)
		died = killed(t, server, k.dir, do, die, through)
		now := used(t, s, "c1")
		entries, err := k.Pending()
		if err != nil || len(entries) > 1 {
			t.Fatalf("%s: %v, %v", step, entries, err)
		}
		if now == "begun" && len(entries) == 0 {
			t.Fatalf("%s: the set was begun, and nobody knows", step)
		}
		cl := signIn(t, server)
		for _, e := range entries {
			found := k.Inspect(t.Context(), cl, e)
			if e.Running || found.Now == Unknown || found.Whole() != (now != "begun") {
				t.Errorf("%s: the server has %q, and the next start says %s", step, now, found.Sentence())
			}
			if out := k.Recover(t.Context(), cl, e, finish, Request{}); out.Err != nil {
				t.Errorf("%s: recover: %v", step, out.Err)
			}
			want := map[string]string{"replace": "new", "upload": "new", "delete": now}[do]
			if !finish && now != "new" {
				want = before
			}
			if got := used(t, s, "c1"); got != want {
				t.Errorf("%s: after the recovery (finish: %v) the server has %q, want %q", step, finish, got, want)
			}
		}
		if got := used(t, s, "c1"); got != before && got != "new" && do != "delete" {
			t.Errorf("%s: in the end the server has %q", step, got)
		}
		if left := pending(t, k); len(left) > 0 {
			t.Errorf("%s: entries are left: %+v", step, left)
		}
		if died && !strings.HasPrefix(step, "file") && do == "delete" && used(t, s, "c1") == "none" && len(mustCopies(t, k)) == 0 {
			t.Errorf("%s: it is deleted, and there is no copy", step)
		}
		if !died {
			return false
		}
	}
	return true
}

// again gives a gate of the same kind that nobody came to.
func (g *gate) again() *gate { return &gate{at: g.at, worked: g.worked} }

// killed runs a child until it ends, or is held at the gate and killed there.
func killed(t *testing.T, server, folder, do string, die int, g *gate) bool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "KEEP_TEST_SERVER="+server, "KEEP_TEST_FOLDER="+folder, "KEEP_TEST_DO="+do, "KEEP_TEST_DIE="+strconv.Itoa(die))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan string)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		ended <- line
	}()
	said := ""
	select {
	case <-g.held:
		_ = cmd.Process.Kill()
		<-ended
	case said = <-ended:
	}
	err = cmd.Wait()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); err != nil && (!ok || !status.Signaled()) {
		t.Fatalf("the child: %v, it says %q", err, said)
	}
	if said != "" && !strings.Contains(said, map[string]string{"replace": "c1 was replaced", "upload": "c1 was uploaded", "delete": "c1 was deleted"}[do]) {
		t.Fatalf("the child says %q", said)
	}
	return said == ""
}
