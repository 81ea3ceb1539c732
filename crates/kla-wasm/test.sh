#!/usr/bin/env bash
# Builds the module and the page and tries both: the fixtures through Node, the page in Chromium.
# Needs what build.sh needs, Debian's chromium, and `npm ci --prefix tests/browser`.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh
node --test test/door.test.mjs
(cd ../.. && cargo build --locked -p kla-cli)
node test/page.mjs
