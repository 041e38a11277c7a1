package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"symset/client/posthogtest/demo"
	"symset/symbols/reason"
)

// demoPause is how long symset demo --serve waits from one new exception to the
// next.
const demoPause = 30 * time.Second

// demoAddress is what symset demo --serve --json tells.
type demoAddress struct {
	Host      string `json:"host"`
	ProjectID string `json:"project_id"`
	APIKey    string `json:"api_key"`
	Builds    string `json:"builds"` // the folder with the local builds
}

// serveDemo serves the built-in project until it is interrupted. Standard
// output has what a shell needs to use it, and nothing else.
func (s *streams) serveDemo(ctx context.Context, address string, asJSON bool) (err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	d, err := demo.Start(address, time.Now())
	var network *net.OpError
	switch {
	case errors.As(err, &network):
		return advice{err, "symset demo --serve alone takes a free port"}
	case err != nil:
		return advice{err, "symset demo --serve listens on this machine alone: 127.0.0.1:PORT"}
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	a := demoAddress{d.Server.URL, demo.Project, demo.Key, d.Builds}
	if asJSON {
		err = json.NewEncoder(s.out).Encode(a) // one line, for a reader that does not wait for the end
	} else {
		_, err = fmt.Fprintf(s.out, "export POSTHOG_CLI_HOST=%s\nexport POSTHOG_CLI_PROJECT_ID=%s\nexport POSTHOG_CLI_API_KEY=%s\nexport SYMSET_DEMO_BUILDS=%s\n",
			a.Host, a.ProjectID, a.APIKey, reason.Quote(a.Builds, "DIR"))
	}
	if err != nil {
		return err
	}
	s.say("demo", "the shop acme-web is served until ctrl+c; a new exception arrives every 30 s; paste these lines into another terminal and run symset there")
	s.say("demo", "local builds, with the maps that it lacks, are in "+a.Builds)
	return d.Live(ctx, demoPause)
}
