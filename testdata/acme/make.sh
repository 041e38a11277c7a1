#!/usr/bin/env bash
# Makes what the demo's project is made of, in ../../client/posthogtest/demo:
# builds/ (the local builds), stored/ (what PostHog has instead) and events/.
# Needs node 20, npm, python 3 and the npm registry; works in a copy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to="$here/../../client/posthogtest/demo"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/." "$work"
cd "$work"
npm install --no-audit --no-fund --no-package-lock

# Former releases differ in a line here and there.
cp -R src src-4.2.8
cp -R src src-4.2.7
sed -i '/const longest/i\    if (this.reviews.length === 0) return "";' src-4.2.8/reviews.ts
sed -i 's/filter(Boolean);/filter((word) => word.length > 1);/' src-4.2.8/search.ts src-4.2.7/search.ts
sed -i 's/again = 1/again = 2/; s/status !== 200/status >= 400/' src-4.2.7/lib/api.ts
sed -i '/sold out have no offers/d' src-4.2.7/storefront.ts
node build.mjs
node throw.mjs
python3 python/throw.py > events/python-1.json
cp mobile/*.json events

# What PostHog has for reviews is the map of the release before; the build
# folder has that of search as it was, and half of account's.
new=builds/acme-web-4.3.0/assets
old=builds/acme-web-4.2.8/assets
mkdir stored
id=$(sed -n 's/^\/\/# chunkId=//p' $new/reviews-*.js)
sed "s/\"chunk_id\":\"[^\"]*\"/\"chunk_id\":\"$id\"/" $old/reviews-*.map > "stored/$(cd $new && echo reviews-*.map)"
cp $old/search-*.map $new/search-*.map
account=$(echo $new/account-*.map)
head -c $(($(wc -c < "$account") * 3 / 5)) "$account" > cut && mv cut "$account"

for made in builds stored events; do
  rm -rf "${to:?}/$made"
  cp -R "$made" "$to/$made"
done
