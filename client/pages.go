package client

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// A listed thing has an id.
type listed interface{ key() string }

// A rowPage is a page of a list that has limit and offset.
type rowPage[T any] struct {
	Count   *int
	Next    json.RawMessage
	Results []T
}

func (p *rowPage[T]) whole() bool { return p.Results != nil }

func (p *rowPage[T]) count() int {
	if p.Count == nil {
		return -1
	}
	return *p.Count
}

// pages asks for a list page by page. The next page is asked for by its
// offset: the link to it may name a host that only the server knows, and the
// key must not follow it.
func pages[T any, P interface {
	*T
	listed
}](ctx context.Context, c *Client, k call, size int) iter.Seq2[*rowPage[T], error] {
	const most = 100
	if size < 1 || size > most {
		size = most
	}
	return func(yield func(*rowPage[T], error) bool) {
		seen := map[string]bool{} // on the page before
		for offset := 0; ; {
			q := url.Values{"limit": {strconv.Itoa(size)}, "offset": {strconv.Itoa(offset)}}
			for name, values := range k.query {
				q[name] = values
			}
			one := k
			one.query = q
			page, err := ask[rowPage[T]](ctx, c, one)
			if err != nil {
				yield(nil, err)
				return
			}
			got := len(page.Results)
			now, fresh := make(map[string]bool, got), page.Results[:0]
			for i := range page.Results {
				id := P(&page.Results[i]).key()
				if now[id] = true; !seen[id] {
					fresh = append(fresh, page.Results[i])
				}
			}
			page.Results = fresh
			if got > 0 && len(fresh) == 0 {
				yield(nil, fmt.Errorf("%s: %w", k.do, &Server{Host: c.credentials.Host, Status: http.StatusOK, Detail: "the same page twice"}))
				return
			}
			last := got == 0 || len(page.Next) == 0 || string(page.Next) == "null"
			if !yield(&page, nil) || last {
				return
			}
			seen, offset = now, offset+got
		}
	}
}
