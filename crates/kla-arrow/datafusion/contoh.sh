#!/usr/bin/env bash
# Makes a file of invented regions and runs the example query over it: contoh.sh [COUNT]
set -euo pipefail
cd "$(dirname "$0")"
count="${1:-100000}"
file="${TMPDIR:-/tmp}/kla-wilayah-$count.parquet"
cargo run --release --locked --manifest-path ../Cargo.toml --example wilayah -- "$count" "$file"
cargo run --release --locked -- "$file" contoh.sql
