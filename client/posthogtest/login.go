package posthogtest

import (
	"fmt"
	"net/http"
	"time"
)

const (
	codeLife = 10 * time.Minute
	keyLife  = time.Minute // that an approved key can be fetched in, once
)

// A login is a device that waits for a person.
type login struct {
	user     string
	until    time.Time
	approved bool
}

// Approve approves every login that waits, as a person does in the browser.
func (s *Server) Approve() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.logins {
		l.approved, l.until = true, s.now().Add(keyLife)
	}
}

func (s *Server) deviceCode(*http.Request) answer {
	code := s.newID()
	l := &login{user: fmt.Sprintf("ABCD-%04d", s.serial), until: s.now().Add(codeLife)}
	s.logins[code] = l
	return ok(map[string]any{
		"device_code": code, "user_code": l.user, "interval": s.config.PollInterval.Seconds(), "expires_in": int(codeLife / time.Second),
		"verification_uri": s.URL + "/cli/authorize", "verification_uri_complete": s.URL + "/cli/authorize?code=" + l.user,
	})
}

func (s *Server) poll(r *http.Request) answer {
	var body struct {
		DeviceCode string `json:"device_code"`
	}
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	l := s.logins[body.DeviceCode]
	switch {
	case l == nil || !s.now().Before(l.until):
		delete(s.logins, body.DeviceCode)
		return answer{http.StatusBadRequest, map[string]string{
			"status": "expired", "error": "expired_token", "error_description": "The device code has expired",
		}}
	case !l.approved:
		return answer{http.StatusAccepted, map[string]string{"status": "pending"}}
	}
	delete(s.logins, body.DeviceCode)
	return ok(map[string]string{
		"status": "authorized", "personal_api_key": s.config.Key, "label": "CLI " + l.user, "project_id": s.config.Project,
	})
}
