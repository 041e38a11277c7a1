package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// A spinner turns as long as its page waits for something.
type spinner struct {
	phase int
	on    bool
}

// spinMsg turns one spinner.
type spinMsg struct{ of *spinner }

// start sees to it that the spinner turns.
func (s *spinner) start() tea.Cmd {
	if s.on {
		return nil
	}
	s.phase = 0
	return s.turn(spinMsg{s}, true)
}

// turn moves the spinner on as long as its page is busy, if it is the one that
// is to turn.
func (s *spinner) turn(msg spinMsg, busy bool) tea.Cmd {
	if msg.of != s {
		return nil
	}
	if s.on = busy; !busy {
		return nil
	}
	s.phase++
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return spinMsg{s} })
}

// says draws a line of w cells that tells what is waited for, behind a lead of
// blanks.
func (s *spinner) says(th *theme.Theme, lead, what string, w int) string {
	return th.Dim.Render(th.Fit(lead+s.glyph(th)+" "+what, w))
}

func (s *spinner) glyph(th *theme.Theme) string {
	frames := th.Glyphs.Spinner
	return frames[s.phase%len(frames)]
}
