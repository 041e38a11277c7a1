package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// A release build sets these with
// -ldflags "-X symset/cli.release=v1.2.3 -X symset/cli.commit=…".
var release, commit string

// number is the version alone: "v1.2.3", or "devel" for a build of no release.
func number() string {
	if info, ok := debug.ReadBuildInfo(); ok && release == "" && info.Main.Version != "(devel)" {
		return cmp.Or(info.Main.Version, "devel")
	}
	return cmp.Or(release, "devel")
}

// version tells version, commit and Go in a line: "v1.2.3 (4f2a9c1, go1.26.8)".
// What the linker did not set comes from the build's own record.
func version() string {
	return fmt.Sprintf("%s (%s, %s)", number(), cmp.Or(commit, recordedCommit(), "unknown commit"), runtime.Version())
}

// recordedCommit is what the build's record says of its commit, "" when it
// says nothing.
func recordedCommit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			rev = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = " with changes"
		}
	}
	if rev == "" {
		return ""
	}
	return rev + dirty
}
