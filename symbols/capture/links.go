package capture

import "strings"

// unlink undoes what chats, mail and Markdown make of the URLs in a line: it
// leaves the URL alone.
//
//	<https://x.test/a.js:1:2>   <https://x.test/a.js:1:2|x.test/a.js:1:2>     Slack
//	https://x.test/a.js:1:2<https://x.test/a.js:1:2>                          Outlook, with a blank Gmail
//	[https://x.test/a.js:1:2](https://x.test/a.js:1:2)                        Markdown
func unlink(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	var b strings.Builder
	for {
		open := strings.IndexAny(s, "<[")
		if open < 0 {
			break
		}
		before, url, n := s[:open], "", 0
		if s[open] == '<' {
			url, n = angleLink(s[open:])
		} else {
			url, n = markdownLink(s[open:])
		}
		if n == 0 {
			b.WriteString(s[:open+1])
			s = s[open+1:]
			continue
		}
		if said := strings.TrimRight(before, " "); strings.HasSuffix(said, url) {
			b.WriteString(said)
		} else {
			b.WriteString(before + url)
		}
		s = s[open+n:]
	}
	if b.Len() == 0 {
		return s
	}
	b.WriteString(s)
	return b.String()
}

// maxLink is how many bytes of a line a link may have: a line may have as many
// brackets as it has bytes, and the end of each is looked for.
const maxLink = 4096

// angleLink reads the link in angle brackets that s starts with, and its
// length, which is 0 for none.
func angleLink(s string) (url string, n int) {
	end := strings.IndexByte(s[:min(len(s), maxLink)], '>')
	if end < 0 {
		return "", 0
	}
	url, _, _ = strings.Cut(s[1:end], "|")
	if !isURL(url) {
		return "", 0
	}
	return url, end + 1
}

// markdownLink reads the link of Markdown that s starts with, whose text is a
// URL, and its length, which is 0 for none. The text is what stood there.
func markdownLink(s string) (url string, n int) {
	s = s[:min(len(s), maxLink)]
	middle := strings.Index(s, "](")
	if middle < 0 || !isURL(s[1:middle]) {
		return "", 0
	}
	end := strings.IndexByte(s[middle:], ')')
	if end < 0 {
		return "", 0
	}
	return s[1:middle], middle + end + 1
}

func isURL(s string) bool {
	return hasScheme(s) && strings.Contains(s, "://") && !strings.ContainsAny(s, " \t<")
}

// invisible are what editors and chats put into text to break lines, or to keep
// them from breaking.
var invisible = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u200b", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// entities are the ones that HTML needs, and templates write.
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&#x27;", "'",
	"&apos;", "'", "&#x2F;", "/", "&#47;", "/", "&nbsp;", " ", "&#160;", " ", "&amp;", "&")

// escaped reports whether a text was taken from HTML without being decoded. A
// message may hold an entity of its own, but no trace writes these.
func escaped(text string) bool {
	for _, sign := range []string{"&lt;anonymous&gt;", "&nbsp;", "&#39;", "&#x27;", "&#x2F;"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
