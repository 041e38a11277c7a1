package posthogtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"symset/symbols/phrase"
)

const (
	maxRef  = 2048 // bytes of a ref
	maxPage = 100  // rows of a page, and how many there are when nobody says
)

// A Set is a row of symbol sets as the server has it, which is more than it
// tells.
type Set struct {
	ID, Ref           string
	Created, LastUsed time.Time // LastUsed may be zero
	StoragePtr        string    // where its file is or will be; empty for none
	ContentHash       string    // empty while an upload is not finished
	Failure           string    // JSON as a rule
	ReleaseID         string
}

// AddSet adds a set, giving it an id and a time when it has none, and gives its
// id. A long ref is cut as PostHog cuts it. File is stored unless it is nil.
func (s *Server) AddSet(set Set, file []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	set.ID = cmp.Or(set.ID, s.newID())
	if set.Created.IsZero() {
		set.Created = s.now()
	}
	set.Ref = phrase.Head(set.Ref, maxRef)
	if file != nil {
		set.StoragePtr = cmp.Or(set.StoragePtr, s.newKey())
		set.ContentHash = cmp.Or(set.ContentHash, "hash of "+set.StoragePtr)
		s.objects[set.StoragePtr] = file
	}
	s.keep(&set)
	return set.ID
}

// keep adds a row, or puts it in place of the one that has its ref.
func (s *Server) keep(set *Set) {
	if old := s.refs[set.Ref]; old != nil {
		delete(s.sets, old.ID)
	}
	s.sets[set.ID], s.refs[set.Ref] = set, set
	s.changes++
}

// Sets gives all sets, the oldest first.
func (s *Server) Sets() []Set {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Set, 0, len(s.sets))
	for _, set := range s.sets {
		all = append(all, *set)
	}
	slices.SortFunc(all, func(a, b Set) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	return all
}

// told is a set as the server of its age tells it.
func (s *Server) told(set *Set) map[string]any {
	row := map[string]any{
		"id": set.ID, "ref": set.Ref, "team_id": s.team(), "created_at": set.Created,
		"last_used": nil, "failure_reason": nil, "release": nil,
	}
	if !set.LastUsed.IsZero() {
		row["last_used"] = set.LastUsed
	}
	if set.Failure != "" {
		row["failure_reason"] = set.Failure
	}
	if r := s.releases[set.ReleaseID]; r != nil {
		row["release"] = s.toldRelease(r)
	}
	switch {
	case s.config.Generation == Newest:
		row["has_uploaded_file"] = set.StoragePtr != ""
	case set.StoragePtr != "":
		row["storage_ptr"] = set.StoragePtr
	default:
		row["storage_ptr"] = nil
	}
	return row
}

func (s *Server) team() int {
	n, _ := strconv.Atoi(s.config.Project)
	return n
}

func (s *Server) listSets(r *http.Request) answer {
	q := r.URL.Query()
	newest := s.config.Generation == Newest
	keep := func(*Set) bool { return true }
	switch status := q.Get("status"); {
	case status == "valid":
		keep = func(set *Set) bool { return set.StoragePtr != "" }
	case status == "invalid":
		keep = func(set *Set) bool { return set.StoragePtr == "" }
	case newest && q.Has("status") && status != "all":
		return refuse(http.StatusBadRequest, "invalid_choice", fmt.Sprintf("%q is not a valid choice.", status))
	}
	order, known := setOrders[strings.TrimPrefix(q.Get("order_by"), "-")]
	switch {
	case newest && q.Has("order_by") && !known:
		return refuse(http.StatusBadRequest, "invalid_choice", fmt.Sprintf("%q is not a valid choice.", q.Get("order_by")))
	case newest && q.Has("search") && q.Get("search") == "":
		return refuse(http.StatusBadRequest, "blank", "This field may not be blank.")
	case !known:
		order = setOrders["created_at"]
	}
	sign := 1
	if !known || strings.HasPrefix(q.Get("order_by"), "-") {
		sign = -1
	}
	asked := r.URL.Query()
	asked.Del("limit")
	asked.Del("offset")
	if l := s.listed; l.changes == s.changes && l.asked == asked.Encode() {
		return page(s, r, l.rows, s.told)
	}
	var rows []*Set
	for _, set := range s.sets {
		if keep(set) && (!newest || s.matches(set, q)) {
			rows = append(rows, set)
		}
	}
	slices.SortFunc(rows, func(a, b *Set) int { return sign * cmp.Or(order(a, b), cmp.Compare(a.ID, b.ID)) })
	s.listed = listing{asked.Encode(), s.changes, rows}
	return page(s, r, rows, s.told)
}

// A listing is what a list gave, so that its next page costs no sorting.
type listing struct {
	asked   string // without limit and offset
	changes int
	rows    []*Set
}

var setOrders = map[string]func(a, b *Set) int{
	"created_at": func(a, b *Set) int { return a.Created.Compare(b.Created) },
	"last_used":  func(a, b *Set) int { return a.LastUsed.Compare(b.LastUsed) },
	"ref":        func(a, b *Set) int { return cmp.Compare(a.Ref, b.Ref) },
}

// matches applies the filters that newer servers have.
func (s *Server) matches(set *Set, q url.Values) bool {
	if q.Has("ref") && set.Ref != q.Get("ref") {
		return false
	}
	search := strings.ToLower(q.Get("search"))
	if search == "" {
		return true
	}
	in := []string{set.Ref}
	if r := s.releases[set.ReleaseID]; r != nil {
		var m struct {
			Git struct {
				CommitID string `json:"commit_id"`
			} `json:"git"`
		}
		_ = json.Unmarshal(r.Metadata, &m)
		in = append(in, r.Version, r.Project, m.Git.CommitID)
	}
	return slices.ContainsFunc(in, func(text string) bool { return strings.Contains(strings.ToLower(text), search) })
}

// page answers with the rows that limit and offset ask for.
func page[T any](s *Server, r *http.Request, rows []T, told func(T) map[string]any) answer {
	q := r.URL.Query()
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil || limit < 1 || limit > maxPage {
		limit = maxPage
	}
	offset, err := strconv.Atoi(q.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	link := func(to int) any {
		if to < 0 || to >= len(rows) {
			return nil
		}
		q.Set("limit", strconv.Itoa(limit))
		q.Set("offset", strconv.Itoa(to))
		return s.URL + r.URL.Path + "/?" + q.Encode()
	}
	results := []map[string]any{}
	for _, row := range rows[min(offset, len(rows)):min(offset+limit, len(rows))] {
		results = append(results, told(row))
	}
	previous := any(nil)
	if offset > 0 {
		previous = link(max(offset-limit, 0))
	}
	body := map[string]any{"count": len(rows), "next": link(offset + limit), "previous": previous, "results": results}
	if s.config.NoCount {
		body["count"] = nil
	}
	return ok(body)
}

func (s *Server) getSet(r *http.Request) answer {
	if set := s.sets[r.PathValue("id")]; set != nil {
		return ok(s.told(set))
	}
	return notFound()
}

// deleteSet takes with a set its unresolved frames and its file.
func (s *Server) deleteSet(r *http.Request) answer {
	set := s.sets[r.PathValue("id")]
	if set == nil {
		return notFound()
	}
	s.frames = slices.DeleteFunc(s.frames, func(f Frame) bool { return f.SetRef == set.Ref && !f.Resolved })
	delete(s.objects, set.StoragePtr)
	s.forget(set)
	return answer{status: http.StatusNoContent}
}

// forget deletes a row. Frames that stay no longer belong to a set.
func (s *Server) forget(set *Set) {
	for i := range s.frames {
		if s.frames[i].SetRef == set.Ref {
			s.frames[i].SetRef = ""
		}
	}
	delete(s.sets, set.ID)
	delete(s.refs, set.Ref)
}

// bulkDelete leaves files and unresolved frames behind.
func (s *Server) bulkDelete(r *http.Request) answer {
	var body struct{ IDs any }
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	ids, list := body.IDs.([]any)
	switch {
	case body.IDs == nil:
		return bare(http.StatusBadRequest, "ids is required")
	case !list:
		return bare(http.StatusBadRequest, "ids must be a list")
	}
	deleted := 0
	for _, id := range ids {
		name, _ := id.(string)
		if set := s.sets[name]; set != nil {
			s.forget(set)
			deleted++
		}
	}
	return ok(map[string]int{"deleted": deleted})
}

func (s *Server) download(r *http.Request) answer {
	set := s.sets[r.PathValue("id")]
	switch {
	case set == nil:
		return notFound()
	case set.StoragePtr == "":
		return bare(http.StatusNotFound, "Symbol set has no uploaded file.")
	case s.config.NoStorage:
		return bare(http.StatusInternalServerError, "Could not generate download URL.")
	}
	return ok(map[string]string{"url": s.signed("GET", set.StoragePtr, time.Hour)})
}

// putSet changes nothing on a newer server; on an older one it takes the two
// files of a replacement.
func (s *Server) putSet(r *http.Request) answer {
	set := s.sets[r.PathValue("id")]
	switch {
	case set == nil:
		return notFound()
	case s.config.Generation == Newest || r.Method == http.MethodPatch:
		return ok(s.told(set))
	}
	minified, err := formFile(r, "minified")
	if err != nil {
		return refuse(http.StatusBadRequest, "invalid_input", err.Error())
	}
	sourceMap, err := formFile(r, "source_map")
	if err != nil {
		return refuse(http.StatusBadRequest, "invalid_input", err.Error())
	}
	if len(minified)+len(sourceMap) > maxUpload {
		return refuse(http.StatusBadRequest, "file_too_large", "Combined source map and symbol set must be less than 100MB")
	}
	s.store(set, firstContainer(minified, sourceMap))
	set.Failure = ""
	return answer{http.StatusNoContent, nil}
}
