package reason

import (
	"fmt"
	"strconv"
	"strings"
)

// fetching gives the reasons that have to do with addresses and the network.
func fetching() []variant {
	return []variant{
		{JavaScript, "InvalidSourceUrl", InvalidData, "Invalid source url: %s", func(r *Reason) told {
			t := told{
				short:    "bad address",
				sentence: "the frame's address is not one that PostHog can fetch",
				why:      fmt.Sprintf("%s is no http or https URL. Apps that carry their files along, browser extensions and eval have such addresses.", r.arg(0, "It")),
				steps:    []Step{{"inject chunk ids and upload the maps by them: then the address does not matter", inject().Command}},
			}
			if r.frame {
				t.why += " PostHog says the same of a bad address in a SourceMap header or a sourceMappingURL comment."
			}
			return t
		}},
		{JavaScript, "InvalidSourceMapUrl", InvalidData, "Invalid source url: %s", func(r *Reason) told {
			return told{
				short:    "bad map address",
				sentence: "the address that the file gives for its map is not a valid one",
				why:      fmt.Sprintf("It comes from the SourceMap header or the //# sourceMappingURL= comment: %s. PostHog takes one with a / in it as a path from the site's root, not from the file's folder.", r.arg(0, "PostHog does not tell which")),
				steps:    []Step{uploadPair(r.Ref), refetch("or mend the comment or the header", r.Ref)},
			}
		}},
		{JavaScript, "InvalidSourceMapHeader", InvalidData, "Could not parse source-map header from url %s", func(r *Reason) told {
			return told{
				short:    "bad map header",
				sentence: "the SourceMap header of " + file(r.arg(0, ""), "the file") + " is not readable text",
				why:      "The server names the map in a SourceMap or X-SourceMap header, and PostHog reads plain ASCII there. It looks no further when a header is there.",
				steps:    []Step{uploadPair(r.ref()), refetch("or mend the header, or leave it out", r.ref())},
			}
		}},
		{JavaScript, "InvalidDataUrl", InvalidData, "Invalid data url found at %s. %s", func(r *Reason) told {
			return told{
				short:    "bad inline map",
				sentence: "the source map inside " + file(r.arg(0, ""), "the file") + " can't be decoded",
				why:      fmt.Sprintf("PostHog reads maps inside files as data:application/json, in base64 or as they are, in UTF-8. Here: %s.", r.arg(1, "something else")),
				steps:    []Step{{"let the build write the map to a file of its own, and upload both under this name", uploadPair(r.ref()).Command}, inject()},
			}
		}},
		{JavaScript, "Timeout", NetworkError, "Request timed out while fetching: %s", func(r *Reason) told {
			url := r.url()
			return ofPage(url, told{
				short:    "timed out",
				sentence: host(url, "the server") + " did not answer PostHog in time",
				why:      "PostHog waits 5 seconds for a connection and 30 for the whole file. Firewalls that drop what they don't know, and large maps on slow servers, look like that.",
				steps:    []Step{uploadPair(r.own(url)), refetch("or see that the server answers", r.own(url))},
			})
		}},
		{JavaScript, "HttpStatus", NetworkError, "HTTP error %d while fetching: %s", status},
		{JavaScript, "NetworkError", NetworkError, "Network error while fetching: %s", unreachable},
		{JavaScript, "RedirectError", NetworkError, "Redirect error while fetching: %s", func(r *Reason) told {
			url := r.url()
			return told{
				short:    "too many redirects",
				sentence: "the address of " + file(url, "the file") + " leads from one to the next without end",
				why:      "PostHog follows 10 redirects. A login page that sends back to where one came from does that.",
				steps:    []Step{uploadPair(r.own(url)), refetch("or let the server send the file without asking for a login", r.own(url))},
			}
		}},
		// What frames say of it is not known, so it is never read from one.
		{JavaScript, "BlockedUrl", NetworkError, "", func(r *Reason) told {
			return told{
				short:    "private address",
				sentence: "PostHog never fetches from private addresses such as " + host(r.arg(0, ""), "this"),
				why:      "The exception comes from a machine of your own or a network inside: localhost, 10.…, 192.168.… and the like. No setting of the server that sends the file changes that.",
				steps: []Step{{"read such exceptions here, with the maps of your build", "symset open --maps dist event.json"},
					{Do: "where it is only development, keep the SDK from sending it"}, uploadPair(r.ref())},
			}
		}},
	}
}

// url gives the address that could not be fetched: that of the file or of its
// map.
func (r *Reason) url() string {
	if len(r.Args) == 0 {
		return r.Ref
	}
	if found := address(r.Args[len(r.Args)-1]); found != "" {
		return found
	}
	return r.Ref
}

// own gives the ref, which url is unless it is that of a map.
func (r *Reason) own(url string) string {
	if r.Ref == "" && !isMap(url) {
		return url
	}
	return r.Ref
}

func isMap(url string) bool {
	u := parseURL(url)
	return u != nil && strings.HasSuffix(u.Path, ".map")
}

func status(r *Reason) told {
	url := r.url()
	ref := r.own(url)
	code, err := strconv.Atoi(r.arg(0, ""))
	if err != nil || code < 100 || code > 999 {
		code = 0
	}
	name := file(url, "the file")
	t := told{
		short:    fmt.Sprintf("HTTP %d", code),
		sentence: fmt.Sprintf("the server answers HTTP %d for %s", code, name),
		steps:    []Step{uploadPair(ref), refetch("or let the server send the file", ref)},
	}
	switch {
	case code == 0:
		t.short, t.sentence = "HTTP error", "the server did not send "+name
	case code == 404 || code == 410:
		t.sentence = fmt.Sprintf("%s is not on the server: HTTP %d", name, code)
		if isMap(url) {
			t.why = "The file was there and names this map, but the map is not where it says. Builds often keep maps from being published. PostHog takes a name with a / in it as a path from the site's root, not from the file's folder."
			t.steps = []Step{uploadPair(ref), inject(), refetch("or publish the map where the file says", ref)}
			return t
		}
		t.why = "A deploy that takes the old files away does that: pages that were open before it still name them."
		t.steps = []Step{uploadPair(ref), inject()}
	case code == 401 || code == 403 || code == 407:
		t.sentence = fmt.Sprintf("the server does not let PostHog have %s: HTTP %d", name, code)
		t.why = "PostHog asks from outside, without a login. Sites behind a password, a VPN or protection from bots answer so."
		t.steps = []Step{uploadPair(ref), inject(), refetch("or let the server send the file to everybody", ref)}
	case code == 429:
		t.sentence = fmt.Sprintf("the server found PostHog too eager and did not send %s: HTTP 429", name)
		t.steps = []Step{refetch("wait a little", ref), uploadPair(ref)}
	case code >= 500:
		t.sentence = fmt.Sprintf("the server failed to send %s: HTTP %d", name, code)
		t.why = "It may well have been for a moment only."
		t.steps = []Step{refetch("see that the address works now", ref), uploadPair(ref)}
	}
	return ofPage(url, t)
}

func unreachable(r *Reason) told {
	url := r.url()
	ref := r.own(url)
	message := r.arg(0, "nothing more")
	t := told{
		short:    "can't connect",
		sentence: host(url, "the server") + " can't be reached from where PostHog is",
		why:      fmt.Sprintf("PostHog says: %s. A name that only your network knows, a certificate that is not in order, or a server that is down look like that.", message),
		steps:    []Step{uploadPair(ref), refetch("or see that the address works from outside", ref)},
	}
	switch {
	case strings.Contains(message, "byte limit"):
		t.short, t.sentence = "too large to fetch", file(url, "the file")+" is larger than PostHog fetches"
		t.why = fmt.Sprintf("PostHog says: %s. Uploads may have 100 MiB after compression, which most often is far more.", message)
		t.steps = []Step{uploadPair(ref), inject()}
	case strings.Contains(message, "builder error"):
		t.short, t.sentence = "bad address", "the frame's address is not one that PostHog can fetch"
		t.why = fmt.Sprintf("%s is no http or https URL. Apps that carry their files along have such addresses.", file(url, "It"))
		t.steps = []Step{{"inject chunk ids and upload the maps by them: then the address does not matter", inject().Command}}
	default:
		return ofPage(url, t)
	}
	return t
}
