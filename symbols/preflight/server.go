package preflight

import (
	"context"
	"fmt"
	"time"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/lines"
	"symset/symbols/reason"
)

// A Server is what a project would make of the upload.
type Server struct {
	Has      string `json:"has"`                 // what it has under the ref now
	Replaces bool   `json:"replaces"`            // it has a file
	Needed   *bool  `json:"needed,omitempty"`    // false: it has this very file
	Refuses  string `json:"refuses,omitempty"`   // why it would refuse the upload
	Do       string `json:"do,omitempty"`        // what to do about that
	NotAsked string `json:"not_asked,omitempty"` // why it could not be asked all
}

// ask asks the project. What it does not answer is told, and stops nothing.
func ask(ctx context.Context, in Input, minified *lines.Text, data container.Input) *Server {
	s := &Server{}
	set, err := in.Project.SetByRef(ctx, in.Pair.Ref)
	switch {
	case err == nil:
		s.Has, s.Replaces = state(&set), set.HasFile
	case symbols.Absent(err):
		s.Has = "nothing: no frame has asked for it by URL, and nothing was uploaded"
	default:
		s.NotAsked = err.Error()
		return s
	}
	if minified == nil || data.Reader == nil {
		s.NotAsked = "an upload has both the minified file and the map"
		return s
	}
	content, err := container.Pack(container.Zstd, container.SourceAndMap, input(minified.Bytes()), data)
	if err != nil {
		s.Refuses = err.Error()
		return s
	}
	needed, err := in.Project.CheckUploads(ctx, []symbols.Upload{{Ref: in.Pair.Ref, ReleaseID: in.ReleaseID, Content: content}}, symbols.UploadOptions{Force: true})
	if err != nil {
		s.Refuses, s.Do = err.Error(), symbols.Hint(err)
		return s
	}
	if len(needed) == 1 {
		s.Needed = &needed[0]
	}
	return s
}

// state tells of a symbol set in a sentence.
func state(set *symbols.Set) string {
	why := reason.Parse(set.Reason)
	words := "no file"
	switch {
	case set.HasFile && !why.IsZero():
		words = "a file, over an earlier failure: " + why.Sentence()
	case set.HasFile:
		words = "a file, or an upload that was never finished"
	case !why.IsZero():
		words = "no file: " + why.Sentence()
	}
	if set.Release != nil {
		words += fmt.Sprintf("; bound to release %s %s", set.Release.Project, set.Release.Version)
	}
	if !set.Created.IsZero() {
		words += "; there since " + set.Created.UTC().Format(time.DateOnly)
	}
	return words
}
