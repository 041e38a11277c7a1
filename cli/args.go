package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"symset/symbols/phrase"
)

// atMost is [cobra.MaximumNArgs] in symset's words; what names the arguments.
func atMost(n int, what string) cobra.PositionalArgs { return between(0, n, what) }

// exactly is cobra.ExactArgs in our words.
func exactly(n int, what string) cobra.PositionalArgs { return between(n, n, what) }

// between takes least to most arguments, none of them blank: that is what a variable
// of a shell leaves that was never set.
func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		said := ""
		switch {
		case slices.ContainsFunc(args, func(arg string) bool { return strings.TrimSpace(arg) == "" }):
			said = "an empty argument"
		case len(args) < least || len(args) > most:
			said = phrase.Count(len(args), "argument")
		default:
			return nil
		}
		return advice{fmt.Errorf("%s takes %s, not %s", cmd.CommandPath(), what, said), cmd.CommandPath() + " --help shows how it is used"}
	}
}

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	of    []string
}

func (c *choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c *choice) Type() string { return strings.Join(c.of, "|") }

func (c *choice) Set(v string) error {
	if slices.Contains(c.of, v) {
		*c.value = v
		return nil
	}
	return fmt.Errorf("must be %s or %s", strings.Join(c.of[:len(c.of)-1], ", "), c.of[len(c.of)-1])
}

// chosen adds a flag that takes one of a few words.
func chosen(cmd *cobra.Command, value *string, name, usage string, of ...string) {
	cmd.Flags().Var(&choice{value, of}, name, usage)
}
