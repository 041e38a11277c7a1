package container

import (
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
)

// A Content is a container to upload. It is written anew each time it is sent,
// so what it is made of must stay as it is until then.
type Content struct {
	Size int64  // of the container, in bytes
	Hash string // PostHog's content_hash: the container's SHA-512

	write  func(io.Writer) error
	inputs []Input
}

// Pack makes a content of the parts of a container, see [Write]. Their readers
// must be [io.ReaderAt] too. It goes over them once, to know size and hash.
func Pack(form Form, t Type, parts ...Input) (Content, error) {
	for _, part := range parts {
		if _, ok := part.Reader.(io.ReaderAt); !ok {
			return Content{}, fmt.Errorf("pack symbol set: a part can be read only once, and it is read twice")
		}
	}
	packed, err := Write(io.Discard, form, t, parts...)
	if err != nil {
		return Content{}, fmt.Errorf("pack symbol set: %w", err)
	}
	c := Content{Size: packed.Size, Hash: packed.Hash}
	if t == SourceAndMap {
		c.inputs = parts
	}
	c.write = func(w io.Writer) error {
		again, err := Write(w, form, t, parts...)
		if err == nil && again != packed {
			err = ErrChanged
		}
		return err
	}
	return c, nil
}

// Stored makes a content of a container that is there already, such as a copy that was downloaded before a replacement.
func Stored(r io.ReaderAt, size int64) (Content, error) {
	hash := sha512.New()
	if n, err := io.Copy(hash, io.NewSectionReader(r, 0, size)); err != nil || n != size {
		return Content{}, fmt.Errorf("read symbol set: %d bytes of %d: %w", n, size, cmp.Or(err, io.ErrUnexpectedEOF))
	}
	return Content{Size: size, Hash: hex.EncodeToString(hash.Sum(nil)), write: func(w io.Writer) error {
		_, err := io.Copy(w, io.NewSectionReader(r, 0, size))
		return err
	}}, nil
}

// ErrChanged is the error of sending what is not what it was when it was packed.
var ErrChanged = fmt.Errorf("the file changed while it was sent")

// Write writes the container to w. The error is [ErrChanged] when it is not
// the one that Size and Hash describe.
func (c Content) Write(w io.Writer) error { return c.write(w) }

// Inputs are the minified source and its map; nil when the content is not made
// of these.
func (c Content) Inputs() []Input { return c.inputs }
