#!/usr/bin/env bash
# Break what decides an outcome or a day, one thing at a time, and see that a test of the domain complains: mutants.sh FOLDER. What is broken
# stands in .cargo/mutants.toml. Goes on where it was. Ends with an error when fewer than 95 % are noticed, or when one that is not noticed
# is not listed with its reason in docs/TESTING.md.
set -euo pipefail
cd "$(dirname "$0")/.."
version=27.1.0
folder=$(mkdir -p "$1" && cd "$1" && pwd)
tools=$(mkdir -p "${CARGO_TARGET_DIR:-target}/tools" && cd "${CARGO_TARGET_DIR:-target}/tools" && pwd)
export PATH=$tools/bin:$PATH PROPTEST_CASES=${PROPTEST_CASES:-16} LC_ALL=C
[ "$(cargo mutants --version 2> /dev/null)" = "cargo-mutants $version" ] ||
  env -u RUSTFLAGS cargo install --quiet --locked --root "$tools" --version "$version" cargo-mutants

found=$folder/mutants.out
cargo mutants --package openhuis-domain --list --colors never | sort > "$folder/all"

# What earlier runs found, also one that was broken off: each run begins lists of its own. What is in the code no longer is left out.
keep() {
  for kind in caught unviable; do
    { cat "$found/$kind.txt" "$folder/$kind" 2> /dev/null || true; } | sort -u | comm -12 - "$folder/all" > "$folder/$kind.new"
    mv "$folder/$kind.new" "$folder/$kind"
  done
}

# A broken loop may fill memory until it is killed, so it gets less than there is.
ulimit -v $((8 << 20))

# Break whatever no test noticed so far. A test that does not end counts as one that complains; on a busy machine it may just be slow.
try() {
  local status=0
  env -u CARGO_TARGET_DIR nice cargo mutants --package openhuis-domain -j 1 --iterate --minimum-test-timeout 300 --output "$folder" \
    --colors never "$@" || status=$?
  # 2 and 3: some were not noticed, or by a test that did not end. Those are judged below.
  case $status in 0 | 2 | 3) ;; *) exit "$status" ;; esac
  keep
}

keep
# The tests inside the library notice nearly all, and are built in half the time.
try --cargo-arg=--lib
try

count() { sort -u "$@" | wc -l; }
missed=$(count "$found/missed.txt")
killed=$(count "$folder/caught" "$found/timeout.txt")
unviable=$(count "$folder/unviable")
echo "$killed of $((killed + missed)) were noticed, $unviable did not compile"
[ $((killed + missed + unviable)) -eq "$(count "$folder/all")" ] || { echo "not all were tried" >&2 && exit 1; }
unlisted=$(sed 's/:[0-9]*:[0-9]*: /: /' "$found/missed.txt" | grep -vFxf <(sed -n 's/^| `\(src[^`]*\)` |.*/\1/p' docs/TESTING.md | sed 's/\\|/|/g') || true)
[ -z "$unlisted" ] || { echo "not noticed and not listed in docs/TESTING.md:" && echo "$unlisted" && exit 1; } >&2
[ $((killed * 100)) -ge $(((killed + missed) * 95)) ] || { echo "fewer than 95 %" >&2 && exit 1; }
