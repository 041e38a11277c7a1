package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols"
)

const aKey = "phx_cafe0123456789"

func TestSecretNeverShows(t *testing.T) {
	s := NewSecret(aKey)
	c := Credentials{Key: s, Host: DefaultHost, Project: "1"}
	deep := struct{ inner struct{ c Credentials } }{}
	deep.inner.c = c
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "key", s, "credentials", c)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "key", s, "credentials", c, "deep", deep)
	marshalled, err := json.Marshal(map[string]any{"c": c, "s": s, "p": &s})
	if err != nil {
		t.Fatal(err)
	}
	all := logged.String() + string(marshalled)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, v := range []any{s, &s, c, &c, deep, &deep, []Secret{s}, map[string]Secret{"a": s}} {
			all += fmt.Sprintf(verb, v)
		}
	}
	if strings.Contains(all, aKey) || strings.Contains(all, fmt.Sprintf("%x", aKey)) {
		t.Errorf("the key shows in %s", all)
	}
	if !strings.Contains(all, hidden) || s.Reveal() != aKey {
		t.Error("a secret says neither that it is hidden nor, asked, what it is")
	}
}

func TestCredentialSearch(t *testing.T) {
	const file, other = `{"host":null,"token":"phx_file","env_id":"4"}`, "https://evil.test"
	cases := map[string]struct {
		args   CredentialSearch
		env    map[string]string
		dotenv string
		file   string
		want   string // host key project
		err    string
		note   string
	}{
		"given":               {args: CredentialSearch{Host: "eu.posthog.com/", Key: NewSecret("phx_arg"), Project: "1"}, env: map[string]string{"POSTHOG_CLI_HOST": other}, want: "https://eu.posthog.com phx_arg 1"},
		"given without host":  {args: CredentialSearch{Key: NewSecret("phx_arg"), Project: "1"}, env: map[string]string{"POSTHOG_CLI_HOST": other}, want: "https://us.posthog.com phx_arg 1"},
		"given half":          {args: CredentialSearch{Project: "1"}, file: file, err: "go together"},
		"host given alone":    {args: CredentialSearch{Host: other}, file: file, err: "go together"},
		"environment":         {env: map[string]string{"POSTHOG_CLI_API_KEY": "phx_env", "POSTHOG_CLI_PROJECT_ID": "2", "POSTHOG_CLI_HOST": "http://localhost:8000/"}, file: file, want: "http://localhost:8000 phx_env 2"},
		"old names":           {env: map[string]string{"POSTHOG_CLI_TOKEN": "phx_env", "POSTHOG_CLI_ENV_ID": "2"}, want: "https://us.posthog.com phx_env 2"},
		"new names win":       {env: map[string]string{"POSTHOG_CLI_TOKEN": "phx_o", "POSTHOG_CLI_ENV_ID": "9", "POSTHOG_CLI_API_KEY": "phx_n", "POSTHOG_CLI_PROJECT_ID": "2"}, want: "https://us.posthog.com phx_n 2"},
		"stray host":          {env: map[string]string{"POSTHOG_CLI_HOST": other}, file: file, want: "https://us.posthog.com phx_file 4"},
		"half an environment": {env: map[string]string{"POSTHOG_CLI_API_KEY": "phx_env", "POSTHOG_CLI_HOST": other}, file: file, want: "https://us.posthog.com phx_file 4", note: "so neither is used"},
		"dotenv": {
			dotenv: "# a comment\nexport POSTHOG_CLI_API_KEY=\"phx_dot\" # mine\r\nPOSTHOG_CLI_PROJECT_ID = 3 # three\n\nnonsense\n=x\nPOSTHOG_CLI_HOST='https://ph.test/'\n",
			file:   file, want: "https://ph.test phx_dot 3",
		},
		"dotenv can't ask the environment": {
			env:    map[string]string{"POSTHOG_CLI_API_KEY": aKey},
			dotenv: "POSTHOG_CLI_API_KEY=${POSTHOG_CLI_API_KEY}\nPOSTHOG_CLI_PROJECT_ID=3\nPOSTHOG_CLI_HOST=" + other,
			want:   other + " ${POSTHOG_CLI_API_KEY} 3", note: "so neither is used",
		},
		"half a dotenv":       {dotenv: "POSTHOG_CLI_PROJECT_ID=3\n", file: file, want: "https://us.posthog.com phx_file 4", note: "so neither is used"},
		"no such dotenv":      {env: map[string]string{"POSTHOG_CLI_DOTENV_FILE": "/no/such/.env"}, file: file, want: "https://us.posthog.com phx_file 4", note: "no such file"},
		"file":                {file: `{"host":"https://eu.posthog.com","token":"phx_file","env_id":4,"label":"x"}`, want: "https://eu.posthog.com phx_file 4"},
		"nothing":             {err: "not signed in: there are no credentials"},
		"broken file":         {file: `{"token":"` + aKey, err: "not a JSON object"},
		"null file":           {file: `null`, err: "not a JSON object"},
		"empty key":           {file: `{"env_id":"4","token":""}`, err: "is empty"},
		"no key":              {file: `{"env_id":"4"}`, err: "no key in "},
		"token for a key":     {file: `{"token":"phc_public","env_id":"4"}`, err: "only send events"},
		"token for a project": {file: `{"token":"phx_file","env_id":"phc_public"}`, err: "(phc_…), not as its number"},
		"no number":           {file: `{"token":"phx_file","env_id":"shop"}`, err: `given as "shop"`},
		"no project":          {file: `{"token":"phx_file"}`, err: "number is missing"},
		"ingestion host":      {file: `{"host":"https://eu.i.posthog.com","token":"phx_file","env_id":"4"}`, want: "https://eu.posthog.com phx_file 4"},
		"a page's address":    {file: `{"host":"https://ph.test/project/4/error_tracking?tab=sets","token":"phx_file","env_id":"4"}`, want: "https://ph.test phx_file 4"},
		"address of the API":  {file: `{"host":"ph.test/behind/api/","token":"phx_file","env_id":"4"}`, want: "https://ph.test/behind phx_file 4"},
		"login page":          {file: `{"host":"https://ph.test/login","token":"phx_file","env_id":"4"}`, want: "https://ph.test phx_file 4"},
		"ftp":                 {file: `{"host":"ftp://x","token":"phx_file","env_id":"4"}`, err: "not http or https"},
		"password":            {file: `{"host":"https://me:secret@x","token":"phx_file","env_id":"4"}`, err: "user name or password"},
		"odd password":        {file: `{"host":"https://me:sec%ret@x","token":"phx_file","env_id":"4"}`, err: "user name or password"},
		"newline in key":      {file: `{"token":"phx_a\nHost: b","env_id":"4"}`, err: "characters that no key has"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			if c.file != "" {
				write(t, filepath.Join(home, "credentials.json"), c.file)
			}
			if c.dotenv != "" {
				c.args.Dotenv = filepath.Join(home, ".env")
				write(t, c.args.Dotenv, c.dotenv)
			}
			c.args.Getenv = func(name string) string {
				if name == "POSTHOG_HOME" {
					return home
				}
				return c.env[name]
			}
			got, notes, err := c.args.Find()
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) || strings.Contains(err.Error(), aKey) {
					t.Fatalf("error %v, want one with %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := got.Host + " " + got.Key.Reveal() + " " + got.Project; text != c.want {
				t.Errorf("found %s, want %s", text, c.want)
			}
			if note := strings.Join(notes, "\n"); (note == "") != (c.note == "") || !strings.Contains(note, c.note) || strings.Contains(note, aKey) {
				t.Errorf("notes %q, want %q", note, c.note)
			}
			if got.Source == "" {
				t.Error("the source is not told")
			}
		})
	}
}

// Where nothing is kept, as in a container that has no home, nobody is signed in.
func TestCredentialsOfNoHome(t *testing.T) {
	for _, name := range []string{"HOME", "home", "USERPROFILE"} {
		t.Setenv(name, "")
	}
	_, _, err := CredentialSearch{Getenv: func(string) string { return "" }}.Find()
	var none *NotSignedIn
	if !errors.As(err, &none) {
		t.Errorf("error %v", err)
	}
}

func TestSaveCredentials(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.json"), filepath.Join(dir, "home", "credentials.json")
	write(t, real, `{"token":"phx_old","env_id":"1","theme":{"dark":true},"host":null}`)
	if err := os.MkdirAll(filepath.Dir(link), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	c, err := NewCredentials("https://eu.posthog.com", aKey, " 7\n")
	if err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(dir, "new", "deep", "credentials.json")
	for _, path := range []string{link, fresh} {
		if err := SaveCredentials(path, c); err != nil {
			t.Fatal(err)
		}
		got, err := LoadCredentials(path)
		if err != nil || got.Host != c.Host || got.Key.Reveal() != aKey || got.Project != "7" {
			t.Errorf("%s: read back %+v, %v", path, got, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", path, info.Mode(), err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is a link no more")
	}
	if text, _ := os.ReadFile(real); !strings.Contains(string(text), `"theme":{"dark":true}`) {
		t.Errorf("a field was lost: %s", text)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".credentials-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	broken := filepath.Join(dir, "broken.json")
	write(t, broken, "not json")
	if err := SaveCredentials(broken, c); err == nil || strings.Contains(err.Error(), aKey) {
		t.Errorf("a file that can't be read was overwritten: %v", err)
	}
	if text, _ := os.ReadFile(broken); string(text) != "not json" {
		t.Errorf("a file that can't be read became %s", text)
	}
}

// TestForgetCredentials holds that nothing of ours stays, and all else does.
func TestForgetCredentials(t *testing.T) {
	for before, after := range map[string]string{
		"": "",
		`{"host":null,"token":"` + aKey + `","env_id":"4"}`:      "",
		`{"token":"` + aKey + `","env_id":4,"theirs":{"a":[1]}}`: `{"theirs":{"a":[1]}}`,
	} {
		path := filepath.Join(t.TempDir(), "credentials.json")
		if before != "" {
			write(t, path, before)
		}
		had, err := ForgetCredentials(path)
		if err != nil || had != (before != "") {
			t.Errorf("%s: %v, %v", before, had, err)
		}
		if text, err := os.ReadFile(path); string(text) != after || after == "" && !os.IsNotExist(err) {
			t.Errorf("%s: it holds %s, %v", before, text, err)
		}
		var nobody *NotSignedIn
		if _, err := LoadCredentials(path); !errors.As(err, &nobody) {
			t.Errorf("%s: then %v", before, err)
		}
	}
	path := filepath.Join(t.TempDir(), "credentials.json")
	write(t, path, `["`+aKey+`"]`)
	if _, err := ForgetCredentials(path); err == nil || strings.Contains(err.Error(), aKey) {
		t.Errorf("error %v", err)
	}
}

func TestCredentialErrorsHaveHints(t *testing.T) {
	for _, host := range []string{"", "https://x.test"} {
		_, err := NewCredentials(host, "", "1")
		var not *NotSignedIn
		if !errors.As(err, &not) || symbols.Hint(fmt.Errorf("list: %w", err)) == "" {
			t.Errorf("%v has no hint", err)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
