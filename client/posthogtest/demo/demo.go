// Package demo is a made-up project in a PostHog in a box: the shop acme-web,
// with symbol sets in every state, issues whose exceptions resolve wholly, half
// and not at all, and a folder of local builds in which the missing maps are.
//
// The bundles, maps and stack traces are real; testdata/README.md tells how they
// were made. Nothing in them is read before it is asked for.
package demo

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"symset/client/posthogtest"
)

const (
	// Key is the personal API key of the project. It is nobody's.
	Key = "phx_demo_acme_web"

	// Project is the project's number.
	Project = "4711"
)

// files are what testdata/acme/make.sh made.
//
//go:embed builds stored events
var files embed.FS

// Builds are the local builds: a folder for each release, the newest with a map
// of search that is stale and one of account that is truncated.
func Builds() fs.FS {
	builds, err := fs.Sub(files, "builds")
	if err != nil {
		return files // of a name that is valid, so there is no error
	}
	return builds
}

// A Demo is the project while it is served.
type Demo struct {
	Server *posthogtest.Server
	Builds string // the folder of the local builds, which Close removes

	mu     sync.Mutex
	seeder *seeder
	thrown map[string]int // how often each page was let throw
	ahead  time.Duration  // of the server's clock
}

// Start serves the project on an address of the loopback interface, on a free
// port when it is empty, and unpacks the local builds into a temporary folder.
// What happened in the project is dated back from now, which is the time that
// the server's clock begins with.
func Start(address string, now time.Time) (*Demo, error) {
	server, err := posthogtest.Start(posthogtest.Config{Address: address, Key: Key, Project: Project, FramesStay: true, PollInterval: time.Second})
	if err != nil {
		return nil, fmt.Errorf("start the demo: %w", err)
	}
	d := &Demo{Server: server, thrown: map[string]int{}, ahead: time.Until(now)}
	server.Advance(d.ahead)
	if d.seeder, err = seed(server, now); err == nil {
		err = d.unpack()
	}
	if err != nil {
		return nil, fmt.Errorf("start the demo: %w", cmp.Or(err, d.Close()))
	}
	return d, nil
}

func (d *Demo) unpack() error {
	dir, err := os.MkdirTemp("", "symset-demo-")
	if err != nil {
		return fmt.Errorf("make room for the builds: %w", err)
	}
	d.Builds = dir
	if err := os.CopyFS(dir, Builds()); err != nil {
		return fmt.Errorf("unpack the builds: %w", err)
	}
	return nil
}

// Throw lets a page throw again, now: storefront, checkout, cart, search, gift,
// account, reviews, mobile, android or python. What its frames become depends on
// the symbol sets that are stored by now.
func (d *Demo) Throw(page string) (posthogtest.Event, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range stories() {
		if t.page != page {
			continue
		}
		event, err := d.seeder.event(t, d.thrown[page]%t.thrown+1, time.Now().Add(d.ahead))
		if err != nil {
			return posthogtest.Event{}, fmt.Errorf("throw in %s: %w", page, err)
		}
		d.thrown[page]++
		return d.Server.Capture(event)
	}
	return posthogtest.Event{}, fmt.Errorf("there is no page %s", page)
}

// Live lets one page after the other throw, with a pause before each, until ctx
// ends.
func (d *Demo) Live(ctx context.Context, pause time.Duration) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if _, err := d.Throw(stories()[n%len(stories())].page); err != nil {
			return err
		}
	}
}

// Close stops serving and removes the builds.
func (d *Demo) Close() error {
	err := d.Server.Close()
	if d.Builds != "" {
		err = errors.Join(err, os.RemoveAll(d.Builds))
	}
	return err
}
