package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"strings"
	"testing"

	"symset/client"
	"symset/symbols"
)

// serve runs symset demo --serve with arguments until a line has come for each
// that is wanted, lets them be tried, and ends it as ctrl+c does.
func serve(t *testing.T, lines int, try func(lines []string), args ...string) (stderr string, err error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	var said bytes.Buffer
	root := newRoot(&streams{in: strings.NewReader(""), out: in, err: &said})
	root.SetArgs(append([]string{"demo", "--serve"}, args...))
	ended := make(chan error)
	go func() {
		err := root.ExecuteContext(ctx)
		_ = in.Close()
		ended <- err
	}()
	var got []string
	for scan := bufio.NewScanner(out); len(got) < lines && scan.Scan(); {
		got = append(got, scan.Text())
	}
	if len(got) == lines {
		try(got)
	}
	cancel()
	_, _ = io.Copy(io.Discard, out)
	err = <-ended
	return said.String(), err
}

func TestDemoServes(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/a b")
	if err := os.MkdirAll(os.Getenv("TMPDIR"), 0o700); err != nil {
		t.Fatal(err)
	}
	builds := ""
	stderr, err := serve(t, 4, func(lines []string) {
		set := map[string]string{}
		for _, line := range lines {
			name, value, _ := strings.Cut(strings.TrimPrefix(line, "export "), "=")
			set[name] = value
		}
		builds = strings.Trim(set["SYMSET_DEMO_BUILDS"], "'")
		if _, err := os.Stat(builds + "/acme-web-4.3.0/assets"); err != nil {
			t.Error(err)
		}
		credentials, err := client.NewCredentials(set["POSTHOG_CLI_HOST"], set["POSTHOG_CLI_API_KEY"], set["POSTHOG_CLI_PROJECT_ID"])
		if err != nil {
			t.Fatal(err)
		}
		c := client.New(credentials, client.Options{})
		defer c.Close()
		n := 0
		for _, err := range c.Sets(t.Context(), symbols.SetFilter{}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n < 60 {
			t.Errorf("%d symbol sets", n)
		}
	})
	if err != nil || !strings.Contains(stderr, "until ctrl+c") || strings.Contains(stderr, "phx_") {
		t.Errorf("%v, %s", err, stderr)
	}
	if _, err := os.Stat(builds); !os.IsNotExist(err) {
		t.Errorf("%s is left behind: %v", builds, err)
	}
}

func TestDemoServesAsJSON(t *testing.T) {
	_, err := serve(t, 1, func(lines []string) {
		var a demoAddress
		if err := json.Unmarshal([]byte(lines[0]), &a); err != nil || !strings.HasPrefix(a.Host, "http://localhost:") && !strings.HasPrefix(a.Host, "http://127.0.0.1:") || a.APIKey == "" {
			t.Errorf("%v, %+v", err, a)
		}
	}, "localhost:0", "--json")
	if err != nil {
		t.Error(err)
	}
}

func TestDemoRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"--serve 0.0.0.0:0":     "no address of the loopback interface",
		"--serve nonsense":      "missing port in address",
		"--serve 127.0.0.1:1 x": "takes one address",
		"--json":                "--json is for --serve",
		"127.0.0.1:0":           "takes no arguments",
	} {
		code, _, stderr := run("", append([]string{"demo"}, strings.Fields(args)...)...)
		if code != exitError || !strings.Contains(stderr, want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("%s: %d %s", args, code, stderr)
		}
	}
}

func TestDemoWithoutPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	code, stdout, stderr := run("", "demo", "--serve", taken.Addr().String())
	if code != exitError || stdout != "" || !strings.Contains(stderr, "hint: symset demo --serve alone takes a free port") {
		t.Errorf("%d %s %s", code, stdout, stderr)
	}
}
