package container

import (
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"
)

// An Input is what a part is made of. Its size must be known before it is
// read, because it stands before it.
//
// When Reader is an [io.ReaderAt] too, as files, [io.SectionReader] and the
// readers of packages bytes and strings are, it is read from its beginning
// whatever was read of it, and its offset stays as it is. So the same Input
// can be written twice: once to [io.Discard], to know what an upload has to
// announce, and once to send it.
type Input struct {
	Reader io.Reader
	Size   int64 // bytes
}

// Packed describes a container that was written.
type Packed struct {
	Size int64  // bytes of the whole container, header and all
	Hash string // its SHA-512 in lower-case hex: what posthog-cli gives as content_hash
}

// Write packs inputs as a container and writes it to w. The inputs are those
// that [Type.Roles] names, in that order. The same inputs give the same bytes,
// on every machine, as long as the compressor stays the same version.
//
// Inputs that hold more or less than their size, and texts that are not UTF-8,
// are errors; those of UTF-8 are an [*Error] of the code InvalidUTF8. What was
// written to w before an error is no container.
func Write(w io.Writer, form Form, t Type, inputs ...Input) (Packed, error) {
	roles := t.Roles()
	switch {
	case roles == nil:
		return Packed{}, &Error{Code: InvalidDataType, Got: uint64(t)}
	case form < Zstd || form > Legacy:
		return Packed{}, fmt.Errorf("write symbol data: there is no %v", form)
	case len(inputs) != len(roles):
		return Packed{}, fmt.Errorf("write symbol data: %v has %d parts, and %d were given", t, len(roles), len(inputs))
	}
	total := int64(0)
	for i, in := range inputs {
		switch {
		case in.Size < 0:
			return Packed{}, fmt.Errorf("write symbol data: the size of the %s is not known", roles[i])
		case in.Size > MaxUnpacked-total:
			return Packed{}, fmt.Errorf("the %s of %d bytes does not go into symbol data: %w", roles[i], in.Size, &Error{Code: TooLarge, Want: MaxUnpacked})
		}
		total += in.Size
		if t == SourceAndMap {
			total += lengthSize
		}
	}
	out := &output{w: w, hash: sha512.New()}
	if _, err := out.Write(header(form, t)); err != nil {
		return Packed{}, err
	}
	if err := payload(out, form, t, total, inputs); err != nil {
		return Packed{}, err
	}
	return Packed{Size: out.size, Hash: hex.EncodeToString(out.hash.Sum(nil))}, nil
}

func header(form Form, t Type) []byte {
	head := append(make([]byte, 0, header2), magic...)
	head = binary.LittleEndian.AppendUint32(head, uint32(form.Version()))
	head = binary.LittleEndian.AppendUint32(head, uint32(t))
	switch form {
	case Zstd:
		head = append(head, 1)
	case Plain:
		head = append(head, 0)
	}
	return head
}

// payload writes the parts, total bytes of them.
func payload(out *output, form Form, t Type, total int64, inputs []Input) error {
	if !form.Compressed() {
		return parts(out, t, inputs)
	}
	// One goroutine, because the bytes must not depend on how many there are.
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(zstdLevel)), zstd.WithWindowSize(zstdWindow),
		zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false),
		zstd.WithSingleSegment(true), zstd.WithZeroFrames(true))
	if err != nil {
		return fmt.Errorf("compress symbol data: %w", err)
	}
	z.ResetContentSize(out, total)
	err = parts(z, t, inputs)
	if err == nil {
		err = z.Close()
	}
	if out.err != nil {
		return out.err
	}
	return err
}

// parts writes the inputs, each with its length where the type has lengths.
func parts(w io.Writer, t Type, inputs []Input) error {
	block := make([]byte, blockSize)
	for i, in := range inputs {
		role := t.Roles()[i]
		if t == SourceAndMap {
			if _, err := w.Write(binary.LittleEndian.AppendUint64(nil, uint64(in.Size))); err != nil {
				return err
			}
		}
		if err := part(w, role, in, block); err != nil {
			return err
		}
	}
	return nil
}

// from gives the input from its beginning on, and one byte more if there is one.
func (in Input) from() io.Reader {
	if at, ok := in.Reader.(io.ReaderAt); ok {
		return io.NewSectionReader(at, 0, in.Size+1)
	}
	return in.Reader
}

// part copies one input, holding that it is what it was said to be.
func part(w io.Writer, role Role, in Input, block []byte) error {
	from := in.from()
	var text textCheck
	for left := in.Size; ; {
		n, err := from.Read(block[:min(left+1, int64(len(block)))])
		if int64(n) > left {
			return fmt.Errorf("the %s has more than the %d bytes it was said to have: did it change?", role, in.Size)
		}
		if role != Archive && !text.add(block[:n]) {
			return &Error{Code: InvalidUTF8, Role: role, Offset: text.seen}
		}
		if _, err := w.Write(block[:n]); err != nil {
			return err
		}
		left -= int64(n)
		switch {
		case err == nil:
		case !errors.Is(err, io.EOF):
			return fmt.Errorf("read the %s: %w", role, err)
		case left > 0:
			return fmt.Errorf("the %s has %d bytes of the %d it was said to have: did it change?", role, in.Size-left, in.Size)
		case !text.done():
			return &Error{Code: InvalidUTF8, Role: role, Offset: text.seen}
		default:
			return nil
		}
	}
}

// An output counts and hashes what goes through, and remembers why it stopped.
type output struct {
	w    io.Writer
	hash hash.Hash
	size int64
	err  error
}

func (o *output) Write(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		o.err = fmt.Errorf("write symbol data: %w", err)
		return n, o.err
	}
	o.hash.Write(b)
	o.size += int64(n)
	return n, nil
}
