package sourcemap

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	yardstick "github.com/go-sourcemap/sourcemap"
)

// The benchmarks run whole processes, as a person waits for them: this test
// binary again, with a task in its environment. Each reports how it compares with
// the same task done by go-sourcemap in the same run: "wall" and "memory" are
// parts of the time and the peak memory that go-sourcemap takes.
const taskEnv = "SYMSET_BENCH_TASK"

// tasks are what the benchmarks do with a map, by name and engine.
var tasks = map[string]map[string]func(path string) error{
	"open50":  {"symset": open50, "go-sourcemap": open50Yardstick},
	"context": {"symset": context50, "go-sourcemap": open50Yardstick},
	"million": {"symset": million, "go-sourcemap": millionYardstick},
}

func BenchmarkOpen50(b *testing.B)      { compare(b, "open50", bigMap()) }
func BenchmarkOpen50Small(b *testing.B) { compare(b, "open50", smallMap()) }
func BenchmarkContext50(b *testing.B)   { compare(b, "context", bigMap()) }
func BenchmarkMillion(b *testing.B)     { compare(b, "million", bigMap()) }

// compare runs a task with both engines in turn.
func compare(b *testing.B, task, path string) {
	var ours, theirs []sample
	for b.Loop() {
		ours = append(ours, measure(b, task, "symset", path))
		theirs = append(theirs, measure(b, task, "go-sourcemap", path))
	}
	us, them := median(ours), median(theirs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(us.wall.Microseconds())/1000, "symset-ms")
	b.ReportMetric(float64(them.wall.Microseconds())/1000, "go-sourcemap-ms")
	b.ReportMetric(float64(us.wall)/float64(them.wall), "wall")
	if us.memory > 0 {
		b.ReportMetric(float64(us.memory)/1024, "symset-MB")
		b.ReportMetric(float64(us.memory)/float64(them.memory), "memory")
	}
}

// A sample is one run of a process.
type sample struct {
	wall   time.Duration
	memory int // peak, in kB; 0 where the system does not tell
}

func median(all []sample) sample {
	slices.SortFunc(all, func(a, b sample) int { return int(a.wall - b.wall) })
	return all[len(all)/2]
}

func measure(b *testing.B, task, engine, path string) sample {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), taskEnv+"="+task+" "+engine+" "+path)
	cmd.Stderr = os.Stderr
	begin := time.Now()
	out, err := cmd.Output()
	wall := time.Since(begin)
	if err != nil {
		b.Fatalf("%s with %s: %v", task, engine, err)
	}
	memory, _ := strconv.Atoi(strings.TrimSpace(string(out)))
	return sample{wall, memory}
}

// runTask is what the processes do.
func runTask(spec string) {
	part := strings.SplitN(spec, " ", 3)
	if err := tasks[part[0]][part[1]](part[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(peak())
}

// peak gives the most memory the process had, in kB; 0 where Linux is not.
// The usage that a parent reads counts the parent's own memory too.
func peak() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kB, _ := strconv.Atoi(string(fields[0]))
	return kB
}

// spread gives positions all over a generated file.
func spread(n int, last Position) []Position {
	random := rand.New(rand.NewPCG(7, 7))
	out := make([]Position, n)
	for i := range out {
		out[i] = Position{random.IntN(last.Line + 1), random.IntN(last.Column + 1)}
	}
	return out
}

// extent is the last position of what [writeMap] writes, near enough.
func extent(path string) Position {
	if strings.Contains(path, "small") {
		return Position{100, 2600}
	}
	return Position{0, 19_000_000}
}

func open50(path string) error {
	m, err := Open(path)
	if err != nil {
		return err
	}
	defer m.Close()
	_, err = m.Lookup(spread(50, extent(path))...)
	return err
}

func context50(path string) error {
	m, err := Open(path)
	if err != nil {
		return err
	}
	defer m.Close()
	places, err := m.Lookup(spread(50, extent(path))...)
	for _, p := range places {
		if _, ok := m.Lines(p.Source, p.Original.Line-5, p.Original.Line+6); p.OK() && !ok {
			return fmt.Errorf("no content for %+v", p)
		}
	}
	return err
}

func million(path string) error {
	m, err := Open(path)
	if err != nil {
		return err
	}
	defer m.Close()
	x, err := m.Index()
	if err != nil {
		return err
	}
	found := 0
	for _, p := range spread(1_000_000, extent(path)) {
		if x.Lookup(p).OK() {
			found++
		}
	}
	if found < 900_000 {
		return fmt.Errorf("found only %d", found)
	}
	return nil
}

func consumer(path string) (*yardstick.Consumer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return yardstick.Parse("", data)
}

func open50Yardstick(path string) error {
	c, err := consumer(path)
	if err != nil {
		return err
	}
	for _, p := range spread(50, extent(path)) {
		c.Source(p.Line+1, p.Column)
	}
	return nil
}

func millionYardstick(path string) error {
	c, err := consumer(path)
	if err != nil {
		return err
	}
	found := 0
	for _, p := range spread(1_000_000, extent(path)) {
		if _, _, _, _, ok := c.Source(p.Line+1, p.Column); ok {
			found++
		}
	}
	if found < 900_000 {
		return fmt.Errorf("found only %d", found)
	}
	return nil
}
