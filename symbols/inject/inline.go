package inject

import (
	"fmt"
	"strings"

	"symset/symbols/sourcemap"
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
	if text, err = sourcemap.DataURL(ref); err != nil {
		return nil, fmt.Errorf("its inline map: %w", err)
	}
	return text, nil
}
