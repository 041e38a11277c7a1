package cli

import (
	"cmp"
	"fmt"

	"symset/symbols"
	"symset/symbols/phrase"
)

// An uploadedAnswer is what symset sourcemap upload and process tell as JSON.
type uploadedAnswer struct {
	Files   []uploadedFile  `json:"files"`
	Skipped []injectSkipped `json:"skipped"` // files without a map
	Deleted []string        `json:"deleted,omitempty"`
	DryRun  bool            `json:"dry_run"`
}

type uploadedFile struct {
	File    string      `json:"file"`
	Map     string      `json:"map,omitempty"` // left out when it is inside the file
	ChunkID symbols.Ref `json:"chunk_id,omitempty"`
	Result  string      `json:"result"` // uploaded, would upload, unchanged, skipped, failed, not sent
	Size    int64       `json:"size"`   // bytes of the container
	Reason  string      `json:"reason,omitempty"`
	Hint    string      `json:"hint,omitempty"`
	Warning string      `json:"warning,omitempty"` // what is wrong with the build now that it is injected into
	Doubt   string      `json:"doubt,omitempty"`   // why it is doubtful whether the map is the file's
	Copy    string      `json:"copy,omitempty"`    // the id of the copy of what it replaced
	Unbound bool        `json:"unbound,omitempty"` // the release was left out

	told string // the reason, as it may be that of other files, too; empty for Reason
}

// left counts what could not be uploaded.
func (a *uploadedAnswer) left() (n int) {
	for _, f := range a.Files {
		if f.Result == "failed" {
			n++
		}
	}
	return n
}

// tellUploaded prints what became of each file. It fails when one did.
func (p *pipeline) tellUploaded(s *streams, a *uploadedAnswer) error {
	tally := map[string]int{}
	for _, f := range a.Files {
		tally[f.Result]++
	}
	if p.json {
		if err := s.writeJSON(a); err != nil {
			return err
		}
	} else if err := printUploaded(s, a); err != nil {
		return err
	}
	sent := fmt.Sprintf("%d uploaded", tally["uploaded"])
	if p.dryRun {
		sent = fmt.Sprintf("%d to upload (nothing was sent: --dry-run)", tally["would upload"])
	}
	s.say("done", fmt.Sprintf("%s, %d unchanged, %d skipped, %d without a map, %d failed",
		sent, tally["unchanged"], tally["skipped"], len(a.Skipped), tally["failed"]))
	if len(a.Deleted) > 0 {
		s.say("done", fmt.Sprintf("%s deleted", phrase.Count(len(a.Deleted), "source map")))
	}
	hints := map[string]bool{"": true}
	for _, f := range a.Files {
		if !hints[f.Hint] {
			hints[f.Hint] = true
			s.say("hint", f.Hint)
		}
	}
	if tally["failed"] > 0 {
		s.say("hint", "the same command uploads what is left")
		return exitCode(exitError)
	}
	return nil
}

func printUploaded(s *streams, a *uploadedAnswer) error {
	t := s.table(column{name: "result", cells: 12}, column{name: "chunk id", cells: 36}, column{name: "file", middle: true})
	reasons := map[string]*notes{"failed": {}, "skipped": {}, "not sent": {}}
	for _, f := range a.Files {
		style := t.Good
		switch f.Result {
		case "failed":
			style = t.Bad
		case "unchanged", "skipped":
			style = t.Dim
		}
		t.row(cell{f.Result, style}, cell{dash(string(f.ChunkID)), t.Dim}, cell{text: f.File})
		if n := reasons[f.Result]; n != nil {
			n.add(cmp.Or(f.told, f.Reason), f.File)
		}
		s.sayKept(f.ChunkID, f.Copy)
		if f.Unbound {
			s.say("warning", f.File+": uploaded without its release, because the set is bound to another one")
		}
	}
	for _, result := range []string{"failed", "skipped", "not sent"} {
		reasons[result].say(s, result)
	}
	for _, k := range a.Skipped {
		s.skipped(k)
	}
	return t.flush(s)
}

// A notes holds what is to be said of files, and of which.
type notes struct {
	texts []string
	files map[string][]string
}

func (n *notes) add(text, file string) {
	if text == "" {
		return
	}
	if n.files == nil {
		n.files = map[string][]string{}
	}
	if n.files[text] == nil {
		n.texts = append(n.texts, text)
	}
	n.files[text] = append(n.files[text], file)
}

// say says each once, as what kind it is.
func (n *notes) say(s *streams, kind string) {
	for _, text := range n.texts {
		of := n.files[text][0]
		if more := len(n.files[text]) - 1; more > 0 {
			of += fmt.Sprintf(" and %d more", more)
		}
		s.say(kind, of+": "+text)
	}
}
