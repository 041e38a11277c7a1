package cli

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"testing"

	"symset/tui"
)

// TestReadme holds that every symset command in README's blocks is one.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i, block := range strings.Split(string(text), "```") {
		if i%2 == 0 || !strings.HasPrefix(block, "sh\n") {
			continue
		}
		for line := range strings.SplitSeq(block, "\n") {
			if line = strings.TrimSpace(line); strings.Contains(line, "symset ") && !strings.HasPrefix(line, "#") {
				found++
				understood(t, line)
			}
		}
	}
	if found < 5 {
		t.Errorf("README shows %d commands of symset; is it read right?", found)
	}
	for _, cmd := range newRoot(&streams{}).Commands() {
		name := "`symset " + cmd.Name()
		if cmd.IsAdditionalHelpTopicCommand() {
			name = "`symset help " + cmd.Name()
		}
		if !strings.Contains(string(text), name) {
			t.Errorf("README does not tell of symset %s", cmd.Name())
		}
	}
}

// TestReadmeKeys holds that README's table of keys is the screen's own.
// -update writes it.
func TestReadmeKeys(t *testing.T) {
	const name, begin, end = "../README.md", "<!-- keys -->\n", "<!-- /keys -->"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	from, to := strings.Index(text, begin), strings.Index(text, end)
	if from < 0 || to < from {
		t.Fatalf("no table between %q and %q", begin, end)
	}
	from += len(begin)
	var b strings.Builder
	b.WriteString("### Symbol sets\n\n| key | what it does |\n|---|---|\n")
	page := "Symbol sets"
	for _, k := range tui.Keys() {
		if k.Page != page {
			page = k.Page
			fmt.Fprintf(&b, "\n### %s\n\n| key | what it does |\n|---|---|\n", cmp.Or(page, "Everywhere"))
		}
		var keys []string
		for key := range strings.FieldsSeq(k.Keys) {
			keys = append(keys, "`"+key+"`")
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(keys, " "), k.Does)
	}
	if b.String() == text[from:to] {
		return
	}
	if !*update {
		t.Fatal("README's keys are not the screen's: go test ./cli -run ReadmeKeys -update")
	}
	if err := os.WriteFile(name, []byte(text[:from]+b.String()+text[to:]), 0o644); err != nil {
		t.Fatal(err)
	}
}
