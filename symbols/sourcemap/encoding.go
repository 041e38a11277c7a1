package sourcemap

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net/url"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// What compressed data may grow to: maps shrink to a fifth or a tenth of
// their size, repetitive ones to a fiftieth; bombs to a thousandth.
const (
	maxDecoded = 1 << 30  // bytes
	maxRatio   = 200      // times the compressed size
	minAllowed = 16 << 20 // bytes that any file may grow to
)

var errGrows = errors.New("it grows out of proportion")

// encoded reports whether a text must be decoded as a whole before it can be
// read.
func encoded(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x1f, 0x8b}) || wide(head) != nil
}

// wide gives the byte order of text in UTF-16 with a byte-order mark; else nil.
func wide(head []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	return nil
}

// memoryText makes a text of data, decoding it as its first bytes ask for.
func memoryText(data []byte) (*text, faults, error) {
	var notes faults
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		plain, err := gunzip(data)
		if err != nil {
			return nil, nil, &Error{Code: BadGzip, Message: "this is gzip data that can't be decompressed", Err: err}
		}
		data = plain
	}
	if order := wide(data); order != nil {
		data = fromUTF16(data[2:], order)
		notes.add(BadEncoding, "", "the file is in UTF-16; JSON is UTF-8")
	}
	from, err := guard(data)
	return &text{mem: data, from: from, size: int64(len(data))}, notes, err
}

func gunzip(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	limit := int64(min(maxDecoded, max(minAllowed, maxRatio*len(data))))
	// The last four bytes tell the size, truly or not.
	told := int64(binary.LittleEndian.Uint32(data[len(data)-4:]))
	if told > limit {
		return nil, errGrows
	}
	var out bytes.Buffer
	out.Grow(int(told) + bytes.MinRead)
	n, err := io.Copy(&out, io.LimitReader(z, limit+1))
	if err == nil && n > limit {
		err = errGrows
	}
	return out.Bytes(), err
}

func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(data)/2+len(data)/8)
	for len(data) >= 2 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if len(data) >= 2 {
				pair = utf16.DecodeRune(r, rune(order.Uint16(data)))
			}
			if r = pair; r != utf8.RuneError {
				data = data[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// ParseDataURL reads a map from a data: URL, see [DataURL].
func ParseDataURL(dataURL string) (*Map, error) {
	data, err := DataURL(dataURL)
	if err != nil {
		return nil, err
	}
	return Parse(data)
}

// DataURL gives what a data: URL holds (RFC 2397), as minified files with an
// inline map have one in their last comment: in base64 or percent-encoded.
func DataURL(dataURL string) ([]byte, error) {
	head, body, ok := strings.Cut(dataURL, ",")
	if !ok || len(head) < 5 || !strings.EqualFold(head[:5], "data:") {
		return nil, errorf(BadDataURL, "this is not a data: URL")
	}
	var data []byte
	var err error
	if params := strings.Split(head[5:], ";"); strings.EqualFold(strings.TrimSpace(params[len(params)-1]), "base64") {
		data, err = unbase64(body)
	} else {
		var plain string
		plain, err = url.PathUnescape(body)
		data = []byte(plain)
	}
	if err != nil {
		return nil, &Error{Code: BadDataURL, Message: "the data: URL is not well encoded", Err: err}
	}
	return data, nil
}

// unbase64 decodes base64 as browsers do: white space and padding are free, and
// the whole may be percent-encoded. The URL alphabet is taken too.
func unbase64(body string) ([]byte, error) {
	if strings.Contains(body, "%") {
		plain, err := url.PathUnescape(body)
		if err != nil {
			return nil, err
		}
		body = plain
	}
	body = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "\f", "", "-", "+", "_", "/").Replace(body)
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
}
