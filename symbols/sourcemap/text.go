package sourcemap

import (
	"errors"
	"io"
	"os"
)

// A text is the JSON behind a map: in memory, or in a file that is read piece
// by piece. Files are read and not mapped into memory, so that one that shrinks
// meanwhile is an error and not a crash.
type text struct {
	mem  []byte   // the whole text; nil when it is in file
	file *os.File // nil when it is in mem
	from int64    // where the JSON begins, behind a byte-order mark and a guard
	size int64    // where it ends
}

// wholeSize is the size in bytes up to which a file is read at once and closed.
const wholeSize = 256 << 10

func (t *text) close() error {
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// read gives the bytes [from, to) of the text. They lie in the text itself or
// in buf, which grows as needed; the buffer to hand in next time is returned.
func (t *text) read(from, to int64, buf []byte) (part, next []byte, err error) {
	if from < 0 || to > t.size || from > to {
		return nil, buf, &Error{Code: Unreadable, Message: "a piece of the map lies outside of it"}
	}
	if t.file == nil {
		return t.mem[from:to:to], buf, nil
	}
	n := int(to - from)
	if cap(buf) < n {
		buf = make([]byte, n)
	}
	buf = buf[:cap(buf)]
	if _, err := t.file.ReadAt(buf[:n], from); err != nil {
		return nil, buf, unreadable(err)
	}
	return buf[:n], buf, nil
}

func unreadable(err error) *Error {
	if errors.Is(err, io.EOF) {
		return &Error{Code: Unreadable, Message: "the file became shorter while it was read"}
	}
	return &Error{Code: Unreadable, Message: "could not read the file", Err: err}
}

// A stream gives a file's text block after block, reading ahead in a goroutine.
type stream struct {
	ready chan block
	free  chan []byte
	quit  chan struct{}
	held  []byte // what was given last
}

type block struct {
	data []byte
	err  error
}

// blockSize is how much of a file is read at a time, in bytes.
const blockSize = 256 << 10

func (t *text) stream() *stream {
	s := &stream{ready: make(chan block, 1), free: make(chan []byte, 3), quit: make(chan struct{})}
	for range cap(s.free) {
		s.free <- nil
	}
	go s.readAhead(t)
	return s
}

func (s *stream) readAhead(t *text) {
	defer close(s.ready)
	for at := t.from; at < t.size; {
		var buf []byte
		select {
		case buf = <-s.free:
		case <-s.quit:
			return
		}
		if buf == nil {
			buf = make([]byte, blockSize)
		}
		part, _, err := t.read(at, min(at+blockSize, t.size), buf)
		select {
		case s.ready <- block{part, err}:
		case <-s.quit:
			return
		}
		if err != nil {
			return
		}
		at += int64(len(part))
	}
}

// next gives the next block, which is good until the one after it is asked
// for; nil at the end.
func (s *stream) next() ([]byte, error) {
	if s.held != nil {
		s.free <- s.held
	}
	b := <-s.ready
	s.held = b.data
	return b.data, b.err
}

func (s *stream) stop() { close(s.quit) }
