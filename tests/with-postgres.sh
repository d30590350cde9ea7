#!/usr/bin/env bash
# Run a command with a PostgreSQL cluster of its own: OPENHUIS_TEST_PG holds the URL of its `postgres` database.
# The cluster is thrown away afterwards, so it need not survive a power cut.
set -euo pipefail
if [ -n "${OPENHUIS_TEST_PG:-}" ]; then exec "$@"; fi
bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "missing Debian package: postgresql" >&2; exit 2; }
dir=$(mktemp -d /tmp/openhuis-pg.XXXXXX)
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then chown nobody "$dir"; as=(runuser -u nobody --); fi
stop() {
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop > /dev/null 2>&1) || true
  rm -rf "$dir"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(
  cd /
  "${as[@]}" "$bin/initdb" -A trust -U postgres -E UTF8 --locale=C -D "$dir/data" > "$dir/../$(basename "$dir").log" 2>&1
  "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/server.log" \
    -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" start > /dev/null
)
rm -f "$dir/../$(basename "$dir").log"
export OPENHUIS_TEST_PG="postgres://postgres@127.0.0.1:$port/postgres"
"$@"
