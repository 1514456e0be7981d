#!/usr/bin/env bash
# Makes the pictures of docs/print anew, a page of each document, from a made-up district.
#   docs/pictures.sh [TAGDESK]      the program; target/debug/tagdesk without it
# Needs poppler-utils, imagemagick and sqlite3.
set -euo pipefail
tagdesk=$(realpath "${1:-$(dirname "$0")/../target/debug/tagdesk}")
into=$(realpath "$(dirname "$0")")/print
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$into"
desk() { "$tagdesk" --data gym "$@" >/dev/null; }

# A small file of one page of a document: NAME, page, then what is printed.
picture() {
  local name=$1 page=$2
  shift 2
  desk print "$@" --out "$name.pdf" 2>/dev/null
  pdftoppm -r 64 -f "$page" -l "$page" -singlefile -gray -png "$name.pdf" "$name"
  convert "$name.png" -bordercolor '#bbb' -border 1 -colors 12 -strip -define png:compression-level=9 "$into/$name.png"
}

# A school that hands out from cars, with slots and case numbers for the seventh grade.
"$tagdesk" --data gym demo --no-window --students 240 --devices 240 >/dev/null
"$tagdesk" --data gym list students --csv |
  awk -F, 'NR == 1 { print "student,name,slot,case" }
           $4 ~ /^7/ { n++; m = 540 + 15 * int((n - 1) / 4)
                       printf "%s,%s,Tue %d:%02d,%d\n", $1, $2, m / 60, m % 60, n }' > slots.csv
desk import slots.csv --local
"$tagdesk" --data gym list students --csv | awk -F, '$4 ~ /^7/ && $9 == "" { print $1 }' > empty
"$tagdesk" --data gym list devices --csv |
  awk -F, '$3 ~ /300e/ && $5 == "available" && $6 == "" { print $1 }' > free
paste -d'\n' <(head -n 8 empty) <(head -n 8 free) | awk '{ print } NR % 2 == 0 { print "XTDNEXT" }' |
  desk scan --run "Fall handout"
# Somebody is late: a run of the window would have set the day.
sqlite3 gym/desk.db "UPDATE loan SET due = '2026-06-04' WHERE returned IS NULL AND borrower IN
  (SELECT subject FROM borrower WHERE household IN ('H00001', 'H00002'))"

picture students 1 students --homeroom 7A --homeroom 7B
picture students-slot 1 students --grade 7 --by slot
picture students-roomy 1 students --homeroom 7A --roomy
picture labels 1 labels --site LRK --start 5 --outlines
picture labels-qr 1 labels --site LRK --stock L7160 --code qr --outlines
picture calibration 1 calibration --stock 5160
picture cards 1 cards --homeroom 7A
picture sheets 1 cards --sheet --homeroom 7A --homeroom 7B
picture rooms 1 rooms --site LRK
picture pull 1 pull --grade 7 --by case
picture commands 1 commands
picture receipt 1 receipt --grade 7 --household
picture agreement 1 agreement --homeroom 7A
picture overdue 1 overdue
desk charge 0048213 90 --type screen --device CB-004417
desk charge 0048213 18 --type case --device CB-004417
desk pay 0048213 40
picture charges 1 charges
picture run 1 run --run "Fall handout"
picture fallback 1 fallback --homeroom 7A
picture statement 1 statement CB-004417

# Two tables hand the same device to two people, and the office asks the school.
for station in office GYM-1 GYM-2; do
  role=(); [ $station = office ] && role=(--office)
  "$tagdesk" --data $station init --station "${station^^}" --site LRK "${role[@]}" >/dev/null
  "$tagdesk" --data $station import gym/csv >/dev/null
done
printf '0048213\nCB-004398\n' | "$tagdesk" --data GYM-1 scan >/dev/null
printf '0048307\nCB-004398\n' | "$tagdesk" --data GYM-2 scan >/dev/null
mkdir stick
"$tagdesk" --data GYM-1 batch write stick >/dev/null
"$tagdesk" --data GYM-2 batch write stick >/dev/null
"$tagdesk" --data office batch merge stick >/dev/null || true
conflict=$("$tagdesk" --data office conflicts --csv | awk -F, 'NR == 2 { print $1 }')
"$tagdesk" --data office conflicts resolve "$conflict" ask-school --reason "both say so" >/dev/null
"$tagdesk" --data office print questions --out questions.pdf >/dev/null
pdftoppm -r 64 -singlefile -gray -png questions.pdf questions
convert questions.png -bordercolor '#bbb' -border 1 -colors 12 -strip "$into/questions.png"
ls -l "$into"
