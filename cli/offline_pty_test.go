//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// withBuild makes a folder with an event and the build that it was thrown in.
func withBuild(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "dist"), os.DirFS("demo/assets")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("demo/pay.json")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "event.json"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestOfflineStory reads an event from a file in a folder with its build, with
// no network: all that is asked for is on the disk.
func TestOfflineStory(t *testing.T) {
	dir := withBuild(t)
	nowhere := []string{"HOME=" + dir, "POSTHOG_CLI_HOST=http://127.0.0.1:1", "POSTHOG_CLI_PROJECT_ID=1", "POSTHOG_CLI_API_KEY=phx_nobody"}
	s := startIn(t, dir, 100, 30, nowhere, "open", "event.json")
	s.see("4 of 6 read")
	s.see("▸ Checkout.pay")
	s.see("throw new CheckoutError")
	s.press("\t")
	s.see("── minified ──")
	s.press("\t")
	s.see("── original ──")
	s.press("/")
	s.press("lines.length\r")
	s.see("n/N next") // all of it was typed: on the way other texts are found
	s.see("1 of 1")
	s.press(escape)
	s.gone("1 of 1")
	s.press("c")
	s.see("2/2 causes")
	s.press("Y")
	s.see("opied")
	s.press("q")
	s.ends(0)
}

// TestOfflineWelcome opens an exception on the page that offers to sign in: it
// reads with the build of the folder, as with symset open.
func TestOfflineWelcome(t *testing.T) {
	dir := withBuild(t)
	s := startIn(t, dir, 100, 30, []string{"HOME=" + dir, "POSTHOG_HOME=" + dir, "POSTHOG_CLI_HOST=", "POSTHOG_CLI_PROJECT_ID=", "POSTHOG_CLI_API_KEY="})
	s.see("this asks us.posthog.com")
	s.press("o")
	s.see("enter open")
	s.press("event.json")
	s.see("> event.json")
	s.press("\r")
	s.see("4 of 6 read")
	s.see("▸ Checkout.pay")
	s.press("q")
	s.ends(0)
}
