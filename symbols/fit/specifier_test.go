package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// TestRespelled holds which strings may be others in a right pair. Each case
// marks the places in file and source by @.
func TestRespelled(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{`import(@"./lazy-F3KUPI7V.js")`, `import(@'./lazy')`, silent},
		{`import(@"./lazy-F3KUPI7V.js")`, `import(/* webpackChunkName: "lazy" */ @'./lazy')`, silent},
		{`import{a}from@"./lazy-F3KUPI7V.js"`, `import { a } from @'./lazy'`, silent},
		{`import@"./lazy-F3KUPI7V.js"`, `import @'./lazy'`, silent},
		{`require(@"./chunks/12.js")`, `require(@'./lazy')`, silent},
		{`new URL(@"/assets/logo-4f2a.svg",u)`, `new URL(@'./logo.svg', u)`, silent},
		{"`${a}@' is `+f(`${n}'`)", "`${ab}@' is ` + f(`${named}'`)", silent},
		{`import{a}from@"../entity.js"`, `import { a } from @'~/entity.ts'`, silent},
		{`import{a}from@"../entity.js"`, `import { a } from @'~/entry.ts'`, otherValue},
		{`import{a}from@"~/entity.js"`, `import { a } from @'@/entity.ts'`, otherValue},
		{`f(@"./lib/entity.js")`, `f(@'./src/entity.ts')`, otherValue},
		{`import(@"./debug-CDRLITER.js")`, `import( @'preact/debug' )`, silent},
		{`import(@"./dist-CDRLITER.js")`, `import(/* one */ @'preact')`, silent},
		{`import(@"one")`, `import(@'two')`, otherValue},
		{`f(@"./dist-CDRLITER.js")`, `import(@'preact')`, otherValue},
		{`import(@"./dist-CDRLITER.js")`, `f(@'preact')`, otherValue},
		{`load(@"one")`, `load(@'two')`, otherValue},
		{`x.from(@"./one")`, `x.from(@'./two')`, otherValue},
		{`x.import(@"./one")`, `x.import(@'./two')`, otherValue},
		{`unrequire(@"./one")`, `unrequire(@'./two')`, otherValue},
		{`f(/* a */@"./one")`, `f(/* a */@'./two')`, otherValue},
		{`{}@"one"`, `if (a) @'two'`, otherValue},
		{`import(@"./lazy")`, `import(@'./lazy')`, keptValue},
	} {
		at, where := strings.Index(c.file, "@"), strings.Index(c.source, "@")
		file, source := strings.Replace(c.file, "@", "", 1), strings.Replace(c.source, "@", "", 1)
		court := court{text: lines.New([]byte(file)), names: map[int][]byte{}}
		if got := court.compare(at, []byte(source), where, sourcemap.Mapping{Name: -1}); got != c.want {
			t.Errorf("%s of %s: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}
