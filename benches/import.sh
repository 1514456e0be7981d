#!/usr/bin/env bash
# How long a device file takes, beside `sqlite3 .import` of the same file into a table with the same
# unique keys. `benches/import.sh [ROWS]`; a million rows where nothing is said. Turn about, three
# rounds; quote the ratio of the medians. Needs the sqlite3 shell; `sqlite-utils` is timed if it is
# there.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-1000000}
cargo build --release --no-default-features --quiet
program=${CARGO_TARGET_DIR:-target}/release/tagdesk
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/devices.csv
# Serials in no order, as a maker ships them.
awk -v rows="$rows" 'BEGIN {
    print "tag,serial,model,site,status"
    for (n = 0; n < rows; n++)
        printf "CB-%07d,PF%09d,Lenovo 300e Gen 4,S%02d,available\n", n, (n * 7919) % 999999937, n % 40
}' > "$file"
printf '%s rows, %s bytes\n' "$rows" "$(stat -c %s "$file")"

# By the clock and on the processor: where others are at work, the second is the one to quote.
seconds() {
    local TIMEFORMAT='%R %U %S'
    { time "$@" > /dev/null; } 2>&1 | awk '{ printf "%.2f s, %.2f s on the processor\n", $1, $2 + $3 }'
}

shell() {
    rm -f "$folder"/shell.db*
    sqlite3 "$folder/shell.db" <<SQL
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072;
CREATE TABLE device (tag TEXT, serial TEXT, model TEXT, site TEXT, status TEXT);
CREATE UNIQUE INDEX device_serial ON device (serial);
CREATE UNIQUE INDEX device_tag ON device (tag);
.mode csv
.import --skip 1 $file device
SQL
}

ready() {
    rm -rf "$folder/desk"
    "$program" --data "$folder/desk" init --station BENCH > /dev/null
}

taken() { "$program" --data "$folder/desk" import "$file"; }

utils() {
    rm -f "$folder/utils.db"
    sqlite-utils insert "$folder/utils.db" device "$file" --csv --pk serial
}

for round in 1 2 3; do
    echo "sqlite3 .import  $(seconds shell)"
    ready
    echo "tagdesk import   $(seconds taken)"
    if [ "$round" = 1 ] && command -v sqlite-utils > /dev/null; then
        echo "sqlite-utils     $(seconds utils)"
    fi
done
