#!/usr/bin/env bash
# Makes the bundles, maps, traces and events beside this script and in
# ../cli/demo anew. Needs node 20, npm and the npm registry; works in a copy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/shop/." "$work"
cd "$work"
npm install --no-audit --no-fund --no-package-lock
node build.mjs
for bundler in esbuild webpack rollup vite; do
  node throw.mjs "dist-$bundler"
  to="$here/$bundler"
  if [ "$bundler" = esbuild ]; then to="$here/../cli/demo"; fi
  rm -rf "$to"
  mkdir -p "$to/assets"
  cp "dist-$bundler"/*.js "dist-$bundler"/*.map "$to/assets"
  cp "dist-$bundler"/*.txt "dist-$bundler"/*.json "$to"
done
