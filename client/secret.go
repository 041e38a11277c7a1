package client

import "log/slog"

const hidden = "‹hidden›"

// A Secret is text that never shows: it prints, logs and marshals as ‹hidden›,
// in whatever it is part of. Only [Secret.Reveal] gives it away.
type Secret struct {
	// A pointer, because fmt prints the fields of fields without asking
	// their methods, and prints pointers there as addresses.
	text *string
}

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal gives the hidden text; empty for the zero Secret.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// Empty reports whether there is nothing to hide.
func (s Secret) Empty() bool { return s.Reveal() == "" }

func (s Secret) String() string { return hidden }

// GoString is what %#v prints.
func (s Secret) GoString() string { return hidden }

// LogValue is what structured logs get.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText is what JSON and other encodings get.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
