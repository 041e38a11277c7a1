package cymbal

import (
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// A raw is a frame as an SDK sent it.
type raw map[string]json.RawMessage

func (r raw) text(names ...string) string {
	for _, name := range names {
		var s string
		if json.Unmarshal(r[name], &s) == nil && s != "" {
			return s
		}
	}
	return ""
}

func (r raw) number(name string) (int, bool) {
	var n *int
	ok := json.Unmarshal(r[name], &n) == nil && n != nil
	if !ok {
		return 0, false
	}
	return *n, true
}

func (r raw) truth(name string, absent bool) bool {
	var b *bool
	if json.Unmarshal(r[name], &b) != nil || b == nil {
		return absent
	}
	return *b
}

func (r raw) lines(name string) []string {
	var all []string
	_ = json.Unmarshal(r[name], &all) // what is no list of lines is none
	return all
}

// id is the key that PostHog stores what it made of a frame under: a hash
// of what it was captured with. For the web the chunk id is not in it.
func (r raw) id(platform string) string {
	h := sha512.New()
	add := func(texts ...string) {
		for _, text := range texts {
			_, _ = h.Write([]byte(text)) // a hash takes everything
		}
	}
	line, hasLine := r.number("lineno")
	column, hasColumn := r.number("colno")
	bigEndian := func(n int) { _, _ = h.Write(binary.BigEndian.AppendUint32(nil, uint32(n))) }
	switch platform {
	case web, javascriptOfOld:
		add(r.text("function"))
		if hasLine && hasColumn {
			add(strconv.Itoa(line), strconv.Itoa(column))
		}
		add(r.text("filename"))
	case hermes:
		add(r.text("function"), r.text("filename"))
		if hasColumn {
			add(strconv.Itoa(column))
		}
		add(r.text("chunkId", "chunk_id"))
	case "java":
		add(r.text("filename"), r.text("function"))
		_, _ = h.Write(binary.BigEndian.AppendUint64(nil, uint64(line)))
		add(r.text("module"))
	case "go":
		add(r.text("filename"), r.text("function"))
		bigEndian(line)
	case "apple", "native", "rust":
		add(r.text("debug_id"), r.text("instruction_addr"), r.text("module"), r.text("function"), r.text("image_uuid"))
	default: // node, python and what is like them
		add(r.text("context_line"), r.text("filename"), r.text("function"))
		bigEndian(line)
		add(r.text("module"))
		add(r.lines("pre_context")...)
		add(r.lines("post_context")...)
	}
	return hex.EncodeToString(h.Sum(nil)) + "/0"
}
