// Package inject puts chunk ids into the chunks of a build, as posthog-cli
// does: a statement at the start of each minified file leaves the id where
// PostHog's SDKs look for it, a comment at the end shows it to whoever reads
// the file, and the source map, whose columns move with the statement, carries
// it too.
//
// What another run, posthog-cli's too, has done already stays as it is. A file
// and its map are replaced together or not at all, see [Write].
package inject
