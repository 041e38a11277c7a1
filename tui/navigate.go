package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/waiting"
)

// beginMsg starts a page's work: it has come up.
type beginMsg struct{}

// backMsg leaves the page in front.
type backMsg struct{}

// openSetMsg opens the page of a symbol set, by its id or else by its ref; a
// row that is at hand is shown until the answer comes.
type openSetMsg struct {
	id  string
	ref symbols.Ref
	row *setRow
}

// openTraceMsg opens the stack trace of the events that walk goes through.
type openTraceMsg struct{ walk *walk }

// openEventMsg opens the stack trace of an event that is yet to be asked for.
type openEventMsg struct {
	id    string
	issue string // to open if there is no such event; may be empty
}

// openIssueMsg goes to an issue among the exceptions.
type openIssueMsg struct{ id string }

// mendMsg begins the upload of symbol sets, matchMsg looks for them in the
// builds, explainMsg tells step by step why a frame of one does not read: any
// that waits for it when frame is nil.
type (
	mendMsg struct {
		refs  []symbols.Ref
		found []candidate // the files to choose from; nil: they are looked for
	}
	matchMsg   struct{ refs []symbols.Ref }
	explainMsg struct {
		ref   symbols.Ref
		frame *symbols.Frame
		trace []*symbols.Frame
	}
)

// setsArePostHogs is why nothing can be done about a symbol set without a project.
const setsArePostHogs = "symbol sets are in PostHog: sign in with symset login"

// send makes a command of a message.
func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// navigate carries out what pages ask of the app, and reports whether msg was
// that.
func (a *app) navigate(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case beginMsg:
		return tea.Batch(a.begin(), a.lookPending()), true
	case useMsg:
		a.end()
		a.use(msg.opts)
		a.history = history{}
		a.toast.leave()
		a.resize(a.w, a.h)
		return tea.Batch(a.begin(), a.lookPending(), msg.opts.Start.open()), true
	case zoomMsg:
		a.zoomed = !a.zoomed
		a.resize(a.w, a.h)
		return nil, true
	case backMsg:
		return a.pop(), true
	case openSetMsg:
		if a.project == nil {
			return complain(setsArePostHogs), true
		}
		return a.push(newSetPage(a.env, msg, a.tally())), true
	case openTraceMsg:
		return a.push(newTrace(a.env, msg.walk)), true
	case openEventMsg:
		if a.project == nil {
			return complain("events are in PostHog: sign in with symset login"), true
		}
		return a.push(newTrace(a.env, walkEvent(a.project, msg.id, msg.issue, a.now()))), true
	case openIssueMsg:
		if len(a.tabs) <= exceptionsTab {
			return nil, true
		}
		return tea.Batch(a.show(exceptionsTab), a.tabs[exceptionsTab].pages[0].update(msg)), true
	case mendMsg:
		return a.mend(msg), true
	case matchMsg:
		if len(a.tabs) <= buildTab {
			return complain("builds are matched with what PostHog lacks: sign in with symset login"), true
		}
		return tea.Batch(a.show(buildTab), a.tabs[buildTab].pages[0].update(msg)), true
	case explainMsg:
		return a.push(newExplain(a.env, msg, a.waitOf(msg.ref))), true
	}
	return nil, false
}

// mend opens the upload of the first of the refs: each needs a file of its own.
func (a *app) mend(msg mendMsg) tea.Cmd {
	refs := msg.refs
	switch {
	case a.project == nil:
		return complain(setsArePostHogs)
	case len(refs) == 0:
		return say("there is no symbol set to upload for")
	case len(refs) > 1:
		return tea.Batch(a.push(newUpload(a.env, refs[0], a.waitOf(refs[0]), msg.found)), say("one file at a time: this is the first of "+phrase.Count(len(refs), "symbol set")+"; m matches all of them with a build"))
	}
	return a.push(newUpload(a.env, refs[0], a.waitOf(refs[0]), msg.found))
}

// waitOf is what the page of symbol sets knows to wait for a ref, or nil.
func (a *app) waitOf(ref symbols.Ref) *waiting.Wait {
	if t := a.tally(); t != nil {
		return t.Of(ref)
	}
	return nil
}

// tally is what the page of symbol sets knows to wait, or nil.
func (a *app) tally() *waiting.Tally {
	if s, ok := a.tabs[setsTab].pages[0].(*sets); ok {
		return s.survey.tally
	}
	return nil
}
