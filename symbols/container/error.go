package container

import (
	"bytes"
	"fmt"
)

// A Code names a kind of [Error]. All but TooLarge are spelled as the variants
// of PostHog's own error, which a failure_reason carries.
type Code string

// The codes of errors.
const (
	WrongVersion       Code = "WrongVersion"       // neither version 1 nor 2
	DataTooShort       Code = "DataTooShort"       // it ends before it may
	DataTooLong        Code = "DataTooLong"        // it goes on after its end
	InvalidMagic       Code = "InvalidMagic"       // it is something else
	InvalidDataType    Code = "InvalidDataType"    // a type that is not a [Type]
	InvalidUTF8        Code = "InvalidUtf8"        // a text that is not UTF-8
	CompressionError   Code = "CompressionError"   // damaged zstd, or zstd that asks for too large a window
	UnknownCompression Code = "UnknownCompression" // neither plain nor zstd
	TooLarge           Code = "TooLarge"           // it unpacks to more than the limit
)

// An Error says why a container can't be read, or not be written of what was
// given. Errors of the reader or writer underneath are not of this type; they
// are wrapped as they are.
type Error struct {
	Code Code
	Role Role // the part it is about; empty when about the whole

	// Got and Want are numbers of Code's meaning: versions, types, methods
	// of compression, and for DataTooShort and DataTooLong bytes, counted
	// from the start of the container in a header and else from the start of
	// the unpacked payload. Want is a limit in bytes for TooLarge.
	Got, Want uint64

	Offset int64 // for InvalidUTF8: the byte of the part where it stops being text
	Err    error // what was underneath, or nil

	begins string // for InvalidMagic: what the file seems to be
}

func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string {
	switch e.Code {
	case WrongVersion:
		return fmt.Sprintf("the symbol data is of version %d, and only versions 1 and 2 are known", e.Got)
	case DataTooShort:
		if e.Role == "" {
			return fmt.Sprintf("the symbol data ends after %s, within its header of %s", count(e.Got), count(e.Want))
		}
		return fmt.Sprintf("the symbol data ends within its %s: it should have %s or more, and has %s", e.Role, count(e.Want), count(e.Got))
	case DataTooLong:
		return fmt.Sprintf("the symbol data goes on after the %s, where it should end after %s", e.Role, count(e.Want))
	case InvalidMagic:
		return "this is not a symbol data container, but " + e.begins
	case InvalidDataType:
		return fmt.Sprintf("the symbol data is of the unknown type %d", e.Got)
	case InvalidUTF8:
		return fmt.Sprintf("the %s is not UTF-8 text: its byte %d begins no character", e.Role, e.Offset)
	case CompressionError:
		return fmt.Sprintf("the symbol data can't be decompressed: %v", e.Err)
	case UnknownCompression:
		return fmt.Sprintf("the symbol data is compressed by the unknown method %d", e.Got)
	case TooLarge:
		return fmt.Sprintf("the symbol data unpacks to more than the limit of %s", count(e.Want))
	}
	return string(e.Code)
}

func count(n uint64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// seeming says what a file is that has no magic, by its beginning.
func seeming(head []byte) string {
	trimmed := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return "white space"
	case bytes.HasPrefix(trimmed, []byte("<?xml")) || bytes.HasPrefix(trimmed, []byte("<Error")):
		return "XML: object storage answers so when a link has expired"
	case trimmed[0] == '<':
		return "a web page"
	case trimmed[0] == '{' || trimmed[0] == '[':
		return "JSON (a bare source map, maybe)"
	case bytes.HasPrefix(head, []byte("PK")):
		return "a ZIP file"
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return "gzip data"
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "bare zstd data"
	}
	return fmt.Sprintf("a file that begins with %q", head)
}
