package rows

import "testing"

func TestMove(t *testing.T) {
	odd := func(i int) bool { return i%2 == 1 }
	for _, c := range []struct {
		name        string
		r           Rows
		d           int
		cursor, top int
	}{
		{"down", Rows{N: 10, H: 3}, 1, 1, 0},
		{"down past the window", Rows{N: 10, H: 3, Cursor: 2}, 1, 3, 1},
		{"down past the end", Rows{N: 10, H: 3, Cursor: 8}, 5, 9, 7},
		{"up past the start", Rows{N: 10, H: 3, Cursor: 2, Top: 2}, -9, 0, 0},
		{"over what is skipped", Rows{N: 10, H: 4, Skip: odd}, 2, 4, 1},
		{"nothing but skipped ahead", Rows{N: 2, H: 4, Skip: odd}, 1, 0, 0},
		{"back over what is skipped", Rows{N: 10, H: 4, Cursor: 4, Skip: odd}, -1, 2, 0},
		{"from out of sight", Rows{N: 100, H: 5, Cursor: 2, Top: 50}, 1, 3, 3},
		{"empty", Rows{H: 5}, 1, 0, 0},
		{"no room", Rows{N: 5, H: 0}, 1, 1, 1},
	} {
		if c.r.Move(c.d); c.r.Cursor != c.cursor || c.r.Top != c.top {
			t.Errorf("%s: cursor %d, top %d, want %d, %d", c.name, c.r.Cursor, c.r.Top, c.cursor, c.top)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name             string
		r                Rows
		n, h             int
		cursor, from, to int
	}{
		{"at first", Rows{}, 10, 4, 0, 0, 4},
		{"less room below the cursor", Rows{N: 10, H: 4, Cursor: 3}, 10, 2, 3, 2, 4},
		{"out of sight", Rows{N: 100, H: 5, Cursor: 2, Top: 50}, 100, 7, 2, 50, 57},
		{"out of sight, and fewer", Rows{N: 100, H: 5, Cursor: 2, Top: 50}, 20, 5, 2, 15, 20},
		{"no row is there any more", Rows{N: 100, H: 5, Cursor: 60, Top: 10}, 20, 5, 19, 15, 20},
		{"none at all", Rows{N: 100, H: 5, Cursor: 60, Top: 10}, 0, 5, 0, 0, 0},
	} {
		c.r.Fit(c.n, c.h)
		if from, to := c.r.Visible(); c.r.Cursor != c.cursor || from != c.from || to != c.to {
			t.Errorf("%s: %d to %d, cursor %d", c.name, from, to, c.r.Cursor)
		}
	}
}

func TestScroll(t *testing.T) {
	r := Rows{N: 10, H: 4, Cursor: 1}
	r.Scroll(3)
	if from, to := r.Visible(); from != 3 || to != 7 || r.Cursor != 1 {
		t.Errorf("scrolled by 3: %d to %d, cursor %d", from, to, r.Cursor)
	}
	r.Scroll(99)
	if from, to := r.Visible(); from != 6 || to != 10 {
		t.Errorf("scrolled past the end: %d to %d", from, to)
	}
	r.Scroll(-99)
	if from, to := r.Visible(); from != 0 || to != 4 {
		t.Errorf("scrolled past the start: %d to %d", from, to)
	}
	r.N = 2
	r.To(9)
	if from, to := r.Visible(); from != 0 || to != 2 || r.Cursor != 1 {
		t.Errorf("fewer rows than room: %d to %d, cursor %d", from, to, r.Cursor)
	}
}
