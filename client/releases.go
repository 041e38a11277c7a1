package client

import (
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"symset/symbols"
)

const releasesPath = "/error_tracking/releases/"

// HashID gives the hash id of a release as posthog-cli makes it: the SHA-512
// of project and version, one right after the other, in lower-case hex.
func HashID(project, version string) string {
	hash := sha512.Sum512([]byte(project + version))
	return hex.EncodeToString(hash[:])
}

// Releases lists releases page by page as they are taken. An error ends it.
func (c *Client) Releases(ctx context.Context) iter.Seq2[symbols.Release, error] {
	k := call{do: "list releases", method: http.MethodGet, path: releasesPath, scope: readScope}
	return func(yield func(symbols.Release, error) bool) {
		for page, err := range pages[releaseRow](ctx, c, k, 0) {
			if err != nil {
				yield(symbols.Release{}, err)
				return
			}
			for _, row := range page.Results {
				if !yield(*row.release(), nil) {
					return
				}
			}
		}
	}
}

// Release gets one release by its id.
func (c *Client) Release(ctx context.Context, id string) (symbols.Release, error) {
	return c.release(ctx, url.PathEscape(id)+"/", "release "+clip(id))
}

// ReleaseByHash gets one release by its hash id, see [HashID].
func (c *Client) ReleaseByHash(ctx context.Context, hashID string) (symbols.Release, error) {
	return c.release(ctx, "hash/"+url.PathEscape(hashID)+"/", "release with the hash id "+clip(hashID))
}

func (c *Client) release(ctx context.Context, path, what string) (symbols.Release, error) {
	row, err := ask[releaseRow](ctx, c, call{do: "get release", method: http.MethodGet, path: releasesPath + path, what: what, scope: readScope})
	return *row.release(), err
}

// EnsureRelease gets the release of a project and version, and makes it if
// there is none. Metadata, an object or nil, is for one that is made.
func (c *Client) EnsureRelease(ctx context.Context, project, version string, metadata json.RawMessage) (symbols.Release, error) {
	hash := HashID(project, version)
	found, err := c.ReleaseByHash(ctx, hash)
	var absent *NotFound
	if !errors.As(err, &absent) {
		return found, err
	}
	body := map[string]any{"project": project, "version": version, "hash_id": hash}
	if len(metadata) > 0 {
		body["metadata"] = metadata
	}
	k := call{do: "create release " + clip(project) + " " + clip(version), method: http.MethodPost, path: releasesPath, scope: writeScope, body: body, once: true}
	for n := 0; ; n++ {
		row, err := ask[releaseRow](ctx, c, k)
		var server *Server
		var unreachable *Unreachable
		if !errors.As(err, &server) && !errors.As(err, &unreachable) {
			return *row.release(), err
		}
		// It may have been made all the same, by this call or somebody else's.
		found, foundErr := c.ReleaseByHash(ctx, hash)
		if foundErr == nil {
			return found, nil
		}
		if n > 0 || !errors.As(foundErr, &absent) || server != nil && server.Status < 500 {
			return found, err
		}
	}
}

// A releaseRow is a release as servers send it.
type releaseRow struct {
	ID        string
	HashID    string `json:"hash_id"`
	CreatedAt stamp  `json:"created_at"`
	Metadata  json.RawMessage
	Version   string
	Project   string
}

func (r *releaseRow) key() string { return r.ID }

func (r *releaseRow) whole() bool { return r.ID != "" }

func (r *releaseRow) release() *symbols.Release {
	if r == nil {
		return nil
	}
	release := &symbols.Release{ID: r.ID, HashID: r.HashID, Project: r.Project, Version: r.Version, Created: r.CreatedAt.Time}
	if bytes.HasPrefix(r.Metadata, []byte("{")) {
		release.Metadata = r.Metadata
	}
	return release
}
