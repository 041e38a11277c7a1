package keep

import (
	"cmp"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/container"
)

// A Copy is a symbol set's file as it was before something was done to it.
type Copy struct {
	ID      string      `json:"id"`   // of this record; several may be of the same file
	Hash    string      `json:"hash"` // the container's SHA-512 in hex
	Size    int64       `json:"size"` // of the container, in bytes
	Ref     symbols.Ref `json:"ref"`
	SetID   string      `json:"set_id"`
	Host    string      `json:"host"`
	Project string      `json:"project"` // the project's number on Host
	When    time.Time   `json:"when"`    // it was kept
	Why     string      `json:"why"`     // what was about to happen: "replace", "delete", …

	ReleaseID string `json:"release_id,omitempty"` // that the set was bound to
	Release   string `json:"release,omitempty"`    // the same for people: "shop 1.4.2"
	Damaged   bool   `json:"damaged,omitempty"`    // what was stored is no symbol data
}

// keepCopy downloads what a set has and keeps it. It has been read as a
// container and lies on the disk when the function returns.
func (k *Keeper) keepCopy(ctx context.Context, p symbols.Project, set symbols.Set, why string, progress func(done, total int64)) (Copy, error) {
	c := Copy{
		ID: newID(), Ref: set.Ref, SetID: set.ID, Host: p.Place().Host, Project: p.Place().Project,
		When: k.now().UTC(), Why: why,
	}
	if r := set.Release; r != nil {
		c.ReleaseID, c.Release = r.ID, r.Name()
	}
	copies, err := k.make("copies")
	if err != nil {
		return Copy{}, err
	}
	records, err := k.make("records")
	if err != nil {
		return Copy{}, err
	}
	from, size, err := p.Download(ctx, set.ID)
	if err != nil {
		return Copy{}, err
	}
	defer from.Close()
	part := filepath.Join(copies, ".part-"+c.ID)
	defer os.Remove(part) // unless it was renamed
	err = k.replace(part, func(w io.Writer) error {
		hash := sha512.New()
		var err error
		c.Size, err = io.Copy(io.MultiWriter(w, hash, told{progress, size, new(int64)}), from)
		if err == nil && size >= 0 && c.Size != size {
			err = fmt.Errorf("%d bytes of %d came: %w", c.Size, size, io.ErrUnexpectedEOF)
		}
		c.Hash = hex.EncodeToString(hash.Sum(nil))
		return err
	})
	if err != nil {
		return Copy{}, fmt.Errorf("keep a copy: %w", err)
	}
	if err := whole(part); err != nil {
		var bad *container.Error
		if !errors.As(err, &bad) || size < 0 { // it may have been cut off
			return Copy{}, fmt.Errorf("keep a copy: what came can't be read: %w", err)
		}
		c.Damaged = true // it is all there, and is what PostHog has
	}
	if err := k.commit(part, filepath.Join(copies, c.Hash), filepath.Join(records, c.ID+".json"), c); err != nil {
		return Copy{}, fmt.Errorf("keep a copy: %w", err)
	}
	return c, nil
}

// commit names a downloaded file by its hash and writes its record, while
// nobody prunes.
func (k *Keeper) commit(part, file, record string, c Copy) error {
	unlock, err := k.lockStore()
	if err != nil {
		return err
	}
	defer unlock()
	if err := k.do("rename", file); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	if err := k.syncFolder(filepath.Dir(file)); err != nil {
		return err
	}
	return k.replace(record, func(w io.Writer) error { return json.NewEncoder(w).Encode(c) })
}

// told counts what is written through it.
type told struct {
	progress func(done, total int64)
	total    int64
	done     *int64
}

func (t told) Write(p []byte) (int, error) {
	*t.done += int64(len(p))
	t.progress(*t.done, t.total)
	return len(p), nil
}

// whole reads a container to its end.
func whole(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := container.Open(f, 0)
	for err == nil {
		_, err = r.Next()
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// Copies gives the copies that are kept, the newest first. Records that can't
// be read are left out.
func (k *Keeper) Copies() ([]Copy, error) {
	entries, err := k.list("records")
	if err != nil {
		return nil, fmt.Errorf("list copies: %w", err)
	}
	var all []Copy
	for _, e := range entries {
		id, found := strings.CutSuffix(e.Name(), ".json")
		if !found || !e.Type().IsRegular() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(k.dir, "records", e.Name()))
		var c Copy
		if err != nil || json.Unmarshal(text, &c) != nil || c.ID != id || !isHash(c.Hash) {
			continue
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Copy) int { return cmp.Or(b.When.Compare(a.When), strings.Compare(a.ID, b.ID)) })
	return all, nil
}

// isHash reports whether a text is a SHA-512 in hex: it becomes a file's name.
func isHash(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha512.Size
}

// Copy finds a copy by its id, or by the beginning of one.
func (k *Keeper) Copy(id string) (Copy, error) {
	all, err := k.Copies()
	if err != nil {
		return Copy{}, err
	}
	var found []Copy
	for _, c := range all {
		if c.ID == id || id != "" && strings.HasPrefix(c.ID, id) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return Copy{}, &NoCopy{ID: id, Found: len(found)}
	}
	return found[0], nil
}

// open opens a copy to be uploaded. The caller closes the file. It fails when
// the file is not what it was.
func (k *Keeper) open(hash string) (container.Content, *os.File, error) {
	f, err := os.Open(filepath.Join(k.dir, "copies", hash))
	if err != nil {
		return container.Content{}, nil, fmt.Errorf("open the kept copy: %w", err)
	}
	st, err := f.Stat()
	var content container.Content
	if err == nil {
		content, err = container.Stored(f, st.Size())
	}
	if err == nil && content.Hash != hash {
		err = errors.New("it is not what was kept: the disk has damaged it")
	}
	if err != nil {
		return content, nil, fmt.Errorf("open the kept copy: %w", errors.Join(err, f.Close()))
	}
	return content, f, nil
}

// NoCopy says that there is no such copy, or that several begin so.
type NoCopy struct {
	ID    string
	Found int
}

func (e *NoCopy) Error() string {
	if e.Found > 1 {
		return fmt.Sprintf("%d copies begin with %q", e.Found, e.ID)
	}
	return fmt.Sprintf("there is no copy %q", e.ID)
}

// Hint says where the ids are.
func (e *NoCopy) Hint() string { return "symset backups list shows the copies with their ids" }
