#!/usr/bin/env bash
# Install what is missing on Debian, or say what is missing: tools.sh run (for `make run`) or tools.sh all (for `make test`).
set -euo pipefail
want=${1:-run}
missing=()
need() { command -v "$1" > /dev/null 2>&1 || missing+=("$2"); }
need cc build-essential
need pdftoppm poppler-utils
if [ "$want" = all ]; then
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing+=(postgresql)
  python3 -c 'import cryptography' > /dev/null 2>&1 || missing+=(python3-cryptography)
  ls /usr/lib/*/faketime/libfaketime.so.1 > /dev/null 2>&1 || missing+=(faketime)
fi
for tool in cargo node npm; do
  command -v "$tool" > /dev/null 2>&1 || { echo "missing: $tool (see README, 'What you need')" >&2; exit 2; }
done
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get > /dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
else
  echo "missing Debian packages: ${missing[*]}" >&2
  exit 2
fi
