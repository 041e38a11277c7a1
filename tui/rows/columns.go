package rows

// A Column is a column of a table, W cells wide and with two blanks before it.
type Column struct {
	Title string
	W     int
	Right bool // numbers
	Keep  int  // when there is too little room, the column with the lowest goes first
}

// Shown gives the columns that fit into w cells beside something that needs
// least cells, in their order, and how many cells that gets then.
func Shown(w, least int, columns []Column) (shown []Column, rest int) {
	out := make([]bool, len(columns))
	rest = w
	for _, c := range columns {
		rest -= c.W + 2
	}
	for rest < least {
		first := -1
		for i, c := range columns {
			if !out[i] && (first < 0 || c.Keep < columns[first].Keep) {
				first = i
			}
		}
		if first < 0 {
			break
		}
		out[first] = true
		rest += columns[first].W + 2
	}
	for i, c := range columns {
		if !out[i] {
			shown = append(shown, c)
		}
	}
	return shown, rest
}
