package inject

import (
	"bytes"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/semaphore"

	"symset/symbols/container"
)

const (
	maxHeld  = 64 << 20 // bytes of prepared pairs that are held in memory until they are sent
	maxSmall = 1 << 20  // bytes of a pair that may be among them
)

// pack packs a pair that was read. What is small is held until it is sent, as
// far as there is room; the rest is read again then.
func (p *Prepared) pack(src, text []byte, room *semaphore.Weighted) (err error) {
	file, sourceMap := &part{name: p.File, held: src}, &part{name: p.Map, held: text}
	p.Upload.Content, err = container.Pack(container.Zstd, container.SourceAndMap,
		container.Input{Reader: file, Size: int64(len(src))}, container.Input{Reader: sourceMap, Size: int64(len(text))})
	if err != nil {
		return err
	}
	if !p.Inline() {
		for _, name := range []string{p.File, p.Map} {
			abs, err := filepath.Abs(name)
			if err != nil {
				return err
			}
			p.Upload.Files = append(p.Upload.Files, abs)
		}
	}
	if size := int64(len(src) + len(text)); size <= maxSmall && room.TryAcquire(size) {
		return nil
	}
	file.held = nil
	if !p.Inline() { // such a map is in no file as it is sent
		sourceMap.held = nil
	}
	return nil
}

// A part is a file that was read. It is open only while it is read again: a
// build has more files than a process may have open.
type part struct {
	name string
	held []byte // all of it; nil when it is not in memory
}

func (p *part) ReadAt(b []byte, at int64) (int, error) {
	if p.held != nil {
		return bytes.NewReader(p.held).ReadAt(b, at)
	}
	f, err := os.Open(p.name)
	if err != nil {
		return 0, err
	}
	defer f.Close() // it was only read
	return f.ReadAt(b, at)
}

func (p *part) Read([]byte) (int, error) { return 0, io.ErrNoProgress } // it is read at its places
