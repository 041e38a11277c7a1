package release

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxPlist bounds an Info.plist, in bytes.
const maxPlist = 4 << 20

// A Plist is what the Info.plist of an app says of its release. Any field may
// be empty; so is one that names a variable of the build, as $(NAME).
type Plist struct {
	Name    string // CFBundleIdentifier
	Version string // CFBundleShortVersionString
	Build   string // CFBundleVersion
}

// errBinary is the error of the form that apps are shipped with.
var errBinary = errors.New("it is a binary property list")

// ReadPlist reads an Info.plist file, in XML.
func ReadPlist(path string) (Plist, error) {
	f, err := os.Open(path)
	if err != nil {
		return Plist{}, err
	}
	defer f.Close() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxPlist+1))
	switch {
	case err != nil:
	case len(text) > maxPlist:
		err = fmt.Errorf("it is larger than %d MB", maxPlist>>20)
	case bytes.HasPrefix(text, []byte("bplist")):
		err = errBinary
	}
	p := Plist{}
	if err == nil {
		p, err = parsePlist(text)
	}
	if err != nil {
		return Plist{}, &BadPlist{path, err}
	}
	return p, nil
}

// parsePlist finds the strings of the outermost dictionary.
func parsePlist(text []byte) (p Plist, err error) {
	fields := map[string]*string{"CFBundleIdentifier": &p.Name, "CFBundleShortVersionString": &p.Version, "CFBundleVersion": &p.Build}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	depth, key, seen := 0, "", false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && seen {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			seen = seen || e.Name.Local == "plist"
			if depth != 2 || e.Name.Local != "key" && e.Name.Local != "string" { // plist, dict
				depth++
				key = ""
				continue
			}
			var value string
			if err := decoder.DecodeElement(&value, &e); err != nil {
				return p, err
			}
			if value = strings.TrimSpace(value); e.Name.Local == "key" {
				key = value
			} else if field := fields[key]; field != nil && len(value) <= maxValue && printable(value) && !strings.Contains(value, "$(") && !strings.Contains(value, "${") {
				*field = value
			}
		}
	}
}

// BadPlist says why an Info.plist can't be read.
type BadPlist struct {
	Path string
	Err  error
}

func (e *BadPlist) Error() string { return fmt.Sprintf("read %s: %v", e.Path, e.Err) }

func (e *BadPlist) Unwrap() error { return e.Err }

// Hint says how to go on.
func (e *BadPlist) Hint() string {
	if errors.Is(e.Err, errBinary) {
		return "plutil -convert xml1 -o Info.xml.plist " + e.Path + " makes one that can be read"
	}
	return "--release-name and --release-version say it without"
}
