package container

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// counted counts how much of a text was read.
type counted struct {
	*strings.Reader
	read int
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.Reader.ReadAt(p, off)
	c.read += n
	return n, err
}

func TestExceeds(t *testing.T) {
	source := rand.NewChaCha8([32]byte{})
	random := make([]byte, 6<<20)
	source.Read(random)
	dense := base64.StdEncoding.EncodeToString(random) // 8 MB, of which 6 are left when packed
	loose := strings.Repeat("function handler(event) { return event.target.value; }\n", 160_000)
	for name, c := range map[string]struct {
		text  string
		limit int64
		most  int // bytes read
	}{
		"small":                   {loose[:1000], 100 << 20, 0},
		"small as it is":          {dense, 12 << 20, 0},
		"clear at once":           {loose, int64(len(loose)) - 100<<10, 3 << 20},
		"clear after a while":     {loose, 5 << 20, 5 << 20},
		"clear behind dense text": {dense + loose, 12 << 20, 14 << 20},
		"within, to the end":      {dense, 7 << 20, len(dense)},
		"over":                    {dense, 5 << 20, len(dense)},
		"all of it over":          {dense, 0, len(dense)},
	} {
		in := &counted{Reader: strings.NewReader(c.text)}
		size, err := Exceeds(c.limit, Zstd, SourceAndMap, Input{in, int64(len(c.text))}, Input{strings.NewReader("{}"), 2})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		packed, err := Write(io.Discard, Zstd, SourceAndMap, Input{in.Reader, int64(len(c.text))}, Input{strings.NewReader("{}"), 2})
		if err != nil {
			t.Fatal(err)
		}
		want := packed.Size
		if want <= c.limit {
			want = 0
		}
		if size != want || in.read > c.most {
			t.Errorf("%s: %d, want %d of %d; %d bytes were read of %d", name, size, want, packed.Size, in.read, len(c.text))
		}
	}
	if _, err := Exceeds(0, Zstd, SourceAndMap, Input{strings.NewReader("\xff"), 1}, Input{strings.NewReader("{}"), 2}); err == nil {
		t.Error("a text that is not UTF-8 has a size")
	}
}

func TestFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.js")
	if _, err := File(name); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	text := strings.Repeat("code();\n", 10_000)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := File(name)
	if err != nil || in.Size != int64(len(text)) {
		t.Fatal(in, err)
	}
	for range 2 { // it begins anew for each that reads it at places
		var out bytes.Buffer
		if _, err := io.Copy(&out, io.NewSectionReader(in.Reader.(io.ReaderAt), 0, in.Size)); err != nil || out.String() != text {
			t.Errorf("%d bytes, %v", out.Len(), err)
		}
	}
	if all, err := io.ReadAll(in.Reader); err != nil || string(all) != text {
		t.Errorf("read on: %d bytes, %v", len(all), err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Reader.Read(make([]byte, 1)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a file that is gone: %v", err)
	}
}
