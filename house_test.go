package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bans are the imports, direct or not, that a package must never have. A
// package path ending in "/..." stands for all below it, a banned one too.
var bans = []struct{ from, to, why string }{
	{"symset/symbols/...", "symset/cli", "the domain knows no commands"},
	{"symset/symbols/...", "symset/tui/...", "the domain knows no screens"},
	{"symset/symbols/...", "symset/theme", "the domain knows no colours"},
	{"symset/symbols/...", "symset/client/...", "the domain knows no network"},
	{"symset/symbols/...", "net/http", "the domain knows no network"},
	{"symset/symbols/...", "os/exec", "the domain runs nothing"},
	{"symset/symbols/...", "charm.land/...", "the domain knows no terminal"},
	{"symset/symbols/...", "github.com/charmbracelet/...", "the domain knows no terminal"},
	{"symset/symbols/sourcemap", "symset/symbols", "the reader of maps stands alone"},
	{"symset/symbols/scope", "symset/symbols", "names are found without knowing what frames are"},
	{"symset/theme", "symset/symbols/...", "the look knows nothing of what is shown"},
	{"symset/theme", "symset/tui/...", "the look knows nothing of the screens"},
	{"symset/theme", "symset/client/...", "the look knows nothing of the network"},
	{"symset/client/...", "symset/tui/...", "the network knows no screens"},
	{"symset/client/...", "symset/theme", "the network knows no colours"},
	{"symset/client/...", "symset/cli", "the network knows no commands"},
	{"symset/tui/...", "symset/client/...", "screens are handed what they show; only commands know the network"},
	{"symset/tui/...", "symset/cli", "commands open screens, not the other way"},
	{"symset/tui/...", "net/http", "screens are handed what they show"},
	{"symset/...", "github.com/alecthomas/chroma/v2/styles", "costs more than 6 ms at every start; theme makes its own"},
	{"symset/...", "github.com/alecthomas/chroma/v2/lexers/...", "costs more than 20 ms at every start; theme makes its own"},
	{"symset/...", "github.com/alecthomas/chroma/v2/formatters/...", "styles come with it; theme writes its own"},
	{"symset/...", "github.com/charmbracelet/bubbletea", "version 1; the module is charm.land/bubbletea/v2"},
	{"symset/...", "github.com/charmbracelet/lipgloss", "version 1; the module is charm.land/lipgloss/v2"},
}

func TestImports(t *testing.T) {
	for pkg, deps := range dependencies(t) {
		for _, ban := range bans {
			if !covers(ban.from, pkg) {
				continue
			}
			for _, dep := range deps {
				if covers(ban.to, dep) {
					t.Errorf("%s needs %s: %s", pkg, dep, ban.why)
				}
			}
		}
	}
}

func covers(pattern, pkg string) bool {
	if under, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == under || strings.HasPrefix(pkg, under+"/")
	}
	return pkg == pattern
}

// dependencies gives all that each of our packages needs, tests left out.
func dependencies(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Deps", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath string
			Deps       []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p.Deps
	}
}

// A source is one Go file of ours.
type source struct {
	name  string // with slashes, from the root
	text  []byte
	lines int
	test  bool
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(name)
		all = append(all, source{filepath.ToSlash(name), text, bytes.Count(text, []byte("\n")), strings.HasSuffix(name, "_test.go")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFormat(t *testing.T) {
	for _, s := range sources(t) {
		formatted, err := format.Source(s.text)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
		} else if !bytes.Equal(formatted, s.text) {
			t.Errorf("%s: not as gofmt writes it", s.name)
		}
	}
}

func TestFileSizes(t *testing.T) {
	var sizes []int
	for _, s := range sources(t) {
		if s.lines > 450 {
			t.Errorf("%s has %d lines; more than 450 are two files", s.name, s.lines)
		}
		if !s.test {
			sizes = append(sizes, s.lines)
		}
	}
	slices.Sort(sizes)
	if half := sizes[len(sizes)/2]; half > 150 {
		t.Errorf("half of the files have more than %d lines; 150 is the measure", half)
	}
	if most := sizes[len(sizes)*9/10]; most > 400 {
		t.Errorf("one file in ten has more than %d lines; 400 is the measure", most)
	}
}

func TestNames(t *testing.T) {
	banned := []string{"utils", "util", "common", "helpers", "helper", "types", "misc", "constants"}
	for _, s := range sources(t) {
		for part := range strings.SplitSeq(strings.TrimSuffix(s.name, ".go"), "/") {
			if slices.Contains(banned, strings.TrimSuffix(part, "_test")) {
				t.Errorf("%s: %q says nothing of what is in it", s.name, part)
			}
		}
	}
}

// TestDocs holds that each package and each exported name tells what it means.
func TestDocs(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, s.name, s.text, parser.ParseComments)
		if err != nil {
			t.Error(err)
			continue
		}
		dir := path.Dir(s.name)
		documented[dir] = documented[dir] || file.Doc != nil
		for _, d := range file.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no doc comment", set.Position(name.Pos()), name.Name)
			}
		}
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

// undocumented gives the exported names of a declaration that have no comment
// of their own, nor share their group's.
func undocumented(d ast.Decl) (names []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && !customary(d) {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && s.Doc == nil && s.Comment == nil && s.Name.IsExported() {
					names = append(names, s.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if d.Doc == nil && s.Doc == nil && s.Comment == nil && n.IsExported() {
						names = append(names, n)
					}
				}
			}
		}
	}
	return names
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	id, ok := kind.(*ast.Ident)
	return ok && id.IsExported()
}

// customary are methods whose meaning an interface of the standard library
// gives.
func customary(d *ast.FuncDecl) bool {
	return d.Recv != nil && slices.Contains([]string{"Error", "Unwrap", "String", "Len", "Less", "Swap"}, d.Name.Name)
}

// TestEndings holds that only main ends the process, and nothing gives up by
// panicking.
func TestEndings(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.name == "main.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), s.name, s.text, 0)
		if err != nil {
			t.Error(err)
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch f := call.Fun.(type) {
			case *ast.Ident:
				if f.Name == "panic" {
					t.Errorf("%s panics", s.name)
				}
			case *ast.SelectorExpr:
				pkg, _ := f.X.(*ast.Ident)
				if pkg != nil && (pkg.Name == "os" && f.Sel.Name == "Exit" || pkg.Name == "log" && strings.HasPrefix(f.Sel.Name, "Fatal")) {
					t.Errorf("%s calls %s.%s", s.name, pkg.Name, f.Sel.Name)
				}
			}
			return true
		})
	}
}
