package theme

// Glyphs are the marks beside words: a state is always a glyph and a word,
// never colour alone. Each is one cell wide.
type Glyphs struct {
	Good, Bad, Doubt, None string // reads, does not, doubtful, nothing to do
	Cursor, Column, Hint   string // the row under the cursor, the column above, what to do
	Rule, Bar, Tee, Foot   string // horizontal and vertical rules, and where they meet: above, below
	Dot                    string // between facts
	More                   string // what was cut away
	Up, Down, Left, Right  string // the arrow keys
	Corners                [4]string
	Spinner                []string
	Bars                   []string // of a sparkline, the lowest first
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Good: "✓", Bad: "✗", Doubt: "!", None: "·",
		Cursor: "▸", Column: "▲", Hint: "→",
		Rule: "─", Bar: "│", Tee: "┬", Foot: "┴",
		Dot: "·", More: "…", Up: "↑", Down: "↓", Left: "←", Right: "→",
		Corners: [4]string{"╭", "╮", "╰", "╯"},
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
		Bars:    []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	}
}

// asciiGlyphs are for terminals whose font has little more than ASCII, such as
// the Linux console.
func asciiGlyphs() Glyphs {
	return Glyphs{
		Good: "+", Bad: "x", Doubt: "!", None: ".",
		Cursor: ">", Column: "^", Hint: ">",
		Rule: "-", Bar: "|", Tee: "+", Foot: "+",
		Dot: "-", More: "~", Up: "^", Down: "v", Left: "<", Right: ">",
		Corners: [4]string{"+", "+", "+", "+"},
		Spinner: []string{"-", "\\", "|", "/"},
		Bars:    []string{"_", ".", ":", "-", "=", "+", "*", "#"},
	}
}
