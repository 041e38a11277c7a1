package posthogtest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// An answer is a status and what is sent with it: nil for nothing, else JSON.
type answer struct {
	status int
	body   any
}

func ok(body any) answer { return answer{http.StatusOK, body} }

// refuse answers as PostHog's exception handler does.
func refuse(status int, code, detail string) answer {
	kind := "validation_error"
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		kind = "authentication_error"
	case status >= 500:
		kind = "server_error"
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		kind = "invalid_request"
	}
	return answer{status, map[string]any{"type": kind, "code": code, "detail": detail, "attr": nil}}
}

// bare answers as views do that write their own words.
func bare(status int, detail string) answer {
	return answer{status, map[string]string{"detail": detail}}
}

func notFound() answer { return refuse(http.StatusNotFound, "not_found", "Not found.") }

// A handler answers one call. It runs under the server's lock.
type handler func(r *http.Request) answer

// newRoutes lists the calls with their scopes.
func (s *Server) newRoutes() *http.ServeMux {
	const read, write, query = "error_tracking:read", "error_tracking:write", "query:read"
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		send(w, refuse(http.StatusNotFound, "not_found", "Endpoint not found."))
	})
	open := func(pattern string, h handler) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			send(w, s.locked(h, r))
		})
	}
	add := func(method, path, scope string, h handler) {
		open(method+" /api/projects/{project}/"+path, func(r *http.Request) answer {
			if bad, no := s.forbidden(r, scope); no {
				return bad
			}
			return h(r)
		})
	}
	const sets = "error_tracking/symbol_sets"
	add("GET", sets, read, s.listSets)
	add("GET", sets+"/{id}", read, s.getSet)
	add("DELETE", sets+"/{id}", write, s.deleteSet)
	add("PUT", sets+"/{id}", write, s.putSet)
	add("PATCH", sets+"/{id}", write, s.putSet)
	add("POST", sets+"/bulk_delete", write, s.bulkDelete)
	add("POST", sets, write, s.createSet)
	add("POST", sets+"/start_upload", write, s.startUpload)
	add("PUT", sets+"/{id}/finish_upload", write, s.finishUpload)
	add("GET", "error_tracking/releases", read, s.listReleases)
	add("POST", "error_tracking/releases", write, s.createRelease)
	add("GET", "error_tracking/releases/{id}", read, s.getRelease)
	add("PUT", "error_tracking/releases/{id}", write, s.updateRelease)
	add("PATCH", "error_tracking/releases/{id}", write, s.updateRelease)
	add("DELETE", "error_tracking/releases/{id}", write, s.deleteRelease)
	add("GET", "error_tracking/releases/hash/{hash}", read, s.getReleaseByHash)
	add("POST", "error_tracking/stack_frames/batch_get", read, s.batchGet)
	add("POST", "query", query, s.query)
	add("GET", "events/{id}", query, s.getEvent)
	for _, path := range []string{"/i/v0/e", "/e", "/capture", "/batch"} {
		open("POST "+path, s.captureEvents)
	}
	open("POST /api/cli-auth/device-code", s.deviceCode)
	open("POST /api/cli-auth/poll", s.poll)
	if s.config.Generation != NoBulk {
		add("POST", sets+"/bulk_start_upload", write, s.bulkStart)
		add("POST", sets+"/bulk_finish_upload", write, s.bulkFinish)
	}
	if s.config.Generation == Newest {
		add("GET", sets+"/{id}/download", read, s.download)
		add("POST", sets+"/bulk_check_upload", write, s.bulkCheck)
		add("POST", "error_tracking/query/issues", read, s.compactIssues)
		add("POST", "error_tracking/query/issue_events", read, s.compactEvents)
	}
	return mux
}

// locked lets a handler answer under the lock.
func (s *Server) locked(h handler, r *http.Request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method != http.MethodGet {
		s.changes++
	}
	return h(r)
}

// serveAPI routes a request: a slash at the end is optional, environments are
// projects.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimRight(r.URL.Path, "/")
	if rest, found := strings.CutPrefix(path, "/api/environments/"); found {
		path = "/api/projects/" + rest
	}
	r.URL.Path, r.URL.RawPath = path, ""
	s.routes.ServeHTTP(w, r)
}

// forbidden checks key, project and scope.
func (s *Server) forbidden(r *http.Request, scope string) (answer, bool) {
	key, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !found:
		return refuse(http.StatusUnauthorized, "not_authenticated", "Authentication credentials were not provided."), true
	case key != s.config.Key:
		return refuse(http.StatusUnauthorized, "authentication_failed", "Invalid personal API key."), true
	case r.PathValue("project") != s.config.Project:
		return refuse(http.StatusNotFound, "not_found", "Project not found."), true
	case !slices.Contains(s.config.Scopes, scope):
		return refuse(http.StatusForbidden, "permission_denied", "API key missing required scope '"+scope+"'"), true
	}
	return answer{}, false
}

func send(w http.ResponseWriter, a answer) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(a.body)
}

// read decodes a request's JSON into v; an empty body leaves v as it is.
func read(r *http.Request, v any) (answer, bool) {
	text, err := io.ReadAll(r.Body)
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, v)
	}
	if err != nil {
		return refuse(http.StatusBadRequest, "parse_error", "JSON parse error"), false
	}
	return answer{}, true
}
