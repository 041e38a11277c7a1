//go:build unix

package match

import (
	"bytes"
	"crypto/sha512"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

// BenchmarkBulk reads a build folder and matches its files with what is wanted,
// every second of them, half by chunk id and half by name. "wall" and "cpu" are
// the time and the processors' time as multiples of what one goroutine needs to
// hash the same bytes with SHA-512.
//
// SYMSET_BUILDS names a folder of pairs to make the build folder of, and
// SYMSET_PAIRS how many there are to be in it.
func BenchmarkBulk(b *testing.B) {
	pairs := 200
	if n, err := strconv.Atoi(os.Getenv("SYMSET_PAIRS")); err == nil {
		pairs = n
	}
	dir := b.TempDir()
	wanted, size := writeBulk(b, dir, pairs)
	var ours, theirs spent
	for b.Loop() {
		ours.add(func() {
			if found, sure := matchAll(b, dir, wanted); found < len(wanted)*9/10 {
				b.Fatalf("%d of %d found, %d of them surely", found, len(wanted), sure)
			}
		})
		theirs.add(func() { hashAll(b, dir) })
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(size)/(1<<20), "MB")
	b.ReportMetric(float64(ours.wall)/float64(theirs.wall), "wall")
	b.ReportMetric(float64(ours.cpu)/float64(theirs.cpu), "cpu")
	b.ReportMetric(float64(ours.cpu.Milliseconds())/float64(b.N), "symset-cpu-ms")
	b.ReportMetric(float64(theirs.cpu.Milliseconds())/float64(b.N), "sha512-cpu-ms")
}

// spent is the time that something took: by the clock, and of processors.
type spent struct{ wall, cpu time.Duration }

func (s *spent) add(work func()) {
	begin, used := time.Now(), processors()
	work()
	s.wall += time.Since(begin)
	s.cpu += processors() - used
}

// processors gives the time that this process has had of processors.
func processors() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func matchAll(b *testing.B, dir string, wanted []Wanted) (found, sure int) {
	f, err := Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	err = f.Match(b.Context(), wanted, func(r Result) {
		if r.Chosen >= 0 {
			found++
			if r.Candidates[r.Chosen].Confidence == Sure {
				sure++
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return found, sure
}

func hashAll(b *testing.B, dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(sha512.New(), f); err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}

// writeBulk writes so many pairs, all different, and says what is wanted of
// them and how many bytes they have.
func writeBulk(b *testing.B, dir string, pairs int) (wanted []Wanted, size int64) {
	patterns := []string{"../../cli/demo/assets/*.js.map", "../fit/testdata/corpus/*/right/*.js.map"}
	if from := os.Getenv("SYMSET_BUILDS"); from != "" {
		patterns = []string{filepath.Join(from, "*.map")}
	}
	var maps []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			b.Fatal(err)
		}
		maps = append(maps, found...)
	}
	for i := range pairs {
		name := maps[i%len(maps)]
		code, err := os.ReadFile(strings.TrimSuffix(name, ".map"))
		if err != nil {
			b.Fatal(err)
		}
		inMap, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if at := bytes.LastIndex(code, []byte("\n//# sourceMappingURL")); at >= 0 {
			code = code[:at]
		}
		id, as := fmt.Sprintf("0190aaaa-0000-7000-8000-%012d", i), fmt.Sprintf("chunk-%08x.js", 0x12345678+i)
		ref := "https://shop.example/assets/" + as
		text := fmt.Sprintf("%s\n;/*%d*/\n//# sourceMappingURL=%s.map\n", code, i, as)
		if i/2%2 == 0 {
			text, ref = text+"//# chunkId="+id+"\n", id
		}
		if i%2 == 0 {
			wanted = append(wanted, Wanted{Ref: symbols.Ref(ref), Frames: someFrames(b, inMap, "https://shop.example/assets/"+as, i/2%4)})
		}
		for name, data := range map[string][]byte{as: []byte(text), as + ".map": inMap} {
			size += int64(len(data))
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	return wanted, size
}

// someFrames gives n frames at places of a map.
func someFrames(b *testing.B, inMap []byte, file string, n int) (frames []symbols.Frame) {
	m, err := sourcemap.Parse(inMap)
	if err != nil {
		b.Fatal(err)
	}
	var places []sourcemap.Position
	if err := m.Walk(func(mapping sourcemap.Mapping) bool {
		if mapping.OK() {
			places = append(places, mapping.Generated)
		}
		return true
	}); err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for range min(n, len(places)) {
		p := places[random.IntN(len(places))]
		frames = append(frames, symbols.Frame{Platform: symbols.Web, File: file, Line: p.Line + 1, Column: p.Column + 1})
	}
	return frames
}
