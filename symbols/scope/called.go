package scope

import "strings"

// Called holds a function's name of [Names], of the generated file alone, against
// the one by which an engine calls the function at the same place in a stack
// trace. known is false where nothing can be said: one of them has no name, or is
// of a kind that engines and Names tell in their own ways.
//
// Engines put the receiver before a name, and tell what a method was called as
// behind it: "async r.check [as run]" is the function check.
func Called(ours, told string) (same, known bool) {
	ours, told = Bare(ours), Bare(told)
	return alike(ours, told), ours != "" && told != ""
}

// Strangers reports whether a stack trace is of another file, by how many of its
// frames are in functions of their names and how many in functions of others,
// as [Called] tells. A few may be of others all the same, because engines name
// some functions in their own way. Minifiers give the letters anew in every build.
func Strangers(named, misnamed int) bool {
	return misnamed > 0 && named == 0 || misnamed > 1 && misnamed*4 > named+misnamed
}

// alike reports whether names are the same but for what bundlers add to tell one
// from others: "Dialog2" and "set$$module$store".
func alike(ours, told string) bool {
	added, ok := strings.CutPrefix(told, ours)
	return ok && (added == "" || strings.HasPrefix(added, "$$module$") || len(ours) > 2 && strings.Trim(added, "0123456789") == "")
}

// Bare gives the last part of a function's name, as engines or [Names] tell it;
// empty where each has its own way, so that nothing can be held against it.
func Bare(name string) string {
	if strings.HasPrefix(name, "new ") {
		return "" // of a class, or of what it is assigned to
	}
	name, _, _ = strings.Cut(name, " [as ")
	name = name[strings.LastIndexAny(name, ". /")+1:]
	if strings.ContainsAny(name, `<>\[]()"`) {
		return "" // anonymous, guessed, or with escapes that engines read
	}
	switch name {
	case "?", "eval", "anonymous", "code", "default":
		return ""
	case "value", "get", "set":
		return "" // of a descriptor, where scopes tell the name of the property
	}
	return strings.TrimPrefix(name, "#")
}
