package inject

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// InlineMap gives the map that a minified file has in itself.
func InlineMap(src []byte) ([]byte, error) {
	c := readChunk(src)
	return inlineMap(&c)
}

// inlineMap gives the map in a chunk's last comment.
func inlineMap(c *chunk) (text []byte, err error) {
	ref := c.comments.SourceMap
	if len(ref) < 5 || !strings.EqualFold(ref[:5], "data:") {
		return nil, fmt.Errorf("it has no inline map")
	}
	kind, data, ok := strings.Cut(ref, ",")
	if !ok {
		return nil, fmt.Errorf("its inline map is no data: URL")
	}
	plain, err := url.PathUnescape(data)
	if err != nil {
		return nil, fmt.Errorf("its inline map can't be decoded: %w", err)
	}
	text = []byte(plain)
	if strings.HasSuffix(strings.ToLower(kind), ";base64") {
		encoding := base64.StdEncoding
		if plain = strings.TrimRight(plain, "="); strings.ContainsAny(plain, "-_") {
			encoding = base64.URLEncoding
		}
		if text, err = encoding.WithPadding(base64.NoPadding).DecodeString(plain); err != nil {
			return nil, fmt.Errorf("its inline map can't be decoded: %w", err)
		}
	}
	return text, nil
}
