package container

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"
)

// zeros are n bytes of nothing in zstd frames, in a container's header.
func zeros(t testing.TB, kind Type, n int64, pledge bool) []byte {
	t.Helper()
	buf := bytes.NewBuffer(header(Zstd, kind))
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	if z.Reset(buf); pledge {
		z.ResetContentSize(buf, n)
	}
	if _, err := io.Copy(z, io.LimitReader(endless{}, n)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// frame compresses text into a zstd frame of its own.
func frame(t testing.TB, text string) string {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(z.EncodeAll([]byte(text), nil))
}

func long(n uint64) string { return string(binary.LittleEndian.AppendUint64(nil, n)) }

func TestRefuses(t *testing.T) {
	legacy, plain, squeezed := string(header(Legacy, SourceAndMap)), string(header(Plain, SourceAndMap)), string(header(Zstd, SourceAndMap))
	payload := examplePayload(t)
	for _, c := range []struct {
		name, data string
		want       Error
		text       string
	}{
		{"nothing", "", Error{Code: DataTooShort, Want: 26}, "the symbol data ends after 0 bytes, within its header of 26 bytes"},
		{"magic alone", magic, Error{Code: DataTooShort, Got: 22, Want: 26}, ""},
		{"other magic", "posthog_error_trackinG\x01\x00\x00\x00", Error{Code: InvalidMagic}, `this is not a symbol data container, but a file that begins with "posthog_error_trackinG\x01\x00\x00\x00"`},
		{"a map", exampleMap, Error{Code: InvalidMagic}, "this is not a symbol data container, but JSON (a bare source map, maybe)"},
		{"expired", `<?xml version="1.0"?><Error><Code>AccessDenied</Code>`, Error{Code: InvalidMagic}, "this is not a symbol data container, but XML: object storage answers so when a link has expired"},
		{"a page", "\n<!doctype html><html>", Error{Code: InvalidMagic}, "this is not a symbol data container, but a web page"},
		{"bare zstd", frame(t, payload), Error{Code: InvalidMagic}, "this is not a symbol data container, but bare zstd data"},
		{"version 0", magic + "\x00\x00\x00\x00\x02\x00\x00\x00", Error{Code: WrongVersion, Want: 2}, ""},
		{"version 3", magic + "\x03\x00\x00\x00\x02\x00\x00\x00\x00", Error{Code: WrongVersion, Got: 3, Want: 2}, "the symbol data is of version 3, and only versions 1 and 2 are known"},
		{"big endian", magic + "\x00\x00\x00\x02\x00\x00\x00\x02\x00", Error{Code: WrongVersion, Got: 2 << 24, Want: 2}, ""},
		{"no type", magic + "\x01\x00\x00\x00\x02\x00\x00", Error{Code: DataTooShort, Got: 29, Want: 30}, ""},
		{"no compression", magic + "\x02\x00\x00\x00\x02\x00\x00\x00", Error{Code: DataTooShort, Got: 30, Want: 31}, ""},
		{"type 1", string(header(Plain, 1)) + payload, Error{Code: InvalidDataType, Got: 1}, "the symbol data is of the unknown type 1"},
		{"type 7", string(header(Legacy, 7)) + payload, Error{Code: InvalidDataType, Got: 7}, ""},
		{"compression 2", plain[:30] + "\x02" + payload, Error{Code: UnknownCompression, Got: 2}, "the symbol data is compressed by the unknown method 2"},
		{"no length", legacy, Error{Code: DataTooShort, Role: Source, Want: 8}, "the symbol data ends within its minified source: it should have 8 bytes or more, and has 0 bytes"},
		{"no zstd", squeezed, Error{Code: DataTooShort, Role: Source, Want: 8}, ""},
		{"source too long", plain + long(6) + "12345", Error{Code: DataTooShort, Role: Source, Got: 13, Want: 14}, "the symbol data ends within its minified source: it should have 14 bytes or more, and has 13 bytes"},
		{"no map", plain + long(5) + "12345", Error{Code: DataTooShort, Role: Map, Got: 13, Want: 21}, ""},
		{"half a length", plain + long(5) + "12345\x01\x00", Error{Code: DataTooShort, Role: Map, Got: 15, Want: 21}, ""},
		{"map too long", squeezed + frame(t, long(1)+"a"+long(9)+"{}"), Error{Code: DataTooShort, Role: Map, Got: 19, Want: 26}, ""},
		{"length over all", plain + long(math.MaxUint64) + payload, Error{Code: DataTooShort, Role: Source, Got: 120, Want: math.MaxUint64}, ""},
		{"length over the limit", squeezed + frame(t, long(1)+"a"+long(MaxUnpacked)+"{}"), Error{Code: DataTooShort, Role: Map, Got: 19, Want: 17 + MaxUnpacked}, ""},
		{"negative length", plain + long(1<<63) + payload, Error{Code: DataTooShort, Role: Source, Got: 120, Want: 8 + 1<<63}, ""},
		{"trailing", legacy + payload + "\n", Error{Code: DataTooLong, Role: Map, Got: 113, Want: 112}, "the symbol data goes on after the source map, where it should end after 112 bytes"},
		{"trailing inside", squeezed + frame(t, payload+"\x00\x00"), Error{Code: DataTooLong, Role: Map, Got: 113, Want: 112}, ""},
		{"trailing frame", squeezed + frame(t, payload) + frame(t, "x"), Error{Code: DataTooLong, Role: Map, Got: 113, Want: 112}, ""},
		{"trailing after zstd", squeezed + frame(t, payload) + "\n", Error{Code: CompressionError}, ""},
		{"trailing word after zstd", squeezed + frame(t, payload) + "what else", Error{Code: CompressionError},
			"the symbol data can't be decompressed: it is not zstd, or something else comes after it: invalid input: magic number mismatch"},
		{"not zstd", squeezed + payload, Error{Code: CompressionError}, ""},
		{"window of 64 MiB", squeezed + "\x28\xb5\x2f\xfd\x00\x80\x01\x00\x00", Error{Code: CompressionError},
			"the symbol data can't be decompressed: it asks for more than 32 MiB of memory: window size exceeded"},
		{"not UTF-8", legacy + long(3) + "a\xc3(" + long(0), Error{Code: InvalidUTF8, Role: Source, Offset: 1}, "the minified source is not UTF-8 text: its byte 1 begins no character"},
		{"torn at its end", legacy + long(3) + "ab\xc3" + long(0), Error{Code: InvalidUTF8, Role: Source, Offset: 2}, ""},
		{"surrogate", plain + long(0) + long(4) + "a\xed\xa0\x80", Error{Code: InvalidUTF8, Role: Map, Offset: 1}, ""},
		{"latin mapping", string(header(Legacy, ProguardMapping)) + "caf\xe9", Error{Code: InvalidUTF8, Role: Mapping, Offset: 3}, ""},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.data), iotest.OneByteReader(strings.NewReader(c.data)), iotest.DataErrReader(strings.NewReader(c.data))} {
			_, err := unpack(r, 0)
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			got := Error{Code: e.Code, Role: e.Role, Got: e.Got, Want: e.Want, Offset: e.Offset}
			if got != c.want {
				t.Errorf("%s: %+v\nwant %+v", c.name, got, c.want)
			}
			if c.text != "" && err.Error() != c.text {
				t.Errorf("%s: %v\nwant %s", c.name, err, c.text)
			}
		}
	}
}

// TestTruncated: cut anywhere, a container is refused, and what was read of it
// before is its beginning.
func TestTruncated(t *testing.T) {
	for _, form := range []Form{Legacy, Plain, Zstd} {
		data := packed(t, form, SourceAndMap, exampleSource+"žluť", exampleMap)
		for n := range data {
			got, err := unpack(bytes.NewReader(data[:n]), 0)
			var e *Error
			if !errors.As(err, &e) || e.Code != DataTooShort && e.Code != CompressionError || len(got.Parts) > 1 {
				t.Errorf("%v cut to %d of %d bytes: %v, %q", form, n, len(data), err, got.Parts)
			}
			if form != Zstd && e != nil && e.Code != DataTooShort {
				t.Errorf("%v cut to %d bytes: %v", form, n, err)
			}
		}
	}
}

// TestUnreadable: when the connection breaks, that is told, and not that the
// container is damaged.
func TestUnreadable(t *testing.T) {
	gone := errors.New("connection reset")
	for _, form := range []Form{Legacy, Plain, Zstd} {
		data := packed(t, form, SourceAndMap, exampleSource, exampleMap)
		for n := range data {
			_, err := unpack(io.MultiReader(bytes.NewReader(data[:n]), iotest.ErrReader(gone)), 0)
			var e *Error
			if !errors.Is(err, gone) || errors.As(err, &e) {
				t.Errorf("%v, broken after %d bytes: %v", form, n, err)
			}
		}
	}
}

func TestBombs(t *testing.T) {
	const room = 20 << 20
	for _, c := range []struct {
		name string
		data []byte
		code Code
		used uint64 // bytes that refusing it may take
	}{
		{"declared", zeros(t, HermesMap, room+1, true), TooLarge, 1 << 20},
		{"undeclared", zeros(t, HermesMap, room+1, false), TooLarge, 40 << 20},
		{"source and map of length 0", zeros(t, SourceAndMap, 10*room, false), DataTooLong, 40 << 20},
		{"in many frames", bytes.Join([][]byte{zeros(t, AppleDsym, room/2, true), zeros(t, AppleDsym, room, true)[header2:]}, nil), TooLarge, 40 << 20},
		{"a length that is true", append(packed(t, Plain, SourceAndMap, "", "")[:header2], append([]byte(long(room+1)), make([]byte, room+9)...)...), TooLarge, 1 << 20},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := discard(bytes.NewReader(c.data), room)
		runtime.ReadMemStats(&after)
		var e *Error
		if !errors.As(err, &e) || e.Code != c.code || e.Code == TooLarge && e.Want != room {
			t.Errorf("%s: %v", c.name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > c.used {
			t.Errorf("%s: took %d bytes of memory to refuse %d", c.name, used, len(c.data))
		}
	}
	if err := discard(bytes.NewReader(zeros(t, HermesMap, room, true)), room); err != nil {
		t.Errorf("as large as the limit: %v", err)
	}
	if err := discard(bytes.NewReader(zeros(t, HermesMap, room, true)), math.MaxInt64); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}

// discard reads a container without keeping anything of it.
func discard(r io.Reader, limit int64) error {
	c, err := Open(r, limit)
	if err != nil {
		return err
	}
	for {
		if _, err := c.Next(); err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// FuzzRead: whatever the bytes, reading ends, in bounds, with an Error or a
// whole container, and what was read can be written and read again.
func FuzzRead(f *testing.F) {
	for _, c := range kinds {
		for _, form := range []Form{Zstd, Plain, Legacy} {
			if data := packed(f, form, c.kind, c.texts...); len(data) < 1000 {
				f.Add(data)
			}
		}
	}
	payload := examplePayload(f)
	f.Add([]byte(string(header(Zstd, SourceAndMap)) + frame(f, payload[:50]) + "\x50\x2a\x4d\x18\x02\x00\x00\x00xx" + frame(f, payload[50:])))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 1 << 20
		got, err := unpack(bytes.NewReader(data), limit)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Error() == "" {
				t.Errorf("not an Error: %v", err)
			}
			return
		}
		var texts []string
		for i, p := range got.Parts {
			texts = append(texts, strings.TrimPrefix(p, string(got.Type.Roles()[i])+":"))
			if len(p) > limit+100 {
				t.Errorf("read %d bytes", len(p))
			}
		}
		again := packed(t, got.Form, got.Type, texts...)
		if !got.Form.Compressed() && !bytes.Equal(again, data) {
			t.Errorf("written again it is %q", again)
		}
		if back, err := unpack(bytes.NewReader(again), limit); err != nil || strings.Join(back.Parts, "") != strings.Join(got.Parts, "") {
			t.Errorf("read again: %v", err)
		}
	})
}
