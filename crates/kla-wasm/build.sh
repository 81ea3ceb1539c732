#!/usr/bin/env bash
# Builds the module and the page, target/wasm/kla.wasm and target/wasm/kla.html at the root of the repository.
#
#   build.sh             the module and the page
#   build.sh program     and the program with the page inside, as a release has it: target/release/kla
#
# Needs cargo with the target (rustup target add wasm32-unknown-unknown) and Node 20 or later.
set -euo pipefail
cd "$(dirname "$0")"
out=../../target/wasm
mkdir -p "$out"
cargo build --locked --release --target wasm32-unknown-unknown --target-dir "$out/cargo"
cp "$out/cargo/wasm32-unknown-unknown/release/kla_wasm.wasm" "$out/kla.wasm"
node assemble.mjs "$out/kla.wasm" "$out/kla.html"
if [ "${1-}" = program ]; then
  cd ../..
  KLA_PAGE=target/wasm/kla.html cargo build --locked --release -p kla-cli
fi
