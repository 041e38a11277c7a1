package preflight

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// How much a note speaks against sending.
const (
	Stop    = "stop"    // PostHog would refuse it, or could not read it
	Warning = "warning" // think about it first
	Hint    = "hint"    // worth knowing
)

// mostSources is how many sources of a map are looked at by their names: no
// bundle has as many, and a map made to keep us busy may have millions.
const mostSources = 100_000

// A Note is something about sending the files.
type Note struct {
	Level string `json:"level"` // stop, warning or hint
	Name  string `json:"name"`  // stable: size, encoding, empty, contents, paths, secrets
	Words string `json:"words"` // lower case, no full stop
	Do    string `json:"do,omitempty"`
}

// fitToSend looks at the files as an upload would send them.
func fitToSend(minified *lines.Text, p *symbols.Pair, data container.Input) ([]Note, error) {
	counts, err := p.Map.Counts()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.MapFile, err)
	}
	notes := []Note{}
	add := func(level, name, do, words string, args ...any) {
		notes = append(notes, Note{level, name, fmt.Sprintf(words, args...), do})
	}
	if counts.Mappings == 0 {
		add(Stop, "empty", "build with source maps", "the map maps nothing: PostHog finds no place with it")
	}
	if bad := damage(p.Map); bad != "" {
		add(Stop, "damaged", "build again: whatever wrote or copied the map damaged it", "PostHog reads nothing of a map with a damaged mapping: %s", bad)
	}
	if minified != nil && !utf8.Valid(minified.Bytes()) {
		add(Stop, "encoding", "save it as UTF-8", "%s is not UTF-8", p.File)
	}
	text, err := inspect(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.MapFile, err)
	}
	if !text.utf8 {
		add(Stop, "encoding", "save it as UTF-8", "%s is not UTF-8, or compressed", p.MapFile)
	}
	size, err := tooLarge(minified, data, text.utf8)
	if err != nil {
		return nil, err
	}
	if size > 0 {
		add(Stop, "size", "split the bundle", "packed it has %d MiB; PostHog takes %d", size>>20, container.MaxPacked>>20)
	}
	if missing := counts.Sources - counts.Contents; missing > 0 {
		here := onDisk(p)
		do := "build with sourcesContent"
		if here > 0 {
			do = "symset check --embed-sources writes a map with them"
		}
		add(Warning, "contents", do, "%d of %d sources come without their text: PostHog shows their frames without code; %d are on this machine", missing, counts.Sources, here)
	}
	if example, n := absolute(p.Map); n > 0 {
		add(Warning, "paths", "build with relative sources", "%d sources name paths of the machine that built them, such as %s", n, example)
	}
	for _, s := range append(secretSources(p.Map), text.secrets()...) {
		add(Warning, "secrets", "take it out of the bundle, and renew it if it was deployed", "%s", s)
	}
	order := []string{Stop, Warning, Hint}
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(slices.Index(order, a.Level), slices.Index(order, b.Level)) })
	return notes, nil
}

// damage tells the first mapping that PostHog's reader of maps gives up at, and
// with it the whole map; empty when there is none. Browsers and symset read on.
func damage(m *sourcemap.Map) string {
	for _, p := range m.Problems() {
		switch p.Code {
		case sourcemap.BadDigit, sourcemap.UnfinishedNumber, sourcemap.FieldCount, sourcemap.NoSuchSource, sourcemap.NoSuchName:
			return p.String()
		}
	}
	return ""
}

// tooLarge gives the bytes of the container if they are more than PostHog takes,
// or 0. What is no text can't be packed.
func tooLarge(minified *lines.Text, data container.Input, isText bool) (int64, error) {
	if minified == nil || data.Reader == nil || !isText || !utf8.Valid(minified.Bytes()) {
		return 0, nil
	}
	size, err := container.Exceeds(container.MaxPacked, container.Zstd, container.SourceAndMap, input(minified.Bytes()), data)
	if err != nil {
		return 0, fmt.Errorf("packing the symbol set: %w", err)
	}
	return size, nil
}

func input(data []byte) container.Input {
	return container.Input{Reader: bytes.NewReader(data), Size: int64(len(data))}
}

// onDisk counts the sources without a text that lie on this machine.
func onDisk(p *symbols.Pair) (n int) {
	if p.Original == nil {
		return 0
	}
	for i := range min(p.Map.Sources(), 1000) {
		if _, ok := p.Map.Content(i); ok {
			continue
		}
		if _, _, err := p.Original(i); err == nil {
			n++
		}
	}
	return n
}

// absolute counts sources that are paths from a machine's root.
func absolute(m *sourcemap.Map) (example string, n int) {
	for i := range min(m.Sources(), mostSources) {
		s, _ := m.RawSource(i)
		drive := len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/')
		if drive || strings.HasPrefix(s, "file://") || strings.HasPrefix(s, "/") && strings.Count(s, "/") > 2 && path.Ext(s) != "" {
			if n++; n == 1 {
				example = s
			}
		}
	}
	return example, n
}
