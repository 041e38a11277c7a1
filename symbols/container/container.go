// Package container reads and writes PostHog's symbol data container: the file
// that holds a symbol set as it is uploaded, stored and downloaded.
//
// A container is a header, whose integers are little endian, and a payload:
//
//	magic        "posthog_error_tracking", 22 bytes
//	version      u32, 1 or 2
//	type         u32, see [Type]
//	compression  u8, only in version 2: 0 none, 1 zstd
//	payload      to the end
//
// The payload of [SourceAndMap] is the minified source and the source map,
// each after its length in bytes as a u64, and nothing after them. All others
// are one part without a length. Texts are UTF-8.
//
// Both directions are streams: what they hold in memory does not grow with the
// file, but for the window that zstd looks back through, which is 8 MB where
// this package writes and [MaxWindow] at most where it reads.
package container

import "fmt"

const (
	magic = "posthog_error_tracking"

	versionEnd = len(magic) + 4 // bytes up to the end of the version
	typeEnd    = versionEnd + 4 // and of the type: all of version 1's header
	header2    = typeEnd + 1    // all of version 2's header
	lengthSize = 8              // bytes before each part of SourceAndMap
	blockSize  = 64 << 10       // bytes read at a time
	zstdLevel  = 3              // what posthog-cli writes
	zstdWindow = 8 << 20        // what a reader of zstd must be able to have (RFC 8878, section 3.1.1.1.2)
)

const (
	// MaxPacked is the most bytes of container that PostHog stores for a
	// symbol set: 100 MiB, compressed. [Write] writes larger ones too:
	// compare [Packed.Size] before anything is sent.
	MaxPacked = 100 << 20

	// MaxUnpacked is the most bytes of payload that are read where the caller
	// sets no limit. Maps shrink to a tenth: a container of MaxPacked fits.
	MaxUnpacked = 1 << 30

	// MaxWindow is the most memory, in bytes, that compressed data may ask
	// for. PostHog's writers ask for 2 MiB, zstd's strongest usual level for 8.
	MaxWindow = 32 << 20
)

// A Type says what kind of symbols a container holds. The zero Type is no type.
type Type uint32

// The types that PostHog knows. 1 is no longer in use.
const (
	SourceAndMap    Type = 2 // minified JavaScript with its source map
	HermesMap       Type = 3 // React Native: a source map of Hermes bytecode
	ProguardMapping Type = 4 // Android: the mapping file of ProGuard or R8
	AppleDsym       Type = 5 // a ZIP with DWARF, of a dSYM
	ElfDebugInfo    Type = 6 // a ZIP with DWARF, of an ELF or Mach-O file
)

// String gives PostHog's name of t.
func (t Type) String() string {
	switch t {
	case SourceAndMap:
		return "SourceAndMap"
	case HermesMap:
		return "HermesMap"
	case ProguardMapping:
		return "ProguardMapping"
	case AppleDsym:
		return "AppleDsym"
	case ElfDebugInfo:
		return "ElfDebugInfo"
	}
	return fmt.Sprintf("type %d", uint32(t))
}

// A Role is what a part is in its container, in words.
type Role string

// The roles of parts.
const (
	Source  Role = "minified source"
	Map     Role = "source map" // of Hermes too
	Mapping Role = "ProGuard mapping"
	Archive Role = "debug symbols" // a ZIP; the only part that is not text
)

// Roles gives the parts of a container of type t in their order; nil when t is
// not one of the types above.
func (t Type) Roles() []Role {
	switch t {
	case SourceAndMap:
		return []Role{Source, Map}
	case HermesMap:
		return []Role{Map}
	case ProguardMapping:
		return []Role{Mapping}
	case AppleDsym, ElfDebugInfo:
		return []Role{Archive}
	}
	return nil
}

// A Form is how a container is written.
type Form int

// The forms that PostHog reads.
const (
	Zstd   Form = iota // version 2, compressed: what posthog-cli has written since 0.7.3
	Plain              // version 2, not compressed
	Legacy             // version 1, never compressed: every server reads it
)

// Version gives the container's version, 1 or 2.
func (f Form) Version() int {
	if f == Legacy {
		return 1
	}
	return 2
}

// Compressed reports whether the payload is zstd.
func (f Form) Compressed() bool { return f == Zstd }

// String gives the form as a person would: "version 2, zstd".
func (f Form) String() string {
	switch f {
	case Zstd:
		return "version 2, zstd"
	case Plain:
		return "version 2, not compressed"
	case Legacy:
		return "version 1"
	}
	return fmt.Sprintf("form %d", int(f))
}
