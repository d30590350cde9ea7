#!/usr/bin/env bash
# Everything at full size, for hours where need be: soak.sh [PART…], of kills, closes, decisions, rush, properties, bench, log and mutants; all of them
# without an argument.
# Each part leaves its result in target/soak/COMMIT, so that a run that was broken off goes on where it was. At the end docs/metingen/DATE.md
# is written: of each part the last result, with its commit.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=$(git rev-parse --short=12 HEAD)
[ -z "$(git status --porcelain --untracked-files=no)" ] || { echo "commit first: a result belongs to a commit" >&2; exit 2; }
work=${CARGO_TARGET_DIR:-target}/soak/$commit
mkdir -p "$work"
batches=${SOAK_BATCHES:-8} # of 25 kills
cases=${SOAK_CASES:-20000}
rounds=${SOAK_CLOSES:-5000}
decisions=${SOAK_DECISIONS:-10000}
arrivals=${SOAK_RUSH:-10000}
seconds=${SOAK_RUSH_SECONDS:-600}
leaves=${SOAK_LEAVES:-100000}
seed=${SOAK_SEED:-2026}

# once NAME COMMAND…: run it once; its output is kept.
once() {
  local name=$1
  shift
  [ -e "$work/$name.done" ] && return
  echo "== $name"
  "$@" 2>&1 | tee "$work/$name.log"
  touch "$work/$name.done"
}

kills() {
  local batch
  for batch in $(seq 1 "$batches"); do
    once "kills-$batch" env OPENHUIS_TEST_SEED=$((seed + batch)) OPENHUIS_TEST_KILLS=25 \
      tests/with-postgres.sh cargo test --test it kill:: -- --nocapture
  done
}

# Compiled to run fast, with every check that a debug build has: the day is too short otherwise.
fast=(env CARGO_PROFILE_DEV_OPT_LEVEL=2)

closes() {
  once closes tests/with-postgres.sh "${fast[@]}" OPENHUIS_TEST_SEED="$seed" OPENHUIS_TEST_CLOSES="$rounds" \
    cargo test --test it close::race -- --nocapture
}

decisions() {
  once decisions tests/with-postgres.sh "${fast[@]}" OPENHUIS_TEST_SEED="$seed" OPENHUIS_TEST_DECISIONS="$decisions" \
    cargo test --test it deciding::race -- --nocapture
}

rush() {
  once rush tests/with-postgres.sh "${fast[@]}" OPENHUIS_TEST_RUSH="$arrivals" OPENHUIS_TEST_RUSH_SECONDS="$seconds" \
    cargo test --test it rush:: -- --nocapture
}

properties() {
  once properties "${fast[@]}" PROPTEST_CASES="$cases" PROPTEST_RNG_SEED="$seed" cargo test -p openhuis-domain --lib
}

bench() {
  once bench tests/bench.sh --sizes 300,30000,300000 --out "$work/bench.md"
}

log() {
  once log tests/with-postgres.sh "${fast[@]}" OPENHUIS_TEST_LEAVES="$leaves" cargo test --test it tlog:: -- --nocapture
}

mutants() {
  once mutants tests/mutants.sh "$work/mutants"
}

report_kills() {
  echo "$batches runs of 25 kills with SQLite and 5 with PostgreSQL, seeds $((seed + 1)) to $((seed + batches)): nothing acknowledged was lost," \
    "nothing was half-written."
  echo
  echo '| run | |'
  echo '|---|---|'
  for batch in $(seq 1 "$batches"); do
    sed -n 's/^\(test .*\.\.\. \)\{0,1\}\(\(Sqlite\|Postgres\): [0-9]* kills, .*\)/\2/p' "$work/kills-$batch.log" |
      sed "s/^/| $batch | /; s/\$/ |/"
  done
}

report_closes() {
  echo "Two processes on one PostgreSQL, something sent in at the very moment that the other lets the window close:" \
    "$(grep -o '[0-9]* rounds, seed .*' "$work/closes.log" | head -n 1). Nothing was stored after its close, and nothing that was" \
    "acknowledged was lost."
}

report_decisions() {
  echo "Two to six of sixteen people at a time propose, countersign, send back, sign, return and take back, also what they may not, and now and then" \
    "press twice. No lot was decided twice or after it was taken back, nobody countersigned or signed what was proposed by the same hand, whoever" \
    "was refused read why, each decision is in one letter, and the log told to the state machines of the domain gives what the database holds."
  echo
  echo '| | |'
  echo '|---|---|'
  sed -n 's/.*\(Sqlite\|Postgres\): \([0-9]* rounds on .*\)/| \1 | \2 |/p' "$work/decisions.log"
}

report_rush() {
  echo "Arrivals that wait for no answer, five times as many in the last tenth of the time: none lost, none double, nobody sent away. The program" \
    "has every check of a debug build."
  echo
  echo '| | |'
  echo '|---|---|'
  sed -n 's/.*\(Sqlite\|Postgres\): \([0-9]* submissions in .*\)/| \1 | \2 |/p' "$work/rush.log"
}

report_properties() {
  echo "$cases cases for each property of rules, lives, windows and terms:" \
    "$(sed -n 's/^test result: ok\. \([0-9]*\) passed.*/\1 tests of the domain passed/p' "$work/properties.log" | head -n 1)."
}

report_bench() {
  echo
  cat "$work/bench.md"
}

report_log() {
  echo "An export of $leaves leaves, accepted by \`openhuis log verify\` and by the verifier in Python, and refused by both with the rule that is broken:"
  echo
  echo '| what was done | what is said |'
  echo '|---|---|'
  sed -n 's/^\(test .*\.\.\. \)\{0,1\}tampered: \(.*\): \(.*\)/| \2 | \3 |/p' "$work/log.log"
}

report_mutants() {
  echo "One thing at a time in what decides an outcome or a day: $(grep 'were noticed' "$work/mutants.log")."
}

title() {
  case $1 in
    kills) echo "Killed with SIGKILL during submissions and uploads" ;;
    closes) echo "Sent in at the very moment of a close" ;;
    decisions) echo "Decided and taken back at the same moment" ;;
    rush) echo "A rush before the deadline" ;;
    properties) echo "Random inputs" ;;
    bench) echo "Ratios" ;;
    log) echo "The log, tampered with" ;;
    mutants) echo "Broken on purpose" ;;
  esac
}

all="kills closes decisions rush properties bench log mutants"
[ $# -gt 0 ] || set -- $all
sections=$(dirname "$work")/sections
mkdir -p "$sections"
for part in "$@"; do
  "$part"
  { echo && echo "## $(title "$part")" && echo && echo "Commit $commit." && "report_$part"; } > "$sections/$part.md"
done

out=docs/metingen/$(date +%F).md
mkdir -p docs/metingen
# What stands there of other parts stays: another machine, or another target, made it.
others=$(mktemp)
if [ -e "$out" ]; then
  ours=$(for part in $all; do [ ! -e "$sections/$part.md" ] || title "$part"; done)
  OURS=$ours awk 'BEGIN { n = split(ENVIRON["OURS"], t, "\n"); for (i = 1; i <= n; i++) made["## " t[i]] = 1 }
    /^## / { begun = 1; keep = !($0 in made) } begun && keep' "$out" > "$others"
fi
{
  echo "# Full sizes, $(date +%F)"
  echo
  echo "Made by \`make soak\` on $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1))," \
    "$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) of memory; seed $seed."
  for part in $all; do cat "$sections/$part.md" 2> /dev/null || true; done
  [ ! -s "$others" ] || { echo && cat "$others"; }
} > "$out"
rm "$others"
echo "$out"
