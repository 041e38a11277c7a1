package client

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// What a login does where the server does not say.
const (
	pollInterval = 5 * time.Second
	maxInterval  = time.Minute
	loginTime    = 10 * time.Minute
)

// useCases are what the key of a login is for, in posthog-cli's words; they
// stand for scopes.
const useCases = "schema,error_tracking"

// A Login waits for a person to approve it in a browser.
type Login struct {
	UserCode string    // that the browser shows too, so that the two can be compared
	URL      string    // to open
	Expires  time.Time // that it can be approved until

	code     Secret
	interval time.Duration
	client   *Client
}

// LoginExpired says that nobody approved in time.
type LoginExpired struct{}

func (e *LoginExpired) Error() string { return "nobody approved the login in time" }

// Hint says how to begin again.
func (e *LoginExpired) Hint() string { return "symset login" }

// StartLogin asks a host for a login; empty means PostHog's US cloud. The error
// is [Unsupported] when the host knows keys made by hand alone.
func StartLogin(ctx context.Context, host string, o Options) (*Login, error) {
	const do = "log in"
	host, err := cleanHost(host)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", do, err)
	}
	c := New(Credentials{Host: host}, o)
	answer, err := ask[struct {
		DeviceCode string  `json:"device_code"`
		UserCode   string  `json:"user_code"`
		URI        string  `json:"verification_uri"`
		Complete   string  `json:"verification_uri_complete"`
		ExpiresIn  float64 `json:"expires_in"`
		Interval   float64
	}](ctx, c, call{do: do, method: http.MethodPost, path: "/api/cli-auth/device-code/", open: true, newer: true})
	if err != nil {
		return nil, err
	}
	l := &Login{
		UserCode: answer.UserCode, Expires: time.Now().Add(seconds(answer.ExpiresIn, loginTime, loginTime)),
		code: NewSecret(answer.DeviceCode), interval: seconds(answer.Interval, pollInterval, maxInterval), client: c,
	}
	u, err := url.Parse(cmp.Or(answer.Complete, answer.URI))
	if !isWeb(u, err) || answer.DeviceCode == "" {
		return nil, fmt.Errorf("%s: %w", do, &Server{Host: host, Status: http.StatusOK, Detail: "no page to approve at"})
	}
	u.RawQuery = strings.TrimPrefix(u.RawQuery+"&use_cases="+useCases, "&")
	l.URL = u.String()
	return l, nil
}

// Wait asks until the login is approved and gives its credentials, which the
// server tells once. The error is [LoginExpired] when it is not approved in
// time. What goes wrong on the way to the server is tried again until then.
func (l *Login) Wait(ctx context.Context) (Credentials, error) {
	const do = "log in"
	for {
		if err := sleep(ctx, l.interval); err != nil {
			return Credentials{}, fmt.Errorf("%s: %w", do, err)
		}
		r, err := l.client.send(ctx, call{
			do: do, method: http.MethodPost, path: "/api/cli-auth/poll/", open: true,
			body: map[string]string{"device_code": l.code.Reveal()},
		})
		var server *Server
		var unreachable *Unreachable
		switch {
		case err == nil && r.status == http.StatusOK:
			return l.credentials(r)
		case errors.As(err, &server) && server.Detail == "expired_token", !time.Now().Before(l.Expires):
			return Credentials{}, fmt.Errorf("%s: %w", do, &LoginExpired{})
		case err == nil, errors.As(err, &unreachable), server != nil && server.Status >= 500:
		default:
			return Credentials{}, err
		}
	}
}

// credentials reads the answer to an approved login. What is wrong with it is
// told without quoting it, for it holds the key.
func (l *Login) credentials(r *reply) (Credentials, error) {
	var answer struct {
		Key       string          `json:"personal_api_key"`
		ProjectID json.RawMessage `json:"project_id"`
	}
	host := l.client.credentials.Host
	if json.Unmarshal(r.body, &answer) != nil || answer.Key == "" {
		return Credentials{}, fmt.Errorf("log in: %w", &Server{Host: host, Status: r.status, Detail: "no key"})
	}
	return newCredentials(host, answer.Key, strings.Trim(strings.TrimPrefix(string(answer.ProjectID), "null"), `"`), "login")
}

// seconds reads a number of seconds.
func seconds(n float64, fallback, most time.Duration) time.Duration {
	if !(n > 0) {
		return fallback
	}
	return time.Duration(min(n, most.Seconds()) * float64(time.Second))
}
