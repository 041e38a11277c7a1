package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"symset/symbols"
	"symset/symbols/container"
)

// ends are how the parts of a symbol set are named on disk.
var ends = map[container.Role]string{
	container.Source: "", container.Map: ".map", container.Mapping: ".txt", container.Archive: ".zip",
}

// fetchSet downloads a set's file and unpacks it into the working folder. It
// names the files that it made, and makes none where there is one already.
func fetchSet(ctx context.Context, p symbols.Project, s symbols.Set, j *job) (names []string, err error) {
	body, size, err := p.Download(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	j.done.Store(0)
	j.total.Store(max(0, size))
	c, err := container.Open(&counter{body, j}, 0)
	if err != nil {
		return nil, fmt.Errorf("read the symbol set: %w", err)
	}
	base := fileNameOf(s.Ref)
	for {
		part, err := c.Next()
		if errors.Is(err, io.EOF) {
			return names, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the symbol set: %w", err)
		}
		name := base + ends[part.Role]
		if part.Role == container.Source && symbols.IsUUID(base) {
			name += ".js"
		}
		if err := save(name, part); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
}

// save writes a new file; one that could not be written whole is taken away.
func save(name string, r io.Reader) error {
	f, err := createNew(".", name)
	if err != nil {
		return fmt.Errorf("save the symbol set: %w", err)
	}
	_, err = io.Copy(f, r)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("save %s: %w", name, err), os.Remove(name))
	}
	return nil
}

// counter tells a job how much was read.
type counter struct {
	r io.Reader
	j *job
}

// Read reads, and counts.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.j.done.Add(int64(n))
	return n, err
}
