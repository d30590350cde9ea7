#!/usr/bin/env bash
# Run one stage and remember how long it took: stage.sh NAME COMMAND…; stage.sh --summary prints all.
set -euo pipefail
mkdir -p target
if [ "$1" = --summary ]; then
  awk '{ total += $2; printf "%-10s %5.1f min\n", $1, $2 / 60 } END { printf "%-10s %5.1f min\n", "total", total / 60 }' target/stages
  exit 0
fi
name=$1
shift
echo "== $name"
begin=$(date +%s)
"$@"
echo "$name $(($(date +%s) - begin))" >> target/stages
