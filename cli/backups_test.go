package cli

import "testing"

// TestSizes holds how many bytes the sizes are that people give.
func TestPruneSizes(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "0": -1, "0M": -1, "512": 512, "500m": 500 << 20, "2G": 2 << 30, "3000000000": 3000000000} {
		if got, err := sizeOf(text); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"lots", "-1", "M", "9999999999G", "1.5G"} {
		if got, err := sizeOf(text); err == nil {
			t.Errorf("%q: %d, want an error", text, got)
		}
	}
}
