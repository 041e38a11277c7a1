package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"symset/client"
	"symset/symbols"
	origin "symset/symbols/release"
)

// origin gives the release's program and version, from the flags and else from
// CI's variables or git, and what is known of the commit. Both are empty when
// nothing says it.
func (p *pipeline) origin(s *streams) (name, version string, o origin.Origin, err error) {
	o, found := origin.Find(".", os.Getenv)
	name, version = p.release, p.version
	if name == "" {
		name = o.Project()
	}
	if version == "" {
		version = o.Version()
	}
	build := p.build
	if p.plist != "" {
		app, err := origin.ReadPlist(p.plist)
		if err != nil {
			return "", "", o, err
		}
		name = cmp.Or(p.release, app.Name, name)
		version = cmp.Or(p.version, app.Version, version)
		build = cmp.Or(build, app.Build)
	}
	if version != "" && build != "" {
		version += "+" + build
	}
	if name != "" && version != "" {
		return name, version, o, nil
	}
	if p.release != "" || p.version != "" || p.build != "" || p.plist != "" {
		return "", "", o, advice{fmt.Errorf("the release is only half known: its name is %q and its version %q", name, version), "give both --release-name and --release-version"}
	}
	s.say("note", fmt.Sprintf("no release: %v; --release-name and --release-version name one", found))
	return "", "", o, nil
}

// unmade stands for the id of a release that --dry-run does not make.
const unmade = "00000000-0000-0000-0000-000000000000"

// releaseID gets the id of the build's release, and makes the release if there
// is none. It is empty when no release is known, or nobody to ask for it.
func (p *pipeline) releaseID(ctx context.Context, s *streams, open func() (*client.Client, error)) (string, error) {
	name, version, o, err := p.origin(s)
	if err != nil || name == "" {
		return "", err
	}
	c, err := open()
	if p.dryRun {
		s.say("note", fmt.Sprintf("the release would be %s %s", name, version))
		if err != nil {
			return "", nil
		}
		r, err := c.ReleaseByHash(ctx, client.HashID(name, version))
		if symbols.Absent(err) {
			return unmade, nil
		}
		return r.ID, nil
	}
	var stranger *client.NotSignedIn
	if errors.As(err, &stranger) && p.release == "" && p.version == "" {
		s.say("note", fmt.Sprintf("no release: %v", err))
		return "", nil
	}
	if err != nil {
		return "", err
	}
	r, err := symbols.Project(c).EnsureRelease(ctx, name, version, o.Metadata())
	if err != nil {
		return "", err
	}
	s.say("release", fmt.Sprintf("%s %s", r.Project, r.Version))
	return r.ID, nil
}
