package tui

import (
	"slices"
	"strconv"
)

// keep gives the list's search, facets and order.
func (x *exceptions) keep() map[string]string {
	kept := map[string]string{"search": x.text, "status": x.status, "days": strconv.Itoa(x.days), "order": x.order}
	if x.ascending {
		kept["ascending"] = "yes"
	}
	return kept
}

// restore takes them back, before anything is read.
func (x *exceptions) restore(kept map[string]string) {
	if text := kept["search"]; len(text) <= maxTyped {
		x.text, x.query = text, field{input: input{text: []rune(text)}}
	}
	if slices.Contains(issueStatuses, kept["status"]) {
		x.status = kept["status"]
	}
	if days, err := strconv.Atoi(kept["days"]); err == nil && slices.Contains(lookBacks, days) {
		x.days = days
	}
	if slices.ContainsFunc(issueOrders, func(o [2]string) bool { return o[0] == kept["order"] }) {
		x.order = kept["order"]
	}
	x.ascending = kept["ascending"] == "yes"
	x.all = &issueList{filter: x.filter()}
}
