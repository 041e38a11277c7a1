package reason

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Parse reads a symbol set's failure_reason. Text that is no JSON, and
// variants that are not known, are kept readable: they give a Reason of the
// class [Unknown]. An empty text, or null, gives the zero Reason.
func Parse(stored string) Reason {
	stored = strings.TrimSpace(stored)
	if stored == "" || stored == "null" {
		return Reason{}
	}
	r := Reason{Class: Unknown, Raw: stored}
	if len(stored) > maxReason {
		return r
	}
	name, payload, ok := unwrap(json.RawMessage(stored))
	if !ok {
		return r
	}
	// A name outside is a language's, but for variants that have none.
	bare := known(name)
	if inner, within, ok := unwrap(payload); ok && !bare {
		r.Language, name, payload = Language(name), inner, within
	}
	r.Code = name
	r.Args = scalars(payload)
	for _, v := range variants() {
		if v.code != r.Code || v.language != r.Language && !bare {
			continue
		}
		r.Language, r.Class = v.language, v.class
		if detail, within, ok := unwrap(payload); ok && strings.HasSuffix(r.Code, "DataError") {
			r.Detail, r.Args = detail, scalars(within)
		}
		if strings.Contains(v.text, "%x") && len(r.Args) > 0 {
			r.Args[0] = hex(r.Args[0])
		}
		break
	}
	return r
}

// known reports whether name is a variant's, of whatever language.
func known(name string) bool {
	return slices.ContainsFunc(variants(), func(v variant) bool { return v.code == name })
}

// unwrap takes a value of an enum apart, as serde writes it: a bare string, or
// an object of one key.
func unwrap(value json.RawMessage) (name string, payload json.RawMessage, ok bool) {
	if json.Unmarshal(value, &name) == nil && len(value) > 0 && value[0] == '"' {
		return name, nil, true
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(value, &object) != nil || len(object) != 1 {
		return "", nil, false
	}
	for name, payload = range object {
	}
	return name, payload, true
}

// scalars gives the values that a variant carries, as text.
func scalars(payload json.RawMessage) []string {
	if len(payload) == 0 || string(payload) == "null" {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(payload, &list) != nil {
		list = []json.RawMessage{payload}
	}
	var args []string
	for _, value := range list {
		text := string(value)
		if strings.HasPrefix(text, `"`) && json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		args = append(args, text)
	}
	return args
}

// hex writes an address as frames do.
func hex(decimal string) string {
	n, err := strconv.ParseUint(decimal, 10, 64)
	if err != nil {
		return decimal
	}
	return "0x" + strconv.FormatUint(n, 16)
}

// ParseFrame reads a frame's resolve_failure. Several languages say the same;
// language tells whose frame it is, see [LanguageOf], and where it is empty
// the first that fits is taken. Text that is not known gives a Reason of the
// class [Unknown]; an empty one the zero Reason.
func ParseFrame(text string, language Language) Reason {
	text = strings.TrimSpace(text)
	if text == "" {
		return Reason{}
	}
	r := Reason{Language: language, Class: Unknown, Raw: text, frame: true}
	if len(text) > maxReason {
		return r
	}
	found := false
	for _, v := range variants() {
		args, ok := match(v.text, text)
		if !ok || found && v.language != language {
			continue
		}
		found = true
		r.Language, r.Code, r.Class, r.Args = v.language, v.code, v.class, args
		if v.language == language {
			break
		}
	}
	if strings.HasSuffix(r.Code, "DataError") {
		r.Detail, r.Args = parseData(r.Args[0])
	}
	return r
}
