package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// codeReadMsg brings the code of a latest event.
type codeReadMsg struct {
	req     int
	of      *reading
	glance  *glance
	excerpt excerpt
}

// look shows the code of the issue under the cursor.
func (x *exceptions) look() tea.Cmd {
	l := x.layout()
	x.code.Resize(l.code.w, l.code.h)
	var shown excerpt
	if r := x.reading(); r != nil && r.glance != nil {
		if shown = r.glance.excerpt; shown.doc == nil && r.excerpt != nil {
			shown = *r.excerpt
		}
	}
	if x.code.Doc() != shown.doc {
		x.code.Show(shown.doc)
		x.code.Painted(shown.paint)
	}
	if cmd := paint(x.theme, &x.code); cmd != nil {
		return cmd
	}
	return x.openCode()
}

// openCode reads the code of the issue under the cursor through its symbol
// set, once the cursor rests on it; codeReadMsg answers.
func (x *exceptions) openCode() tea.Cmd {
	r := x.reading()
	if !x.wide() || r == nil || r.glance == nil || r.excerpt != nil || x.code.Doc() != nil || r.glance.top < 0 || !r.glance.read[r.glance.top].OK() {
		x.opening.stop()
		return nil
	}
	if x.opening.busy() && x.opened == r {
		return nil
	}
	ctx, req := x.opening.start(x.env)
	x.opened = r
	g, resolver, th := r.glance, x.lens.resolver(), x.theme
	return func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(stillFor):
		}
		return codeReadMsg{req, r, g, excerptAt(ctx, resolver, th, g.event, g.top)}
	}
}

// coded takes the code that came.
func (x *exceptions) coded(msg codeReadMsg) tea.Cmd {
	if !x.opening.done(msg.req) {
		return nil
	}
	if msg.of.glance == msg.glance {
		msg.of.excerpt = &msg.excerpt
	}
	return x.look()
}

// reading is what is known of the event that is shown of the issue under the
// cursor, or nil.
func (x *exceptions) reading() *reading {
	if o := &x.others; o.at > 0 && x.current() != nil {
		return o.seen[o.at]
	}
	return x.latest()
}

// latest is what is known of the latest event of the issue under the cursor,
// or nil.
func (x *exceptions) latest() *reading {
	if i := x.current(); i != nil {
		return x.readings.of(i.ID)
	}
	return nil
}

// glance is what is known of the event that is shown of the issue under the
// cursor, or nil.
func (x *exceptions) glance() *glance {
	if r := x.reading(); r != nil {
		return r.glance
	}
	return nil
}
