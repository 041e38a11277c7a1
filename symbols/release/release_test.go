package release

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var aCommit = strings.Repeat("0a", 20)

func TestFromCI(t *testing.T) {
	github := map[string]string{
		"GITHUB_ACTIONS": "true", "GITHUB_SHA": aCommit, "GITHUB_REF_NAME": "main",
		"GITHUB_REPOSITORY": "acme/shop", "GITHUB_SERVER_URL": "https://github.com",
	}
	vercel := map[string]string{
		"VERCEL": "1", "VERCEL_GIT_PROVIDER": "gitlab", "VERCEL_GIT_REPO_OWNER": "acme/web", "VERCEL_GIT_REPO_SLUG": "shop",
		"VERCEL_GIT_COMMIT_REF": "next", "VERCEL_GIT_COMMIT_SHA": aCommit,
	}
	with := func(env map[string]string, name, value string) map[string]string {
		other := map[string]string{name: value}
		for k, v := range env {
			if k != name {
				other[k] = v
			}
		}
		return other
	}
	onGitHub := Origin{"https://github.com/acme/shop.git", "shop", "main", aCommit}
	bare := Origin{"", "shop", "main", aCommit}
	for name, c := range map[string]struct {
		env  map[string]string
		want *Origin // nil when it is not told
	}{
		"GitHub":           {github, &onGitHub},
		"GitHub, password": {with(github, "GITHUB_SERVER_URL", "https://me:secret@github.com"), &onGitHub},
		"GitHub, no host":  {with(github, "GITHUB_SERVER_URL", ""), &bare},
		"GitHub, no sha":   {with(github, "GITHUB_SHA", ""), nil},
		"GitHub, odd sha":  {with(github, "GITHUB_SHA", "main"), nil},
		"GitHub, no repo":  {with(github, "GITHUB_REPOSITORY", ""), nil},
		"GitHub, escapes":  {with(github, "GITHUB_REPOSITORY", "acme/\x1b[31m"), nil},
		"GitHub, endless":  {with(github, "GITHUB_REPOSITORY", "acme/"+strings.Repeat("x", 2000)), nil},
		"act, elsewhere":   {with(github, "GITHUB_ACTIONS", "false"), nil},
		"Vercel":           {vercel, &Origin{"https://gitlab.com/acme/web/shop.git", "shop", "next", aCommit}},
		"Vercel, unknown":  {with(vercel, "VERCEL_GIT_PROVIDER", "x"), &Origin{"", "shop", "next", aCommit}},
		"Vercel, no git":   {map[string]string{"VERCEL": "1"}, nil},
		"nothing":          {nil, nil},
	} {
		got, err := Find(t.TempDir(), func(name string) string { return c.env[name] })
		if c.want == nil {
			if err == nil {
				t.Errorf("%s: %+v", name, got)
			}
			continue
		}
		if diff := cmp.Diff(*c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestCleanRemote(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/acme/shop.git":                "https://github.com/acme/shop.git",
		"https://me:ghp_secret@github.com/acme/shop.git":  "https://github.com/acme/shop.git",
		"https://ghp_secret@github.com/acme/shop":         "https://github.com/acme/shop",
		"https://x-access-token:secret@h.test:8443/a.git": "https://h.test:8443/a.git",
		"https://h.test/a.git?token=secret#secret":        "https://h.test/a.git",
		"ssh://git:secret@h.test:22/a.git":                "ssh://h.test:22/a.git",
		"git@github.com:acme/shop.git":                    "git@github.com:acme/shop.git",
		"secret@h.test:acme/shop.git":                     "h.test:acme/shop.git",
		"me:secret@h.test:acme/shop.git":                  "git@h.test:acme/shop.git",
		"git@h.test:acme/@scope.git":                      "git@h.test:acme/@scope.git",
		"/srv/git/shop.git":                               "",
		"../shop":                                         "",
		`C:\git\shop`:                                     "",
		"file:///srv/git/shop.git":                        "",
		"ext::sh -c 'secret'":                             "",
		"https://me:sec ret@h.test/%zz":                   "",
		"https://":                                        "",
		"":                                                "",
	} {
		if got := cleanRemote(remote); got != want || strings.Contains(got, "secret") {
			t.Errorf("%s becomes %q, want %q", remote, got, want)
		}
	}
}

func TestRepoName(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/acme/shop.git": "shop", "https://github.com/acme/shop/": "shop", "git@h:shop.git": "shop",
		`C:\git\shop.git`: "shop", "/srv/shop": "shop", "": "", "/": "",
	} {
		if got := repoName(remote); got != want {
			t.Errorf("%s is named %q, want %q", remote, got, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	for want, o := range map[string]Origin{
		`{"git":{"remote_url":"https://h/a.git","repo_name":"a","branch":"main","commit_id":"` + aCommit + `"}}`: {"https://h/a.git", "a", "main", aCommit},
		`{"git":{"branch":"HEAD-detached","commit_id":"` + aCommit + `"}}`:                                       {Commit: aCommit},
		"": {Repo: "a"},
	} {
		if got := o.Metadata(); string(got) != want || want != "" && !json.Valid(got) {
			t.Errorf("%+v gives %s, want %s", o, got, want)
		}
	}
}

func TestRemoteOf(t *testing.T) {
	const origin, other = "[remote \"origin\"]\n\turl = https://a.test/a.git\n", "[remote \"up\"]\nurl=https://b.test/b.git\n"
	for name, c := range map[string]struct{ config, want string }{
		"origin":           {"[core]\n\tbare = false\n" + other + origin, "https://a.test/a.git"},
		"the only one":     {other, "https://b.test/b.git"},
		"the branch's":     {origin + other + "[branch \"main\"]\n\tremote = up\n", "https://b.test/b.git"},
		"another branch's": {origin + other + "[branch \"x\"]\n\tremote = up\n", "https://a.test/a.git"},
		"a local branch's": {origin + "[branch \"main\"]\n\tremote = .\n", "https://a.test/a.git"},
		"none":             {"[core]\n\tbare = false\n", ""},
		"nothing":          {"", ""},
		"one line":         {`[remote "origin"] url = "https://a.test/a.git" # mine`, "https://a.test/a.git"},
		"upper case":       {"[REMOTE \"origin\"]\nURL = https://a.test/a.git ; x\r\n", "https://a.test/a.git"},
		"the first":        {origin + "\turl = https://c.test/c.git\n", "https://a.test/a.git"},
		"comments":         {"# [remote \"origin\"]\n;url = x\n", ""},
		"push only":        {"[remote \"origin\"]\n\tpushurl = https://a.test/a.git\n", ""},
		"no name":          {"[remote]\n\turl = https://a.test/a.git\n", "https://a.test/a.git"},
		"rubbish":          {"[[[\n]]\n=\nurl\n[remote \"\n\\", ""},
		"escapes":          {"[remote \"origin\"]\n\turl = a\x1b[31m\n", ""},
	} {
		if got := remoteOf(c.config, "main"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
