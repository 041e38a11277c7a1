package source

import "strings"

// Fold makes a Doc of minified code, whose lines are long: they are broken at
// about width characters, after what ends a statement or an item where there
// is one. Only where a line begins it has its number.
func Fold(name string, lines []string, at Where, width int) *Doc {
	width = max(width, 20)
	d := Doc{name: name, first: at.First}
	folded := Where{First: 1, Note: at.Note}
	for i, line := range lines {
		number, rest := at.First+i, strip(line)
		column := 0
		if number == at.Line {
			column = at.Column
		}
		for first := true; first || rest != ""; first = false {
			n, units := fold(rest, width)
			d.lines = append(d.lines, rest[:n])
			if number == at.Line && (folded.Line == 0 || column > 0) {
				folded.Line, folded.Column = len(d.lines), min(column, units+1)
			}
			if column -= units; column <= 0 {
				column = 0
			}
			if first {
				d.folds = append(d.folds, number)
			} else {
				d.folds = append(d.folds, 0)
			}
			rest = rest[n:]
		}
	}
	out := New(name, d.lines, folded)
	out.first, out.folds = d.first, d.folds
	return out
}

// fold finds where to break a line: how many bytes stay, and how many UTF-16
// units these are.
func fold(line string, width int) (n, units int) {
	count, all := 0, 0
	good, goodUnits := 0, 0
	for i, r := range line {
		if count == width {
			if good > 0 {
				return good, goodUnits
			}
			return i, all
		}
		count++
		all++
		if r >= 0x10000 {
			all++
		}
		if count > width/2 && strings.ContainsRune(";,{}", r) {
			good, goodUnits = i+1, all
		}
	}
	return len(line), all
}
