package tui

import "testing"

func TestSetOrders(t *testing.T) {
	p := shop()
	var rows []*setRow
	for _, s := range p.sets {
		rows = append(rows, newSetRow(s))
	}
	for i, o := range setOrders {
		for _, reverse := range []bool{false, true} {
			got := setChoice{order: i, reverse: reverse}.arrange(rows)
			if len(got) != len(rows) {
				t.Fatalf("%s: %d rows", o.name, len(got))
			}
			for k := 1; k < len(got); k++ {
				if n := o.compare(got[k-1], got[k]); !reverse && n > 0 || reverse && n < 0 {
					t.Errorf("%s, reverse %v: row %d is not in order", o.name, reverse, k)
				}
			}
		}
	}
}
