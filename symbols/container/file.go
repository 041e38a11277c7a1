package container

import (
	"errors"
	"io"
	"os"
)

// File gives an input of the file at path, which is opened each time it is
// read: none stays open while nobody reads. The error is that of finding it.
func File(path string) (Input, error) {
	st, err := os.Stat(path)
	if err != nil {
		return Input{}, err
	}
	return Input{Reader: &reopened{path: path}, Size: st.Size()}, nil
}

type reopened struct {
	path string
	at   int64
}

// ReadAt reads as of an [os.File].
func (r *reopened) ReadAt(p []byte, off int64) (int, error) {
	f, err := os.Open(r.path)
	if err != nil {
		return 0, err
	}
	defer f.Close() // it was only read
	return f.ReadAt(p, off)
}

// Read reads on.
func (r *reopened) Read(p []byte) (int, error) {
	n, err := r.ReadAt(p, r.at)
	r.at += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}
