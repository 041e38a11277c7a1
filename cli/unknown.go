package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"symset/symbols"
	"symset/symbols/reason"
)

// flagError says what is wrong with a flag. Before one that is not known may
// stand a command that is not: then that is what is wrong.
func flagError(cmd *cobra.Command, err error) error {
	if given := cmd.Flags().Args(); len(given) > 0 && cmd.HasSubCommands() && cmd.Args != nil {
		if unknown := cmd.Args(cmd, given); unknown != nil {
			return unknown
		}
	}
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		err = fmt.Errorf("invalid argument %q for --%s: %w", wrong.GetValue(), wrong.GetFlag().Name, inWords(wrong.Unwrap()))
	}
	return advice{err, fmt.Sprintf("%s --help lists the flags", cmd.CommandPath())}
}

// inWords says for people what strconv says of a number or a switch.
func inWords(err error) error {
	wrong, ok := errors.AsType[*strconv.NumError](err)
	switch {
	case !ok:
		return err
	case wrong.Func == "ParseBool":
		return errors.New("it must be true or false")
	case errors.Is(err, strconv.ErrRange):
		return errors.New("it is too large")
	}
	return errors.New("it must be a whole number")
}

// knownCommand refuses what is no command, with the nearest one as a hint. The
// address of a page of PostHog needs none.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || len(args) == 1 && namesPage(args[0]) {
		return nil
	}
	hint := "symset help lists the commands"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean symset " + strings.Join(near, " or symset ") + "?"
	} else if symbols.IsUUID(args[0]) {
		hint = "an exception: symset open " + args[0] + ", a symbol set: symset sets " + args[0]
	} else if isFile(args[0]) {
		hint = "to read a trace or an event from a file: symset open " + reason.Quote(args[0], "FILE")
	}
	return advice{fmt.Errorf("unknown command %q", args[0]), hint}
}

// oneOf is for a command that does nothing but have others.
func oneOf(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return advice{fmt.Errorf("unknown command %q for %s", args[0], cmd.CommandPath()), "it is one of " + strings.Join(names, ", ")}
}

// strict has cobra's own commands refuse what they don't know, which they take
// for nothing.
func strict(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if found, _, err := root.Find(args); err == nil && found != root {
					return nil
				}
				return knownCommand(root, args)
			}
		case "completion":
			cmd.Args = oneOf
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}

// knownSubcommand refuses what is no subcommand.
func knownSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "to see one: " + cmd.CommandPath() + " show " + reason.Quote(args[0], "NAME")
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + cmd.CommandPath() + " " + near[0] + "?"
	}
	return advice{fmt.Errorf("unknown command %q for %s", args[0], cmd.CommandPath()), hint}
}
