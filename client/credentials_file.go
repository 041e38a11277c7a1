package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"symset/symbols/private"
)

// maxCredentials bounds a credentials or dotenv file, in bytes.
const maxCredentials = 1 << 20

// LoadCredentials reads a credentials file of posthog-cli or symset. The error
// is [NotSignedIn] when there is none.
func LoadCredentials(path string) (Credentials, error) {
	fields, err := readFields(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Credentials{}, &NotSignedIn{Detail: "there are no credentials in the environment, and there is no " + path}
	}
	if err != nil {
		return Credentials{}, err
	}
	if _, found := fields["token"]; !found {
		return Credentials{}, &NotSignedIn{Detail: "there are no credentials in the environment, and no key in " + path}
	}
	var host, token, project string
	for name, into := range map[string]*string{"host": &host, "token": &token, "env_id": &project} {
		raw := fields[name]
		if len(raw) == 0 || string(raw) == "null" {
			continue
		}
		var number json.Number
		switch {
		case json.Unmarshal(raw, into) == nil:
		case json.Unmarshal(raw, &number) == nil:
			*into = number.String()
		default:
			return Credentials{}, fmt.Errorf("read credentials: the %s in %s is not text; move the file away and sign in again", name, path)
		}
	}
	return newCredentials(host, token, project, path)
}

// readFields reads the object in a JSON file.
func readFields(path string) (map[string]json.RawMessage, error) {
	data, err := private.Read(path, maxCredentials)
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	// What the decoder would say quotes the file, which holds a key.
	if json.Unmarshal(data, &fields) != nil || fields == nil {
		return nil, fmt.Errorf("read credentials: %s is not a JSON object; move it away and sign in again", path)
	}
	return fields, nil
}

// SaveCredentials writes credentials where posthog-cli finds them too. The
// file is replaced as a whole and can be read by its owner alone; what else it
// holds stays. A symbolic link to it stays a link.
func SaveCredentials(path string, c Credentials) error {
	fields, err := readFields(path)
	if errors.Is(err, fs.ErrNotExist) {
		fields, err = map[string]json.RawMessage{}, nil
	}
	if err != nil {
		return fmt.Errorf("save credentials: %w", err)
	}
	for name, value := range map[string]string{"host": c.Host, "token": c.Key.Reveal(), "env_id": c.Project} {
		text, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("save credentials: %w", err)
		}
		fields[name] = text
	}
	if err := writeFields(path, fields); err != nil {
		return fmt.Errorf("save credentials: %w", err)
	}
	return nil
}

// ForgetCredentials takes what [SaveCredentials] writes out of the file, and the
// file away when it holds nothing else. It reports whether there was a key. The
// key stays good: that is PostHog's to end.
func ForgetCredentials(path string) (bool, error) {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	fields, err := readFields(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("forget credentials: %w", err)
	}
	_, had := fields["token"]
	for _, name := range []string{"host", "token", "env_id"} {
		delete(fields, name)
	}
	if len(fields) == 0 {
		err = os.Remove(path)
	} else {
		err = writeFields(path, fields)
	}
	if err != nil {
		return had, fmt.Errorf("forget credentials: %w", err)
	}
	return had, nil
}

// writeFields puts an object into a JSON file.
func writeFields(path string, fields map[string]json.RawMessage) error {
	text, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	return private.Replace(path, text)
}

// readDotenv reads lines of NAME=value. Values may be quoted, "export" may
// stand in front; nothing is interpolated, so that a file can't ask for what
// the environment holds.
func readDotenv(path string) (map[string]string, error) {
	data, err := private.Read(path, maxCredentials)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(strings.TrimPrefix(name, "export "))
		if !ok || name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		values[name] = dotenvValue(strings.TrimSpace(value))
	}
	return values, nil
}

// dotenvValue takes quotes, or a comment after a space, off a value.
func dotenvValue(value string) string {
	if value == "" {
		return ""
	}
	if quote := value[0]; quote == '"' || quote == '\'' {
		if text, _, ok := strings.Cut(value[1:], string(quote)); ok {
			return text
		}
	}
	if i := strings.Index(value, " #"); i >= 0 {
		value = value[:i]
	}
	return strings.TrimSpace(value)
}
