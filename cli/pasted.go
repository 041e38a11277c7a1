package cli

import (
	"fmt"

	"symset/client"
	"symset/symbols"
)

// readPasted reads an issue's or event's id, or the address of a page of
// PostHog. What a bare id is of is not known: it is given as both. An address of
// another PostHog or project than the one that is signed in to is an error.
func readPasted(text string, signedIn client.Credentials) (symbols.Page, error) {
	if symbols.IsUUID(text) {
		return symbols.Page{Issue: text, Event: text}, nil
	}
	p, ok := symbols.ReadPage(text)
	if !ok {
		return p, advice{fmt.Errorf("%q is neither the id of an issue or event nor the address of its page", text),
			"symset exceptions lists issues with their ids"}
	}
	return p, p.In(symbols.Place{Host: signedIn.Host, Project: signedIn.Project})
}

// namesPage reports whether an argument is the address of a page that the app
// can show.
func namesPage(arg string) bool {
	_, ok := symbols.ReadPage(arg)
	return ok
}

// namesEvent reports whether an argument is an event's or issue's id or the
// address of its page, and no file.
func namesEvent(arg string) bool {
	p, _ := symbols.ReadPage(arg)
	return (symbols.IsUUID(arg) || p.Issue != "" || p.Event != "") && !isFile(arg)
}
