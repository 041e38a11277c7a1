package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"

	"symset/client"
	"symset/theme"
)

// ask asks the person at the terminal for a line.
func (s *streams) ask(ctx context.Context, question string) (string, error) {
	fmt.Fprint(s.err, theme.Text(question))
	return s.answer(ctx, func() (string, error) { return readLine(s.in) })
}

// askSecret asks for a line that does not show while it is typed.
func (s *streams) askSecret(ctx context.Context, question string) (client.Secret, error) {
	f, tty := terminal(s.in)
	if !tty {
		return client.Secret{}, errors.New("there is no terminal to ask for a key")
	}
	before, err := term.GetState(f.Fd())
	if err != nil {
		return client.Secret{}, fmt.Errorf("asking for a key: %w", err)
	}
	defer term.Restore(f.Fd(), before) // also when an interrupt comes first
	fmt.Fprint(s.err, theme.Text(question))
	text, err := s.answer(ctx, func() (string, error) {
		key, err := term.ReadPassword(f.Fd())
		return string(key), err
	})
	fmt.Fprintln(s.err)
	return client.NewSecret(strings.TrimSpace(text)), err
}

// answer waits for a read, or for the end of ctx, which ends no read.
func (s *streams) answer(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := read()
		got <- answer{text, err}
	}()
	select {
	case a := <-got:
		return strings.TrimSpace(a.text), a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine reads up to the end of a line, and nothing behind it.
func readLine(in io.Reader) (string, error) {
	var line strings.Builder
	r := bufio.NewReaderSize(in, 16)
	for line.Len() < 4096 {
		b, err := r.ReadByte()
		if err == io.EOF && line.Len() > 0 || b == '\n' {
			break
		}
		if err != nil {
			return "", fmt.Errorf("reading an answer: %w", err)
		}
		line.WriteByte(b)
	}
	return line.String(), nil
}

// confirmed asks whether to go on. Where there is nobody to ask it is an error
// that names the flag which answers.
func (s *streams) confirmed(ctx context.Context, question, flag string) (bool, error) {
	if _, tty := terminal(s.in); !tty {
		return false, advice{errors.New("there is nobody to ask whether to go on: standard input is not a terminal"), flag + " goes on without asking"}
	}
	text, err := s.ask(ctx, question+" [y/N] ")
	if err != nil {
		return false, err
	}
	text = strings.ToLower(text)
	return text == "y" || text == "yes", nil
}
