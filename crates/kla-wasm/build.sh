#!/usr/bin/env bash
# Builds the module and the page: target/wasm/kla.wasm and target/wasm/kla.html, from the root of the repository.
# Needs cargo with the target (rustup target add wasm32-unknown-unknown) and Node.
set -euo pipefail
cd "$(dirname "$0")"
out=../../target/wasm
cargo build --locked --release --target wasm32-unknown-unknown --target-dir "$out/cargo"
cp "$out/cargo/wasm32-unknown-unknown/release/kla_wasm.wasm" "$out/kla.wasm"
node assemble.mjs "$out/kla.wasm" "$out/kla.html"
