package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"symset/symbols"
	"symset/symbols/capture"
	"symset/symbols/reason"
)

// howToGive tells where an exception can come from.
const howToGive = `name a file with a trace or an event, or pipe it in: pbpaste | %[1]s -
paste it here: %[1]s - , paste, then press ctrl+d on a line of its own`

// readEvents reads the exceptions from the file that args names, or from
// standard input for "-" and, when something is piped in, for nothing.
func (s *streams) readEvents(cmd *cobra.Command, args []string) ([]symbols.Event, error) {
	name, in := "standard input", s.in
	switch _, tty := terminal(s.in); {
	case len(args) == 0 && tty:
		return nil, advice{errors.New("there is nothing to read: no file is named and nothing is piped in"),
			fmt.Sprintf(howToGive, cmd.CommandPath())}
	case len(args) == 1 && args[0] != "-":
		f, err := openFile(args[0])
		if err != nil {
			return nil, err
		}
		defer f.Close()
		name, in = args[0], f
	case tty:
		s.say("note", "paste a stack trace or an event, then press ctrl+d on a line of its own")
	}
	events, err := capture.Read(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i := range events {
		s.sayNotes(events[i].Notes)
	}
	return events, nil
}

// openFile opens a file for reading, with an error that says what it is
// instead.
func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	if isFolder(name) {
		f.Close()
		return nil, advice{fmt.Errorf("%s is a folder, not a file with a trace or an event", name),
			"a build's folder is named with --maps " + reason.Quote(name, "DIR")}
	}
	return f, nil
}

// fileError says what is wrong with a file in a person's words.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return advice{fmt.Errorf("there is no file %s", name), "check the spelling; the path is taken from the current folder"}
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be read: permission denied", name)
	}
	return err
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
