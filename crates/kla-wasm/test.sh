#!/usr/bin/env bash
# Builds the module and the page and tries both: the example and the fixtures through Node, the page in Chromium.
# Needs what build.sh needs, Debian's chromium, and `npm ci --prefix tests/browser`.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh
found=$(node contoh.mjs ../../fixtures/2023/kota-bandung-2024/answers.toml)
[ "$found" = "Kota Bandung: 880.39 dari 1000, kategori Utama" ] || { echo "Node: $found"; exit 1; }
node --test test/door.test.mjs
(cd ../.. && cargo build --locked -p kla-cli)
node test/page.mjs
