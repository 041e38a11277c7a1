package sourcemap

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	yardstick "github.com/go-sourcemap/sourcemap"
)

// TestYardstick compares this reader with go-sourcemap at every mapping of the
// maps in testdata, and of those in the folder that SYMSET_MAPS names.
func TestYardstick(t *testing.T) {
	roots := []string{"testdata"}
	if dir := os.Getenv("SYMSET_MAPS"); dir != "" {
		roots = append(roots, dir)
	}
	var total tally
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".map" {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			total.maps++
			if err := total.compare(data); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if total.maps < 2 || total.positions == 0 {
		t.Errorf("compared only %d maps, %d positions", total.maps, total.positions)
	}
	t.Logf("%d maps, %d positions, known differences: %v", total.maps, total.positions, total.known)
}

// A tally counts what was compared, and known differences by what they are.
type tally struct {
	maps, positions int
	known           map[string]int
}

func (c *tally) explain(difference string) {
	if c.known == nil {
		c.known = map[string]int{}
	}
	c.known[difference]++
}

// compare compares both readers at every mapping of a map. An error is a
// difference that [explained] does not explain.
func (c *tally) compare(data []byte) error {
	m, err := Parse(data)
	if err != nil {
		return err
	}
	defer m.Close()
	whole, err := refusal(m)
	if err != nil {
		return err
	}
	consumer, err := parseYardstick(data)
	if whole != "" {
		c.explain(whole)
		return nil
	}
	if err != nil {
		return fmt.Errorf("go-sourcemap refuses it: %w", err)
	}
	var bad error
	err = m.Walk(func(mapping Mapping) bool {
		for _, p := range []Position{mapping.Generated, {mapping.Generated.Line, mapping.Generated.Column + 1}} {
			answers, err := m.lookupMany(p)
			if err != nil {
				bad = err
				return false
			}
			c.positions++
			theirs := ask(consumer, p)
			ours := answerOf(m, answers)
			if ours == theirs {
				continue
			}
			why := explained(m, answers, ours, theirs)
			if why == "" {
				bad = fmt.Errorf("at %v: %+v, go-sourcemap says %+v", p, ours, theirs)
				return false
			}
			c.explain(why)
		}
		return true
	})
	if err == nil {
		err = bad
	}
	return err
}

// lookupMany answers one of many positions.
func (m *Map) lookupMany(p Position) (Mapping, error) {
	x, err := m.Index()
	if err != nil {
		return None, err
	}
	return x.Lookup(p), nil
}

// An answer is what both readers can tell of a position.
type answer struct {
	ok           bool
	source, name string
	line, column int
}

func answerOf(m *Map, mapping Mapping) answer {
	if !mapping.OK() {
		return answer{}
	}
	return answer{true, m.Source(mapping.Source), m.Name(mapping.Name), mapping.Original.Line, mapping.Original.Column}
}

// The known differences, all in one place: first those for which go-sourcemap
// is not asked at all.
func refusal(m *Map) (string, error) {
	counts, err := m.Counts()
	switch {
	case err != nil:
		return "", err
	case m.Kind() == Indexed:
		return "it shifts every line of a section by the column of the section's offset, not just the first", nil
	case counts.Mappings == 0:
		return "it refuses maps without mappings", nil
	}
	for _, p := range m.Problems() {
		switch p.Code {
		case BadDigit, HugeNumber, UnfinishedNumber, OutOfBounds, FieldCount, EmptySegment, NoSuchSource:
			return "it decodes damaged mappings into something", nil
		case BadVersion, WrongType:
			return "it refuses fields of the wrong type", nil
		}
	}
	return "", nil
}

// explained explains a difference in one answer; empty when it can't.
func explained(m *Map, mapping Mapping, ours, theirs answer) string {
	v := m.sections[0].survey.Load()
	switch respelled := ours; {
	case !ours.ok && theirs.ok:
		return "it answers code without an original with what stands before it"
	case v.backward:
		return "it searches lines whose columns go backward as if they did not"
	case ours.source == "" && ours.ok:
		return "it has no answer for a source that is null"
	default:
		respelled.source = theirs.source
		if raw, _ := m.RawSource(mapping.Source); respelled == theirs && (raw != ours.source || strings.Contains(raw, "./")) {
			return "it spells sources anew when there is a sourceRoot"
		}
	}
	return ""
}

func parseYardstick(data []byte) (c *yardstick.Consumer, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return yardstick.Parse("", data)
}

func ask(c *yardstick.Consumer, p Position) (a answer) {
	defer func() {
		if recover() != nil {
			a = answer{}
		}
	}()
	source, name, line, column, ok := c.Source(p.Line+1, p.Column)
	if !ok {
		return answer{}
	}
	return answer{true, source, name, line - 1, column}
}
