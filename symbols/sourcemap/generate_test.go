package sourcemap

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A recipe says what a generated map is like.
type recipe struct {
	sources int
	lines   int // of each source
	perLine int // segments of a generated line; 0: all on one
}

// writeMap writes a map like those of a bundler that minifies: sources with
// their content, a mapping for most tokens, names for those that were renamed.
// Equal recipes give equal maps.
func writeMap(w io.Writer, r recipe) error {
	out := bufio.NewWriterSize(w, 1<<20)
	random := rand.New(rand.NewPCG(1, uint64(r.sources)))
	var mappings, contents strings.Builder
	var sources []string
	names, known := []string{}, map[string]int{}
	var previous [4]int // source, line, column, name
	column, onLine := 0, 0
	for s := range r.sources {
		sources = append(sources, fmt.Sprintf("../node_modules/package-%d/src/module-%d.ts", s/40, s))
		var text strings.Builder
		for line := range r.lines {
			indent := strings.Repeat("  ", random.IntN(4))
			text.WriteString(indent)
			at := len(indent)
			for range 1 + random.IntN(6) {
				word, renamed := token(random)
				separator := ","
				if r.perLine > 0 && onLine == r.perLine {
					separator, column, onLine = ";", 0, 0
				}
				if mappings.Len() > 0 {
					mappings.WriteString(separator)
				}
				step := 0
				if onLine > 0 {
					step = 1 + random.IntN(12)
				}
				column += step
				onLine++
				appendVLQ(&mappings, step, s-previous[0], line-previous[1], at-previous[2])
				previous[0], previous[1], previous[2] = s, line, at
				if renamed {
					n, ok := known[word]
					if !ok {
						n = len(names)
						known[word] = n
						names = append(names, word)
					}
					appendVLQ(&mappings, n-previous[3])
					previous[3] = n
				}
				text.WriteString(word)
				at += len(word)
			}
			text.WriteString(";\n")
		}
		content, _ := json.Marshal(text.String())
		if s > 0 {
			contents.WriteByte(',')
		}
		contents.Write(content)
	}
	list := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	fmt.Fprintf(out, "{\n  \"version\": 3,\n  \"sources\": %s,\n  \"sourcesContent\": [", list(sources))
	out.WriteString(contents.String())
	fmt.Fprintf(out, "],\n  \"mappings\": \"%s\",\n  \"names\": %s\n}\n", mappings.String(), list(names))
	return out.Flush()
}

// token makes up a piece of code, and whether a minifier would rename it.
func token(random *rand.Rand) (text string, renamed bool) {
	switch random.IntN(8) {
	case 0:
		return "return ", false
	case 1:
		return `"text \"quoted\" here", `, false
	case 2:
		return "if (value === undefined) ", false
	case 3, 4:
		return fmt.Sprintf("property%d.", random.IntN(4000)), false
	default:
		return fmt.Sprintf("variable%d", random.IntN(60000)), true
	}
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// appendVLQ writes numbers as mappings have them.
func appendVLQ(b *strings.Builder, numbers ...int) {
	for _, n := range numbers {
		v := n << 1
		if n < 0 {
			v = -n<<1 | 1
		}
		for ; v >= 32; v >>= 5 {
			b.WriteByte(base64Digits[v&31|32])
		}
		b.WriteByte(base64Digits[v])
	}
}

// bigMap is the path of a map of over 60 MB, made once for all benchmarks.
var bigMap = sync.OnceValue(func() string { return generated("big.js.map", recipe{sources: 1700, lines: 500}) })

// smallMap is the path of a map of half a megabyte.
var smallMap = sync.OnceValue(func() string { return generated("small.js.map", recipe{sources: 24, lines: 500, perLine: 400}) })

// scratch is a folder for generated maps, which [TestMain] removes.
var scratch string

func generated(name string, r recipe) string {
	if scratch == "" {
		dir, err := os.MkdirTemp("", "sourcemap")
		if err != nil {
			panic(err)
		}
		scratch = dir
	}
	path := filepath.Join(scratch, name)
	f, err := os.Create(path)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	if err := writeMap(f, r); err != nil {
		panic(err)
	}
	return path
}

func TestMain(m *testing.M) {
	if task := os.Getenv(taskEnv); task != "" {
		runTask(task)
		return
	}
	code := m.Run()
	if scratch != "" {
		os.RemoveAll(scratch)
	}
	os.Exit(code)
}
