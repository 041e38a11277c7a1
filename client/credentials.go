package client

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// DefaultHost is where credentials that name no host belong.
const DefaultHost = "https://us.posthog.com"

// Credentials say who asks which PostHog about which project.
type Credentials struct {
	Host    string // scheme and host, perhaps a port and a path, no slash at the end
	Key     Secret // a personal API key, phx_…
	Project string // the project's number
	Source  string // where they come from, in words: "the environment", a file's name
}

// A CredentialSearch says where credentials may be. Sources are asked in the
// order of posthog-cli: what was given, the environment, a dotenv file, the
// file that login writes. The first that has both a key and a project is taken
// whole: a key is never used with the project or the host of another source,
// so that no stray host can get hold of it.
type CredentialSearch struct {
	Host, Project string // given on the command line; empty when not
	Key           Secret
	Dotenv        string              // a file named on the command line; else POSTHOG_CLI_DOTENV_FILE names it
	Getenv        func(string) string // os.Getenv
}

// Find gives the credentials, and what of the sources could not be used, a
// sentence each. The error is [NotSignedIn] when no source has any.
func (s CredentialSearch) Find() (Credentials, []string, error) {
	var notes []string
	if s.Host != "" || s.Project != "" || !s.Key.Empty() {
		if s.Project == "" || s.Key.Empty() {
			return Credentials{}, nil, &NotSignedIn{Detail: "a host, a key or a project was given alone: key and project go together, and a host with them", alone: true}
		}
		c, err := newCredentials(s.Host, s.Key.Reveal(), s.Project, "the command line")
		return c, nil, err
	}
	if c, found, err := s.lookUp(s.Getenv, "the environment", &notes); found {
		return c, notes, err
	}
	dotenv := s.Dotenv
	if dotenv == "" {
		dotenv = s.Getenv("POSTHOG_CLI_DOTENV_FILE")
	}
	if dotenv != "" {
		values, err := readDotenv(dotenv)
		if err != nil {
			notes = append(notes, err.Error()+"; looking elsewhere")
		}
		if c, found, err := s.lookUp(func(name string) string { return values[name] }, dotenv, &notes); found {
			return c, notes, err
		}
	}
	path, err := CredentialsPath(s.Getenv)
	if err != nil {
		return Credentials{}, notes, &NotSignedIn{Detail: "there are no credentials in the environment, and there is no home folder with a file of them"}
	}
	c, err := LoadCredentials(path)
	return c, notes, err
}

// lookUp asks a source of named values by posthog-cli's names, new and old.
func (s CredentialSearch) lookUp(get func(string) string, source string, notes *[]string) (c Credentials, found bool, err error) {
	either := func(names ...string) string {
		for _, name := range names {
			if v := get(name); v != "" {
				return v
			}
		}
		return ""
	}
	key := either("POSTHOG_CLI_API_KEY", "POSTHOG_CLI_TOKEN")
	project := either("POSTHOG_CLI_PROJECT_ID", "POSTHOG_CLI_ENV_ID")
	switch {
	case key != "" && project == "":
		*notes = append(*notes, source+" has a POSTHOG_CLI_API_KEY and no POSTHOG_CLI_PROJECT_ID, so neither is used")
	case key == "" && project != "":
		*notes = append(*notes, source+" has a POSTHOG_CLI_PROJECT_ID and no POSTHOG_CLI_API_KEY, so neither is used")
	}
	if key == "" || project == "" {
		return c, false, nil
	}
	c, err = newCredentials(get("POSTHOG_CLI_HOST"), key, project, source)
	return c, true, err
}

// CredentialsPath gives the file that posthog-cli and symset keep credentials
// in: $POSTHOG_HOME/credentials.json, else ~/.posthog/credentials.json.
func CredentialsPath(getenv func(string) string) (string, error) {
	if home := getenv("POSTHOG_HOME"); home != "" {
		return filepath.Join(home, "credentials.json"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the home directory, as POSTHOG_HOME names no folder for credentials: %w", err)
	}
	return filepath.Join(home, ".posthog", "credentials.json"), nil
}

// NewCredentials checks what a person typed. The error says what is wrong with
// it, and never holds the key.
func NewCredentials(host, key, project string) (Credentials, error) {
	return newCredentials(host, key, project, "what was typed")
}

func newCredentials(host, key, project, source string) (Credentials, error) {
	host, err := cleanHost(host)
	if err != nil {
		return Credentials{}, &NotSignedIn{Detail: fmt.Sprintf("the host in %s can't be used: %v", source, err)}
	}
	key, project = strings.TrimSpace(key), strings.TrimSpace(project)
	switch {
	case strings.HasPrefix(key, "phc_"):
		return Credentials{}, &NotSignedIn{Host: host, Detail: "the key in " + source + " is a project token (phc_…), which can only send events; a personal API key begins with phx_"}
	case key == "" || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }):
		return Credentials{}, &NotSignedIn{Host: host, Detail: "the key in " + source + " is empty, or has characters that no key has"}
	}
	if project == "" || len(project) > 20 || strings.Trim(project, "0123456789") != "" {
		if len(project) > 4 && (project[:4] == "phc_" || project[:4] == "phx_") {
			project = project[:4] + "…" // the rest is nobody's business
		}
		return Credentials{}, &WrongProject{Host: host, Project: project}
	}
	return Credentials{Host: host, Key: NewSecret(key), Project: project, Source: source}, nil
}

// cleanHost gives the URL that calls begin with. Hosts that take events in
// become the hosts that answer questions: us.i.posthog.com is us.posthog.com. Of
// a page's address it is what stands before the page.
func cleanHost(host string) (string, error) {
	if host = strings.TrimSpace(host); host == "" {
		return DefaultHost, nil
	}
	if strings.Contains(host, "@") { // also where it can't be read, and would be quoted
		return "", fmt.Errorf("it has a user name or password in it")
	}
	if !strings.Contains(host, "://") {
		host = "https://" + host
	}
	u, err := url.Parse(host)
	switch {
	case err != nil:
		return "", fmt.Errorf("%q is not a URL", clip(host))
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%s is not http or https", clip(u.Scheme))
	case u.Hostname() == "":
		return "", fmt.Errorf("%q names no host", clip(host))
	}
	name := strings.ToLower(u.Host)
	if region, ok := strings.CutSuffix(name, ".i.posthog.com"); ok {
		name = region + ".posthog.com"
	}
	path := u.EscapedPath() + "/"
	for _, page := range []string{"/project/", "/api/", "/login/"} {
		path, _, _ = strings.Cut(path, page)
	}
	return u.Scheme + "://" + name + strings.TrimRight(path, "/"), nil
}
