package tui

import "testing"

func TestBrowser(t *testing.T) {
	for _, c := range []struct {
		system, display, ssh string
		want                 bool
	}{{"linux", "", "", false}, {"linux", ":0", "", true}, {"linux", "localhost:10.0", "1.2.3.4 5 6.7.8.9 22", false}, {"darwin", "", "", true}, {"windows", "", "", true}} {
		got := Browser(c.system, func(k string) string { return map[string]string{"DISPLAY": c.display, "SSH_CONNECTION": c.ssh}[k] })
		if (got != nil) != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
