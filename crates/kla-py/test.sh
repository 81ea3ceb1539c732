#!/usr/bin/env bash
# Builds the wheel, installs it into an empty environment, and tries it there: the example of the README, the
# tests over the fixtures, types and style. Needs cargo, and Python 3.11 or later for what tests with pandas; the
# wheel serves 3.9 and later.
set -euo pipefail
cd "$(dirname "$0")"
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
out="${CARGO_TARGET_DIR:-target}"
mkdir -p "$out"
if ! python3 -m venv "$out/tools"; then
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends python3-venv
  python3 -m venv "$out/tools"
fi
"$out/tools/bin/pip" install -q 'maturin==1.16.0' 'mypy==1.19.0' 'ruff==0.14.6'
cargo fmt --check
cargo clippy --quiet --locked -- -D warnings
rm -rf "$out/wheels" "$out/fresh" "$out/tests"
"$out/tools/bin/maturin" build --quiet --locked --release -o "$out/wheels"
wheel=("$out"/wheels/kla-*-abi3-*.whl)

# A user's environment holds the wheel and nothing else.
python3 -m venv "$out/fresh"
"$out/fresh/bin/pip" install -q --no-index "${wheel[0]}"
found=$("$out/fresh/bin/python" contoh.py ../../fixtures/2023/kota-bandung-2024/answers.toml)
[ "$found" = "Kota Bandung: 880.39 dari 1000, kategori Utama; kurang 20.61 menuju KLA (kategori)" ] \
  || { echo "README: $found"; exit 1; }
echo "$found"

python3 -m venv "$out/tests"
"$out/tests/bin/pip" install -q 'pytest==9.0.1' 'pandas==3.1.1' \
  'polars==2.1.0' 'pyarrow==26.0.1' 'pandas-stubs==3.1.0.261029' "${wheel[0]}"
"$out/tests/bin/python" -m pytest -q -p no:cacheprovider
mypy=("$out/tools/bin/mypy" --cache-dir=/dev/null --python-executable "$out/tests/bin/python")
"${mypy[@]}" --python-version 3.9 python/kla
"${mypy[@]}" contoh.py conform.py tests
"$out/tools/bin/ruff" check --no-cache .
"$out/tools/bin/ruff" format --no-cache --check .
