package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"symset/client/posthogtest"
	"symset/symbols/container"
)

const (
	site   = "https://acme.example"
	newest = "4.3.0"
	day    = 24 * time.Hour
)

// A seeder fills a server with the project.
type seeder struct {
	*posthogtest.Server
	now      time.Time
	releases map[string]string // ids by version
	events   int
}

// seed fills a server with the project; what happened in it is dated back from
// now, which should be the server's.
func seed(server *posthogtest.Server, now time.Time) (*seeder, error) {
	s := &seeder{Server: server, now: now.UTC().Truncate(time.Millisecond), releases: map[string]string{}}
	s.addReleases()
	for _, step := range []func() error{s.addBuilds, s.addOthers, s.addFailures, s.addIssues} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("seed the project: %w", err)
		}
	}
	return s, nil
}

func (s *seeder) ago(d time.Duration) time.Time { return s.now.Add(-d) }

// addReleases adds the releases, each with the commit that it was built from.
func (s *seeder) addReleases() {
	for _, r := range []struct {
		project, version, branch, commit string
		age                              time.Duration
	}{
		{"acme-web", "4.2.7", "main", "9d1f0c6be24a7f3a55c0a7d1e8b92f6403ce71aa", 26 * day},
		{"acme-web", "4.2.8", "main", "3b7e5a10cc9d4f28b6e1740fd2a95c8e6f0b1d37", 12 * day},
		{"acme-web", newest, "main", "c4a91e7f5d08b3629ae4f1d7c60b8825e3f79a14", 2*day + 5*time.Hour},
		{"acme-mobile", "2.3+42", "release/2.3", "71f3e9b0a8c65d4412be90cf37d8a6e5120c4b9d", 9 * day},
	} {
		repo := "https://github.com/acme-shop/" + r.project + ".git"
		// Of texts only, so there is no error.
		metadata, _ := json.Marshal(map[string]any{"git": map[string]string{"remote_url": repo, "repo_name": r.project, "branch": r.branch, "commit_id": r.commit}})
		s.releases[r.version] = s.AddRelease(posthogtest.Release{Project: r.project, Version: r.version, Created: s.ago(r.age), Metadata: metadata})
	}
}

// addBuilds stores the scripts of all releases: those with a chunk id as
// uploaded, the others as PostHog fetched them. Of the newest release the server's
// script was never uploaded, the reviews' map is that of the release before, and
// no map could be fetched.
func (s *seeder) addBuilds() error {
	for _, release := range []struct {
		version string
		age     time.Duration
	}{{"4.2.7", 26 * day}, {"4.2.8", 12 * day}, {newest, 2*day + 5*time.Hour}} {
		version, age := release.version, release.age
		err := fs.WalkDir(files, "builds/acme-web-"+version, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".js" {
				return err
			}
			page, _, _ := strings.Cut(path.Base(name), "-")
			if version == newest && page != "cart" && page != "reviews" && page != "gift" {
				return nil
			}
			sourceMap := name + ".map"
			if version == newest && page == "reviews" {
				sourceMap = "stored/" + path.Base(sourceMap)
			}
			row, file, err := pair(name, sourceMap)
			if err != nil {
				return err
			}
			row.Created, row.LastUsed = s.ago(age), s.ago(age/9)
			switch {
			case !strings.HasPrefix(row.Ref, "http"):
				row.ReleaseID = s.releases[version]
			case version == "4.2.8" && page == "account": // uploaded after it had failed
				row.Failure = fmt.Sprintf(`{"JavaScript":{"NoSourcemap":%q}}`, row.Ref)
			}
			s.AddSet(row, file)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pair packs a script and its map, and gives the row that has them.
func pair(script, sourceMap string) (posthogtest.Set, []byte, error) {
	minified, err := files.ReadFile(script)
	if err != nil {
		return posthogtest.Set{}, nil, err
	}
	text, err := files.ReadFile(sourceMap)
	if err != nil {
		return posthogtest.Set{}, nil, err
	}
	ref := site + "/assets/" + path.Base(script)
	if _, id, found := bytes.Cut(minified, []byte("//# chunkId=")); found {
		ref = string(bytes.TrimSpace(id))
	}
	file, hash, err := pack(container.SourceAndMap, minified, text)
	return posthogtest.Set{Ref: ref, ContentHash: hash}, file, err
}

// pack makes a container as it is uploaded, and its hash.
func pack(kind container.Type, parts ...[]byte) ([]byte, string, error) {
	var inputs []container.Input
	for _, part := range parts {
		inputs = append(inputs, container.Input{Reader: bytes.NewReader(part), Size: int64(len(part))})
	}
	var b bytes.Buffer
	packed, err := container.Write(&b, container.Zstd, kind, inputs...)
	return b.Bytes(), packed.Hash, err
}

// newestFile gives the name of a page's script in the newest release.
func newestFile(page string) (string, error) {
	for _, dir := range []string{"assets", "server"} {
		found, err := fs.Glob(files, "builds/acme-web-"+newest+"/"+dir+"/"+page+"-*.js")
		if err != nil || len(found) > 0 {
			return strings.Join(found, ""), err
		}
	}
	return "", fmt.Errorf("there is no page %s", page)
}
