package posthogtest

import (
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

const maxHashID = 128 // bytes

// A Release is one that the server keeps.
type Release struct {
	ID, HashID, Project, Version string
	Created                      time.Time
	Metadata                     json.RawMessage // nil for none
}

// AddRelease adds a release, with an id, a hash id and a time when it has none,
// and gives its id.
func (s *Server) AddRelease(r Release) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addRelease(r).ID
}

func (s *Server) addRelease(r Release) *Release {
	r.ID = cmp.Or(r.ID, s.newID())
	if r.HashID == "" {
		hash := sha512.Sum512([]byte(r.Project + r.Version))
		r.HashID = hex.EncodeToString(hash[:])
	}
	if r.Created.IsZero() {
		r.Created = s.now()
	}
	s.releases[r.ID] = &r
	s.changes++
	return &r
}

// Releases gives all releases, in the order of their ids.
func (s *Server) Releases() []Release {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []Release{}
	for _, r := range s.releases {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b Release) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (s *Server) toldRelease(r *Release) map[string]any {
	return map[string]any{
		"id": r.ID, "hash_id": r.HashID, "team_id": s.team(), "created_at": r.Created,
		"metadata": r.Metadata, "version": r.Version, "project": r.Project,
	}
}

func (s *Server) listReleases(r *http.Request) answer {
	var rows []*Release
	for _, release := range s.releases {
		rows = append(rows, release)
	}
	slices.SortFunc(rows, func(a, b *Release) int {
		return -cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return page(s, r, rows, s.toldRelease)
}

func (s *Server) getRelease(r *http.Request) answer {
	if release := s.releases[r.PathValue("id")]; release != nil {
		return ok(s.toldRelease(release))
	}
	return notFound()
}

func (s *Server) byHash(hash string) *Release {
	for _, release := range s.releases {
		if release.HashID == hash {
			return release
		}
	}
	return nil
}

func (s *Server) getReleaseByHash(r *http.Request) answer {
	if release := s.byHash(r.PathValue("hash")); release != nil {
		return ok(s.toldRelease(release))
	}
	return notFound()
}

func (s *Server) createRelease(r *http.Request) answer {
	var body struct {
		Project, Version string
		HashID           string `json:"hash_id"`
		Metadata         json.RawMessage
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	no := func(code, detail string) answer { return refuse(http.StatusBadRequest, code, detail) }
	switch {
	case body.Version == "":
		return no("required", "Version is required")
	case body.Project == "":
		return no("required", "Project is required")
	case len(body.HashID) > maxHashID:
		return no("invalid_input", "Hash id length cannot exceed 128 bytes")
	case body.HashID != "" && s.byHash(body.HashID) != nil:
		return no("invalid_input", "Hash id "+body.HashID+" already in use")
	}
	made := s.addRelease(Release{Project: body.Project, Version: body.Version, HashID: body.HashID, Metadata: body.Metadata})
	return answer{http.StatusCreated, s.toldRelease(made)}
}

// updateRelease changes what the request gives of a release.
func (s *Server) updateRelease(r *http.Request) answer {
	release := s.releases[r.PathValue("id")]
	if release == nil {
		return notFound()
	}
	var body struct {
		Project, Version *string
		Metadata         json.RawMessage
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	if body.Project != nil {
		release.Project = *body.Project
	}
	if body.Version != nil {
		release.Version = *body.Version
	}
	if body.Metadata != nil {
		release.Metadata = body.Metadata
	}
	return answer{status: http.StatusNoContent}
}

// deleteRelease takes the rows of the release's symbol sets with it.
func (s *Server) deleteRelease(r *http.Request) answer {
	id := r.PathValue("id")
	if s.releases[id] == nil {
		return notFound()
	}
	for _, set := range s.sets {
		if set.ReleaseID == id {
			s.forget(set)
		}
	}
	delete(s.releases, id)
	return answer{status: http.StatusNoContent}
}
