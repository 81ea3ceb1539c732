#!/bin/sh
# Instructions by region of each piece of work, counted by valgrind: the same on every run of the same build.
# Usage: count.sh [PIECE…]; REGIONS=16 for more regions.
set -eu
cd "$(dirname "$0")"
regions=${REGIONS:-4}
target=${CARGO_TARGET_DIR:-target}
# FEATURES=zen counts the decision graph too.
cargo build --quiet --release --bin count --features "${FEATURES:-}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ $# -gt 0 ] || set -- $("$target/release/count")
printf '%-20s %16s\n' piece instructions
for piece in "$@"; do
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        --collect-atstart=no --toggle-collect='*count::counted*' \
        "$target/release/count" "$piece" "$regions" 2>"$log" >/dev/null || { cat "$log" >&2; exit 1; }
    counted=$(sed -n 's/.*Collected : //p' "$log")
    printf '%-20s %16s\n' "$piece" "$((counted / regions))"
done
