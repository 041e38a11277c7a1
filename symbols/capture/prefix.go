package capture

import (
	"slices"
	"strings"
)

const (
	maxPrefixes  = 16 // prefixes one line may have before its text
	maxPrefixLen = 80 // bytes of one bracket or name of a prefix
)

// stripPrefix takes off what loggers, containers and mail put before a line:
// timestamps, levels, [brackets], host and process names, pipes and quotes. It
// gives the rest without the space around it.
func stripPrefix(line string) string {
	s := strings.TrimSpace(line)
	for range maxPrefixes {
		n := prefixLen(s, len(s) != len(strings.TrimSpace(line)))
		if n == 0 || n >= len(s) {
			break
		}
		s = strings.TrimLeft(s[n:], " \t")
	}
	return s
}

// prefixLen is the length of one prefix that s starts with, or 0. Some words
// are a prefix only behind another one.
func prefixLen(s string, behind bool) int {
	for _, mark := range []string{">", "|", "│", "┃", "▌"} {
		if strings.HasPrefix(s, mark) {
			return len(mark)
		}
	}
	for _, mark := range []string{"- at ", "* at ", "• at "} { // a list in Markdown
		if strings.HasPrefix(s, mark) {
			return len(mark) - len("at ")
		}
	}
	for _, match := range []func(string) int{bracketPrefix, timestampLen, streamPrefix, pipePrefix, processPrefix, warningPrefix} {
		if n := match(s); n > 0 {
			return n
		}
	}
	if n := levelPrefix(s, behind); n > 0 {
		return n
	}
	if !behind {
		return 0
	}
	if strings.HasPrefix(s, "- ") || strings.HasPrefix(s, ": ") {
		return 2
	}
	return logcatPrefix(s)
}

// bracketPrefix knows "[error] ", "[web-1]: ", "[2026-01-02 03:04:05]", but not
// a trace's own brackets.
func bracketPrefix(s string) int {
	if s == "" || s[0] != '[' {
		return 0
	}
	end := strings.IndexByte(s[:min(len(s), maxPrefixLen)], ']')
	if end < 0 || end+1 >= len(s) {
		return 0
	}
	in := s[1:end]
	if in == "cause" || in == "errors" || in == "native code" || in == "eval" || strings.Contains(in, ": ") {
		return 0
	}
	switch s[end+1] {
	case ' ', '\t', '[':
		return end + 1
	case ':':
		return end + 2
	}
	return 0
}

// streamPrefix knows the stream and tag of container logs: "stderr F ".
func streamPrefix(s string) int {
	for _, w := range []string{"stderr ", "stdout "} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			if strings.HasPrefix(rest, "F ") || strings.HasPrefix(rest, "P ") {
				return len(w) + 2
			}
			return len(w)
		}
	}
	return 0
}

// pipePrefix knows "web-1  | " and "0|app  | ".
func pipePrefix(s string) int {
	head := s[:min(len(s), maxPrefixLen)]
	bar := strings.LastIndex(head, "| ")
	if bar < 1 {
		return 0
	}
	name := strings.TrimRight(head[:bar], " ")
	if name == "" || strings.Trim(name, nameBytes+"|:") != "" {
		return 0
	}
	return bar + 1
}

// sameService leaves out the lines above a frame that are another service's:
// docker compose puts a name and a pipe before each, and mixes what services say.
func sameService(lines []string, prefix string) []string {
	if !strings.HasSuffix(prefix, "|") {
		return lines
	}
	return slices.DeleteFunc(lines, func(line string) bool {
		line = strings.TrimSpace(line)
		_, same := cutLike(line, prefix)
		return !same && pipePrefix(line) > 0
	})
}

const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/"

// processPrefix knows "host app[123]: " and "app[web.1]: ".
func processPrefix(s string) int {
	head := s[:min(len(s), 2*maxPrefixLen)]
	at := 0
	for range 2 {
		word, _, ok := strings.Cut(head[at:], " ")
		if !ok || word == "" {
			return 0
		}
		if open := strings.IndexByte(word, '['); open > 0 && strings.HasSuffix(word, "]:") &&
			strings.Trim(word[:open], nameBytes) == "" {
			return at + len(word)
		}
		if strings.Trim(word, nameBytes) != "" {
			return 0
		}
		at += len(word) + 1
	}
	return 0
}

// warningPrefix knows "(node:123) " and React Native's "(NOBRIDGE) ".
func warningPrefix(s string) int {
	if strings.HasPrefix(s, "(node:") || strings.HasPrefix(s, "(NOBRIDGE)") {
		return strings.Index(s, ")") + 1
	}
	return 0
}

// levelPrefix knows "ERROR ", "error: ", "warn - ". A lower-case level without
// a colon counts only behind another prefix: it may be a message's first word.
func levelPrefix(s string, behind bool) int {
	n := 0
	for n < len(s) && letter(s[n]) {
		n++
	}
	switch strings.ToLower(s[:n]) {
	case "trace", "debug", "info", "notice", "warn", "warning", "error", "err", "severe", "fatal", "critical", "log":
	default:
		return 0
	}
	upper, lower := strings.ToUpper(s[:n]) == s[:n], strings.ToLower(s[:n]) == s[:n]
	rest := s[n:]
	switch {
	case !upper && !lower:
		return 0
	case strings.HasPrefix(rest, ": "), strings.HasPrefix(rest, "! "):
		return n + 1
	case (upper || behind) && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t")):
		return n
	}
	return 0
}

// logcatPrefix knows what follows Android's timestamp: "1234  1256 E Tag: ",
// and the process number of other loggers: "1234 - ".
func logcatPrefix(s string) int {
	fields := strings.Fields(s[:min(len(s), maxPrefixLen)])
	if len(fields) < 3 || digits(fields[0]) != len(fields[0]) {
		return 0
	}
	if fields[1] == "-" {
		return strings.Index(s, "-") + 1
	}
	if len(fields) > 4 && digits(fields[1]) == len(fields[1]) && len(fields[2]) == 1 && strings.Contains("VDIWEF", fields[2]) {
		if colon := strings.Index(s[:min(len(s), maxPrefixLen)], ": "); colon > 0 {
			return colon + 1
		}
	}
	return 0
}

// timestampLen is the length of the date, time or both that s starts with.
func timestampLen(s string) int {
	if n := dateLen(s); n > 0 {
		rest := strings.TrimLeft(s[n:], "T, ")
		if t := clockLen(rest); t > 0 {
			return len(s) - len(rest) + t
		}
		return n
	}
	return clockLen(s)
}

// dateLen knows 2026-01-02, 2026/01/02, 01/02/2026, 01-02 and "Jan  2", with a
// space, a comma or a T behind.
func dateLen(s string) int {
	n := 0
	switch {
	case shaped(s, "dddd-dd-dd"), shaped(s, "dddd/dd/dd"), shaped(s, "dd/dd/dddd"), shaped(s, "dd.dd.dddd"):
		n = 10
	case shaped(s, "dd-dd dd:dd:dd"):
		n = 5
	case len(s) > 7 && strings.Contains("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ", s[:4]) && s[3] == ' ':
		day := strings.TrimLeft(s[4:], " ")
		d := digits(day)
		if d == 0 || d > 2 {
			return 0
		}
		n = len(s) - len(day) + d
	default:
		return 0
	}
	if n < len(s) && !strings.Contains(" ,T", s[n:n+1]) {
		return 0
	}
	return n
}

// clockLen knows 03:04:05 with a fraction, AM or PM and a zone.
func clockLen(s string) int {
	n := 0
	switch {
	case shaped(s, "dd:dd:dd"):
		n = 8
	case shaped(s, "d:dd:dd"):
		n = 7
	default:
		return 0
	}
	if n+1 < len(s) && (s[n] == '.' || s[n] == ',') {
		n += 1 + digits(s[n+1:])
	}
	for _, half := range []string{" AM", " PM"} {
		if strings.HasPrefix(s[n:], half) {
			n += 3
		}
	}
	rest := s[n:]
	switch {
	case strings.HasPrefix(rest, "Z"):
		n++
	case shaped(rest, "+dd:dd"), shaped(rest, "-dd:dd"):
		n += 6
	case shaped(rest, "+dddd"), shaped(rest, "-dddd"):
		n += 5
	case strings.HasPrefix(rest, " UTC"), strings.HasPrefix(rest, " GMT"):
		n += 4
	}
	if n < len(s) && !strings.Contains(" \t]:-|", s[n:n+1]) {
		return 0
	}
	return n
}

// shaped reports whether s starts like the pattern, where d is any digit.
func shaped(s, pattern string) bool {
	if len(s) < len(pattern) {
		return false
	}
	for i := range len(pattern) {
		if pattern[i] == 'd' {
			if s[i] < '0' || s[i] > '9' {
				return false
			}
		} else if s[i] != pattern[i] {
			return false
		}
	}
	return true
}
