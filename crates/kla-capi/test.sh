#!/usr/bin/env bash
# Builds the C library and tries it: its header, a C program against both forms of it, under valgrind, and a PHP
# script.
set -euo pipefail
cd "$(dirname "$0")"
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
packages=()
command -v gcc >/dev/null || packages+=(gcc libc6-dev)
command -v valgrind >/dev/null || packages+=(valgrind libc6-dbg)
command -v php >/dev/null || packages+=(php-cli)
if [ ${#packages[@]} -gt 0 ]; then
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${packages[@]}"
fi
cargo build --locked
out="${CARGO_TARGET_DIR:-target}/debug"
cargo test --locked
cargo clippy --locked --all-targets -- -D warnings
cargo fmt --check
gcc -Wall -Wextra -Werror -o "$out/shared" test/test.c -L"$out" -lkla -Wl,-rpath,"$(realpath "$out")"
gcc -Wall -Wextra -Werror -o "$out/static" test/test.c "$out/libkla.a" -lpthread -ldl -lm
for program in shared static; do
  # Editions are read once and kept to the end; hash maps are known by pointers into their middle, which
  # valgrind calls possibly lost. What is definitely lost is a defect.
  valgrind -q --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --error-exitcode=1 "$out/$program"
done
found=$(php -d ffi.enable=true php/contoh.php "$out/libkla.so" ../../fixtures/2023/kota-bandung-2024/answers.toml)
[ "$found" = "Kota Bandung: 880,39 dari 1000, kategori Utama" ] || { echo "PHP: $found"; exit 1; }
if php -d ffi.enable=true php/contoh.php "$out/libkla.so" ../../fixtures/rejected/README.md 2>"$out/php.err"; then
  echo "PHP: a text that is no answers file was scored"; exit 1
fi
grep -q ': \[syntax\] ' "$out/php.err"
if php -d ffi.enable=true php/contoh.php "$out/libkla.so" tiada.toml 2>"$out/php.err"; then
  echo "PHP: a file that is not there was scored"; exit 1
fi
grep -q 'berkas `tiada.toml` tidak dapat dibaca' "$out/php.err"
echo "$found"
found=$(php -d ffi.enable=true test/test.php "$out/libkla.so")
[ "$found" = "PHP: 6 panggilan benar" ] || { echo "$found"; exit 1; }
echo "$found"
