package fit

import "testing"

// Whether a class's field has its name, at the mark in file and source.
func TestField(t *testing.T) {
	for _, c := range []struct {
		file, source string
		fields       rare
	}{
		{`|d(this,"total",0)`, "|total = 0", rare{1, 0}},
		{`|d(this,"total",0)`, "|totals = 0", rare{0, 1}},
		{`|d(this, 'total', 0)`, "|private readonly total: number;", rare{1, 0}},
		{`|Object.defineProperty(this, "total", {`, "|static total? : number", rare{1, 0}},
		{`|d(this,"total")`, "|total!: number", rare{1, 0}},
		{`|d(this,"total")`, "|total\n  other", rare{1, 0}},
		{`|d(this,"total")`, "|total }", rare{1, 0}},
		{`|d(this,"a-b",0)`, "|'a-b' = 0", rare{1, 0}},
		{`|d(this,"a-b",0)`, "|'' = 0", rare{0, 1}},
		{`|d(this,"total")`, "|define(this, 'sum')", rare{}},
		{`|d(this,"total")`, "|this.define('sum')", rare{}},
		{`|d(this,"t",0)`, "|_total = 0", rare{}},
		{`|d(this,"t",0)`, "|#total = 0", rare{}},
		{`|d(this,"total",0)`, "|[total] = 0", rare{}},
		{`|d(that,"total",0)`, "|totals = 0", rare{}},
		{`|d(this,total,0)`, "|totals = 0", rare{}},
		{"|d(this,`total`,0)", "|totals = 0", rare{}},
		{"class{|total;a(){}", "{\n  |total: number\n", rare{1, 0}},
		{"class{|total;a(){}", "{\n  |totals: number;\n", rare{0, 1}},
		{"class{|total;a(){}", "{\n  |readonly total?: number;\n", rare{1, 0}},
		{"class{a=1;|total;a(){}", "{\n  |totals\n", rare{0, 1}},
		{"class{|_t;a(){}", "{\n  |totals: number\n", rare{}},
		{"class{|#t;a(){}", "{\n  |#total: number\n", rare{}},
		{"class{|t=1;a(){}", "{\n  |total = 1\n", rare{}},
		{"for(let a=b;|a;a=a.b)", "for (let x = y;\n  |x;\n  x = x.b)", rare{}},
		{"let a=b,|c;", "let { |total: one }", rare{}},
	} {
		var court court
		compared(t, c.file, c.source, &court)
		if court.fields != c.fields {
			t.Errorf("%q of %q: %v, want %v", c.file, c.source, court.fields, c.fields)
		}
	}
	var court court
	compared(t, `|define(this,"total",0)`, "|private sum = 0", &court)
	if e := court.stray; e == nil || e.Says != "sum" || e.Has != "total" {
		t.Errorf("the example is %+v", e)
	}
}
