package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
)

// searchAfter is how long the typing must pause before the server is asked.
const searchAfter = 300 * time.Millisecond

func (x *exceptions) startSearch() tea.Cmd {
	x.query.typing = true
	x.query.pos = len(x.query.text)
	return nil
}

// typing takes what is typed: what is loaded is narrowed at once, the server
// is asked when the typing pauses.
func (x *exceptions) typing(msg tea.Msg) tea.Cmd {
	if !x.query.typing {
		return nil
	}
	switch keyOf(msg) {
	case "esc":
		return x.endSearch()
	case "enter":
		if x.query.typing = false; x.text == "" {
			return x.endSearch()
		}
		return nil
	case "up", "ctrl+p":
		return x.step(-1)
	case "down", "ctrl+n":
		return x.step(1)
	}
	if !x.query.update(msg) {
		return nil
	}
	if x.text = x.query.value(); x.text == "" {
		x.pause.stop()
		x.drop()
		return x.refill()
	}
	return tea.Batch(x.refill(), x.pause.after(x.env, searchAfter))
}

// search asks the server; issuesReadMsg answers. Until it does, what was found
// before stays.
func (x *exceptions) search() tea.Cmd {
	if x.found != nil {
		x.found.stop()
	}
	q := parseIssueQuery(x.text)
	x.found = &issueList{filter: q.issueFilter(x.filter())}
	return x.begin(x.found)
}

// filterOf is the question that the list on the screen answers.
func (x *exceptions) filterOf() symbols.IssueFilter { return x.shown().filter }

// endSearch shows all again, without asking for it again.
func (x *exceptions) endSearch() tea.Cmd {
	x.text, x.query = "", field{}
	x.pause.stop()
	x.drop()
	return x.refill()
}

// byReads reports whether issues are searched by how they read. That is known
// of those that were looked at, and no others are looked at for it.
func (x *exceptions) byReads() bool {
	return strings.Contains(x.text, "reads:") // what is more is no harm
}

// drop forgets what the server found.
func (x *exceptions) drop() {
	if x.found != nil {
		x.found.stop()
	}
	x.found = nil
}

// cursor is where the search is typed: on the page's last line.
func (x *exceptions) cursor() *tea.Cursor { return x.query.cursor(x.w, x.h, searchSide) }

// searchSide is what the line of the search needs beside the text.
const searchSide = 3 + 1 + 30

// searchLine draws the line of the search.
func (x *exceptions) searchLine() string {
	style, tell := x.theme.Dim, ""
	switch l := x.shown(); {
	case x.text == "":
		tell = "words !word status: days: reads:"
	case x.found == nil || x.found.reads() && x.found.at.IsZero():
		tell = fmt.Sprintf("%s %d of %d that are read", x.spinner(), len(x.rows), len(l.issues))
	case len(x.rows) == 0 && x.found.err == nil:
		style, tell = x.theme.Bad, "nothing found"
	case x.byReads():
		tell = fmt.Sprintf("%d of those looked at", len(x.rows))
	case x.found.whole():
		tell = phrase.Count(len(x.rows), "issue") + " found"
	default:
		tell = fmt.Sprintf("%d found and more", len(x.rows))
	}
	return x.query.line(x.theme, "/", x.w, searchSide) + " " + style.Render(x.theme.Fit(tell, 29)) + " "
}
