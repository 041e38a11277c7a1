package bundle

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

const (
	// otherPlaces ends the hints of failures that another folder may mend.
	otherPlaces = "--maps DIR names another build folder, --stored asks PostHog, --fetch gets public files"

	// maxQuoted bounds how much of a stranger's text a sentence repeats, in bytes.
	maxQuoted = 160
)

// named gives what a frame calls its file.
func named(f *symbols.Frame) string {
	switch {
	case f.File != "":
		return f.File
	case f.ChunkID != "":
		return "chunk id " + f.ChunkID
	}
	return "a trace that names no bundle"
}

// clip cuts a long text in its middle.
func clip(s string) string { return phrase.Middle(s, maxQuoted) }

// where names the roots and how much was looked at in them.
func (b *Build) where() string {
	const most = 4
	names := b.Roots()
	for i := range names {
		if names[i] == "." {
			names[i] = "this folder"
		}
	}
	if len(names) > most {
		names = append(names[:most-1], fmt.Sprintf("%d more", len(names)-most+1))
	}
	list := strings.Join(names, ", ")
	if i := strings.LastIndex(list, ", "); i >= 0 {
		list = list[:i] + " or " + list[i+2:]
	}
	return fmt.Sprintf("%s (%s, %s looked at)", list, phrase.Count(b.Files(), "file"), phrase.Count(b.Maps(), "map"))
}

func (b *Build) noFile(f *symbols.Frame) *symbols.Failure {
	frame := framePath(f.File)
	switch {
	case len(frame) > 0 || f.ChunkID != "":
	case f.Platform == symbols.Hermes:
		return &symbols.Failure{Code: symbols.NoFile, Message: "the frame names no file, and no bundle of React Native is in " + b.where(),
			Do: "--maps FILE names the map of the app's bundle, such as index.android.bundle.map or main.jsbundle.map"}
	default:
		return &symbols.Failure{Code: symbols.NoPlace, Message: "the frame names no file"}
	}
	failure := &symbols.Failure{Code: symbols.NoFile, Do: otherPlaces}
	var missing []string
	if f.ChunkID != "" {
		missing = append(missing, "with chunk id "+clip(f.ChunkID))
	}
	if len(frame) > 0 {
		base := frame[len(frame)-1]
		missing = append(missing, "named "+clip(base))
		if other := b.otherHash(base); other != nil {
			failure.Do = fmt.Sprintf("%s may be the same file in another build; %s", other.path, otherPlaces)
		}
	}
	failure.Message = fmt.Sprintf("no file %s in %s", strings.Join(missing, " or "), b.where())
	return failure
}

// otherHash finds a file whose name differs from base in the content hash only.
func (b *Build) otherHash(base string) *file {
	stem, hash := splitHash(base)
	if hash == "" {
		return nil
	}
	for _, s := range b.scripts.all {
		if other, hash := splitHash(path.Base(s.rel)); hash != "" && other == stem {
			return s
		}
	}
	return nil
}

func noMap(s *file, c Comments, named namedMap) *symbols.Failure {
	failure := &symbols.Failure{Code: symbols.NoMap}
	beside := filepath.Base(s.path) + ".map"
	url := clip(c.SourceMap)
	switch {
	case c.SourceMap == "":
		failure.Message = fmt.Sprintf("%s has no map: it names none, and there is no %s beside it", s.path, beside)
		failure.Do = "build with source maps; --maps DIR names the folder that holds them"
		return failure
	case named.outside:
		failure.Message = fmt.Sprintf("%s names the map %s, which lies outside the folders that were given", s.path, url)
		failure.Do = "it was not opened; if it is right, --maps DIR names its folder too"
		return failure
	case strings.Contains(url, "://") || strings.HasPrefix(url, "//"):
		failure.Message = fmt.Sprintf("%s names the map %s, and there is no file of that name beside it", s.path, url)
	default:
		failure.Message = fmt.Sprintf("%s names the map %s, which is not there", s.path, url)
	}
	looked := named.paths
	if len(looked) == 0 || looked[len(looked)-1] != s.path+".map" {
		looked = append(looked, s.path+".map")
	}
	failure.Do = fmt.Sprintf("looked for %s; %s", clip(strings.Join(looked, " and ")), otherPlaces)
	return failure
}

func ambiguous(found []match, what string) *symbols.Failure {
	rest := ""
	if len(found) > 2 {
		rest = fmt.Sprintf(" (and %d more)", len(found)-2)
	}
	return &symbols.Failure{
		Code:    symbols.Ambiguous,
		Message: fmt.Sprintf("%s and %s%s both fit %s, and they differ", found[0].file.path, found[1].file.path, rest, what),
		Do:      "--maps DIR names the folder that was deployed",
	}
}
