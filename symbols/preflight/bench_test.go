package preflight

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	yardstick "github.com/go-sourcemap/sourcemap"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/fit"
	"symset/symbols/sourcemap"
)

// taskEnv asks this binary for a task instead of its tests: what it is, and the
// file, its map and the places of the frames that wait for it.
const taskEnv = "SYMSET_BENCH_TASK"

func TestMain(m *testing.M) {
	spec := os.Getenv(taskEnv)
	if spec == "" {
		os.Exit(m.Run())
	}
	if err := runTask(strings.Split(spec, "\n")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(peak())
}

func runTask(task []string) error {
	if task[0] == "load" {
		data, err := os.ReadFile(task[2])
		if err != nil {
			return err
		}
		_, err = yardstick.Parse("", data)
		return err
	}
	return proveLarge(task[1], task[2], strings.Fields(task[3]))
}

// proveLarge proves a pair from its files on, as a command does.
func proveLarge(file, inMap string, places []string) error {
	m, err := sourcemap.Open(inMap)
	if err != nil {
		return err
	}
	defer m.Close()
	in := Input{
		Pair:    &symbols.Pair{File: file, MapFile: inMap, Map: m, Minified: func() ([]byte, error) { return os.ReadFile(file) }},
		MapData: func() (container.Input, error) { return container.File(inMap) },
	}
	for _, place := range places {
		f := symbols.Frame{Platform: symbols.Web, File: "https://shop.example/large.js"}
		if _, err := fmt.Sscanf(place, "%d:%d", &f.Line, &f.Column); err != nil {
			return err
		}
		in.Frames = append(in.Frames, f)
	}
	r, err := Run(context.Background(), in)
	switch {
	case err != nil:
		return err
	case r.Outcome() != fit.Match:
		return fmt.Errorf("%v: %+v", r.Outcome(), r.Fit)
	case len(places) > 0 && (r.Second.Asked != len(places) || r.Second.Disagrees > 0):
		return fmt.Errorf("the second reader: %+v", r.Second)
	}
	return nil
}

// BenchmarkLarge proves large pairs of several shapes, and loads their maps
// with go-sourcemap, each in a process of its own: "wall", "cpu" and "memory"
// are the parts of what go-sourcemap takes that the whole proof does.
func BenchmarkLarge(b *testing.B) {
	for i, s := range shapes {
		file, inMap := s.write(b, b.TempDir())
		waiting := []int{1}
		if i == 0 {
			waiting = []int{0, 1, 30}
		}
		for _, frames := range waiting {
			places := spread(b, inMap, frames)
			b.Run(fmt.Sprintf("%s/%d", s.name, frames), func(b *testing.B) {
				var ours, theirs spent
				for b.Loop() {
					ours.add(b, "prove", file, inMap, places)
					theirs.add(b, "load", file, inMap, "")
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(ours.wall)/float64(theirs.wall), "wall")
				b.ReportMetric(float64(ours.cpu)/float64(theirs.cpu), "cpu")
				b.ReportMetric(float64(theirs.cpu.Milliseconds())/float64(b.N), "go-sourcemap-cpu-ms")
				if theirs.memory > 0 {
					b.ReportMetric(float64(ours.memory)/float64(theirs.memory), "memory")
					b.ReportMetric(float64(ours.memory)/float64(b.N)/(1<<20), "MB")
				}
			})
		}
	}
}

// spent is what processes took.
type spent struct {
	wall, cpu time.Duration
	memory    int64 // bytes; 0 where the system does not tell
}

func (s *spent) add(b *testing.B, task ...string) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), taskEnv+"="+strings.Join(task, "\n"))
	begin := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v: %s", task[0], err, out)
	}
	s.wall += time.Since(begin)
	s.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	kB, _ := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	s.memory += kB << 10
}

// peak gives the most memory the process had, in kB; 0 where Linux is not. The
// usage that a parent reads counts the parent's own memory too.
func peak() string {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kB, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return kB
}
