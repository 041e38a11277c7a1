package symbols

import (
	"strings"
	"testing"
)

// TestRunning holds where engines say that code runs, as at each | of what they were
// made to throw in, and where none of them does.
func TestRunning(t *testing.T) {
	for name, c := range map[string]struct{ can, cannot string }{
		"calls":      {"|f|(a);o.|b|(1);o[k]|(1);(0,o.b)|(1);h(1)|(2);o|?.b|?.|(1);!function(){}|();|t|`a`", "f(|1|)|;o[|\"k\"](1)"},
		"words":      {"return |new A;|await |g();|throw |e;|super|(1);a |in b;a |instanceof B;|yield*g();|import|(\"a\")", "|'a'in b"},
		"reads":      {"1+a|.|b;a|[i];o.|#p;[...|a];for(x of |b);[a]=|b;{|a}=b;a|?.b", "1|+a.b;x|,y|;{|}"},
		"writes":     {"a.b|=1;a[i]|=1;o.é|=2;|a|.b+=1;a.b|+=1;a[i]|??=1;a.b|>>>=1;a.b|**=2;a.b |*=2;a.b|++;a[0]|--", "var a|=1;a.b|==1;a|=>1;({}|=a);|=1;a|+=1;|++a.b;a.b|<=1;a.b|>=1;a.b|!=1;a.b|+1;a.b|<<1;a.b|*2;a.b|/2"},
		"operators":  {"", "a|<b;a|?b|:c;a|&&b;a|-1;|!a;|..;a|...b"},
		"whitespace": {"", "a| b;\n|\n|"},
		"numbers":    {"", "|1e3;[|0]"},
	} {
		marked(t, name, c.can, Running, true)
		marked(t, name, c.cannot, Running, false)
	}
	for _, at := range []int{-1, 3, 4} {
		if Running([]byte("f()"), at) {
			t.Errorf("code runs at %d of three bytes", at)
		}
	}
}

// marked holds what a function tells of each place of code that a | marks.
func marked(t *testing.T, name, text string, tell func([]byte, int) bool, want bool) {
	t.Helper()
	parts := strings.Split(text, "|")
	src, at := strings.Join(parts, ""), 0
	for _, part := range parts[:len(parts)-1] {
		at += len(part)
		if got := tell([]byte(src), at); got != want {
			t.Errorf("%s: at %q of %q: %t", name, src[at:], src, got)
		}
	}
}

// TestCalls holds at which of these places something is called, made or reached.
func TestCalls(t *testing.T) {
	for name, c := range map[string]struct{ can, cannot string }{
		"calls":     {"|f(a);o.|b(1);o|[k](1);|(0,o.b)(1);h(1)|(2);o?.|b?.(1);|t`a`;|f (1);|f?.(1)", "f(|a,|b)"},
		"words":     {"return |new A;|await g();|throw e;|super(1);a |in b;a |instanceof B;|yield*g();|import(\"a\")", "|return(a);|if(a)b;|for(;;)c;|typeof(a);|async()=>1;|else(a)"},
		"members":   {"a.|b;a|[i];o.|#p;o.#|p;a?.|b;a.|b=1", "|a.b;|a[i];[|a]=b"},
		"names":     {"", "1+|a;return |a;{|a:1};x=|a;(|a)=>|b"},
		"functions": {"", "function |f(a){};function*|f(a){};function |f(){};get |a(){};class A{|m(a,{b:[c]}){}|n() {}}"},
		"far away":  {"|f(" + strings.Repeat("a", 300) + "){", ""},
		"the end":   {"", "|f"},
	} {
		marked(t, name, c.can, Calls, true)
		marked(t, name, c.cannot, Calls, false)
	}
	if Calls([]byte("f()"), 3) || Calls(nil, 0) {
		t.Error("something is called behind the end")
	}
}

func TestWordBehind(t *testing.T) {
	const src = "a.bc(d1)+é"
	for at, want := range map[int]int{0: 0, 1: 0, 2: 2, 3: 3, 4: 2, 5: 5, 7: 5, 8: 8, 9: 9, len(src): 9, -1: -1, 99: 9} {
		if got := WordBehind([]byte(src), at); got != want {
			t.Errorf("behind %d the word begins at %d, want %d", at, got, want)
		}
	}
}
