package explain

import (
	"encoding/json"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/reason"
)

// remedies are what mends a reason of PostHog's.
func remedies(r reason.Reason, ref symbols.Ref) []Fix {
	r.Ref = string(ref)
	var all []Fix
	for _, step := range r.Remedy() {
		all = append(all, Fix{step.Do, step.Command})
	}
	return all
}

// remedy leaves out what was said twice, and what is empty. No diagnosis is
// left without something to do.
func (q *inquiry) remedy() {
	if q.Diagnosis == nil {
		q.Fix = nil
		return
	}
	if q.Diagnosis.Name == StepRef && q.Frame.Ref() == "" {
		q.Fix = q.usual() // what mends a later step, as files here tell, mends no frame that names nothing
	}
	var kept []Fix
	for _, f := range q.Fix {
		if f.Do != "" && !slices.Contains(kept, f) {
			kept = append(kept, f)
		}
	}
	if q.Fix = kept; len(kept) == 0 {
		q.Fix = q.usual()
	}
}

// usual is what mends the step of the diagnosis where nothing more exact is known.
func (q *inquiry) usual() []Fix {
	f := q.Frame
	switch q.Diagnosis.Name {
	case StepPlace:
		return []Fix{
			{Do: "check what captures exceptions: PostHog needs lineno and colno, whole numbers from 1 on"},
			{Do: "nothing can be done for this one: its place can't be recovered afterwards"},
		}
	case StepRef:
		switch {
		case f.Platform == symbols.Hermes:
			return q.as("Hermes", "NoChunkId")
		case f.Platform == symbols.Web && f.File != "":
			return q.as("JavaScript", "InvalidSourceUrl")
		}
		return q.as("JavaScript", "NoUrlOrChunkId")
	case StepSet:
		if f.Platform == symbols.Hermes {
			return q.as("Hermes", "NoSourcemapUploaded")
		}
		return q.as("JavaScript", "NoSourcemapUploaded")
	case StepFetch:
		return []Fix{{Do: "name the folder of the very build that was deployed: --maps DIR"}}
	case StepComment:
		return q.as("JavaScript", "NoSourcemap")
	case StepMapURL:
		if strings.Contains(q.Diagnosis.Words, "data: URL") {
			return q.as("JavaScript", "InvalidDataUrl")
		}
		return q.as("JavaScript", "InvalidSourceMapUrl")
	}
	return []Fix{{Do: "build again with source maps, and upload the file with its map"}}
}

// as are the remedies of a reason that PostHog would give.
func (q *inquiry) as(language reason.Language, code string) []Fix {
	text, err := json.Marshal(map[reason.Language]map[string]symbols.Ref{language: {code: q.Frame.Ref()}})
	if err != nil {
		return nil
	}
	return remedies(reason.Parse(string(text)), q.Frame.Ref())
}
