#!/usr/bin/env bash
# Feeds a target with any bytes: tests/fuzz/run.sh csv|bundle|event|serial [SECONDS]
# Needs `cargo install cargo-fuzz --locked` and a C++ compiler. What it learns stays in corpus/, what
# it finds is in artifacts/; git takes neither.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${1:?csv, bundle, event or serial}
seconds=${2:-620}
seeds=tests/fuzz/seeds/$target
# Register files are among the fixtures already.
[ "$target" = csv ] && seeds=fixtures/csv
corpus=tests/fuzz/corpus/$target
mkdir -p "$corpus"
# The sanitizer's flags are a nightly's; this lets the toolchain at hand take them.
export RUSTC_BOOTSTRAP=1
exec cargo fuzz run --fuzz-dir tests/fuzz "$target" "$corpus" "$seeds" -- \
    -max_total_time="$seconds" -rss_limit_mb=2048 -print_final_stats=1
