# Openhuis. `make run` and `make test` are the two commands of the README; both install what they miss on Debian.

.PHONY: run test check bench soak assets tools-run
SHELL := /bin/bash
STAGE := tests/stage.sh

# Assets, a release build and the demo with both regions.
run: tools-run assets
	cargo build --release
	target/release/openhuis demo --fresh

# Everything that CI runs, with the minutes of each stage.
test:
	@rm -f target/stages
	@$(STAGE) install tests/tools.sh all
	@$(STAGE) assets $(MAKE) --no-print-directory assets
	@$(STAGE) clippy bash -c 'cargo fmt --all --check && CARGO_INCREMENTAL=0 cargo clippy --workspace --all-targets -- -D warnings'
	@$(STAGE) build env CARGO_INCREMENTAL=0 cargo build --workspace --all-targets
	@$(STAGE) tests tests/with-postgres.sh env CARGO_INCREMENTAL=0 cargo test --workspace --quiet
	@$(STAGE) browser tests/with-postgres.sh tests/browser/run.sh
	@tests/stage.sh --summary

# The fast loop: format, lints, the domain's tests.
check: assets
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo test -p openhuis-domain --quiet

# Ratios against a floor; ends with an error when a bar is missed. Not in CI.
bench: tools-run
	tests/bench.sh

# Full sizes; goes on where it was, and writes docs/metingen/DATE.md. `make soak PARTS="kills bench"` runs some. Not in CI.
soak:
	@tests/tools.sh all
	tests/soak.sh $(PARTS)

# CSS, fonts, icons and scripts, made from npm packages and our own sources into frontend/dist.
assets: frontend/dist/web/manifest.json

# npm ci only when the lock is newer than what it installed.
frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json frontend/.npmrc
	cd frontend && npm ci --ignore-scripts --no-progress
	touch $@

frontend/dist/web/manifest.json: frontend/node_modules/.installed $(wildcard frontend/*.mjs frontend/lib/*.mjs frontend/css/*.css frontend/js/*.js) frontend/icons.txt frontend/logo.svg
	cd frontend && npm run --silent build
	touch $@

tools-run:
	@tests/tools.sh run
