package reason

import "testing"

func TestLanguageOfRef(t *testing.T) {
	for _, c := range []struct {
		ref, why string
		want     Language
	}{
		{"https://app.example/assets/a@1+2.js", "", JavaScript},
		{"0199a6e1-6e1c-7b20-9d1e-04c1b7c20000", "", JavaScript},
		{"0199a6e1-6e1c-7b20-9d1e-04c1b7c20000", `{"Hermes":{"NoSourcemapUploaded":"x"}}`, Hermes},
		{"com.example.app@1.2+42", "", Proguard},
		{"2D5A8C1E-44B0-3A6F-9E82-C6D3A1F4B705", "", Apple},
		{"2D5A8C1E-44B0-3A6F-9E82-C6D3A1F4B705", `{"Native":{"MissingSymbolSet":"x"}}`, Native},
		{"00000000-0000-0000-0000-000000000000", "", JavaScript},
		{"", "no JSON", JavaScript},
	} {
		if got := LanguageOfRef(c.ref, c.why); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.ref, c.why, got, c.want)
		}
	}
}
