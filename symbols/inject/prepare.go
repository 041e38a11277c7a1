package inject

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"

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
var ErrNoChunkID = errors.New("it has no chunk id: it has to be injected before it is uploaded")

// A Prepared is a pair to upload, or why it is not to be.
type Prepared struct {
	bundle.FilePair
	Upload   symbols.Upload
	Skip     string // why there is nothing to upload; empty when there is
	Mismatch string // why the map is not the file's; empty when it may be, or was not checked
	Doubt    string // why that is doubtful; empty when it is not, or was not checked
	Err      error

	seen [2][sha256.Size]byte // file and map when they were read
}

// Prepare reads pairs for an upload, several at a time, and gives for each what
// is to be sent, in their order. With check each map is held against its file.
// Of several with one chunk id the first is sent. Told is called with how many
// are done, one at a time; it may be nil. An error is the context's.
func Prepare(ctx context.Context, pairs []bundle.FilePair, mode Mode, check bool, told func(done int)) ([]Prepared, error) {
	all := make([]Prepared, len(pairs))
	ready := make(chan struct{}, len(pairs))
	room := semaphore.NewWeighted(maxHeld)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pairs {
		g.Go(func() error {
			all[i].FilePair = p
			if err := all[i].prepare(mode, check, room); err != nil {
				all[i].Err = fmt.Errorf("prepare %s: %w", p.File, err)
			}
			if ready <- struct{}{}; told != nil {
				told(len(ready))
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	first := map[symbols.Ref]string{}
	for i := range all {
		p := &all[i]
		if p.Skip != "" || p.Err != nil {
			continue
		}
		if other, twice := first[p.Upload.Ref]; twice {
			p.Skip = "it has the chunk id of " + other
			continue
		}
		first[p.Upload.Ref] = p.File
	}
	return all, nil
}

func (p *Prepared) prepare(mode Mode, check bool, room *semaphore.Weighted) error {
	src, err := read(p.File)
	if err != nil {
		return err
	}
	text, err := p.mapText(src)
	if err != nil {
		return err
	}
	p.seen = [2][sha256.Size]byte{sha256.Sum256(src), sha256.Sum256(text)}
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
	if check {
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
	if mode == SymbolSet {
		p.Upload.ReleaseID = obj.str("release_id")
	}
	if err := p.pack(src, text, room); err != nil {
		return err
	}
	if p.Upload.Content.Size > container.MaxPacked {
		p.Skip = fmt.Sprintf("it is too large: %d MB packed, and PostHog stores %d", p.Upload.Content.Size>>20, container.MaxPacked>>20)
	}
	if mode == Event {
		p.Upload.Content.Hash, err = ContentHash(src, text)
	}
	return err
}

func (p *Prepared) mapText(src []byte) ([]byte, error) {
	if p.Inline() {
		return InlineMap(src)
	}
	return read(p.Map)
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
		if item.Finding == fit.Odd {
			why = item.Words
			break
		}
	}
	if j.Outcome == fit.Doubtful {
		p.Doubt = cmp.Or(why, "little of it can be compared")
		return nil
	}
	p.Mismatch = "the map was made of another file"
	if why != "" {
		p.Mismatch += ": " + why
	}
	return nil
}
