package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// TestStory holds what a build pipeline is for: a build is processed, what is
// thrown in it names its chunk, and the exceptions that PostHog's SDKs send of
// it read, though no map is left on this machine.
func TestStory(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../symbols/match/testdata/planted/vite/v1")); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := run("", "sourcemap", "process", "-d", dir, "--release-name", "shop", "--release-version", "9", "--delete-after")
	if code != exitOK || !strings.Contains(stderr, "1 uploaded") || !strings.Contains(stderr, "1 source map deleted") {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	const chunk = "59f83bc7-38ed-5012-a738-c0bcd9d0129e"
	t.Run("thrown", func(t *testing.T) {
		if _, err := exec.LookPath("node"); err != nil {
			t.Skip("no node here to throw in the bundle with")
		}
		script := `require(process.argv[1]); try { crash("over-1") } catch (e) { console.log(Object.values(_posthogChunkIds).join(), e.stack.split("\n")[1].match(/\d+:\d+/)[0]) }`
		file := filepath.Join(dir, "assets", "main-Bf6ALKO4.js")
		out, err := exec.Command("node", "-e", script, file).CombinedOutput()
		if want := chunk + " 1:1058\n"; err != nil || string(out) != want { // as the SDKs saw it
			t.Errorf("%v: %q, want %q", err, out, want)
		}
	})
	for sdk, want := range map[string][]string{
		"web":  {"RangeError: Order over its limit by -107", "✓ Order.check  src/Order.ts:6:83", "✓ runOrder  src/Order.ts:15:54", "✓ crash  src/main.ts:2:"},
		"node": {"TypeError: Cannot read properties of undefined", "✓ <anonymous>  src/Price.ts:11:65", "✓ validatePrice  src/Price.ts:11:17", "✓ crash  src/main.ts:2:68"},
	} {
		t.Run(sdk, func(t *testing.T) {
			event, err := os.ReadFile("testdata/sdk/" + sdk + ".json")
			if err != nil {
				t.Fatal(err)
			}
			stored, err := box.Capture(event)
			if err != nil {
				t.Fatal(err)
			}
			code, stdout, stderr := run("", "resolve", stored.ID)
			if code != exitOK {
				t.Errorf("exit code %d: %s", code, stderr)
			}
			for _, w := range want {
				if !strings.Contains(stdout, w) {
					t.Errorf("it does not say %q:\n%s", w, stdout)
				}
			}
		})
	}
}
