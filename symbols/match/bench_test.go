//go:build unix

package match

import (
	"bytes"
	"crypto/sha512"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/symbols"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// BenchmarkBulk reads a build folder and matches its files with what is wanted:
// "build", where every file has a name of its own and half an id; "releases",
// twenty builds of the same names beside each other; and "one name", which all
// have. "wall" and "cpu" are the time
// and the processors' time as multiples of what one goroutine needs to hash the
// same bytes with SHA-512.
//
// SYMSET_BUILDS names a folder of pairs to make the build folder of, and
// SYMSET_PAIRS how many there are to be in it; half of them are wanted.
func BenchmarkBulk(b *testing.B) {
	pairs := 200
	if n, err := strconv.Atoi(os.Getenv("SYMSET_PAIRS")); err == nil {
		pairs = n
	}
	for name, layout := range map[string]func(i int) pairOf{"build": oneBuild, "releases": sideBySide(pairs), "one name": oneName} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			wanted, size := writeBulk(b, dir, pairs, layout)
			var ours, theirs spent
			found, sure := 0, 0
			for b.Loop() {
				ours.add(func() { found, sure = matchAll(b, dir, wanted) })
				theirs.add(func() { hashAll(b, dir) })
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(size)/(1<<20), "MB")
			b.ReportMetric(float64(ours.wall)/float64(theirs.wall), "wall")
			b.ReportMetric(float64(ours.cpu)/float64(theirs.cpu), "cpu")
			b.ReportMetric(float64(ours.cpu.Milliseconds())/float64(b.N), "symset-cpu-ms")
			b.ReportMetric(float64(theirs.cpu.Milliseconds())/float64(b.N), "sha512-cpu-ms")
			b.ReportMetric(float64(found)/float64(len(wanted)), "found")
			b.ReportMetric(float64(sure)/float64(len(wanted)), "sure")
		})
	}
}

// A pairOf says what the i-th pair of a build folder is.
type pairOf struct {
	name   string // path below the folder
	of     int    // which of the pairs it is made of
	marked bool   // a comment of its own is put behind its code
	id     bool   // it has a chunk id
	frames int    // that wait for it
}

func oneBuild(i int) pairOf {
	return pairOf{fmt.Sprintf("chunk-%08x.js", 0x12345678+i), i, true, i/2%2 == 0, i / 2 % 4}
}

func oneName(i int) pairOf {
	return pairOf{fmt.Sprintf("pages/%d/index.js", i), i, true, false, 3}
}

// sideBySide are twenty builds of the same names: a quarter of the files are the
// same in each, a quarter have the same places, half are others.
func sideBySide(pairs int) func(i int) pairOf {
	each := max(1, pairs/20)
	return func(i int) pairOf {
		release, n := i/each, i%each
		p := pairOf{fmt.Sprintf("1.%d/part-%d.js", release, n), n, n%4 == 1, false, 1 + n%5}
		if n%4 > 1 {
			p.of, p.marked = n+release*7, true
		}
		return p
	}
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
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(sha512.New(), f)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// writeBulk writes so many pairs, and says what is wanted of them and how many
// bytes they have.
func writeBulk(b *testing.B, dir string, pairs int, layout func(i int) pairOf) (wanted []Wanted, size int64) {
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
	if len(maps) == 0 {
		b.Fatalf("no maps lie in %s", strings.Join(patterns, ", "))
	}
	for i := range pairs {
		p := layout(i)
		name := maps[p.of%len(maps)]
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
		text, ref := string(code), "https://shop.example/assets/"+p.name
		if p.marked {
			text += fmt.Sprintf("\n;/*%d*/", i)
		}
		text += "\n//# sourceMappingURL=" + path.Base(p.name) + ".map\n"
		if p.id {
			ref = fmt.Sprintf("0190aaaa-0000-7000-8000-%012d", i)
			text += "//# chunkId=" + ref + "\n"
		}
		if i%2 == 0 {
			wanted = append(wanted, Wanted{Ref: symbols.Ref(ref), Frames: someFrames(b, lines.New(code), inMap, "https://shop.example/assets/"+p.name, p.frames)})
		}
		to := filepath.Join(dir, filepath.FromSlash(p.name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			b.Fatal(err)
		}
		for name, data := range map[string][]byte{to: []byte(text), to + ".map": inMap} {
			size += int64(len(data))
			if err := os.WriteFile(name, data, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	return wanted, size
}

// someFrames gives n frames at places of a file where a mapping begins and something is
// called, each of a trace of its own.
func someFrames(b *testing.B, code *lines.Text, inMap []byte, file string, n int) (frames []symbols.Frame) {
	m, err := sourcemap.Parse(inMap)
	if err != nil {
		b.Fatal(err)
	}
	var places []sourcemap.Position
	if err := m.Walk(func(mapping sourcemap.Mapping) bool {
		if at, ok := code.Offset(mapping.Generated); ok && mapping.OK() && symbols.Calls(code.Bytes(), at) {
			places = append(places, mapping.Generated)
		}
		return true
	}); err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for i := range min(n, len(places)) {
		p, of := places[random.IntN(len(places))], &symbols.Trace{Event: fmt.Sprint(i), Time: time.Unix(int64(i), 0)}
		frames = append(frames, symbols.Frame{Platform: symbols.Web, File: file, Line: p.Line + 1, Column: p.Column + 1, Of: of})
	}
	return frames
}
