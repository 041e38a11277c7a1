package demo_test

import (
	"testing"
	"time"

	"symset/client/posthogtest/demo"
)

// BenchmarkStart is what symset demo waits for.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		d, err := demo.Start("", time.Now())
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
