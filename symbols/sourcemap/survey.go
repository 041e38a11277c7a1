package sourcemap

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// checkEvery is how many bytes of mappings lie between checkpoints: what a
// look-up decodes.
const checkEvery = 4 << 10

// chunk is how many bytes of mappings are read at a time.
const chunk = 256 << 10

// A checkpoint is where decoding can begin in the middle of mappings.
type checkpoint struct {
	state
	at     int  // offset into the mappings
	before int  // how many segments come before
	odd    bool // what follows up to the next one must be looked at by [cursor]
}

// A survey is what one pass over a section's mappings finds.
type survey struct {
	text     mappingsText
	points   []checkpoint // the first is at 0
	end      int          // where usable mappings end: at the first segment that spoils the rest
	last     state        // at end
	segments int
	lost     *Position // from here on nothing is known, relative to the section; nil when all is
	backward bool      // columns go backward on some line, so segments are not in order
}

// A piece is a stretch of mappings with its summary.
type piece struct {
	at int
	summary
}

// survey goes over a section's mappings, once.
func (m *Map) survey(s *section) (*survey, error) {
	if v := s.survey.Load(); v != nil {
		return v, nil
	}
	s.surveying.Lock()
	defer s.surveying.Unlock()
	if v := s.survey.Load(); v != nil {
		return v, nil
	}
	text, err := m.mappingsText(s)
	if err != nil {
		return nil, err
	}
	pieces, err := summaries(text)
	if err != nil {
		return nil, err
	}
	v := &survey{text: text, end: text.size}
	if err := v.chain(pieces, s); err != nil {
		return nil, err
	}
	s.survey.Store(v)
	return v, nil
}

// summaries sums up mappings piece by piece, on several processors when there
// is much.
func summaries(text mappingsText) ([]piece, error) {
	chunks := (text.size + chunk - 1) / chunk
	out := make([][]piece, chunks)
	errs := make([]error, chunks)
	parallel(chunks, func(next func() (int, bool)) {
		var buf []byte
		for k, ok := next(); ok; k, ok = next() {
			out[k], buf, errs[k] = summarizeChunk(text, k, buf)
		}
	})
	var all []piece
	for k := range out {
		if errs[k] != nil {
			return nil, errs[k]
		}
		all = append(all, out[k]...)
	}
	return all, nil
}

// parallel runs work on as many goroutines as help, each of which asks next
// for the jobs it does, of which there are n.
func parallel(n int, work func(next func() (int, bool))) {
	var taken atomic.Int64
	next := func() (int, bool) {
		k := int(taken.Add(1)) - 1
		return k, k < n
	}
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		wg.Go(func() { work(next) })
	}
	work(next)
	wg.Wait()
}

func summarizeChunk(text mappingsText, k int, buf []byte) ([]piece, []byte, error) {
	from, err := text.cut(k * chunk)
	if err != nil {
		return nil, buf, err
	}
	to, err := text.cut(min((k+1)*chunk, text.size))
	if err != nil || from >= to {
		return nil, buf, err
	}
	data, buf, err := text.read(from, to, buf)
	if err != nil {
		return nil, buf, err
	}
	pieces := make([]piece, 0, len(data)/checkEvery+1)
	for i := 0; i < len(data); {
		end := min(i+checkEvery, len(data))
		for end < len(data) && data[end-1] != ',' && data[end-1] != ';' {
			end++
		}
		pieces = append(pieces, piece{from + i, summarize(data[i:end])})
		i = end
	}
	return pieces, buf, nil
}

// chain adds the pieces up, one after the other, and looks closer at those
// that are odd or come close to the bounds.
func (v *survey) chain(pieces []piece, s *section) error {
	v.points = make([]checkpoint, 0, len(pieces)+1)
	if len(pieces) == 0 {
		v.points = append(v.points, checkpoint{})
	}
	for k := range pieces {
		p := &pieces[k]
		takes := v.last.takes(&p.summary, s)
		v.points = append(v.points, checkpoint{state: v.last, at: p.at, before: v.segments, odd: !takes})
		if takes {
			v.last = v.last.plus(p.delta)
			v.segments += int(p.total)
			continue
		}
		to := v.end
		if k+1 < len(pieces) {
			to = pieces[k+1].at
		}
		whole, err := v.closer(&v.points[len(v.points)-1], to)
		if err != nil || !whole {
			return err
		}
	}
	return nil
}

// closer decodes from a checkpoint; false when the mappings are lost on the way.
func (v *survey) closer(p *checkpoint, to int) (whole bool, err error) {
	data, _, err := v.text.read(p.at, to, nil)
	if err != nil {
		return false, err
	}
	c := cursor{state: p.state, text: data}
	for column := c.column; c.next(); column = c.column {
		v.segments++
		v.backward = v.backward || c.segments > 1 && c.column < column
	}
	v.last = c.state
	if c.fault == "" {
		return true, nil
	}
	v.end = p.at + c.i
	v.lost = &Position{Line: int(c.line)}
	if c.kind != nothing {
		v.lost.Column = int(c.column) + 1
	}
	return false, nil
}
