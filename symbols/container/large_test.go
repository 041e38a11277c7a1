package container

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// made is a text that is made as it is read, a bit like code: it repeats
// itself, but never for long. It is the same each time.
type made struct {
	state uint64
	left  int64
}

func (m *made) Read(b []byte) (int, error) {
	if m.left == 0 {
		return 0, io.EOF
	}
	const letters = "AACCEEIIgIQSUaeo,,;;(){}=.tnrshu"
	n := int(min(int64(len(b)), m.left))
	for i := range n {
		m.state ^= m.state << 13
		m.state ^= m.state >> 7
		m.state ^= m.state << 17
		b[i] = letters[m.state>>40&31&(m.state>>50|m.state>>20)]
	}
	m.left -= int64(n)
	return n, nil
}

// TestLarge: a pair of 100 MB takes no more memory than the windows, whatever
// was made and thrown away on the way counted in.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("packs 100 MB")
	}
	const sourceSize, mapSize = 30 << 20, 70<<20 + 7
	file, err := os.Create(filepath.Join(t.TempDir(), "set"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, form := range []Form{Zstd, Plain} {
		if err := file.Truncate(0); err != nil {
			t.Fatal(err)
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		var p Packed
		wrote := allocated(func() {
			p, err = Write(file, form, SourceAndMap, Input{&made{1, sourceSize}, sourceSize}, Input{&made{2, mapSize}, mapSize})
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		read := allocated(func() { err = discard(file, 0) })
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%v: %d MB packed; %d kB of memory to write, %d kB to read", form, p.Size>>20, wrote>>10, read>>10)
		if limit := uint64(32<<20 + zstdWindow); wrote > limit || read > limit {
			t.Errorf("%v: %d bytes of memory to write, %d to read", form, wrote, read)
		}
	}
}

// allocated counts all the memory that work asks for, freed or not.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
