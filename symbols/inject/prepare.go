package inject

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/container"
	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// ErrNoChunkID is the error of uploading what was not injected.
var ErrNoChunkID = errors.New("it has no chunk id: it must be injected before it is uploaded")

// A Prepared is a pair to upload, or why it is not to be.
type Prepared struct {
	bundle.FilePair
	Upload   symbols.Upload
	Skip     string // why there is nothing to upload; empty when there is
	Mismatch string // why the map is not the file's; empty when it may be, or was not checked
	Doubt    string // why that is doubtful; empty when it is not, or was not checked
	Warning  string // what is wrong with the build now that it is injected into; empty as a rule
	Err      error

	seen [2][sha256.Size]byte // file and map when they were read
}

// Prepare reads pairs for an upload, several at a time, and gives for each what
// is to be sent, in their order. With check each map is compared with its file.
// Of several with one chunk id the first is sent. Told is called with how many
// are done, from several goroutines; it may be nil. An error is the context's.
func Prepare(ctx context.Context, pairs []bundle.FilePair, mode Mode, check bool, told func(done int)) ([]Prepared, error) {
	all := newPreparing(pairs, mode, check)
	var ready atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range pairs {
		g.Go(func() error {
			all.read(i)
			if n := ready.Add(1); told != nil {
				told(int(n))
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return all.done(), nil
}

// A preparing is pairs that are being prepared, each once, from several
// goroutines.
type preparing struct {
	pairs []Prepared
	mode  Mode
	check bool
	room  *semaphore.Weighted // for those that are held
}

func newPreparing(pairs []bundle.FilePair, mode Mode, check bool) *preparing {
	all := &preparing{make([]Prepared, len(pairs)), mode, check, semaphore.NewWeighted(maxHeld)}
	for i, p := range pairs {
		all.pairs[i].FilePair = p
	}
	return all
}

// read prepares a pair as it is in its files.
func (all *preparing) read(i int) {
	p := &all.pairs[i]
	src, err := read(p.File)
	if err != nil {
		all.fail(i, err)
		return
	}
	text, err := p.mapText()
	if err != nil {
		all.fail(i, err)
		return
	}
	all.text(i, src, text)
}

// text prepares a pair whose texts these are; that of a map in its file is not
// asked for.
func (all *preparing) text(i int, src, mapText []byte) {
	p := &all.pairs[i]
	if p.Inline() {
		var err error
		if mapText, err = InlineMap(src); err != nil {
			all.fail(i, err)
			return
		}
	}
	if err := p.prepare(src, mapText, all); err != nil {
		all.fail(i, err)
	}
}

func (all *preparing) fail(i int, err error) {
	p := &all.pairs[i]
	p.Err = fmt.Errorf("prepare %s: %w", p.File, err)
}

// done gives the pairs when all are prepared.
func (all *preparing) done() []Prepared {
	first := map[symbols.Ref]string{}
	for i := range all.pairs {
		p := &all.pairs[i]
		if p.Skip != "" || p.Err != nil {
			continue
		}
		if other, twice := first[p.Upload.Ref]; twice {
			p.Skip = "it has the chunk id of " + other
			continue
		}
		first[p.Upload.Ref] = p.File
	}
	return all.pairs
}

func (p *Prepared) prepare(src, text []byte, all *preparing) error {
	p.seen = p.sums(src, text)
	m, err := sourcemap.Parse(text)
	if err != nil {
		return err
	}
	defer m.Close()
	n, err := m.Counts()
	if err != nil {
		return err
	}
	if n.Mappings == 0 && n.Sources == 0 && n.Names == 0 {
		p.Skip = "its map is empty"
		return nil
	}
	c := readChunk(src)
	if all.check {
		if err := p.judge(&c, m); err != nil {
			return err
		}
	}
	if c.id == "" {
		return ErrNoChunkID
	}
	obj, err := scanObject(text)
	if err != nil {
		return err
	}
	p.Upload.Ref = symbols.Ref(c.id)
	if all.mode == SymbolSet {
		p.Upload.ReleaseID = obj.str("release_id")
	}
	if err := p.pack(src, text, all.room); err != nil {
		return err
	}
	if p.Upload.Content.Size > container.MaxPacked {
		p.Skip = fmt.Sprintf("it is too large: %d MiB packed, and PostHog stores %d", p.Upload.Content.Size>>20, container.MaxPacked>>20)
	}
	if all.mode == Event {
		p.Upload.Content.Hash, err = ContentHash(src, text)
	}
	return err
}

// judge tells whether the map is the file's.
func (p *Prepared) judge(c *chunk, m *sourcemap.Map) error {
	j, err := fit.Judge(lines.New(c.src), m, fit.Labels{
		File: p.File, MapFile: p.Map, SourceMap: c.comments.SourceMap, DebugID: c.comments.DebugID,
	})
	if err != nil || j.Outcome == fit.Match {
		return err
	}
	why := ""
	for _, item := range j.Items {
		if item.Finding == fit.Odd && (item.Name != "tokens" || j.Against > 0) { // else it would tell that none differs
			why = item.Words
			break
		}
	}
	if why == "" && len(j.Examples) > 0 {
		why = j.Examples[0].String()
	}
	if j.Outcome == fit.Doubtful {
		fine, err := tellsColumns(m)
		switch {
		case err != nil:
			return err
		case !fine:
			p.Doubt = noColumns
		case j.Against > 0:
			p.Doubt = fmt.Sprintf("%d of %d mappings that tell it speak against it", j.Against, j.Agree+j.Against)
		default:
			p.Doubt = cmp.Or(why, "little of it can be compared")
		}
		return nil
	}
	p.Mismatch = "the map was made of another file"
	if why != "" {
		p.Mismatch += ": " + why
	}
	return nil
}
