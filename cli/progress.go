package cli

import (
	"fmt"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"symset/symbols/keep"
	"symset/symbols/phrase"
	"symset/theme"
)

// A moving is the line that changes on the terminal that standard error is.
// Elsewhere nothing of it is seen. It is safe for concurrent use.
type moving struct {
	s     *streams
	begun sync.Once
	on    bool
	mu    sync.Mutex
	last  string
}

// movingLine gives the line: there is one, whoever writes on it.
func (s *streams) movingLine() *moving {
	s.line.begun.Do(func() { s.line.s, s.line.on = s, s.moving() })
	return &s.line
}

// leave takes the line away for good: the screen is drawn on from now on.
func (m *moving) leave() {
	m.say("")
	m.mu.Lock()
	defer m.mu.Unlock()
	m.on = false
}

// say puts a text in place of what the line says, cut to the terminal, where
// a longer one could not be taken away; an empty one takes it away.
func (m *moving) say(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.on {
		return
	}
	text = ansi.Truncate(theme.Text(text), width(m.s.err)-1, "")
	if text != m.last {
		fmt.Fprintf(m.s.err, "\r%s\r%s", theme.Spaces(theme.Width(m.last)), text)
		m.last = text
	}
}

// end lets what the line says stand.
func (m *moving) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.on && m.last != "" {
		fmt.Fprintln(m.s.err)
		m.last = ""
	}
}

// progress shows how far something is on a moving line, and gives what takes
// the line away.
func (s *streams) progress() (show func(keep.Progress), done func()) {
	line := s.movingLine()
	if !line.on {
		return nil, func() {}
	}
	const cells = 24
	show = func(p keep.Progress) {
		if p.Total <= 0 {
			line.say(fmt.Sprintf("symset: %s", p.Stage))
			return
		}
		full := int(min(p.Done, p.Total) * cells / p.Total)
		line.say(fmt.Sprintf("symset: %s [%s%s] %d%% of %s", p.Stage, strings.Repeat("#", full), strings.Repeat(".", cells-full), min(p.Done, p.Total)*100/p.Total, phrase.Size(p.Total)))
	}
	return show, func() { line.say("") }
}

// counted gives what shows progress through n files: a line that changes for
// a person, one for each tenth in a log.
func (s *streams) counted(what string, of int) func(done int) {
	line := s.movingLine()
	var mu sync.Mutex
	most, tenth := 0, 0
	return func(done int) {
		mu.Lock()
		defer mu.Unlock()
		if done <= most {
			return // another was faster
		}
		most = done
		line.say(fmt.Sprintf("symset: %s %d of %d", what, done, of))
		if done == of {
			line.end()
		}
		if step := done * 10 / max(of, 1); !line.on && step > tenth && of >= 100 {
			tenth = step
			s.say("progress", fmt.Sprintf("%s %d of %d", what, done, of))
		}
	}
}

// waiting tells, while calls have had no answer for long, who is waited for: on
// a line that goes away with the answer, in lines for a person once, in a log
// not at all.
func (s *streams) waiting(host string) func(calls int) {
	line := s.movingLine()
	text := "waiting for " + host + " to answer"
	if _, tty := terminal(s.err); tty && !line.on {
		var once sync.Once
		return func(int) { once.Do(func() { s.say("note", text) }) }
	}
	return func(calls int) {
		if calls > 0 {
			line.say("symset: " + text)
		} else {
			line.say("")
		}
	}
}

// moving reports whether a line on standard error may change while it is seen.
func (s *streams) moving() bool {
	_, tty := terminal(s.err)
	return tty && !s.plainly()
}
