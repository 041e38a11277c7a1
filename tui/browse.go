package tui

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// browse opens an address in the person's browser. Where there is none, as
// over ssh, the address is shown and copied.
func (e *env) browse(url string) tea.Cmd {
	url = clean(url)
	args := Browser(runtime.GOOS, os.Getenv)
	if args == nil || !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return copyLine(url)
	}
	ctx := e.ctx
	return func() tea.Msg {
		if out, err := exec.CommandContext(ctx, args[0], append(args[1:], url)...).CombinedOutput(); err != nil {
			return complain(fmt.Sprintf("%s: %v: %s", args[0], err, brief(string(out))))()
		}
		return say("opened " + url)()
	}
}

// Browser is the command that opens addresses on a system; nil when there is
// none, or when the person sits at another machine.
func Browser(system string, getenv func(string) string) []string {
	switch {
	case system == "darwin":
		return []string{"open"}
	case system == "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	case getenv("SSH_CONNECTION") != "":
		return nil // a browser here is not before the person's eyes
	case getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "":
		return []string{"xdg-open"}
	}
	return nil
}
