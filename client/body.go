package client

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"slices"

	"symset/symbols/container"
)

// A packError is a failure of what is sent, not of the sending.
type packError struct{ err error }

func (e *packError) Error() string { return e.err.Error() }

func (e *packError) Unwrap() error { return e.err }

// A body is what a request sends as a stream, with a length that is known
// before: storages refuse bodies that don't tell theirs.
type body struct {
	kind   string // its Content-Type
	length int64
	write  func(io.Writer) error
}

// open starts to write the body. Closing what it gives ends that.
func (b *body) open() io.ReadCloser {
	r, w := io.Pipe()
	go func() {
		count := &counter{to: w}
		err := b.write(count)
		if err == nil && count.n != b.length {
			err = container.ErrChanged
		}
		if err != nil {
			err = &packError{err}
		}
		_ = w.CloseWithError(err) // never fails
	}()
	return r
}

// A counter counts what goes through it.
type counter struct {
	to   io.Writer
	n    int64
	tell func(n int64) // or nil
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	if c.n += int64(n); c.tell != nil {
		c.tell(c.n)
	}
	return n, err
}

// A formFile is a file of a form.
type formFile struct {
	name  string
	size  int64
	write func(io.Writer) error
}

// newForm makes a form: the fields first, then the files, each with a file
// name, for MinIO takes a part without one for a field and refuses large ones.
func newForm(fields map[string]string, files ...formFile) (*body, error) {
	var text bytes.Buffer
	form := multipart.NewWriter(&text)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if err := form.WriteField(name, fields[name]); err != nil {
			return nil, err
		}
	}
	b := &body{kind: form.FormDataContentType()}
	heads := make([][]byte, len(files))
	for i, f := range files {
		if _, err := form.CreateFormFile(f.name, f.name); err != nil {
			return nil, err
		}
		heads[i] = bytes.Clone(text.Bytes())
		text.Reset()
		b.length += int64(len(heads[i])) + f.size
	}
	if err := form.Close(); err != nil {
		return nil, err
	}
	b.length += int64(text.Len())
	b.write = func(w io.Writer) error {
		for i, f := range files {
			if _, err := w.Write(heads[i]); err != nil {
				return err
			}
			if err := f.write(w); err != nil {
				return err
			}
		}
		_, err := w.Write(text.Bytes())
		return err
	}
	return b, nil
}
