package theme

// Glyphs are the marks beside words: a state is always a glyph and a word,
// never colour alone. Each is one cell wide.
type Glyphs struct {
	Good, Bad, Doubt, None string // reads, does not, doubtful, nothing to do
	Fetched                string // there, but not sent by a build
	Cursor, Column, Hint   string // the row under the cursor, the column above, what to do
	Rule, Bar, Tee, Foot   string // horizontal and vertical rules, and where they meet: above, below
	Back                   string // where esc leads to
	Into                   string // between a folder and what is in it
	Full                   string // the full part of a bar
	Dot                    string // between facts
	More                   string // what was cut away
	Up, Down, Left, Right  string // the arrow keys
	Corners                [4]string
	Spinner                []string
	Bars                   []string // of a sparkline, the lowest first
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Good: "✓", Bad: "✗", Doubt: "!", None: "·", Fetched: "●",
		Cursor: "▸", Back: "‹", Into: "›", Column: "▲", Hint: "→",
		Rule: "─", Bar: "│", Tee: "┬", Foot: "┴",
		Full: "█", Dot: "·", More: "…", Up: "↑", Down: "↓", Left: "←", Right: "→",
		Corners: [4]string{"╭", "╮", "╰", "╯"},
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
		Bars:    []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	}
}

// asciiGlyphs are for terminals whose font has little more than ASCII, such as
// the Linux console.
func asciiGlyphs() Glyphs {
	return Glyphs{
		Good: "+", Bad: "x", Doubt: "!", None: ".", Fetched: "o",
		Cursor: ">", Back: "<", Into: ">", Column: "^", Hint: ">",
		Rule: "-", Bar: "|", Tee: "+", Foot: "+",
		Full: "#", Dot: "-", More: "~", Up: "^", Down: "v", Left: "<", Right: ">",
		Corners: [4]string{"+", "+", "+", "+"},
		Spinner: []string{"-", "\\", "|", "/"},
		Bars:    []string{"_", ".", ":", "-", "=", "+", "*", "#"},
	}
}
