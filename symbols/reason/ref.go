package reason

import "strings"

// LanguageOfRef guesses whose symbols a symbol set holds: by the reason that
// stands beside it, else by how its ref is written. PostHog does not tell.
// What gives no sign is JavaScript, which most are; Hermes is among these.
func LanguageOfRef(ref, failureReason string) Language {
	if l := Parse(failureReason).Language; l != "" {
		return l
	}
	switch {
	case strings.HasPrefix(ref, "http://"), strings.HasPrefix(ref, "https://"):
		return JavaScript
	case strings.Contains(ref, "@") && strings.Contains(ref, "+"): // com.example.app@1.2+3
		return Proguard
	case len(ref) == 36 && strings.Count(ref, "-") == 4 && ref == strings.ToUpper(ref) && ref != strings.ToLower(ref):
		return Apple
	}
	return JavaScript
}
