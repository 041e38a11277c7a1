// Package rows is a window on any number of rows, of which only the visible
// are ever looked at.
package rows

// Rows is a window of H rows on N, with a cursor. The zero Rows is empty.
// [Rows.Fit] changes N and H; who does so by hand calls [Rows.To] or [Rows.Clamp].
type Rows struct {
	N, H   int
	Cursor int            // from 0; meaningless when N is 0
	Top    int            // the first visible row, from 0
	Skip   func(int) bool // rows that the cursor passes over; nil when there are none
}

// Move moves the cursor by d rows that it may stand on, and shows it.
func (r *Rows) Move(d int) {
	step := 1
	if d < 0 {
		step, d = -1, -d
	}
	for i := r.Cursor + step; d > 0 && i >= 0 && i < r.N; i += step {
		if r.Skip == nil || !r.Skip(i) {
			r.Cursor = i
			d--
		}
	}
	r.To(r.Cursor)
}

// To puts the cursor on row i, or the nearest there is, and shows it.
func (r *Rows) To(i int) {
	r.Cursor = max(0, min(i, r.N-1))
	r.Top = min(max(r.Top, r.Cursor-r.H+1), r.Cursor)
	r.Clamp()
}

// Fit makes it a window of h rows on n. A cursor that was seen stays in sight.
func (r *Rows) Fit(n, h int) {
	seen := r.H <= 0 || r.Cursor >= r.Top && r.Cursor < r.Top+r.H
	r.N, r.H = n, h
	if seen || r.Cursor >= n {
		r.To(r.Cursor)
	}
	r.Clamp()
}

// Scroll moves the window by d rows; the cursor stays, seen or not.
func (r *Rows) Scroll(d int) {
	r.Top += d
	r.Clamp()
}

// Clamp keeps the window on the rows.
func (r *Rows) Clamp() { r.Top = max(0, min(r.Top, r.N-r.H)) }

// Visible gives the rows in the window: the first, and the one after the last.
func (r *Rows) Visible() (from, to int) { return r.Top, min(r.Top+r.H, r.N) }
