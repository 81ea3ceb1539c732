#!/usr/bin/env bash
# The tests of this crate, for CI. DataFusion is left out: it takes a quarter of an hour to build.
set -euo pipefail
cd "$(dirname "$0")"
cargo test --locked
cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
