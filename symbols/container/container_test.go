package container

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The example of the format's description: a minified source of 19 bytes and
// a map of 77.
const (
	exampleSource = "a();\n//# chunkId=c1"
	exampleMap    = `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA","chunk_id":"c1"}`
	exampleHead   = "706f7374686f675f6572726f725f747261636b696e67" // the magic
)

// examplePayload gives the example's payload, put together by hand.
func examplePayload(t testing.TB) string {
	t.Helper()
	return unhex(t, "1300000000000000") + exampleSource + unhex(t, "4d00000000000000") + exampleMap
}

func unhex(t testing.TB, s string) string {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func text(s string) Input { return Input{strings.NewReader(s), int64(len(s))} }

func packed(t testing.TB, form Form, kind Type, texts ...string) []byte {
	t.Helper()
	var inputs []Input
	for _, s := range texts {
		inputs = append(inputs, text(s))
	}
	var buf bytes.Buffer
	p, err := Write(&buf, form, kind, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	if p.Size != int64(buf.Len()) || p.Hash != sha512hex(buf.Bytes()) {
		t.Errorf("told %d bytes with hash %s, wrote %d", p.Size, p.Hash, buf.Len())
	}
	return buf.Bytes()
}

// unpacked is all that reading a container gives.
type unpacked struct {
	Form  Form
	Type  Type
	Parts []string // "role:content"
}

func unpack(r io.Reader, limit int64) (u unpacked, err error) {
	c, err := Open(r, limit)
	if err != nil {
		return u, err
	}
	u.Form, u.Type = c.Form, c.Type
	for {
		p, err := c.Next()
		if errors.Is(err, io.EOF) {
			return u, nil
		}
		if err != nil {
			return u, err
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return u, err
		}
		if p.Size >= 0 && p.Size != int64(len(data)) {
			return u, fmt.Errorf("the %s told %d bytes and gave %d", p.Role, p.Size, len(data))
		}
		u.Parts = append(u.Parts, string(p.Role)+":"+string(data))
	}
}

func TestExampleBytes(t *testing.T) {
	payload := examplePayload(t)
	for _, c := range []struct {
		form Form
		want string
	}{
		{Legacy, unhex(t, exampleHead+"0100000002000000") + payload},
		{Plain, unhex(t, exampleHead+"020000000200000000") + payload},
	} {
		got := packed(t, c.form, SourceAndMap, exampleSource, exampleMap)
		if string(got) != c.want {
			t.Errorf("%v:\n%s\nwant\n%s", c.form, hex.Dump(got), hex.Dump([]byte(c.want)))
		}
	}
	if got := packed(t, Legacy, SourceAndMap, exampleSource, exampleMap); len(got) != 142 {
		t.Errorf("version 1 has %d bytes, want 142", len(got))
	}
	// What follows the frame's header is the compressor's choice.
	want := unhex(t, exampleHead+"020000000200000001"+"28b52ffd2070")
	if got := packed(t, Zstd, SourceAndMap, exampleSource, exampleMap); !strings.HasPrefix(string(got), want) {
		t.Errorf("zstd begins\n%s\nwant\n%s", hex.Dump(got[:len(want)]), hex.Dump([]byte(want)))
	}
}

// plain decodes a container that is not compressed in the dullest way.
func plain(t *testing.T, data []byte) (version, kind uint32, parts []string) {
	t.Helper()
	version = binary.LittleEndian.Uint32(data[22:])
	kind = binary.LittleEndian.Uint32(data[26:])
	rest := data[30:]
	if version == 2 {
		rest = rest[1:]
	}
	if kind != 2 {
		return version, kind, []string{string(rest)}
	}
	for len(rest) > 0 {
		n := binary.LittleEndian.Uint64(rest)
		parts = append(parts, string(rest[8:8+n]))
		rest = rest[8+n:]
	}
	return version, kind, parts
}

var kinds = []struct {
	kind  Type
	texts []string
}{
	{SourceAndMap, []string{exampleSource, exampleMap}},
	{SourceAndMap, []string{"", ""}},
	{SourceAndMap, []string{"x", ""}},
	{SourceAndMap, []string{"let s='žluťoučký 🐎 \u2028'", `{"version":3,"sources":["日本.ts"],"mappings":""}`}},
	{SourceAndMap, []string{strings.Repeat("é", 100_001), strings.Repeat("a\U0001F600", 70_001)}},
	{HermesMap, []string{`{"version":3,"x_hermes_function_offsets":{}}`}},
	{HermesMap, []string{""}},
	{ProguardMapping, []string{"com.example.A -> a.a:\n"}},
	{AppleDsym, []string{"PK\x03\x04\xff\xfe\x00"}},
	{ElfDebugInfo, []string{"\x7fELF\xc3"}},
}

func TestRoundTrip(t *testing.T) {
	for _, c := range kinds {
		want := unpacked{Type: c.kind}
		for i, s := range c.texts {
			want.Parts = append(want.Parts, string(c.kind.Roles()[i])+":"+s)
		}
		for _, form := range []Form{Zstd, Plain, Legacy} {
			want.Form = form
			data := packed(t, form, c.kind, c.texts...)
			got, err := unpack(bytes.NewReader(data), 0)
			if err != nil {
				t.Errorf("%v, %v: %v", c.kind, form, err)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%v, %v: %s", c.kind, form, diff)
			}
			if form.Compressed() {
				continue
			}
			version, kind, parts := plain(t, data)
			if int(version) != form.Version() || Type(kind) != c.kind || !cmp.Equal(parts, c.texts) {
				t.Errorf("%v, %v: decoded as version %d, type %d, %.100q", c.kind, form, version, kind, parts)
			}
		}
	}
}

// TestReadSkipping: parts that nobody reads are checked all the same.
func TestReadSkipping(t *testing.T) {
	c, err := Open(bytes.NewReader(packed(t, Zstd, SourceAndMap, exampleSource, exampleMap)), 0)
	if err != nil {
		t.Fatal(err)
	}
	source, err := c.Next()
	if err != nil || source.Role != Source || source.Size != 19 {
		t.Fatalf("%+v, %v", source, err)
	}
	m, err := c.Next()
	if err != nil || m.Role != Map || m.Size != 77 {
		t.Fatalf("%+v, %v", m, err)
	}
	if n, err := source.Read(make([]byte, 5)); n != 0 || err == nil || errors.Is(err, io.EOF) {
		t.Errorf("a part that was left behind gives %d, %v", n, err)
	}
	for range 2 {
		if _, err := c.Next(); err != io.EOF {
			t.Errorf("the end is %v", err)
		}
	}
	bad := packed(t, Plain, SourceAndMap, exampleSource, exampleMap)
	bad[40] = 0xff
	if c, err = Open(bytes.NewReader(bad), 0); err != nil {
		t.Fatal(err)
	}
	if _, err = c.Next(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var e *Error
		if _, err = c.Next(); !errors.As(err, &e) || e.Code != InvalidUTF8 || e.Offset != 1 {
			t.Errorf("skipping text that is none: %v", err)
		}
	}
}

// ExampleReader_Next unpacks a pair.
func ExampleReader_Next() {
	var file bytes.Buffer
	if _, err := Write(&file, Zstd, SourceAndMap, text("a()"), text("{}")); err != nil {
		fmt.Println(err)
		return
	}
	c, err := Open(&file, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		part, err := c.Next()
		if err == io.EOF {
			fmt.Println("whole")
			return
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		data, _ := io.ReadAll(part) // what goes wrong is told by Next, too
		fmt.Printf("%s, %d bytes: %s\n", part.Role, part.Size, data)
	}
	// Output:
	// minified source, 3 bytes: a()
	// source map, 2 bytes: {}
	// whole
}
