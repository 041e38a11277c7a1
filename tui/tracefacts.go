package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
)

// fact is something an event says of itself. value is as it came.
type fact struct{ name, value string }

// facts lists all that the event says, the exception that is shown first.
func (t *trace) facts() []fact {
	ev := t.eventShown()
	var out []fact
	if x := t.exception(); x != nil {
		if x.Type != "" {
			out = append(out, fact{"Type", x.Type})
		}
		if x.Value != "" {
			out = append(out, fact{"Message", x.Value})
		}
	}
	return append(out, t.circumstances(ev)...)
}

// circumstances lists what the event says beside its exceptions.
func (t *trace) circumstances(ev *symbols.Event) []fact {
	var out []fact
	if !ev.Time.IsZero() {
		out = append(out, fact{"Time", ev.Time.UTC().Format("2 Jan 2006 15:04:05 UTC") + " " + t.theme.Glyphs.Dot + " " + phrase.Ago(t.now().Sub(ev.Time))})
	}
	if h := handled(t.exception()); h != "" {
		out = append(out, fact{"Handled", map[bool]string{true: "yes", false: "no"}[h == "handled"]})
	}
	for _, f := range ev.Facts {
		out = append(out, fact{brief(f.Name), f.Value})
	}
	if ev.ID != "" {
		out = append(out, fact{"Event", ev.ID})
	}
	for _, n := range ev.Notes {
		out = append(out, fact{"Note", n})
	}
	return out
}

// summary is the event in a line: when, how, where; what doesn't fit is cut.
func (t *trace) summary() string {
	ev := t.eventShown()
	var parts []string
	if !ev.Time.IsZero() {
		parts = append(parts, phrase.Ago(t.now().Sub(ev.Time)))
	}
	if h := handled(t.exception()); h != "" {
		parts = append(parts, h)
	}
	for _, f := range ev.Facts {
		switch v := brief(f.Value); {
		case v == "" || f.Name == "User" || f.Name == "Library":
		case f.Name == "URL":
			parts = append(parts, urlPath(v))
		default:
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " "+t.theme.Glyphs.Dot+" ")
}

func handled(x *symbols.Exception) string {
	switch {
	case x == nil || x.Handled == nil:
		return ""
	case *x.Handled:
		return "handled"
	}
	return "unhandled"
}

// urlPath is a URL without its host, query and fragment.
func urlPath(u string) string {
	if _, rest, ok := strings.Cut(u, "://"); ok {
		u = "/"
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			u = rest[i:]
		}
	}
	if i := strings.IndexAny(u, "?#"); i >= 0 {
		u = u[:i]
	}
	return u
}

func (t *trace) openInfo() tea.Cmd {
	return send(overlayMsg{&info{env: t.env, title: "Event", rows: t.facts()}})
}
