package sourcemap

import (
	"fmt"
	"strings"
)

// The codes of problems, beside the codes of errors that one part of a map can
// have too ([BadVersion], [WrongType]).
const (
	DuplicateKey     Code = "duplicate_key"     // a key stands twice in one object
	BadEncoding      Code = "encoding"          // not UTF-8
	BadIgnore        Code = "ignore_list"       // an ignored source that does not exist
	BadOffset        Code = "section_offset"    // a section without a usable offset
	SectionOrder     Code = "section_order"     // sections out of order
	SectionOverlap   Code = "section_overlap"   // sections that begin at one place, or map into the next one
	SectionElsewhere Code = "section_url"       // a section in another file
	NestedSections   Code = "nested_sections"   // an index map in an index map
	MixedMap         Code = "mixed"             // an index map with mappings of its own
	BadDigit         Code = "base64"            // a character that is no base64 digit
	UnfinishedNumber Code = "unfinished_number" // a VLQ number whose last digit is missing
	HugeNumber       Code = "huge_number"       // a VLQ number over 32 bits
	OutOfBounds      Code = "out_of_bounds"     // a line, column or index below 0 or over 2³¹-1
	FieldCount       Code = "field_count"       // a segment that does not have 1, 4 or 5 fields
	EmptySegment     Code = "empty_segment"     // a comma too many
	NoSuchSource     Code = "no_such_source"    // a segment's source is not among the sources
	NoSuchName       Code = "no_such_name"      // a segment's name is not among the names
)

// A Problem is something a strict reader objects to (ECMA-426 "report an
// error"). Problems of one kind are given once, where the first of them is.
type Problem struct {
	Code    Code
	Field   string // such as "mappings"
	Line    int    // of the generated file, from 0; -1 unless it is about a segment
	Segment int    // which segment of that line, from 0; -1 unless it is about a segment
	Count   int    // how many there are of this kind and field
	Message string // lower case, no full stop
}

// String tells the problem and its place, with lines and segments from 1.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.Message)
	if p.Line >= 0 {
		fmt.Fprintf(&b, " (generated line %d, segment %d)", p.Line+1, p.Segment+1)
	}
	if p.Count > 1 {
		fmt.Fprintf(&b, ", %d times", p.Count)
	}
	return b.String()
}

// faults collects problems, each kind once.
type faults []Problem

func (f *faults) add(code Code, field, format string, args ...any) {
	f.put(Problem{Code: code, Field: field, Line: -1, Segment: -1}, format, args...)
}

func (f *faults) put(p Problem, format string, args ...any) {
	for i := range *f {
		if q := &(*f)[i]; q.Code == p.Code && q.Field == p.Field {
			q.Count += max(p.Count, 1)
			return
		}
	}
	p.Count = max(p.Count, 1)
	p.Message = fmt.Sprintf(format, args...)
	*f = append(*f, p)
}
