package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func none(string) string { return "" }

// git runs git as somebody without a configuration, and gives what it prints.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@a.test", "-c", "protocol.file.allow=always", "-C", dir}, args...)...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_DEFAULT_REF_FORMAT=files")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// TestGit compares what is read with what git says, in every kind of folder.
func TestGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	root := t.TempDir()
	shop, tree := filepath.Join(root, "shop"), filepath.Join(root, "tree")
	git(t, root, "init", "-q", "-b", "main", shop)
	git(t, shop, "commit", "-q", "--allow-empty", "-m", "one")
	check := func(name, dir, branch, remote, repo string) {
		t.Helper()
		got, err := Find(dir, none)
		want := Origin{remote, repo, branch, git(t, dir, "rev-parse", "HEAD")}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	check("no remote", shop, "main", "", "shop")
	git(t, shop, "remote", "add", "origin", "https://me:secret@h.test/acme/store.git")
	check("remote", shop, "main", "https://h.test/acme/store.git", "store")
	deep := filepath.Join(shop, "dist", "assets")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	check("below", deep, "main", "https://h.test/acme/store.git", "store")
	git(t, shop, "checkout", "-q", "-b", "feat/a-b")
	git(t, shop, "commit", "-q", "--allow-empty", "-m", "two")
	check("branch with a slash", shop, "feat/a-b", "https://h.test/acme/store.git", "store")
	git(t, shop, "pack-refs", "--all")
	check("packed", shop, "feat/a-b", "https://h.test/acme/store.git", "store")
	git(t, shop, "worktree", "add", "-q", tree, "main")
	check("worktree", tree, "main", "https://h.test/acme/store.git", "store")
	git(t, tree, "checkout", "-q", "--detach")
	check("detached worktree", tree, "", "https://h.test/acme/store.git", "store")
	outer := filepath.Join(root, "outer")
	git(t, root, "init", "-q", "-b", "main", outer)
	git(t, outer, "submodule", "add", "-q", shop, "parts/shop")
	check("submodule", filepath.Join(outer, "parts", "shop"), "feat/a-b", "", "shop")
	if _, err := Find(outer, none); err == nil || !strings.Contains(err.Error(), "no commit yet") {
		t.Errorf("a repository without a commit: %v", err)
	}
}

// TestHostileGit reads repositories that git would not make.
func TestHostileGit(t *testing.T) {
	const c = "0123456789abcdef0123456789abcdef01234567"
	for name, files := range map[string]map[string]string{
		"no HEAD":            {"config": ""},
		"empty HEAD":         {"HEAD": ""},
		"no commit in HEAD":  {"HEAD": "hello\n"},
		"HEAD leaves":        {"HEAD": "ref: ../../secret\n"},
		"ref leaves":         {"HEAD": "ref: refs/heads/../../../secret\n"},
		"absolute ref":       {"HEAD": "ref: /etc/passwd\n"},
		"ref to itself":      {"HEAD": "ref: refs/heads/a\n", "refs/heads/a": "ref: refs/heads/a\n"},
		"ref below a file":   {"HEAD": "ref: refs/heads/a/b\n", "refs/heads/a": c},
		"ref is a folder":    {"HEAD": "ref: refs/heads/a\n", "refs/heads/a/b": c},
		"ref says a word":    {"HEAD": "ref: refs/heads/a\n", "refs/heads/a": "x\x1b[31m\n"},
		"large HEAD":         {"HEAD": strings.Repeat("a", 5000)},
		"large config":       {"HEAD": c, "config": strings.Repeat("#\n", 1<<20)},
		"endless packed ref": {"HEAD": "ref: refs/heads/a\n", "packed-refs": strings.Repeat("a", 1<<20)},
		"packed word":        {"HEAD": "ref: refs/heads/a\n", "packed-refs": "x refs/heads/a\n"},
		"escape in the ref":  {"HEAD": "ref: refs/heads/\x1b[31m\n", "packed-refs": c + " refs/heads/\x1b[31m\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, text := range files {
				put(t, filepath.Join(dir, ".git", file), text)
			}
			if got, err := Find(dir, none); err == nil || len(err.Error()) > 400 || strings.Contains(err.Error(), "\x1b") {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	for name, text := range map[string]string{
		"leads nowhere": "gitdir: nowhere\n", "leads to itself": "gitdir: .git\n", "says nothing": "", "says another thing": "hello", "too much": "gitdir: " + strings.Repeat("a/", 5000),
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, ".git"), text)
		if got, err := Find(dir, none); err == nil {
			t.Errorf(".git %s: %+v", name, got)
		}
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
