package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStart runs symset --version beside a program that does nothing: the
// difference is what every command waits for.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	empty := filepath.Join(dir, "empty.go")
	if err := os.WriteFile(empty, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, p := range []struct{ name, source string }{{"empty", empty}, {"symset", "symset"}} {
		program := filepath.Join(dir, p.name+".exe")
		build := exec.Command("go", "build", "-o", program, p.source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped: the C library's loader costs as much as two packages
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("go build: %v\n%s", err, out)
		}
		b.Run(p.name, func(b *testing.B) {
			for b.Loop() {
				if err := exec.Command(program, "--version").Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
