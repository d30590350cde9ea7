#!/usr/bin/env bash
# Measure the built program against the floor, and its rules engine against others: bench.sh ARGUMENTS of benches/src/main.rs. Builds them first,
# prints one table, and ends with an error when a bar is missed.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
arguments=()
out=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2 && shift ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
make --no-print-directory assets
cargo build --release --bin openhuis
cargo build --release --manifest-path benches/Cargo.toml --target-dir "$target/benches"
cargo build --release --manifest-path benches/rules/Cargo.toml --target-dir "$target/benches"
cargo build --release --manifest-path benches/log/Cargo.toml --target-dir "$target/benches"
# The rows belong to one schema and one demo.
of=$(cat migrations/sqlite/*/up.sql benches/src/rows.rs data/schemes/*.yaml src/demo/*.rs | sha256sum | cut -c1-16)
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
missed=0
"$target/benches/release/openhuis-bench-rules" --out "$parts/rules" > /dev/null || missed=$?
"$target/benches/release/openhuis-bench" --program "$target/release/openhuis" --floor "$target/benches/release/floor" \
  --folder "$target/bench/$of" --out "$parts/pages" "${arguments[@]}" > /dev/null || missed=$?
"$target/benches/release/openhuis-bench-log" --folder "$target/bench/log" --out "$parts/log" > /dev/null || missed=$?
# All have the same head.
{ cat "$parts/pages" && tail -n +3 "$parts/rules" && tail -n +3 "$parts/log"; } | tee ${out:+"$out"}
exit "$missed"
