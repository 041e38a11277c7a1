package container

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"
)

func sha512hex(data []byte) string {
	sum := sha512.Sum512(data)
	return hex.EncodeToString(sum[:])
}

// TestWriteTwice: measuring first and sending then gives the same container,
// of files too, and of readers that were read from.
func TestWriteTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.js")
	if err := os.WriteFile(path, []byte(exampleSource), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := strings.NewReader(exampleMap)
	if _, err := m.ReadByte(); err != nil {
		t.Fatal(err)
	}
	inputs := []Input{{f, int64(len(exampleSource))}, {m, int64(len(exampleMap))}}
	want, err := Write(io.Discard, Zstd, SourceAndMap, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	var sent bytes.Buffer
	got, err := Write(&sent, Zstd, SourceAndMap, inputs...)
	if err != nil || got != want || got.Hash != sha512hex(sent.Bytes()) || got.Size != int64(sent.Len()) {
		t.Errorf("measured %+v, sent %+v, %d bytes, %v", want, got, sent.Len(), err)
	}
	streams := []Input{{iotest.OneByteReader(strings.NewReader(exampleSource)), inputs[0].Size}, {iotest.DataErrReader(strings.NewReader(exampleMap)), inputs[1].Size}}
	if got, err = Write(io.Discard, Zstd, SourceAndMap, streams...); err != nil || got != want {
		t.Errorf("of streams %+v, of files %+v, %v", got, want, err)
	}
}

// TestPledge: the frame's header tells the payload's size, which PostHog makes
// room by, and no checksum follows the frame.
func TestPledge(t *testing.T) {
	for _, n := range []int{1, 200, 5000, blockSize, 128<<10 - 16, 128 << 10, 3 << 20, zstdWindow + 12345} {
		data := packed(t, Zstd, SourceAndMap, strings.Repeat("x=1;", n/4), strings.Repeat("A", n%4))
		var h zstd.Header
		if err := h.Decode(data[header2:]); err != nil {
			t.Fatal(err)
		}
		if !h.HasFCS || h.FrameContentSize != uint64(n+16) || h.HasCheckSum || !h.SingleSegment && h.WindowSize > zstdWindow {
			t.Errorf("%d bytes of payload: %+v", n+16, h)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	failing := errors.New("the disk is gone")
	for _, c := range []struct {
		name   string
		form   Form
		kind   Type
		inputs []Input
		want   string
	}{
		{"type", Zstd, 1, []Input{text("a")}, "the symbol data is of the unknown type 1"},
		{"form", 7, SourceAndMap, []Input{text("a"), text("b")}, "write symbol data: there is no form 7"},
		{"parts", Zstd, SourceAndMap, []Input{text("a")}, "write symbol data: SourceAndMap has 2 parts, and 1 were given"},
		{"short", Zstd, SourceAndMap, []Input{{strings.NewReader("ab"), 3}, text("{}")}, "the minified source has 2 bytes of the 3 it was said to have: did it change?"},
		{"long", Plain, SourceAndMap, []Input{text("a"), {strings.NewReader("abc"), 2}}, "the source map has more than the 2 bytes it was said to have: did it change?"},
		{"long stream", Plain, SourceAndMap, []Input{text("a"), {iotest.OneByteReader(strings.NewReader("abc")), 2}}, "the source map has more than the 2 bytes it was said to have: did it change?"},
		{"negative", Plain, HermesMap, []Input{{strings.NewReader(""), -1}}, "write symbol data: the size of the source map is not known"},
		{"huge", Plain, SourceAndMap, []Input{text("a"), {strings.NewReader(""), 1 << 62}}, "the source map of 4611686018427387904 bytes does not go into symbol data: the symbol data unpacks to more than the limit of 1 GiB"},
		{"not text", Zstd, ProguardMapping, []Input{text("a\xffb")}, "the ProGuard mapping is not UTF-8 text: its byte 1 begins no character"},
		{"torn text", Zstd, SourceAndMap, []Input{text("ab\xc3"), text("\xa9")}, "the minified source is not UTF-8 text: its byte 2 begins no character"},
		{"unreadable", Zstd, SourceAndMap, []Input{{iotest.ErrReader(failing), 3}, text("{}")}, "read the minified source: the disk is gone"},
	} {
		if p, err := Write(io.Discard, c.form, c.kind, c.inputs...); err == nil || err.Error() != c.want || p != (Packed{}) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
	for _, form := range []Form{Zstd, Plain} {
		for room := range 200 {
			_, err := Write(&full{room: room}, form, SourceAndMap, text(strings.Repeat("a", 300)), text(exampleMap))
			if room < 100 && !errors.Is(err, errFull) {
				t.Fatalf("%v: writing to a disk that is full after %d bytes: %v", form, room, err)
			}
		}
	}
}

var errFull = errors.New("no space left")

// full is a disk with room for so many bytes.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}
