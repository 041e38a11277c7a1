package scope

import "testing"

// TestBare holds what of an engine's name is held against ours.
func TestBare(t *testing.T) {
	for name, want := range map[string]string{
		"t": "t", "r.check": "check", "async Object.E [as crash]": "E", "e.exports/t.prototype.sum": "sum", "get total": "total", "#n": "n", "A.#n": "n",
		"": "", "?": "", "<anonymous>": "", "u/<": "", "e.exports[t]": "", "new r": "", "eval": "", "global code": "", `a.\u00fcber`: "", "e.value": "", "get": "", "set": "",
	} {
		if got := Bare(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

// TestCalled holds what of a name bundlers add, and where nothing can be said.
func TestCalled(t *testing.T) {
	for name, c := range map[string]struct {
		ours, told  string
		same, known bool
	}{
		"the same":         {"pay", "pay", true, true},
		"a method":         {"Cart.pay", "async r.pay [as run]", true, true},
		"told from others": {"Dialog", "Dialog2", true, true},
		"of a module":      {"cell", "cell$$module$src$store", true, true},
		"a minifier's":     {"e", "e2", false, true},
		"another number":   {"Dialog2", "Dialog3", false, true},
		"a longer one":     {"cell", "cellItem", false, true},
		"another":          {"pay", "buy", false, true},
		"none of ours":     {"", "pay", false, false},
		"an anonymous one": {"<anonymous>", "pay", false, false},
		"none told":        {"pay", "Object.<anonymous>", false, false},
	} {
		if same, known := Called(c.ours, c.told); known != c.known || known && same != c.same {
			t.Errorf("%s: %t, %t", name, same, known)
		}
	}
}

// TestStrangers holds how many names have to differ.
func TestStrangers(t *testing.T) {
	for _, c := range []struct {
		named, misnamed int
		want            bool
	}{{0, 0, false}, {4, 0, false}, {0, 1, true}, {1, 1, false}, {4, 2, true}, {6, 2, false}} {
		if got := Strangers(c.named, c.misnamed); got != c.want {
			t.Errorf("%d named, %d misnamed: %t", c.named, c.misnamed, got)
		}
	}
}
