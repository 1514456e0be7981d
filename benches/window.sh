#!/usr/bin/env bash
# The window's own promises, measured on a release build under Xvfb: painted after start, memory,
# idle. Each figure is printed with its goal (design: numbers to hold).
#   benches/window.sh [PEOPLE DEVICES]     default 500000 1000000, which takes minutes to import
# Needs Xvfb, openbox, xdotool and a release build (cargo build --release).
set -euo pipefail
cd "$(dirname "$0")/.."
people=${1:-500000} devices=${2:-1000000}
program="${CARGO_TARGET_DIR:-target}/release/tagdesk"
scratch=$(mktemp -d)
trap 'kill ${window:-} ${manager:-} ${server:-} 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

"$program" demo --write "$scratch/csv" --students "$people" --devices "$devices" >/dev/null
"$program" --data "$scratch/data" init --station BENCH >/dev/null
/usr/bin/env time -f "import of $people people and $devices devices: %e s" \
    "$program" --data "$scratch/data" import "$scratch/csv" >/dev/null

display=90
while [ -e "/tmp/.X11-unix/X$display" ]; do display=$((display + 1)); done
Xvfb ":$display" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 & server=$!
export DISPLAY=":$display"
unset WAYLAND_DISPLAY
for _ in $(seq 100); do [ -e "/tmp/.X11-unix/X$display" ] && break; sleep 0.1; done
openbox >/dev/null 2>&1 & manager=$!
sleep 0.5

for round in 1 2 3 4 5; do
    "$program" --data "$scratch/data" 2>/dev/null & window=$!
    for _ in $(seq 200); do
        painted=$(grep -h 'first frame' "$scratch"/data/logs/* 2>/dev/null | tail -n 1 || true)
        [ -n "$painted" ] && [ "$(grep -hc 'first frame' "$scratch"/data/logs/* | paste -sd+ | bc)" -ge "$round" ] && break
        sleep 0.1
    done
    echo "painted after start: $(sed -n 's/.*after_ms=\([0-9]*\).*/\1/p' <<<"$painted") ms (goal < 500)"
    [ "$round" = 5 ] && break
    sleep 1
    kill "$window"; wait "$window" 2>/dev/null || true
done
# Backup and check go on behind it; memory is read after them.
sleep 30
awk '/VmRSS|VmHWM/ { printf "memory %s %.0f MB (goal < 120)\n", $1, $2 / 1024 }' "/proc/$window/status"
ticks() { awk '{ print $14 + $15 }' "/proc/$window/stat"; }
before=$(ticks)
sleep 60
awk -v t="$(($(ticks) - before))" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "idle: %.2f %% of a core over 60 s (goal <= 0.5)\n", 100 * t / hz / 60 }'
