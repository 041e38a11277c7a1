package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan is a topic of symset help: the manual page, in roff. Cobra's own maker
// of such pages brings a Markdown and a YAML library with it; this one needs
// none, since what the commands say of themselves is plain text.
func newMan(s *streams) *cobra.Command {
	cmd := &cobra.Command{Use: "man", Short: "The manual page, for man: symset help man > symset.1"}
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_ = s.write(manual(cmd.Root())) // help has no exit code of its own
	})
	return cmd
}

// manual writes the manual page of a command and all below it.
func manual(root *cobra.Command) []byte {
	var m roff
	m.line(".TH %s 1 \"\" \"%s %s\" \"User commands\"", strings.ToUpper(root.Name()), root.Name(), number())
	m.line(".SH NAME\n%s \\- %s", root.Name(), escaped(lower(root.Short)))
	m.line(".SH SYNOPSIS\n.B %s\n[\\fIcommand\\fR] [\\fIflags\\fR]", root.Name())
	m.line(".SH DESCRIPTION")
	m.paragraphs(root.Long)
	m.line(".SH COMMANDS")
	m.commands(root)
	m.line(".SH OPTIONS\nThose of the app, and those that every command takes.")
	m.flags(root.LocalFlags())
	m.line(".SH KEYS")
	m.as(string(keyTable()))
	m.line(".SH EXAMPLES")
	m.as(root.Example)
	return m.Bytes()
}

// lower writes a sentence's first letter small, as names of pages go.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// A roff is text in the language of manual pages.
type roff struct{ bytes.Buffer }

func (m *roff) line(format string, a ...any) { fmt.Fprintf(m, format+"\n", a...) }

// commands describes each command below cmd that does something, in full.
func (m *roff) commands(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		if sub.IsAdditionalHelpTopicCommand() || sub.Name() == "help" {
			continue
		}
		if sub.Runnable() {
			m.line(".SS %s", escaped(strings.TrimSuffix(sub.UseLine(), " [flags]")))
			m.paragraphs(sub.Long)
			m.flags(sub.LocalFlags())
			if sub.Example != "" {
				m.as(sub.Example)
			}
		}
		m.commands(sub)
	}
}

// flags lists flags with what they mean.
func (m *roff) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "\\fB" + escaped("--"+f.Name) + "\\fR"
		if f.Shorthand != "" {
			name = "\\fB" + escaped("-"+f.Shorthand) + "\\fR, " + name
		}
		if value != "" {
			name += " \\fI" + escaped(value) + "\\fR"
		}
		m.line(".TP\n%s\n%s", name, escaped(usage))
	})
}

// paragraphs writes text that is filled, but for what is indented.
func (m *roff) paragraphs(text string) {
	for part := range strings.SplitSeq(text, "\n\n") {
		if strings.HasPrefix(part, " ") {
			m.as(part)
		} else {
			m.line(".PP\n%s", escaped(part))
		}
	}
}

// as writes lines as they are.
func (m *roff) as(text string) {
	m.line(".PP\n.nf\n%s\n.fi", escaped(strings.TrimRight(text, "\n")))
}

// escaped makes text mean itself: a backslash, a hyphen that is copied, and a
// dot or quote that begins a line.
func escaped(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'").Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
