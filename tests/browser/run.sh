#!/usr/bin/env bash
# The browser tests: installs their packages when the lock is newer, and runs every *.test.mjs.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! node_modules/.installed -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-progress
  touch node_modules/.installed
fi
npm test
