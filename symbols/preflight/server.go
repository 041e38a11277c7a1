package preflight

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/lines"
	"symset/symbols/reason"
)

// A Presence is what a project has under a ref.
type Presence string

// What a project can have. Servers that are too old to check uploads can't tell
// the last three apart: they have AFile.
const (
	Untold     Presence = ""
	NoSet      Presence = "nothing"
	NoFile     Presence = "no file"    // a set that nothing is read with
	AFile      Presence = "a file"     // or an upload that never ended
	Unfinished Presence = "unfinished" // an upload that never ended: it is listed as a file, and PostHog uses none
	ThisFile   Presence = "this file"  // the very one, in use
	OtherFile  Presence = "other file" // in use
)

// A Server is what a project would make of the upload.
type Server struct {
	Now      Presence `json:"now"`
	Release  string   `json:"release,omitempty"`   // that the set is bound to: "shop 1.4.2"
	Has      string   `json:"has"`                 // the same in words, with what else is known of the set
	Replaces bool     `json:"replaces"`            // a file that is in use, as far as is known, gives way to the upload
	Needed   *bool    `json:"needed,omitempty"`    // false: it has this very file
	Refuses  string   `json:"refuses,omitempty"`   // why it would refuse the upload
	Do       string   `json:"do,omitempty"`        // what to do about that
	NotAsked string   `json:"not_asked,omitempty"` // why it could not be asked all
}

// ask asks the project of the input.
func ask(ctx context.Context, in Input, minified *lines.Text, data container.Input) *Server {
	u := symbols.Upload{Ref: in.Pair.Ref}
	if minified == nil || data.Reader == nil {
		s := Ask(ctx, in.Project, u)
		s.NotAsked = cmp.Or(s.NotAsked, "an upload has both the minified file and the map")
		return s
	}
	var err error
	u.Content, err = container.Pack(container.Zstd, container.SourceAndMap, input(minified.Bytes()), data)
	s := Ask(ctx, in.Project, u)
	switch {
	case err != nil && s.NotAsked == "":
		s.Refuses = err.Error()
	case in.Release != nil && s.Refuses == "" && s.Release != "" && s.Release != in.Release.Name():
		s.Refuses = fmt.Sprintf("the set is bound to release %s, and stays there: it can't belong to %s", s.Release, in.Release.Name())
		s.Do = "upload without a release, or delete the symbol set first"
	}
	return s
}

// Ask asks a project what it has under the upload's ref, and what it would make
// of the upload. It changes nothing there. Without a content only the first is
// asked. What the project does not answer is said, and stops nothing.
func Ask(ctx context.Context, p symbols.Project, u symbols.Upload) *Server {
	s := &Server{}
	set, err := p.SetByRef(ctx, u.Ref)
	switch {
	case err == nil && set.HasFile:
		s.Now, s.Replaces = AFile, true
	case err == nil:
		s.Now = NoFile
	case symbols.Absent(err):
		s.Now = NoSet
	default:
		s.NotAsked = err.Error()
		return s
	}
	s.Release = set.Release.Name()
	if u.Content.Hash != "" {
		s.check(ctx, p, u)
	}
	s.Has = state(s.Now, &set)
	return s
}

// check asks whether the upload would be taken, and what it would take the
// place of.
func (s *Server) check(ctx context.Context, p symbols.Project, u symbols.Upload) {
	needed := func(o symbols.UploadOptions) bool {
		answer, err := p.CheckUploads(ctx, []symbols.Upload{u}, o)
		switch {
		case err == nil && len(answer) == 1:
			return answer[0]
		case err == nil:
			s.NotAsked = "it did not answer"
		case symbols.Refused(err):
			s.Refuses, s.Do = err.Error(), symbols.Hint(err)
		default:
			s.NotAsked = err.Error()
		}
		return false
	}
	sent := needed(symbols.UploadOptions{Force: true})
	if s.Refuses+s.NotAsked != "" {
		return
	}
	s.Needed = &sent
	if s.Now != AFile {
		return
	}
	if s.Now = ThisFile; sent {
		s.Now = OtherFile
		// Only where no file is in use is one needed that must not replace any.
		if needed(symbols.UploadOptions{SkipConflicts: true}) {
			s.Now = Unfinished
		}
	}
	s.Replaces = s.Now == OtherFile
}

// state tells in words what a project has.
func state(now Presence, set *symbols.Set) string {
	words := map[Presence]string{
		NoSet: "nothing: no symbol set of that name, neither failed nor uploaded", NoFile: "no file",
		AFile: "a file, or an upload that was never finished", Unfinished: "an upload that was never finished, and uses no file",
		ThisFile: "this very file", OtherFile: "another file",
	}[now]
	why := reason.Parse(set.Reason)
	switch {
	case why.IsZero():
	case now == NoFile:
		words += ": " + why.Sentence()
	default:
		words += ", over an earlier failure: " + why.Sentence()
	}
	if set.Release != nil {
		words += "; bound to release " + set.Release.Name()
	}
	if !set.Created.IsZero() {
		words += "; set made " + set.Created.UTC().Format(time.DateOnly)
	}
	if !set.LastUsed.IsZero() {
		words += ", used " + set.LastUsed.UTC().Format(time.DateOnly)
	}
	return words
}
