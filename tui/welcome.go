package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/capture"
	"symset/theme"
	"symset/tui/files"
)

// A Login waits for a person's approval on a page of PostHog.
type Login struct {
	URL, Code string
	Expires   time.Time
	// Wait gives the options of the app on the project that was approved. It
	// is called from a command and ends with its context.
	Wait func(context.Context) (Options, error)
}

// welcome is the page that is seen when nobody is signed in: three ways on.
type welcome struct {
	*env
	opts Options
	w, h int

	work   latest // the way that was chosen
	doing  string // in words
	login  *Login // that waits for approval
	err    error
	wanted Start // where to begin once someone is signed in
	query  field // a path, or a pasted trace
	spin   spinner
}

// loginMsg brings the page to approve at.
type loginMsg struct {
	req   int
	login Login
	err   error
}

// signedInMsg brings a project to work on.
type signedInMsg struct {
	req  int
	opts Options
	err  error
}

// eventsOpenedMsg brings what was read from a file or a paste.
type eventsOpenedMsg struct {
	req    int
	events []symbols.Event
	err    error
}

// errSignInFirst says what has to be done before a page of PostHog is shown.
var errSignInFirst = errors.New("that is the address of a page of PostHog: sign in to see it")

// useMsg asks the app to work on a project.
type useMsg struct{ opts Options }

func newWelcome(e *env, opts Options) *welcome { return &welcome{env: e, opts: opts} }

func (p *welcome) title() string   { return "welcome" }
func (p *welcome) resize(w, h int) { p.w, p.h = w, h }
func (p *welcome) close()          { p.work.stop() }

func (p *welcome) cursor() *tea.Cursor { return p.query.cursor(p.w, p.h, 4) }

func (p *welcome) actions() []action {
	if p.query.typing {
		return []action{
			{id: "welcome.read", key: bind("enter", "open", "enter"), title: "Open it", group: "Begin"},
			{id: "welcome.end", key: bind("esc", "cancel", "esc"), title: "Open nothing", group: "Begin"},
		}
	}
	return []action{
		{id: "welcome.back", key: bind("esc", p.backWord(), "esc"), title: "Cancel what is under way", group: "Begin", off: p.noBack(), run: p.back},
		{id: "welcome.signin", key: bind("s", "sign in", "s"), title: "Sign in to PostHog in the browser", group: "Begin", off: p.noWay(p.opts.SignIn != nil), run: p.signIn},
		{id: "welcome.key", key: bind("k", "key", "k"), title: "Sign in with a personal API key, without a browser", group: "Begin", off: p.noWay(p.opts.SignInKey != nil), run: p.askKey},
		{id: "welcome.demo", key: bind("d", "demo", "d"), title: "Look around in a built-in project", group: "Begin", off: p.noWay(p.opts.Demo != nil), run: p.demo},
		{id: "welcome.open", key: bind("o", "open", "o"), title: "Open a file with an exception, or paste a stack trace", group: "Begin", off: p.noWay(true), run: p.open},
		{id: "welcome.copy", key: bind("y", "", "y"), title: "Copy the address to approve at", group: "Begin", off: p.noLogin(), run: p.copy},
	}
}

func (p *welcome) noWay(there bool) string {
	switch {
	case p.work.busy():
		return p.doing + " is under way; esc cancels"
	case !there:
		return "it is not available here"
	}
	return ""
}

func (p *welcome) noBack() string { return when(!p.work.busy(), nothingBack) }

func (p *welcome) backWord() string { return when(p.work.busy(), "cancel") }

func (p *welcome) noLogin() string { return when(p.login == nil, "there is no address to copy") }

func (p *welcome) back() tea.Cmd {
	p.work.stop()
	p.login, p.doing = nil, ""
	return nil
}

// begin takes up a way.
func (p *welcome) begin(doing string) (context.Context, int) {
	p.doing, p.err, p.login = doing, nil, nil
	return p.work.start(p.env)
}

// signIn asks for a page to approve at; loginMsg answers.
func (p *welcome) signIn() tea.Cmd {
	ctx, req := p.begin("signing in")
	signIn := p.opts.SignIn
	return tea.Batch(p.spin.start(), func() tea.Msg {
		login, err := signIn(ctx)
		return loginMsg{req, login, err}
	})
}

// approve shows the page, and waits for the approval; signedInMsg answers.
func (p *welcome) approve(msg loginMsg) tea.Cmd {
	if msg.err != nil {
		return p.fail(msg.err)
	}
	p.login = &msg.login
	ctx, req, wait := p.work.ctx, p.work.n, msg.login.Wait
	return tea.Batch(p.browse(msg.login.URL), func() tea.Msg {
		opts, err := wait(ctx)
		return signedInMsg{req, opts, err}
	})
}

// askKey asks for a key, and signs in with it; signedInMsg answers.
func (p *welcome) askKey() tea.Cmd {
	signIn := p.opts.SignInKey
	form := &keyForm{env: p.env}
	if form.fields[0].insert(p.opts.Host) {
		form.at = 1 // the address is there
	}
	form.yes = func(host, project, key string) tea.Cmd {
		return p.use("trying the key", func(ctx context.Context) (Options, error) { return signIn(ctx, host, project, key) })
	}
	return send(overlayMsg{form})
}

// demo opens the built-in project; signedInMsg answers.
func (p *welcome) demo() tea.Cmd {
	p.wanted = Start{}
	return p.use("opening the demo", p.opts.Demo)
}

// use takes up a way that leads to a project; signedInMsg answers.
func (p *welcome) use(doing string, open func(context.Context) (Options, error)) tea.Cmd {
	ctx, req := p.begin(doing)
	return tea.Batch(p.spin.start(), func() tea.Msg {
		opts, err := open(ctx)
		return signedInMsg{req, opts, err}
	})
}

func (p *welcome) open() tea.Cmd {
	p.query, p.err = field{typing: true}, nil
	return nil
}

func (p *welcome) copy() tea.Cmd {
	return tea.Batch(tea.SetClipboard(clean(p.login.URL)), say("copied the address"))
}

// fail tells why a way did not lead on.
func (p *welcome) fail(err error) tea.Cmd {
	p.work.stop()
	p.login, p.err = nil, err
	return p.heard(err)
}

func (p *welcome) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loginMsg:
		if p.work.is(msg.req) {
			return p.approve(msg)
		}
	case signedInMsg:
		if p.work.is(msg.req) {
			if msg.err != nil {
				return p.fail(msg.err)
			}
			p.work.stop()
			msg.opts.Start = p.wanted
			return send(useMsg{msg.opts})
		}
	case eventsOpenedMsg:
		if p.work.is(msg.req) {
			if msg.err != nil {
				return p.fail(msg.err)
			}
			p.work.stop()
			return send(openTraceMsg{walkOver(msg.events)})
		}
	case spinMsg:
		return p.spin.turn(msg, p.work.busy())
	case tea.PasteMsg:
		if !p.query.typing || strings.Contains(msg.Content, "\n") {
			p.query.typing = false
			return p.read(msg.Content)
		}
		p.query.update(msg)
	case tea.KeyPressMsg:
		return p.typed(msg)
	}
	return nil
}

func (p *welcome) typed(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		p.query.typing = false
	case "enter":
		p.query.typing = false
		return p.read(p.query.value())
	default:
		p.query.update(k)
	}
	return nil
}

// read reads an exception from a pasted text, or from the file that it names;
// eventsOpenedMsg answers.
func (p *welcome) read(text string) tea.Cmd {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if page, ok := symbols.ReadPage(text); ok {
		p.wanted = Start{Event: page.Event, Issue: page.Issue, Exceptions: page.Issues, Sets: page.Sets}
		p.err = errSignInFirst
		return nil
	}
	_, req := p.begin("reading")
	return func() tea.Msg {
		events, err := readEvents(text)
		return eventsOpenedMsg{req, events, err}
	}
}

// readEvents reads the file that a text names, as it is typed, pasted or dropped,
// else the text itself.
func readEvents(text string) ([]symbols.Event, error) {
	home, _ := os.UserHomeDir()
	if name, ok := files.Pasted(text, "", home); ok {
		if _, err := os.Stat(name); err == nil { // else it may be no path at all
			f, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			return capture.Read(f)
		}
	}
	events, err := capture.Parse([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("there is no file of that name, and it is not a stack trace: %w", err)
	}
	return events, nil
}

func (p *welcome) view() string {
	th := p.theme
	lines := []string{
		th.Title.Render(" symset") + th.Fit("  reads minified stack traces as the source they came from", p.w-7),
		line(th, p.w),
		th.Strong.Render(th.Fit(" You are not signed in", p.w)),
		theme.Spaces(p.w),
	}
	ways := keyRows(th, [][2]string{
		{"s", "sign in to PostHog: symbol sets, exceptions, uploads"},
		{"k", "sign in with a personal API key, without a browser"},
		{"d", "demo: look around in a built-in project; nothing leaves this machine"},
		{"o", "open a file with an exception, or paste a stack trace"},
	}, p.w)
	if p.opts.Host == "" && p.opts.SignIn != nil {
		ways = slices.Insert(ways, 1, th.Dim.Render(th.Fit("      this asks us.posthog.com; for another: symset --host https://eu.posthog.com", p.w)))
	}
	lines = append(lines, ways...)
	lines = append(lines, theme.Spaces(p.w))
	switch {
	case p.err != nil:
		lines = append(lines, p.reasons(problemOf(p.err).told(), p.w)...)
	case p.login != nil:
		lines = append(lines, sentence(th, p.w, th.Glyphs.Hint, theme.Style{}, "Approve in the browser, at")...)
		lines = append(lines, th.Info.Render(th.Fit("   "+brief(p.login.URL), p.w)))
		lines = append(lines, th.Fit("   if it shows the code "+brief(p.login.Code)+"   (y copies the address)", p.w))
		lines = append(lines, p.spin.says(th, "   ", "waiting until "+p.login.Expires.Local().Format("15:04"), p.w))
	case p.work.busy():
		lines = append(lines, p.spin.says(th, "   ", p.doing, p.w))
	default:
		lines = append(lines, th.Dim.Render(th.Fit(" Credentials are looked for in", p.w)))
		for _, at := range p.opts.Looked {
			lines = append(lines, th.Dim.Render(th.Fit("   "+th.Glyphs.Dot+" "+theme.Text(at), p.w)))
		}
	}
	lines = filled(lines, p.w, max(0, p.h-1))
	if !p.query.typing {
		return joinLines(append(lines, line(th, p.w)))
	}
	return joinLines(append(lines, p.query.line(th, ">", p.w, 4)+" "))
}
