package inject

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"symset/symbols/private"
)

const (
	maxPages = 256      // pages looked into: those of a site name the same files
	maxPage  = 16 << 20 // bytes of a page that is looked through
	maxTag   = 4 << 10  // bytes of a tag
)

// noteIntegrity notes with each file that was changed, or would be, which of the
// pages, HTML files, holds a checksum of it (integrity="sha384-…"): browsers refuse
// the file then. Pages that can't be read say nothing.
func noteIntegrity(results []Result, pages []string) {
	if !slices.ContainsFunc(results, func(r Result) bool { return r.changed() }) {
		return
	}
	byName := map[string]string{} // the first page with a checksum of a file of that name
	for _, page := range pages[:min(len(pages), maxPages)] {
		for _, name := range checked(page) {
			if byName[name] == "" {
				byName[name] = page
			}
		}
	}
	for i := range results {
		r := &results[i]
		page := byName[filepath.Base(r.File)]
		if page == "" || !r.changed() {
			continue
		}
		if r.Note != "" {
			r.Note += "; "
		}
		r.Note += fmt.Sprintf("%s holds a checksum of it (integrity), and browsers refuse it until that is made anew: make checksums after this", page)
	}
}

// checked gives the names of the files that a page holds checksums of, as they
// are in its script and link tags, without what is before and behind a name.
func checked(page string) (names []string) {
	text, err := private.Read(page, maxPage)
	if err != nil || !bytes.Contains(text, []byte("integrity")) {
		return nil
	}
	for {
		_, rest, more := bytes.Cut(text, []byte("<"))
		if !more {
			return names
		}
		tag, _, _ := bytes.Cut(rest[:min(len(rest), maxTag)], []byte(">"))
		text = rest
		if !bytes.Contains(tag, []byte("integrity")) {
			continue
		}
		words := strings.FieldsFunc(string(tag), func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'=", r) })
		if kind := strings.ToLower(words[0]); kind != "script" && kind != "link" {
			continue
		}
		for _, word := range words {
			word, _, _ = strings.Cut(word, "?")
			word, _, _ = strings.Cut(word, "#")
			if name := word[strings.LastIndex(word, "/")+1:]; strings.Contains(name, ".") {
				names = append(names, name)
			}
		}
	}
}
