package release

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// What is read of a repository at most: its files are as strange as any.
const (
	maxValue  = 1 << 10 // bytes of a name or URL
	maxHead   = 4 << 10 // bytes of HEAD, a ref, .git or commondir
	maxConfig = 1 << 20
	maxPacked = 64 << 20 // bytes of packed-refs
	maxRefs   = 5        // that lead from one to the next
	maxAbove  = 100      // folders that are looked into, up from the first
)

var errNoGit = errors.New("neither it nor a folder above it is a git repository")

// A repository is where git keeps what. Linked worktrees have a HEAD of their
// own and share the rest.
type repository struct {
	work   string // the working folder
	own    string // HEAD is here
	common string // config, refs and packed-refs are here
}

func fromGit(dir string) (Origin, error) {
	r, err := open(dir)
	if err != nil {
		return Origin{}, err
	}
	var o Origin
	if o.Branch, o.Commit, err = r.head(); err != nil {
		return Origin{}, err
	}
	config, err := read(filepath.Join(r.common, "config"), maxConfig)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Origin{}, err
	}
	remote := remoteOf(config, o.Branch)
	o.Remote, o.Repo = cleanRemote(remote), repoName(remote)
	if o.Repo == "" {
		o.Repo = filepath.Base(r.work)
	}
	return o, nil
}

// open finds the repository that a folder is in.
func open(dir string) (*repository, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for range maxAbove {
		at := filepath.Join(dir, ".git")
		info, err := os.Stat(at)
		switch {
		case err == nil && info.IsDir():
			return &repository{dir, at, at}, nil
		case err == nil:
			return linked(dir, at)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return nil, errNoGit
}

// linked opens what a file .git leads to: a worktree's or a submodule's folder.
func linked(work, file string) (*repository, error) {
	text, err := read(file, maxHead)
	if err != nil {
		return nil, err
	}
	to, found := strings.CutPrefix(text, "gitdir:")
	if !found {
		return nil, fmt.Errorf("%s does not say where its repository is", file)
	}
	own := under(work, strings.TrimSpace(to))
	r := &repository{work, own, own}
	common, err := read(filepath.Join(own, "commondir"), maxHead)
	switch {
	case err == nil:
		r.common = under(own, strings.TrimSpace(common))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return r, nil
}

func under(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// head gives the branch that is checked out, empty for none, and its commit.
func (r *repository) head() (branch, commit string, err error) {
	at := filepath.Join(r.own, "HEAD")
	text, err := read(at, maxHead)
	for n := 0; err == nil; n++ {
		name, symbolic := strings.CutPrefix(strings.TrimSpace(text), "ref:")
		if !symbolic {
			if commit = strings.TrimSpace(text); !isCommit(commit) {
				return "", "", fmt.Errorf("%s is not what git writes", at)
			}
			return branch, strings.ToLower(commit), nil
		}
		name = strings.TrimSpace(name)
		if n == maxRefs || !isRef(name) {
			return "", "", fmt.Errorf("%s is not what git writes", at)
		}
		if n == 0 {
			branch = strings.TrimPrefix(name, "refs/heads/")
		}
		text, err = r.ref(name)
	}
	return "", "", err
}

// isRef reports whether a text can be the name of a ref: it becomes the name of
// a file, which must be below the repository.
func isRef(name string) bool {
	return strings.HasPrefix(name, "refs/") && len(name) <= maxValue && printable(name) && filepath.IsLocal(name) && !strings.Contains(name, "..")
}

// ref gives what a ref says, from its file or from among the packed ones.
func (r *repository) ref(name string) (string, error) {
	for _, dir := range []string{r.own, r.common} {
		text, err := read(filepath.Join(dir, filepath.FromSlash(name)), maxHead)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
	}
	file, err := openFile(filepath.Join(r.common, "packed-refs"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s has no commit yet, or is kept in a way that is not known here", name)
	} else if err != nil {
		return "", err
	}
	defer file.Close()
	lines := bufio.NewScanner(io.LimitReader(file, maxPacked))
	for lines.Scan() {
		if commit, of, found := strings.Cut(lines.Text(), " "); found && of == name && isCommit(commit) {
			return commit, nil
		}
	}
	if err := lines.Err(); err != nil {
		return "", fmt.Errorf("read packed-refs: %w", err)
	}
	return "", fmt.Errorf("%s has no commit yet", name)
}

// read gives a small file whole.
func read(name string, most int64) (string, error) {
	file, err := openFile(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return "", err
	}
	if int64(len(text)) > most {
		return "", fmt.Errorf("%s is larger than git makes it", name)
	}
	return string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), nil
}

// openFile refuses what could be waited for or read for ever. What can't be
// there, below a file, is not there.
func openFile(name string) (*os.File, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, syscall.ENOTDIR), err == nil && info.IsDir():
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", name)
	}
	return os.Open(name)
}
