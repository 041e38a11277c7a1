package container

import (
	"errors"
	"io"
)

// unwritten bounds what a compressor holds of its input, and adds to what it
// can't compress, in bytes.
const unwritten = 1 << 20

// Exceeds gives the size in bytes of the container that [Write] would write, if
// it is more than limit, and 0 if not. It packs no more than it takes to know.
func Exceeds(limit int64, form Form, t Type, inputs ...Input) (int64, error) {
	m := &meter{limit: limit - unwritten, coming: int64(header2)}
	watched := make([]Input, len(inputs))
	for i, in := range inputs {
		m.coming += in.Size + lengthSize
		watched[i] = Input{Reader: metered{in.from(), m}, Size: in.Size}
	}
	if m.coming <= m.limit {
		return 0, nil
	}
	packed, err := Write(m, form, t, watched...)
	switch {
	case errors.Is(err, errEnough):
		return 0, nil
	case err != nil:
		return 0, err
	case packed.Size <= limit:
		return 0, nil
	}
	return packed.Size, nil
}

var errEnough = errors.New("it stays within the limit")

// A meter counts what was written, and what of the input is still to come.
type meter struct{ limit, written, coming int64 }

// Write refuses more when all that is to come would not go beyond the limit.
func (m *meter) Write(b []byte) (int, error) {
	if m.written += int64(len(b)); m.written+m.coming <= m.limit {
		return 0, errEnough
	}
	return len(b), nil
}

// metered is an input that a meter counts.
type metered struct {
	io.Reader
	meter *meter
}

func (r metered) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.meter.coming -= int64(n)
	return n, err
}
