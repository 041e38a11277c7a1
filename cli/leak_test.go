package cli

import (
	"bytes"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// saidVar names the file that gets a copy of all that the program says.
const saidVar = "SYMSET_TEST_SAID"

// copied gives where the program writes to: where it should, and into the file
// of saidVar when the environment has it.
func copied(to *os.File) io.Writer {
	name := os.Getenv(saidVar)
	if name == "" {
		return to
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(io.MultiWriter(os.Stderr, f))
	return io.MultiWriter(to, f)
}

// holdKey fails the test when a script's programs write the key of the box
// anywhere: to standard output or error, or into a file but the one that login
// keeps it in and those that scripts put it into themselves.
func holdKey(t *testing.T, e *testscript.Env) {
	t.Helper()
	said := filepath.Join(t.TempDir(), "said")
	e.Setenv(saidVar, said)
	e.Defer(func() {
		for name := range holding(t, e.WorkDir) {
			within, err := filepath.Rel(e.WorkDir, name)
			if err != nil || !slices.Contains([]string{"home/credentials.json", "key", ".env"}, filepath.ToSlash(within)) {
				t.Errorf("the key is in %s", within)
			}
		}
		if len(holding(t, filepath.Dir(said))) > 0 {
			t.Errorf("the program said the key")
		}
		if text, err := os.ReadFile(said); err != nil || len(text) == 0 {
			t.Errorf("it can't be told what the program said: %v", err)
		}
	})
}

// holding gives the files below a folder with the key of the box in them.
func holding(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(name)
		if bytes.Contains(text, []byte(boxKey)) {
			found[name] = true
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return found
}
