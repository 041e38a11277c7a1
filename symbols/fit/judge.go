package fit

import (
	"cmp"
	"slices"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// An Outcome says whether a map belongs to a file.
type Outcome int

const (
	Match    Outcome = iota // the files agree wherever they can be compared
	Doubtful                // something is off that a right map has seldom
	Mismatch                // the map was made of another file
)

func (o Outcome) String() string { return [...]string{"match", "doubtful", "mismatch"}[o] }

// A Judgement is whether a map belongs to a minified file, with the reasons.
type Judgement struct {
	Outcome  Outcome
	Agree    int       // mappings whose tokens say that the map belongs to the file
	Against  int       // mappings whose tokens say that it does not
	Compared int       // mappings looked at
	Items    []Item    // the evidence, in a fixed order
	Examples []Example // up to three places where something is off, the most telling first; none of a match
	Report   *Report   // how all mappings lie in the file
}

// Score is the share of telling mappings that agree, from 0 to 1; 1 when no
// mapping tells anything.
func (j *Judgement) Score() float64 {
	if j.Agree+j.Against == 0 {
		return 1
	}
	return float64(j.Agree) / float64(j.Agree+j.Against)
}

const (
	// some is how many mappings are enough for a glance.
	some = 1 << 11

	// A stretch of mappings that speak against the map more than for it, by
	// weight, makes it doubtful or another file's. The weights are rounded
	// logarithms of how much likelier each is in a wrong map than in a right
	// one, measured over builds of ten tools. See [weights].
	doubt  = 4
	denial = 24

	// swcs is how many mappings beside their place show that swc put a map together.
	swcs = 2
)

// weights tell how much each witness speaks against a map.
var weights = [witnesses]float64{
	alike: -0.25, keptWord: -1, keptValue: -1, keptName: -1,
	askew:     0.4,
	splitWord: 4, outsideFile: 4,
	otherWord: 4, otherValue: 4, otherSign: 4, otherBetween: 3,
}

// A hearing collects what the mappings say.
type hearing struct {
	court
	counts   [witnesses]int
	compared int // mappings
	strict   stretch
	lenient  stretch // where a mapping inside a word weighs less
	beside   int     // mappings beside their place that are known to be swc's
	first    start   // what the file's first line says
	banner   int     // lines of comments before the code that the map does not know
	examples []Example
	strays   [sorts][]Example // the first of each sort that differ
	heeded   [tokenSorts]int  // how many of each sort differed when strays were collected last
}

// A stretch is of mappings that speak against the map more than for it.
type stretch struct {
	weight float64 // of the one being heard; never below 0
	worst  float64 // the largest there was
}

func (s *stretch) add(weight float64) {
	s.weight = max(0, s.weight+weight)
	s.worst = max(s.worst, s.weight)
}

// worst is the weight of the stretch that speaks most against the map. Where swc put
// mappings beside their place, one inside a word may be another of those, which are
// not all known.
func (h *hearing) worst() float64 {
	if h.beside < swcs {
		return h.strict.worst
	}
	return h.lenient.worst
}

// Judge tells whether a map belongs to the minified file, by all that the two
// and their labels say. The report is that of [Check], for the positions near.
// An error is the map's.
func Judge(minified *lines.Text, m *sourcemap.Map, labels Labels, near ...sourcemap.Position) (*Judgement, error) {
	return sampled(minified, m, labels, everything, near)
}

// Glance is [Judge] for where many files are looked at: of a large map it
// compares fewer mappings, so that it may miss what is off in a small part away
// from the positions near.
func Glance(minified *lines.Text, m *sourcemap.Map, labels Labels, near ...sourcemap.Position) (*Judgement, error) {
	return sampled(minified, m, labels, some, near)
}

// sampled compares not many more mappings than most.
func sampled(minified *lines.Text, m *sourcemap.Map, labels Labels, most int, near []sourcemap.Position) (*Judgement, error) {
	hearings := map[*Report]*hearing{} // as many as times the mappings were gone over
	report, err := heard(minified, m, most, near, func(r *Report) listener {
		h := &hearing{court: court{text: minified, m: m, texts: map[int]*lines.Text{}, names: map[int][]byte{}}}
		hearings[r] = h
		return h.next
	})
	if err != nil {
		return nil, err
	}
	h := hearings[report]
	h.beside = report.beside
	h.rest()
	if report.Verdict() == Stale {
		if h.banner, err = banner(minified, m); err != nil {
			return nil, err
		}
	}
	j := &Judgement{Report: report, Compared: h.compared, Examples: h.examples}
	for w, n := range h.counts {
		switch {
		case witness(w) >= keptWord && witness(w) <= keptName:
			j.Agree += n
		case weights[w] >= 1:
			j.Against += n
		}
	}
	j.Items = h.items(report, labels)
	if j.Outcome = h.outcome(j); j.Outcome == Match {
		j.Examples = nil // a right map's few oddities prove nothing
		return j, nil
	}
	slices.SortStableFunc(j.Examples, func(a, b Example) int { return cmp.Compare(weights[b.witness], weights[a.witness]) })
	var strays []Example
	for i, r := range h.rares() {
		if r.edited() {
			strays = append(strays, h.strays[i]...)
		}
	}
	if h.worst() < doubt { // they are why
		j.Examples = append(strays, j.Examples...)
	} else {
		j.Examples = append(j.Examples, strays...)
	}
	j.Examples = j.Examples[:min(len(j.Examples), shownPlaces)]
	return j, nil
}

// next hears one mapping.
func (h *hearing) next(at sourcemap.Position, mapping sourcemap.Mapping, fitness int) {
	w := h.hear(at, mapping, fitness)
	h.compared++
	if behind := h.between(at, mapping, w); behind != silent {
		h.weigh(behind, at, mapping)
	}
	h.first.hear(w, at)
	h.weigh(w, at, mapping)
	if h.strayed() != h.heeded {
		h.collect(h.example(w, at, mapping))
	}
	if at.Line >= h.verbatim.line {
		h.line(at, mapping)
	}
}

// collect keeps an example of each sort that more differ of than before.
func (h *hearing) collect(e Example) {
	before := h.heeded
	h.heeded = h.strayed()
	for i, n := range h.heeded {
		if n > before[i] && len(h.strays[i]) < shownPlaces {
			if h.stray != nil {
				e = *h.stray
			}
			h.strays[i] = append(h.strays[i], e)
		}
	}
	h.stray = nil
}

// rest hears those bindings that have none behind them any more, and what the file
// has behind all.
func (h *hearing) rest() {
	for range reach {
		h.bound.add(binding{source: -1})
		h.middle()
		h.collect(Example{})
	}
	if e, ok := h.unclosed(); ok {
		h.verbatim.pieced++
		h.strays[pieceSort] = append(h.strays[pieceSort], e)
	}
	if e, ok := h.foreignEnd(); ok {
		h.verbatim.ended++
		h.strays[endSort] = append(h.strays[endSort], e)
	}
}

// line hears the line that begins with a mapping.
func (h *hearing) line(at sourcemap.Position, mapping sourcemap.Mapping) {
	if d, ok := h.compareLine(at, mapping); ok && len(h.strays[d.sort]) < shownPlaces {
		mapping.Original = d.original
		h.strays[d.sort] = append(h.strays[d.sort], h.example(silent, d.at, mapping))
	}
}

// weigh takes down what a mapping said.
func (h *hearing) weigh(w witness, at sourcemap.Position, mapping sourcemap.Mapping) {
	h.counts[w]++
	h.strict.add(weights[w])
	if w == splitWord {
		h.lenient.add(weights[w] / 2)
	} else {
		h.lenient.add(weights[w])
	}
	if weights[w] >= weights[askew] || w == beyondComment {
		h.note(w, at, mapping)
	}
}

// note keeps an example, if it is among those that tell most.
func (h *hearing) note(w witness, at sourcemap.Position, mapping sourcemap.Mapping) {
	weakest := len(h.examples)
	if weakest == shownPlaces {
		for i := range h.examples {
			if weights[h.examples[i].witness] < weights[w] {
				weakest = i
			}
		}
		if weakest == shownPlaces {
			return
		}
		h.examples = append(h.examples[:weakest], h.examples[weakest+1:]...)
	}
	h.examples = append(h.examples, h.example(w, at, mapping))
}

// outcome weighs the evidence. A mismatch must be beyond doubt: enough mappings
// lie beside the tokens, for no known reason, or the tokens deny the map.
func (h *hearing) outcome(j *Judgement) Outcome {
	stale := j.Report.Verdict() == Stale
	misfits, all := j.Report.Outside+j.Report.Split, j.Report.Mappings
	few := h.read && (16*misfits <= all || 10*misfits <= all && h.others() == 0)
	switch {
	case stale && (few || h.banner > 0):
		return Doubtful
	case stale || h.denied(j):
		return Mismatch
	}
	for _, item := range j.Items {
		if item.Finding == Odd {
			return Doubtful
		}
	}
	if h.doubted() {
		return Doubtful
	}
	return Match
}

// denied reports whether the tokens show that the map is another file's: many in one
// stretch, and one in ten of all. Some of a right map may be wrong, where a library
// came with a wrong map of its own: so a stretch alone doesn't. Nor do names without
// texts, texts that the map itself does not fit, or a map that leads to statements
// rather than to tokens.
func (h *hearing) denied(j *Judgement) bool {
	fine := j.Agree > h.counts[otherKind]+h.counts[unlike]
	return h.read && !h.lost() && fine && h.strict.worst >= denial && 10*(h.others()-h.guessed) > j.Agree
}

// others counts the tokens that are others than the sources'.
func (h *hearing) others() int {
	return h.counts[otherWord] + h.counts[otherValue] + h.counts[otherSign] + h.counts[otherBetween]
}

// doubted reports whether the tokens speak against the map.
func (h *hearing) doubted() bool {
	return h.edited() > 0 || h.worst() >= doubt || h.first.shifted()
}

// edited counts the tokens that differ where few of their sort do.
func (h *hearing) edited() (n int) {
	for _, r := range h.rares() {
		if r.edited() {
			n += r.other
		}
	}
	return n
}

// lost reports whether more original places are not there than in right maps.
func (h *hearing) lost() bool { return h.counts[nowhere]*100 > h.compared }
