package inject

import (
	"bytes"
	"context"
	"crypto/sha1" //nolint // what Angular's table has
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// maxPage is how many bytes a file has at most that is looked through for checksums.
const maxPage = 16 << 20

// An algorithm is one by which browsers check what they load.
type algorithm struct {
	prefix string // of its checksums: base64 of so many digits is behind it
	digits int
	sum    func() hash.Hash
}

var algorithms = []algorithm{
	{"sha256-", 43, sha256.New},
	{"sha384-", 64, sha512.New384},
	{"sha512-", 86, sha512.New},
}

// Angular's service worker has a table of the SHA-1 of all files, in hexadecimal.
const angularTable = "ngsw.json"

var angular = []algorithm{{"sha1", 0, sha1.New}}

var angularSum = regexp.MustCompile(`"[0-9a-f]{40}"`)

// Nitro, the server of Nuxt and others, has a table of the files that it serves
// with their sizes and etags, which have the SHA-1 without padding.
var nitro = []algorithm{{"etag", 27, sha1.New}}

var nitroSum = regexp.MustCompile("etag\"?: ?[\"'`]\\\\?\"[0-9a-f]+-([0-9A-Za-z+/]{27})")

// plain takes back how pages and manifests escape base64, and what has another
// letter in URLs.
var plain = strings.NewReplacer(`\/`, "/", `\u002F`, "/", `\u002f`, "/", `\u002B`, "+", `\u002b`, "+",
	"&#43;", "+", "&#x2B;", "+", "&#47;", "/", "&#x2F;", "/", "-", "+", "_", "/")

// A checksums holds checksums of files by their algorithm's prefix, and which
// page, manifest or script has each.
type checksums map[string]map[string]string

// readChecksums looks for checksums of files in pages. Those that can't be read
// say nothing.
func readChecksums(ctx context.Context, pages []string) checksums {
	all := checksums{}
	for _, page := range pages {
		st, err := os.Stat(page)
		if err != nil || st.Size() > maxPage || ctx.Err() != nil {
			continue
		}
		text, err := os.ReadFile(page)
		if err != nil {
			continue
		}
		for _, a := range algorithms {
			for rest := text; ; {
				_, behind, found := bytes.Cut(rest, []byte(a.prefix))
				if rest = behind; !found {
					break
				}
				sum := plain.Replace(string(rest[:min(len(rest), 6*a.digits)]))
				if raw, err := base64.RawStdEncoding.DecodeString(sum[:min(len(sum), a.digits)]); err == nil {
					all.add(a.prefix, raw, page)
				}
			}
		}
		for _, found := range nitroSum.FindAllSubmatch(text, -1) {
			raw, _ := base64.RawStdEncoding.DecodeString(string(found[1])) // it is base64
			all.add(nitro[0].prefix, raw, page)
		}
		if strings.EqualFold(filepath.Base(page), angularTable) {
			for _, sum := range angularSum.FindAll(text, -1) {
				raw, _ := hex.DecodeString(string(sum[1 : len(sum)-1])) // it is hexadecimal
				all.add(angular[0].prefix, raw, page)
			}
		}
	}
	return all
}

func (all checksums) add(prefix string, sum []byte, page string) {
	if all[prefix] == nil {
		all[prefix] = map[string]string{}
	}
	if all[prefix][string(sum)] == "" {
		all[prefix][string(sum)] = page
	}
}

// holder gives what has a checksum of a text, by one of some algorithms; empty
// when nothing has one.
func (all checksums) holder(t Text, by []algorithm) string {
	for _, a := range by {
		if all[a.prefix] == nil {
			continue
		}
		h := a.sum()
		t.WriteTo(h) // a hash never fails
		if page := all[a.prefix][string(h.Sum(nil))]; page != "" {
			return page
		}
	}
	return ""
}

// warnings tells who refuses a file that is injected into, or was, because
// something has a checksum of what it was.
func (all checksums) warnings(src []byte, status Status) (texts []string) {
	if len(all) == 0 {
		return nil
	}
	c := readChunk(src)
	holder := func(by []algorithm) string {
		page := all.holder(spliced(src, c.pristine()), by)
		if page == "" && status == Refreshed {
			page = all.holder(Text{src}, by)
		}
		return page
	}
	if page := holder(algorithms); page != "" {
		texts = append(texts, page+" has a checksum of what it was (integrity), and browsers refuse it until that is made anew: make checksums after this, or none")
	}
	if page := holder(angular); page != "" {
		texts = append(texts, page+" has a checksum of what it was, and Angular's service worker refuses it until that is made anew: run ngsw-config after this")
	}
	if page := holder(nitro); page != "" {
		texts = append(texts, page+" has the size that it was of, and Nitro's server cuts it off there: inject into nitro.options.output.publicDir in Nitro's hook build:before; in Nuxt into dist/client of nitro.options.buildDir in the hook nitro:build:before")
	}
	return texts
}
