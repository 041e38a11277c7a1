package keep

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"symset/symbols"
	"symset/symbols/phrase"
)

// An Action is what is done to a symbol set.
type Action string

// The actions.
const (
	Upload  Action = "upload"  // a file where PostHog uses none
	Replace Action = "replace" // another file in place of one
	Delete  Action = "delete"
	Restore Action = "restore" // a kept copy, in place of what is there
)

// Noun names the action as a thing: "upload", "replacement".
func (a Action) Noun() string {
	switch a {
	case Replace:
		return "replacement"
	case Delete:
		return "deletion"
	}
	return string(a)
}

// A Step is how far an action went.
type Step string

// The steps, in their order.
const (
	Planned  Step = "planned"  // the server was not touched yet
	Touching Step = "touching" // the server may have been told to change the set
	Failed   Step = "failed"   // it did not go well; it is tried again
	Reviving Step = "reviving" // what was there before is put back
)

// An Entry of the journal is an action on one set that has begun and is not
// known to have ended.
type Entry struct {
	Do      Action      `json:"do"`
	Ref     symbols.Ref `json:"ref"`
	Host    string      `json:"host"`
	Project string      `json:"project"` // its number on Host
	Began   time.Time   `json:"began"`
	New     Origin      `json:"new"`              // what the set is to have; empty for Delete
	Former  string      `json:"former,omitempty"` // the hash of the kept copy of what it had; empty for none
	Copy    string      `json:"copy,omitempty"`   // the id of that copy
	SetID   string      `json:"set_id,omitempty"` // empty while it is not known
	Release string      `json:"release_id,omitempty"`
	Step    Step        `json:"step"`
	Note    string      `json:"note,omitempty"` // what went wrong last

	// Running says that a symset is at it right now; of what it does no more
	// than that may be known.
	Running bool `json:"-"`

	path string
}

// An Origin tells where a set's new file comes from.
type Origin struct {
	Hash  string `json:"hash,omitempty"` // PostHog's content_hash
	Size  int64  `json:"size,omitempty"` // of the container, in bytes
	Files []File `json:"files,omitempty"`
	Copy  string `json:"copy,omitempty"` // the hash of the kept copy that it is
}

// A File is one that a container was made of.
type File struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
	Hash string `json:"hash"` // SHA-512 in hex
}

// touched reports whether the server may have been touched.
func (e *Entry) touched() bool { return e.Step != Planned && e.Step != "" }

// Busy says that another symset is changing the same set right now.
type Busy struct{ Ref symbols.Ref }

func (e *Busy) Error() string {
	return fmt.Sprintf("another symset is changing %s right now", clip(e.Ref))
}

// Hint says what to do.
func (e *Busy) Hint() string { return "wait for it to end, and look again" }

var errBusy = errors.New("another process has it")

// clip cuts a ref to what fits a sentence.
func clip(ref symbols.Ref) string { return phrase.Clip(string(ref), 120) }

// An open entry is one that this process works on. No other has it meanwhile.
type open struct {
	Entry
	k *Keeper
	f *os.File // nil when no record can be kept
}

// begin opens the entry of a set. An entry that a crash left is taken over:
// the copy that it names stays this one's, unless what it was about ended.
func (k *Keeper) begin(e Entry) (*open, error) {
	dir, err := k.make("journal")
	if err != nil {
		return nil, err
	}
	e.path = filepath.Join(dir, entryName(e.Host, e.Project, e.Ref))
	e.Began = k.now().UTC()
	f, err := patiently(func() (*os.File, error) {
		if err := k.do("create", e.path); err != nil {
			return nil, err
		}
		return openLocked(e.path, os.O_CREATE)
	})
	if errors.Is(err, errBusy) {
		return nil, &Busy{e.Ref}
	}
	if err != nil {
		return nil, &NoFolder{Err: err}
	}
	o := &open{e, k, f}
	left, found := read(f)
	if left.touched() && left.Former != "" {
		o.Former, o.Copy = left.Former, left.Copy
	}
	if err := errors.Join(o.write(), k.syncFolder(dir)); err != nil {
		if found == empty {
			_ = os.Remove(e.path) // or it is taken for one that was damaged
		}
		closeLocked(f)
		return nil, &NoFolder{Err: err}
	}
	return o, nil
}

// entryName names the file of a set's entry.
func entryName(host, project string, ref symbols.Ref) string {
	sum := sha256.Sum256([]byte(host + "\n" + project + "\n" + string(ref)))
	return hex.EncodeToString(sum[:16]) + ".jsonl"
}

// step writes down how far it is.
func (o *open) step(s Step) error {
	o.Step = s
	return o.write()
}

// write appends the entry as it is now, and waits for the disk.
func (o *open) write() error {
	if o.f == nil {
		return nil
	}
	line, err := json.Marshal(o.Entry)
	if err != nil {
		return err
	}
	if _, err := o.f.Seek(0, io.SeekEnd); err != nil {
		return err
	}
	// The line end in front parts it from a line that was cut off.
	if _, err := (spoiled{o.k, o.f}).Write(slices.Concat([]byte("\n"), line, []byte("\n"))); err != nil {
		return err
	}
	return o.k.sync(o.f)
}

// end closes the entry: it is removed when it is done with, and else found by
// the next start.
func (o *open) end(done bool) {
	if o.f == nil {
		return
	}
	if done && o.k.do("remove", o.path) == nil {
		_ = os.Remove(o.path) // one that stays is seen to be done when the server is asked
	}
	closeLocked(o.f)
}
