#!/usr/bin/env bash
# Measure the built program against the floor: bench.sh ARGUMENTS of benches/src/main.rs. Builds both first.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
make --no-print-directory assets
cargo build --release --bin openhuis
cargo build --release --manifest-path benches/Cargo.toml --target-dir "$target/benches"
# The rows belong to one schema and one demo.
of=$(cat migrations/sqlite/*/up.sql benches/src/rows.rs data/schemes/*.yaml src/demo/*.rs | sha256sum | cut -c1-16)
exec "$target/benches/release/openhuis-bench" --program "$target/release/openhuis" --floor "$target/benches/release/floor" \
  --folder "$target/bench/$of" "$@"
