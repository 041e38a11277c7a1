package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"symset/theme"
)

// writeJSON prints v as JSON.
func (s *streams) writeJSON(v any) error {
	out, err := marshal(v)
	if err != nil {
		return err
	}
	return s.write(out)
}

// put prints v for people, or as JSON.
func (s *streams) put(v interface{ print(*theme.Theme) []byte }, asJSON bool) error {
	if asJSON {
		return s.writeJSON(v)
	}
	return s.write(v.print(s.theme()))
}

// marshal gives v as indented JSON that is safe to print.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escapeControls(b.Bytes()), nil
}

// escapeControls writes what JSON allows but a terminal would act on, or not
// show (DEL, C1 controls, bidirectional marks), as \u escapes. The text stays the
// same.
func escapeControls(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i, n := 0, 0; i < len(data); i += n {
		var r rune
		r, n = utf8.DecodeRune(data[i:])
		if r == 0x7f || r >= 0x80 && r < 0xa0 || unicode.Is(unicode.Cf, r) {
			for _, unit := range utf16.AppendRune(nil, r) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			continue
		}
		out = append(out, data[i:i+n]...)
	}
	return out
}

// write hands a finished answer to standard output.
func (s *streams) write(answer []byte) error {
	s.movingLine().say("")
	if _, err := s.out.Write(answer); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}
