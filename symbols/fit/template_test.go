package fit

import (
	"strings"
	"testing"
)

// What tools do to templates with values in them, and what people do.
func TestRetyped(t *testing.T) {
	const head = ":host { color: var(--button-color, "
	long := strings.Repeat("var(--other-color, ", 16)
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{"css|`" + head + "black" + long + "`", "css|`" + head + "  blue" + long + "`", otherValue},
		{"css|`" + head + "#000" + long + "`", "css|`" + head + "black" + long + "`", silent},
		{"css|`" + head + long + "`", "css|`" + head + "\n" + long + "`", silent},
		{"css`\n:host|`, options); of(" + head + "black" + long, "css`\n:host|`, options); of(" + head + "blue" + long, silent},
		{"a(`b|`\nof(" + head + "black" + long, "a(`b|`\nof(" + head + "blue" + long, silent},
		{"css|`:host{a:" + long + "`", "css|`:host{b:" + long + "`", silent},
		{"f(|`two ${a} words`)", "f(|`two ${word} words`)", alike},
		{"f(|`two ${a} words`)", "f(|`two ${ words[`a}`] } words`)", alike},
		{"f(|`\\u0061bout ${a}\nwords`)", "f(|`about ${word}\n    words`)", alike},
		{"f(|`these two ${a}`)", "f(|`those two ${word}`)", otherValue},
		{"f(|`two ${a} of words`)", "f(|`two ${word} of wards`)", otherValue},
		{"f(|`order ${a} is not valid`)", "f(|`order ${name} is not right`)", otherValue},
		{"f(|`two ${a} of words, and more`)", "f(|`two ${word} of words` + ', and more')", alike},
		{"f(|`two of ${a}`)", "f(|`two ${OF} ${word}`)", alike},
		{"f(|`${a}px`)", "f(|`${n}em`)", alike},
		{"g(`${a} b|`,f(`c ${d}`))", "g(`${one} two|`, f(`something else ${other}`))", silent},
		{"f(`of ${a ?` b |`:''}in ${b}`)", "f(`of ${a ? ` b |` : \"\"}in ${b}`)", alike},
		{"f(|`two words ${a", "f(|`two wards ${a", alike},
	} {
		if got := compared(t, c.file, c.source, new(court)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}
