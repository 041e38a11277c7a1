// Package release finds out which project, version and commit a build is of:
// from the variables of a CI service, else from the files of a git repository.
// It runs nothing.
package release

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"strings"
)

// An Origin is where a build comes from. Any field may be empty.
type Origin struct {
	Remote string // the repository's URL, without credentials
	Repo   string // the repository's name, without its owner
	Branch string // empty when no branch is checked out
	Commit string // its id, 40 or 64 hex digits
}

// Project is the name of a release as posthog-cli gives it: the repository's.
func (o Origin) Project() string { return o.Repo }

// Version is the version of a release as posthog-cli gives it: the commit.
func (o Origin) Version() string { return o.Commit }

// detached is what posthog-cli calls the branch when there is none.
const detached = "HEAD-detached"

// Metadata gives what PostHog keeps with a release: {"git": …}, with the fields
// of posthog-cli. It is nil without a commit.
func (o Origin) Metadata() json.RawMessage {
	if o.Commit == "" {
		return nil
	}
	type git struct {
		Remote string `json:"remote_url,omitempty"`
		Repo   string `json:"repo_name,omitempty"`
		Branch string `json:"branch"`
		Commit string `json:"commit_id"`
	}
	g := git(o)
	if g.Branch == "" {
		g.Branch = detached
	}
	text, err := json.Marshal(map[string]git{"git": g})
	if err != nil {
		return nil // strings always marshal
	}
	return text
}

// Find tells where the build in a folder comes from: what a CI service says
// goes first, whole, then the git repository that the folder is in. The error
// says why there is neither; a release can do without.
func Find(dir string, getenv func(string) string) (Origin, error) {
	if o, found := fromCI(getenv); found {
		return o, nil
	}
	o, err := fromGit(dir)
	if err != nil {
		return Origin{}, fmt.Errorf("find the release of %s: %w", dir, err)
	}
	return o, nil
}

// fromCI reads the variables of GitHub Actions and of Vercel.
func fromCI(getenv func(string) string) (Origin, bool) {
	get := func(name string) string {
		if v := strings.TrimSpace(getenv(name)); len(v) <= maxValue && printable(v) {
			return v
		}
		return ""
	}
	var o Origin
	switch {
	case get("GITHUB_ACTIONS") == "true":
		o.Commit, o.Branch = get("GITHUB_SHA"), get("GITHUB_REF_NAME")
		if repo := get("GITHUB_REPOSITORY"); repo != "" {
			o.Repo = path.Base(repo)
			if server := get("GITHUB_SERVER_URL"); server != "" {
				o.Remote = cleanRemote(server + "/" + repo + ".git")
			}
		}
	case get("VERCEL") != "":
		o.Commit, o.Branch, o.Repo = get("VERCEL_GIT_COMMIT_SHA"), get("VERCEL_GIT_COMMIT_REF"), get("VERCEL_GIT_REPO_SLUG")
		hosts := map[string]string{"github": "https://github.com", "gitlab": "https://gitlab.com", "bitbucket": "https://bitbucket.org"}
		if host, owner := hosts[get("VERCEL_GIT_PROVIDER")], get("VERCEL_GIT_REPO_OWNER"); host != "" && owner != "" && o.Repo != "" {
			o.Remote = host + "/" + owner + "/" + o.Repo + ".git"
		}
	}
	return o, o.Repo != "" && isCommit(o.Commit)
}

// cleanRemote takes user, password and query out of a repository's URL; git's
// own git@host:path form stays, without what is before the @ unless it is git.
// What is neither a URL nor of that form, such as a folder, becomes empty: it
// means nothing elsewhere.
func cleanRemote(remote string) string {
	if strings.Contains(remote, "://") {
		u, err := url.Parse(remote)
		if err != nil || u.Host == "" || u.Scheme == "file" {
			return ""
		}
		u.User, u.RawQuery, u.Fragment, u.RawFragment, u.ForceQuery = nil, "", "", "", false
		return u.String()
	}
	host, rest, found := strings.Cut(remote, ":")
	if !found || len(host) < 2 || strings.Contains(host, "/") || strings.Contains(host, `\`) || strings.HasPrefix(rest, ":") {
		return "" // a folder, a drive of Windows, or a helper's name
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 && !strings.Contains(host, "@") { // user:password@host:path
		return cleanRemote("git@" + rest[i+1:])
	}
	if user, at, found := strings.Cut(host, "@"); found && user != "git" {
		host = at
	}
	return host + ":" + rest
}

// repoName gives the name of a repository from its URL.
func repoName(remote string) string {
	name := strings.TrimRight(remote, "/")
	name = name[strings.LastIndexAny(name, `/\:`)+1:]
	return strings.TrimSuffix(name, ".git")
}

// isCommit reports whether a text is the id of a commit.
func isCommit(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

// printable reports whether a text has no control characters.
func printable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}
