package release

import "strings"

// remoteOf gives the URL of the remote in a git config: the one that the branch
// comes from, else origin, else the first. It reads what git itself and people
// write: sections, and one "key = value" a line, quoted or not. Includes are
// not followed.
func remoteOf(config, branch string) string {
	urls, follows := map[string]string{}, ""
	first, section, name := "", "", ""
	for line := range strings.Lines(config) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		if line[0] == '[' {
			header, rest, _ := strings.Cut(line[1:], "]")
			if section, name = sectionOf(header); strings.TrimSpace(rest) == "" {
				continue
			}
			line = strings.TrimSpace(rest)
		}
		key, value, found := strings.Cut(line, "=")
		if value = valueOf(value); !found || value == "" || len(value) > maxValue || !printable(value) {
			continue
		}
		switch key = strings.ToLower(strings.TrimSpace(key)); {
		case section == "remote" && key == "url":
			if first == "" {
				first = name
			}
			if urls[name] == "" {
				urls[name] = value
			}
		case section == "branch" && key == "remote" && name == branch && branch != "":
			follows = value
		}
	}
	for _, name := range []string{follows, "origin", first} {
		if urls[name] != "" {
			return urls[name]
		}
	}
	return ""
}

// sectionOf reads a header: remote "origin".
func sectionOf(header string) (section, name string) {
	section, name, _ = strings.Cut(header, " ")
	name = strings.Trim(strings.TrimSpace(name), `"`)
	return strings.ToLower(strings.TrimSpace(section)), strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(name)
}

// valueOf reads a value: without quotes, and without the comment after it.
func valueOf(text string) string {
	var b strings.Builder
	quoted := false
	text = strings.TrimSpace(text)
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case ch == '"':
			quoted = !quoted
		case ch == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case (ch == '#' || ch == ';') && !quoted:
			return strings.TrimSpace(b.String())
		default:
			b.WriteByte(ch)
		}
	}
	return strings.TrimSpace(b.String())
}
