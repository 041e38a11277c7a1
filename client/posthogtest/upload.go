package posthogtest

import (
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// An upload is what a client asks to upload.
type upload struct {
	ChunkID       string  `json:"chunk_id"`
	ReleaseID     *string `json:"release_id"`
	ContentHash   *string `json:"content_hash"`
	ContentLength *int64  `json:"content_length"`
}

// uploads is the body of bulk_start_upload and bulk_check_upload, in the form
// of today and the former one.
type uploads struct {
	SymbolSets     []upload `json:"symbol_sets"`
	Force          bool     `json:"force"`
	SkipOnConflict bool     `json:"skip_on_conflict"`
	ChunkIDs       []string `json:"chunk_ids"`
	ReleaseID      *string  `json:"release_id"`
}

// decide says which uploads are needed, or refuses them all. It changes
// nothing.
func (s *Server) decide(r *http.Request) (uploads, []upload, answer, bool) {
	var body uploads
	if bad, fine := read(r, &body); !fine {
		return body, nil, bad, false
	}
	for _, id := range body.ChunkIDs {
		body.SymbolSets = append(body.SymbolSets, upload{ChunkID: id, ReleaseID: body.ReleaseID})
	}
	newest := s.config.Generation == Newest
	no := func(code, detail string) (uploads, []upload, answer, bool) {
		return body, nil, refuse(http.StatusBadRequest, code, detail), false
	}
	switch {
	case s.config.NoStorage:
		return no("object_storage_required", "Object storage must be available to allow source map uploads.")
	case newest && body.Force && body.SkipOnConflict:
		return no("invalid_conflict_handling", "force and skip_on_conflict are mutually exclusive")
	}
	seen := map[string]bool{}
	var needed []upload
	for _, u := range body.SymbolSets {
		if seen[u.ChunkID] {
			return no("invalid_chunk_ids", "Duplicate chunk IDs provided: "+u.ChunkID)
		}
		seen[u.ChunkID] = true
		if u.ReleaseID != nil && s.releases[*u.ReleaseID] == nil {
			return no("invalid_release_id", "Unknown release ID provided: "+*u.ReleaseID)
		}
		if newest && u.ContentLength != nil && *u.ContentLength > maxUpload {
			return no("file_too_large", "File is larger than 100MB: "+u.ChunkID)
		}
		set := s.refs[u.ChunkID]
		if set == nil || set.ContentHash == "" && !otherRelease(set, u) {
			needed = append(needed, u)
			continue
		}
		switch {
		case otherRelease(set, u):
			return no("release_id_mismatch", fmt.Sprintf("Symbol set %s has already been uploaded for a different release", u.ChunkID))
		case u.ContentHash == nil:
			return no("content_hash_required", fmt.Sprintf("Symbol set %s already exists, and no content hash was provided", u.ChunkID))
		case *u.ContentHash == set.ContentHash:
		case !newest: // skipped without a word, forced or not
		case body.Force:
			needed = append(needed, u)
		case !body.SkipOnConflict:
			return no("content_hash_mismatch", fmt.Sprintf("Symbol set %s already exists with different content", u.ChunkID))
		}
	}
	return body, needed, answer{}, true
}

func otherRelease(set *Set, u upload) bool {
	return set.ReleaseID != "" && u.ReleaseID != nil && *u.ReleaseID != set.ReleaseID
}

func (s *Server) bulkCheck(r *http.Request) answer {
	body, needed, bad, fine := s.decide(r)
	if !fine {
		return bad
	}
	for _, u := range body.SymbolSets {
		if set := s.refs[u.ChunkID]; set != nil {
			s.use(set)
		}
	}
	ids := []string{}
	for _, u := range needed {
		ids = append(ids, u.ChunkID)
	}
	return ok(map[string]any{"chunk_ids_to_upload": ids})
}

// bulkStart makes rows point to where files will be, before they are there:
// whatever was stored under the ref is out of use from here on.
func (s *Server) bulkStart(r *http.Request) answer {
	body, needed, bad, fine := s.decide(r)
	if !fine {
		return bad
	}
	for _, u := range body.SymbolSets {
		set := s.refs[u.ChunkID]
		if set == nil {
			continue
		}
		if s.use(set); set.ReleaseID == "" && u.ReleaseID != nil {
			set.ReleaseID = *u.ReleaseID
		}
	}
	forms := map[string]any{}
	for _, u := range needed {
		set := s.begin(u.ChunkID, u.ReleaseID)
		entry := map[string]any{"presigned_url": s.form(set.StoragePtr, bucket), "symbol_set_id": set.ID}
		if s.config.Accelerate {
			entry["presigned_url"] = s.form(set.StoragePtr, "/fast"+bucket)
			entry["fallback_presigned_url"] = s.form(set.StoragePtr, bucket)
		}
		if u.ContentLength != nil && s.config.Generation == Newest {
			entry["presigned_put_url"] = s.signed("PUT", set.StoragePtr, 5*time.Minute)
		}
		forms[u.ChunkID] = entry
	}
	return answer{http.StatusCreated, map[string]any{"id_map": forms}}
}

// begin points the row of a ref to a new object that is not there yet.
func (s *Server) begin(ref string, release *string) *Set {
	set := s.refs[ref]
	if set == nil {
		set = &Set{ID: s.newID(), Ref: ref, Created: s.now()}
		s.keep(set)
	}
	set.StoragePtr, set.ContentHash, set.LastUsed = s.newKey(), "", s.now()
	if release != nil {
		set.ReleaseID = *release
	}
	return set
}

// bulkFinish sets the hashes of files that have arrived. Older servers delete
// every set of a request that fails.
func (s *Server) bulkFinish(r *http.Request) answer {
	var body struct {
		ContentHashes map[string]string `json:"content_hashes"`
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	fail := func(code, detail string) answer {
		if s.config.Generation != Newest {
			for id := range body.ContentHashes {
				if set := s.sets[id]; set != nil {
					s.forget(set)
				}
			}
		}
		return refuse(http.StatusBadRequest, code, detail)
	}
	for id, hash := range body.ContentHashes {
		set := s.sets[id]
		switch {
		case set == nil && s.config.Generation == Newest:
			return fail("symbol_set_not_found", "Unknown symbol set: "+id)
		case set == nil:
			continue
		case hash == "":
			return fail("content_hash_required", "A content hash is required")
		}
		object, stored := s.objects[set.StoragePtr]
		switch {
		case !stored:
			return fail("file_not_found", "File not found for symbol set "+id)
		case len(object) > maxUpload:
			s.forget(set)
			return fail("file_too_large", "File is larger than 100MB")
		}
	}
	for id, hash := range body.ContentHashes {
		if set := s.sets[id]; set != nil {
			set.ContentHash = hash
		}
	}
	return answer{http.StatusCreated, map[string]bool{"success": true}}
}

// store puts a whole file in place of a set's former one, and forgets the
// frames that were read with that.
func (s *Server) store(set *Set, file []byte) {
	hash := sha512.Sum512(file)
	set.StoragePtr, set.ContentHash = s.newKey(), hex.EncodeToString(hash[:])
	s.objects[set.StoragePtr] = file
	s.frames = slices.DeleteFunc(s.frames, func(f Frame) bool { return f.SetRef == set.Ref })
}

// single reads the query of the calls that upload one set.
func (s *Server) single(r *http.Request) (ref string, release *string, bad answer, fine bool) {
	q := r.URL.Query()
	ref = q.Get("chunk_id")
	if id := q.Get("release_id"); id != "" {
		release = &id
	}
	switch {
	case s.config.NoStorage:
		return ref, release, refuse(http.StatusBadRequest, "object_storage_required", "Object storage must be available to allow source map uploads."), false
	case ref == "":
		return ref, release, refuse(http.StatusBadRequest, "invalid_chunk_ids", "chunk_id is required"), false
	case release != nil && s.releases[*release] == nil:
		return ref, release, refuse(http.StatusBadRequest, "invalid_release_id", "Unknown release ID provided: "+*release), false
	}
	return ref, release, answer{}, true
}

func (s *Server) startUpload(r *http.Request) answer {
	ref, release, bad, fine := s.single(r)
	if !fine {
		return bad
	}
	set := s.begin(ref, release)
	s.frames = slices.DeleteFunc(s.frames, func(f Frame) bool { return f.SetRef == ref })
	return answer{http.StatusCreated, map[string]any{"presigned_url": s.form(set.StoragePtr, bucket), "symbol_set_id": set.ID}}
}

func (s *Server) finishUpload(r *http.Request) answer {
	var body struct {
		ContentHash string `json:"content_hash"`
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	set := s.sets[r.PathValue("id")]
	switch {
	case set == nil:
		return notFound()
	case body.ContentHash == "":
		return refuse(http.StatusBadRequest, "content_hash_required", "A content hash is required")
	case s.objects[set.StoragePtr] == nil:
		return refuse(http.StatusBadRequest, "file_not_found", "File not found for symbol set "+set.ID)
	case set.ContentHash == "":
		set.ContentHash = body.ContentHash
	}
	return ok(map[string]bool{"success": true})
}

// createSet takes a whole file, as a form or as it is.
func (s *Server) createSet(r *http.Request) answer {
	ref, release, bad, fine := s.single(r)
	if !fine {
		return bad
	}
	var file []byte
	var err error
	if strings.EqualFold(r.URL.Query().Get("multipart"), "true") {
		file, err = formFile(r, "file")
	} else {
		file, err = io.ReadAll(r.Body)
	}
	switch {
	case err != nil:
		return refuse(http.StatusBadRequest, "invalid_input", err.Error())
	case len(file) > maxUpload:
		return refuse(http.StatusBadRequest, "file_too_large", "Combined source map and symbol set must be less than 100MB")
	}
	s.store(s.begin(ref, release), file)
	return answer{http.StatusCreated, map[string]bool{"ok": true}}
}
