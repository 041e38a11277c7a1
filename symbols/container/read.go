package container

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// A Reader reads one container from its beginning to its end. It is not safe
// for concurrent use, and needs no closing.
type Reader struct {
	Form Form
	Type Type

	in    *input
	body  io.Reader // the payload, unpacked
	limit int64     // bytes of payload that may be read
	read  int64     // bytes of payload that were
	roles []Role    // of the parts to come
	part  *Part     // the part that is being read, or nil
	err   error     // why nothing more can be read; io.EOF at a good end
}

// Open reads the header of a container. Its payload may unpack to limit bytes
// at most; 0 stands for [MaxUnpacked]. Containers that say at their beginning
// that they unpack to more are refused at once, with an [*Error] of the code
// TooLarge.
//
// What is wrong with a container is an [*Error]; what goes wrong while reading
// from r is wrapped.
func Open(r io.Reader, limit int64) (*Reader, error) {
	if limit <= 0 {
		limit = MaxUnpacked
	}
	limit = min(limit, math.MaxInt64-1) // one more is read to see that there is more
	in := &input{r: r}
	buf := bufio.NewReaderSize(in, blockSize)
	c := &Reader{in: in, body: buf, limit: limit}
	head, err := c.header(buf)
	if err != nil {
		return nil, err
	}
	if _, err := buf.Discard(len(head)); err != nil {
		return nil, in.explain(err)
	}
	if c.Form.Compressed() {
		if err := c.decompress(buf); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// header looks at the header and gives its bytes.
func (c *Reader) header(buf *bufio.Reader) ([]byte, error) {
	need := versionEnd
	for {
		head, err := buf.Peek(need)
		if n := min(len(head), len(magic)); string(head[:n]) != magic[:n] {
			return nil, &Error{Code: InvalidMagic, begins: seeming(head)}
		}
		switch {
		case err != nil && errors.Is(err, io.EOF):
			return nil, &Error{Code: DataTooShort, Got: uint64(len(head)), Want: uint64(need)}
		case err != nil:
			return nil, c.in.explain(err)
		case need == versionEnd:
			switch v := binary.LittleEndian.Uint32(head[len(magic):]); v {
			case 1:
				need, c.Form = typeEnd, Legacy
			case 2:
				need, c.Form = header2, Plain
			default:
				return nil, &Error{Code: WrongVersion, Got: uint64(v), Want: 2}
			}
			continue
		}
		c.Type = Type(binary.LittleEndian.Uint32(head[versionEnd:]))
		if c.roles = c.Type.Roles(); c.roles == nil {
			return nil, &Error{Code: InvalidDataType, Got: uint64(c.Type)}
		}
		if need == header2 {
			switch method := head[typeEnd]; method {
			case 0:
			case 1:
				c.Form = Zstd
			default:
				return nil, &Error{Code: UnknownCompression, Got: uint64(method)}
			}
		}
		return head, nil
	}
}

// decompress puts zstd's decoder before the payload.
func (c *Reader) decompress(buf *bufio.Reader) error {
	var first zstd.Header
	head, _ := buf.Peek(zstd.HeaderMaxSize) // fewer are well: what is wrong shows in reading
	if first.Decode(head) == nil && first.HasFCS && first.FrameContentSize > uint64(c.limit) {
		return c.tooLarge()
	}
	// One goroutine, so that there is nothing to close.
	z, err := zstd.NewReader(buf, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(MaxWindow), zstd.WithDecodeBuffersBelow(0))
	if err != nil {
		return fmt.Errorf("decompress symbol data: %w", err)
	}
	c.body = z
	return nil
}

func (c *Reader) tooLarge() *Error { return &Error{Code: TooLarge, Want: uint64(c.limit)} }

// payload reads from the payload and turns what goes wrong into our errors.
func (c *Reader) payload(b []byte) (int, error) {
	if room := c.limit - c.read + 1; int64(len(b)) > room {
		b = b[:room]
	}
	n, err := c.body.Read(b)
	c.read += int64(n)
	switch {
	case c.read > c.limit:
		return n, c.tooLarge()
	case err == nil || errors.Is(err, io.EOF):
		return n, err
	case c.in.err == nil && c.Form.Compressed():
		return n, &Error{Code: CompressionError, Err: broken(err)}
	}
	return n, c.in.explain(err)
}

// broken says what zstd's decoder means.
func broken(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("it ends too early: %w", err)
	case errors.Is(err, zstd.ErrMagicMismatch):
		return fmt.Errorf("it is not zstd, or something else comes after it: %w", err)
	case errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("it asks for more than %d MiB of memory: %w", MaxWindow>>20, err)
	}
	return err
}

// Next goes to the next part; what was not read of the one before is read over
// and checked. After the last part it gives [io.EOF] when the container ends
// there as it should, so that only who calls it until then knows that all was
// well.
func (c *Reader) Next() (*Part, error) {
	if c.err != nil {
		return nil, c.err
	}
	if c.part != nil {
		if _, err := io.Copy(io.Discard, c.part); err != nil {
			return nil, err
		}
	}
	if len(c.roles) == 0 {
		c.err = c.end()
		return nil, c.err
	}
	p := &Part{Role: c.roles[0], Size: -1, from: c}
	if c.Type == SourceAndMap {
		if p.Size, c.err = c.length(p.Role); c.err != nil {
			return nil, c.err
		}
	}
	c.part, c.roles = p, c.roles[1:]
	return p, nil
}

// length reads the length before a part. One that can't be true is held
// against the bytes that are there, which tells a broken container from a
// large one.
func (c *Reader) length(role Role) (int64, error) {
	var b [lengthSize]byte
	start := c.read
	if _, err := io.ReadFull(readerFunc(c.payload), b[:]); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, c.tooShort(role, start, 0)
	} else if err != nil {
		return 0, err
	}
	size := binary.LittleEndian.Uint64(b[:])
	if size <= uint64(c.limit-c.read) {
		return int64(size), nil
	}
	start = c.read
	if _, err := io.Copy(io.Discard, readerFunc(c.payload)); err != nil {
		return 0, err
	}
	return 0, c.tooShort(role, start-lengthSize, size)
}

// tooShort tells of a payload that ended within a part of size bytes, whose
// length stands at start.
func (c *Reader) tooShort(role Role, start int64, size uint64) *Error {
	want := uint64(start) + lengthSize
	if size > math.MaxUint64-want {
		want = math.MaxUint64
	} else {
		want += size
	}
	return &Error{Code: DataTooShort, Role: role, Got: uint64(c.read), Want: want}
}

// end holds that nothing comes after the last part.
func (c *Reader) end() error {
	want := uint64(c.read)
	n, err := io.ReadFull(readerFunc(c.payload), make([]byte, 1))
	if n > 0 {
		return &Error{Code: DataTooLong, Role: c.part.Role, Got: uint64(c.read), Want: want}
	}
	return err
}

// A Part is one text or file of a container, as an [io.Reader]. It is good
// until the next call of [Reader.Next]. Texts are checked to be UTF-8 while
// they are read.
type Part struct {
	Role Role
	Size int64 // bytes; -1 when the container does not tell

	from *Reader
	text textCheck
	read int64
}

// Read gives the next bytes of the part, and [io.EOF] at its end.
func (p *Part) Read(b []byte) (int, error) {
	c := p.from
	switch {
	case c.part != p:
		return 0, fmt.Errorf("the %s can no longer be read: the container was read on", p.Role)
	case c.err != nil:
		return 0, c.err
	case p.Size >= 0:
		b = b[:min(int64(len(b)), p.Size-p.read)]
		if p.read == p.Size {
			return 0, p.ended()
		}
	}
	if len(b) == 0 {
		return 0, nil
	}
	n, err := c.payload(b)
	p.read += int64(n)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		c.err = err
		return 0, err
	case p.Role != Archive && !p.text.add(b[:n]):
		c.err = p.notText()
		return 0, c.err
	case err == nil:
		return n, nil
	case p.Size < 0 || p.read == p.Size:
		return n, p.ended()
	}
	c.err = c.tooShort(p.Role, c.read-p.read-lengthSize, uint64(p.Size))
	return n, c.err
}

// ended is what Read gives at the end of the part.
func (p *Part) ended() error {
	if !p.text.done() {
		p.from.err = p.notText()
		return p.from.err
	}
	return io.EOF
}

func (p *Part) notText() *Error {
	return &Error{Code: InvalidUTF8, Role: p.Role, Offset: p.text.seen}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// An input remembers why it could not be read, which a decoder may hide.
type input struct {
	r   io.Reader
	err error
}

func (in *input) Read(b []byte) (int, error) {
	n, err := in.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		in.err = err
	}
	return n, err
}

// explain gives the error underneath, where there is one.
func (in *input) explain(err error) error {
	if in.err != nil {
		err = in.err
	}
	return fmt.Errorf("read symbol data: %w", err)
}
