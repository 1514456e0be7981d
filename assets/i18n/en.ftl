# Every sentence a person reads in the window and in the terminal.
# A test holds this file against src/**: each message here is used, each one used is here.

## Keys, as the sentences below name them. src/ui/key.rs decides what they do.

key-yes = Ctrl ↵
key-no = Esc
key-private = Ctrl I
key-note = Ctrl D
key-undo = Ctrl Z
key-walk-up = Ctrl N
key-issue = Alt 1
key-return = Alt 2
key-look-up = Alt 4
key-ctrl = Ctrl
key-alt = Alt
key-shift = ⇧
key-enter = ↵
key-up = ↑
key-down = ↓
key-right = →
key-page-up = PgUp
key-page-down = PgDn

## Dates and times

month-long = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
date-long = { $day } { month-long } { $year }
date-short = { $day } { month-short } { $year }
day-long = { weekday } { $day } { month-long }
clock = { weekday } { $day } { month-short } { $year }, { $time }
clock-short = { $day } { month-short }, { $time }

## Modes, statuses, outcomes

mode-issue = Issue
mode-return = Return
mode-swap = Swap
mode-look-up = Look up

status-available = available
status-repair = in repair
status-lost = lost
status-stolen = stolen
status-retired = retired

outcome-person = PERSON
outcome-issued = ISSUED
outcome-returned = RETURNED
outcome-handed-over = HANDED OVER
outcome-swapped = SWAPPED
outcome-already = ALREADY
outcome-question = ASKED
outcome-refused = REFUSED
outcome-unknown = UNKNOWN
outcome-seen = SEEN
outcome-undone = UNDONE
outcome-mode = MODE
outcome-no = NO
outcome-next = NEXT
outcome-not-done = NOT DONE

## The run list, second line of a row

row-arrow = { $from } → { $to }
row-from = from { $name }
row-holds = { $name } holds it · no change
row-in-already = in already · no change
row-set-aside = set aside
row-unknown = nothing has this code
row-not-taken = answer first
row-undone = taken back

## The band, waiting

wait-issue = Scan the person
wait-issue-line = or type a name, an ID, a tag
wait-issue-device = Now scan the device
wait-return = Scan the device
wait-return-line = it comes back, whoever had it
wait-swap = Scan the first device
wait-swap-line = then the one it changes places with
wait-look-up = Scan anything
wait-look-up-line = a person or a device; nothing changes
wait-left = { $tag } stays as it was.
wait-left-plain = Nothing changed.

## The band, done

issued = ISSUED
issued-line = { $tag }
issued-due = { $tag } · due back { $due }
issued-hint = Next person, or another device for { $name }.
issued-note = ISSUED, NOTE
set-gone = with { $tags }
set-left-out = { $tag } stays: { $name } has it. Scan what goes along instead.
set-left-aside = { $tag } stays: it is set aside. Scan what goes along instead.
set-left-asks = { $tag } stays. Scan it by itself.
chip-set-out = { $tag } still out
chip-set-in = { $tag } in
set-of = goes along with { $tag }
set-member-in = { $tag } { $model }
set-member-out = { $tag } { $model }, out to { $name }
set-along = Goes along: { $members }
handed-over = HANDED OVER
handed-over-line = { $tag } from { $from }
handed-over-due = { $tag } from { $from } · due back { $due }
returned = RETURNED
returned-note = RETURNED, NOTE
returned-line = { $tag }, out since { $since }
returned-moved = { $tag }, out since { $since } · { $from } → { $to }
returned-not-from = { $tag } was out to { $holder }, not to { $name }
returned-not-from-nobody = { $tag } was not out to { $name }
returned-aside = { $tag }, out since { $since } → set it aside
returned-aside-plain = { $tag } is in → set it aside
returned-taken-in = is taken in. It is in no list yet
returned-hint = Next device, or a card for { $tag }.
returned-shelf = { $tag }, out since { $since } → { $shelf }
returned-aside-hint = Set { $tag } aside, then scan the next device.
returned-not-from-hint = { $name } is still on screen. Ask for the right device.
swapped = SWAPPED
swapped-title = { $first } ↔ { $second }
swapped-line = { $tag } → { $first } · { $other } → { $second }
swapped-hint = Next two devices.
undone = UNDONE
undone-out = { $tag } is out to { $name } again
undone-in = is in again
undone-plain = The last command is taken back
undone-hint = What was there before stands again. Go on scanning.

## The band, already so

already = ALREADY SO
already-held = holds { $tag } since { $since }. Nothing changed
already-in = is in. Nothing changed
already-in-since = is in, last seen { $since }. Nothing changed
already-in-moved = is in. { $from } → { $to }
already-in-aside = is in. Set it aside
already-held-hint = Next person, or another device for { $name }.
already-in-hint = Next device.
already-in-hint-of = Next device, or a card for { $tag }: { $name } had it last.

## The band, questions

question = QUESTION
question-line = { $reasons }. { $ask }
question-hint = Or scan YES or NO on the command sheet. Other scans wait until this is answered.
question-not-taken = { $code } NOT TAKEN · ANSWER FIRST

ask-still-out = Out to { $name }
ask-still-out-why = { $tag }, since { $since }
ask-still-out-ask = Hand over to { $name }?
ask-still-out-yes = Hand over from { $from } to { $to }
ask-still-out-no = Leave it with { $from }
ask-limit = One more for { $name }?
ask-limit-why = { $name } has { $held } already
ask-limit-ask = Issue { $tag } as well?
ask-limit-yes = Issue one more
ask-grade = Not meant for grade { $grade }
ask-grade-why = { $model } is for other grades than { $grade }
ask-inactive = { $name } is off the list
ask-inactive-why = the latest list has { $name } no more
ask-anyway = Issue { $tag } anyway?
ask-anyway-yes = Issue it anyway
ask-anyway-no = Keep it here
ask-two-kinds = Person or device?
ask-two-kinds-why = The code is { $name } and device { $tag }
ask-two-kinds-person = Take it as the person?
ask-two-kinds-person-yes = The person, { $name }
ask-two-kinds-device = Take it as the device?
ask-two-kinds-device-yes = The device, { $tag }
ask-short-id = { $name }?
ask-short-id-why = The ID is short of its zeros. It would be { $id }
ask-short-id-ask = Is it { $name }?
ask-short-id-yes = Yes, { $name }
ask-scan-again = No, scan again
ask-swap = Swap { $first } and { $second }?
ask-swap-why = { $tag } goes to { $second }, { $other } to { $first }
ask-swap-ask = Swap them?
ask-swap-yes = Swap the two devices
ask-swap-no = Leave both as they are
ask-undo = Take it back?
ask-undo-later-why = { $later ->
    [one] One later entry on { $tag } stays
   *[other] { $later } later entries on { $tag } stay
}
ask-undo-row-why = { $tag }: { $outcome }
ask-undo-row-who = { $tag }: { $outcome }, { $name }
ask-undo-ask = Undo it?
ask-undo-yes = Undo it
ask-undo-no = Leave it as it is
ask-this-device = the device
ask-somebody = the next person

## The band, not done

refused-issue = NOT ISSUED
refused = NOT DONE
refused-status = Set { $code } aside
refused-status-line = Ask the supervisor before it goes out
refused-status-hint = { key-private } shows why. The next device clears this. The office will see that it was here.
refused-shared-tag = Scan the serial number
refused-shared-tag-line = { $code } is on more than one device
refused-swap-not-out = { $code } is not out
refused-swap-not-out-line = Scan a device that somebody has, or { key-issue } issues
refused-swap-same-holder = Same person
refused-swap-same-holder-line = Now scan a device that somebody else has
refused-swap-person = Scan a device
refused-swap-person-line = A swap takes two devices, not a person
refused-nothing-to-undo = Nothing to undo
refused-nothing-to-undo-line = This station has nothing left to take back. Go on scanning
refused-undone-already = Undone before
refused-undone-already-line = It is taken back already. Go on scanning
refused-no-such-event = No such entry
refused-no-such-event-line = Pick a row of the run, or find the device by { key-look-up }
refused-nothing-asked = Nothing is asked
refused-nothing-asked-line = Yes and no do nothing now. Go on scanning
refused-unknown-command = Not a command
refused-unknown-command-line = Scan a code of the printed command sheet
refused-unreadable = Not a code
refused-unreadable-line = Too long, or with signs no code has. Scan it again
refused-hint = The next scan clears this.
unknown = UNKNOWN
unknown-line = Nothing here has that code. Scan the school label
unknown-walk-up = Not on the list. Scan again, or { key-walk-up } serves them now
unknown-take-in = Scan the school label, or { key-yes } takes it in
unknown-hint = The next scan clears this.
unknown-held-hint = The line waits here: { key-no } goes on to the next device.
not-taken = Answer first
not-taken-line = { $code } was not taken. { key-yes } is yes, { key-no } is no
forgotten = Half a scan
forgotten-line = { $code } was not ended by Enter. Scan it again

## The band, look up and others

nothing-recorded = NOTHING RECORDED
nobody-out = Out to { $name }
nobody-out-line = { $tag }. { key-return } returns it
nobody-in-line = is in. Scan the person first, then the device
look-up = LOOK UP
look-up-out = { $tag } · { $model }, since { $since }
look-up-in = is in · { $model } · { $site }
look-up-in-plain = is in
look-up-hint = Looked up once: { key-look-up } looks up another. { key-issue } issues, { key-return } returns.
swap-first-line = { $tag }. Now scan the second device
swap-first-hint = { key-no } forgets the first one.
not-listening = NOT LISTENING
not-listening-title = Click here
not-listening-line = Another window has the keyboard
waits = NOT YET
waits-title = { $number ->
    [one] 1 scan waits
   *[other] { $count } scans wait
}
typing = TYPING
typing-line = ↵ ends it, { key-no } clears it
failed = NOT DONE
failed-title = Stop, nothing was saved

## The desk

run-heading = This run
run-undo = undo
run-issued = issued
run-returned = returned
run-refused = not done
run-pace = a minute
run-finish = est. finish
run-served = of { $expected } served
run-none = Nothing scanned in this run yet.
card-line-grade = Grade { $grade }
card-line-homeroom = Homeroom { $homeroom }
card-staff = Staff
card-inactive = Off the list
card-parked = In no list yet
card-gets = Gets: { $models }
card-household = Same household: { $names }
card-private = private
card-status = Status: { $status }
card-no-private = Nothing private here
card-has-now = Has now
card-has-nothing = Nothing yet
card-has-more = and { $count } more
card-has-since = since { $since }
card-has-due = due { $due }
card-disputed = Two desks disagree: see Devices
card-device-out = Out to { $name }
card-device-in = In
card-site = Belongs to { $site }
card-seen = Seen { $when } at { $station }
homeroom = Homeroom { $homeroom }
homeroom-progress = { $served } of { $expected } have theirs
homeroom-private = Who is still to come is not named here: the queue can see this screen.
ready = Ready
ready-line = Two scans issue a device, one scan returns it. Every scan is on disk before it is green.
try-heading = Practice: try these codes
try-how = Type a code and press Enter, as a scanner would.
try-person = José Nguyễn, a person
try-issue = a device that is in
try-out = a device that Ava Lind has
try-refused = a device to set aside
try-undo = takes the last one back
names-heading = { $count ->
    [one] One person
   *[other] { $count } people
}
names-take = takes the marked row
names-move = move

## The frame: rail, bar, foot

app = Tagdesk
app-window = the Tagdesk window
page-desk = Desk
page-people = People
page-devices = Devices
page-run = Run
page-settings = Settings
bar-scanner-short = Scanner
bar-scanner-keys = Keyboard scanner
bar-scanner-ready = Scanner ready
bar-scanner-lost = Scanner unplugged
bar-scanner-busy = Scanner in use elsewhere
bar-scanner-denied = Scanner: no permission
bar-scanner-garbled = Scanner: wrong baud?
bar-scanner-partial = Half a scan: scan again
bar-deaf = Not listening
bar-register-none = No register
bar-register-today = Register of today
bar-register-days = { $days ->
    [one] Register 1 day old
   *[other] Register { $days } days old
}
bar-unsent = { $count } to send
bar-tail-missing = Second copy missing
bar-tail-behind = Second copy { $count } behind
bar-nobody = Operator?
bar-no-run = No run
foot-saved = Every scan is saved before it is shown.
practice = PRACTICE · made-up people and devices · nothing here counts
help-heading = Keys
help-close = closes this
help-desk = On the desk
help-everywhere = Everywhere
help-lists = In lists

## What keys do, beside their caps

act-yes = yes
act-no = no, clear
act-undo = undo last
act-undo-row = undo a row
act-private = show private
act-sibling = next child of the household
act-walk-up = not on the list
act-receipt = receipt for who is on screen
act-help = keys
act-operator = operator
act-strip-yes = first answer of a strip
act-strip-no = second answer of a strip
act-larger = larger
act-smaller = smaller
act-actual-size = size as set
act-up = mark the row above
act-down = mark the row below
act-page-up = earlier rows
act-page-down = later rows

## Strips

strip-clock = Is it { $clock }? Check a phone.
strip-clock-yes = It is right
strip-clock-no = Set the right time
strip-run = The run “{ $name }” of { $day } is still open.
strip-run-keep = Go on with it
strip-run-end = End it
strip-start = No people and devices here yet: import a roster and a device list (tagdesk import FILE).
strip-stick-receipt = The stick has a receipt of the office for this station.
strip-stick-batches = The stick has { $count ->
    [one] a batch that is
   *[other] { $count } batches that are
 } new here.
strip-stick-take = Look at it
strip-stick-not = Not now
strip-seen = Seen
work-register = Taking in the register, { $percent } %. Scans wait and come next.
work-trial = Trying an import out, { $percent } %. Scans wait and come next.
work-back = Taking the last import back. Scans wait and come next.
work-looking = Reading the stick. Scans wait and come next.
work-batch = Merging batch { $part } of { $parts }, { $percent } %. Scans wait and come before the next batch.
work-receipt = Taking in receipt { $part } of { $parts }, { $percent } %. Scans wait and come next.
strip-unsound = The database is damaged. Go on if you must; then close Tagdesk, keep the folder { $folder } and restore the newest backup.
strip-backup = { $cause } The newest backup is older than an hour.
strip-more = { $count ->
    [one] one more after this
   *[other] { $count } more after this
}

## Errors

error-stopped = The desk stopped working. Close Tagdesk and open it again; what was green is on disk.
error-station-code = “{ $code }” is no station code. Use up to 12 of A to Z, 0 to 9 and the hyphen.
error-station-already = This computer is station { $code } already.
error-no-time = “{ $typed }” is no date and time. Write the date as 2026-08-12 and the time as 9:05.
error-no-date = “{ $typed }” is no date. Write it as 2026-08-12.
error-no-borrower = Nobody here has the ID { $id }. Scan the card again, or find the person by name.
error-no-name = A name is needed.
error-office-decides = The office sets the policy, and it comes with its receipt. Set it there.
error-office-imports = The office imports the register here. Nothing was written.

## The terminal, one line each

msg-person = { $name } is on screen. Scan the device.
msg-issued = { $tag } is out to { $name }.
msg-issued-due = { $tag } is out to { $name }, due back { $due }.
msg-moved = It belongs to { $to } now, not to { $from }.
msg-handed-over = { $tag } went from { $from } to { $name }.
msg-returned = { $tag } is back from { $name }.
msg-returned-plain = { $tag } is in.
msg-not-from = It was not out to { $name }.
msg-set-gone = Along went { $tags }.
msg-still-out = Still out: { $tags }.
msg-aside = Set it aside.
msg-already-held = { $name } has { $tag } already. Nothing changed.
msg-already-in-moved = { $tag } is in already.
msg-already-in = { $tag } is in already. Nothing changed.
msg-question = { $title }: { $line } XTDYES is yes, XTDNO is no.
msg-refused = { $title }. { $line }.
msg-status = Set { $tag } aside: it may not go out. Ask the supervisor.
msg-no-such-event = No such entry that could be undone. See the list of events.
msg-swap-not-out = { $tag } is not out. A swap needs two devices that are out.
msg-unknown = Nothing here has the code { $code }. Scan the school label.
msg-unknown-take-in = Nothing here has the code { $code }. XTDYES takes it in as a device.
msg-nobody-out = Nothing recorded: { $tag } is out to { $name }. XTDRETURN and scan it again to return it.
msg-nobody-in = Nothing recorded: { $tag } is in. Scan the person first.
msg-device-out = { $tag } is out to { $name } since { $since }.
msg-device-in = { $tag } is in.
msg-swap-first = { $tag } of { $name }. Scan the second device.
msg-swapped = { $tag } is { $first }’s now, { $other } is { $second }’s.
msg-undone-out = Taken back: { $tag } is out to { $name }.
msg-undone-in = Taken back: { $tag } is in.
msg-undone = Taken back.
msg-mode = { $mode }.
msg-next = Ready for the next person.
msg-no = Left as it was.
msg-not-taken = { $code } was not taken: answer first. XTDYES is yes, XTDNO is no.
msg-repeated = The same scan again at once: counted once.

## Lists in pages

pager-none = Nothing found
pager-rows = { $first } to { $last }
pager-back = back
pager-on = on

## Operator

operator-heading = Who is scanning?
operator-nobody = Nobody named
operator-how = Type your initials and press Enter, or scan your badge. It stands beside everything recorded from now on.
operator-take = takes what is typed
operator-clear = names nobody

## Terminal

cli-no-folder = No data folder was found for this user. Name one with --data DIR.
cli-output = The output cannot be written: { $cause }
cli-input = The input cannot be read: { $cause }
place-warning = This folder lies on a file system in user space; if it can go away, choose another with --data DIR.
cli-what-init = tagdesk init
cli-what-scan = tagdesk scan
cli-what-run = tagdesk run
cli-run-started = Run { $name } is open. tagdesk scan goes on in it.
cli-run-ended = The run is ended.
cli-what-import = tagdesk import
cli-what-paper = tagdesk paper
cli-what-undo = tagdesk undo
cli-what-check = tagdesk check
cli-what-restore = tagdesk restore
cli-what-policy = tagdesk policy
cli-what-clock = tagdesk clock
cli-clock-shows = This computer shows { $clock }
cli-what-join = tagdesk join
cli-what-demo = tagdesk demo
cli-init-done = Station { $station } is ready in { $folder }. Next: tagdesk import FILE
cli-import-kind = one of { $kinds }
cli-import-map = write FIELD=HEADING, as student=Pupil No
cli-import-stop = there is nothing named { $stop } to accept, only { $stops }
cli-import-counted = { $file }: { $rows } { $kind } read = { $new } new + { $updated } updated + { $unchanged } unchanged + { $looks ->
    [0] { "" }
   *[other] { $looks } to look at + 
 }{ $refused } refused; { $leaving } leaving
cli-import-together = { $count } files together
cli-import-read = { $file }: { $rows } { $kind } read, { $looks ->
    [0] { "" }
   *[other] { $looks } to look at, 
 }{ $refused } refused
cli-import-before = Nothing new: these files were taken in on { $when }.
cli-import-merged = { $count ->
    [one] 1 person served without a card was found on the list and joined.
   *[other] { $count } people served without a card were found on the list and joined.
}
cli-import-joined = { $count ->
    [one] 1 device known by its tag got its serial number.
   *[other] { $count } devices known by their tag got their serial number.
}
cli-import-statuses = { $count ->
    [one] 1 device has another status now.
   *[other] { $count } devices have another status now.
}
cli-import-leaving = { $leaving } of { $all } listed for { $site } are not in the file and would leave the list. If that is right, import it again with --accept leaving. Nothing was written.
cli-import-office = The office imports the register here. To add people for today, import them with --local. Nothing was written.
cli-import-dry = Dry run: nothing was written.
cli-show-unknown = Nothing here has the code { $code }.
cli-show-inactive = Not on the list any more.
cli-show-nothing = Holds nothing.
cli-show-holds = Holds { $tag } { $model } since { $since }
cli-show-out = Out to { $name } ({ $id }) since { $since }
cli-show-in = In.
cli-show-parked = Not in the register: parked until an import brings it.
cli-show-undone = taken back
cli-undo-ask = { $message } To do it all the same, add --yes.
cli-check-rebuilt = Rebuilt from the journal: { $devices } devices.
cli-check-broken = Event { $event } is not what was written.
cli-check-gap = Events of { $incarnation } are missing from { $seq } on.
cli-check-additions = { $count } names or notes are not what was written.
cli-check-clock = { $incarnation }: the clock kept is not what its events say.
cli-check-fork = { $incarnation }: the place where its numbers stand twice is not what its events say.
cli-check-alias = { $code }: the person served under this code is not who the events say.
cli-check-differs = { $device }: the state shown is not what the events say.
cli-check-repair = Repair it with: tagdesk check --rebuild
cli-check-sound = Sound: file, chain and state of { $events } events.
cli-check-unsound = The database in { $folder } is not sound. Keep it, and restore the newest backup with: tagdesk restore FILE
cli-backup-done = Written and verified: { $file }
cli-restore-done = { $file } is in place. A new incarnation begins; events written since that backup come back when their batch or second copy is merged.
cli-restore-kept = What was there before is kept as { $file }
cli-policy-limit = { $limit } of each category a person; more is a question.
cli-policy-grades-ask = A model not meant for the grade is a question.
cli-policy-grades-none = Models are not judged by grade.
cli-join-done = { $from } is { $into } from now on.
cli-demo-failed = The demo cannot be made: { $cause }
cli-demo-other = { $folder } holds something that is no demo. Name a new folder with --data DIR.
cli-demo-begins = A morning at the table Larkstone Middle, Table 1. Each line is a scan and what the desk answered.
cli-demo-over = Database, CSV files and backups of the demo are in { $folder }
    Look further: tagdesk --data "{ $folder }" list loans
cli-demo-no-window = The window did not open ({ $cause }); the morning is played here instead.

## Files

file-io = { $path }: { $cause }
file-no-csv = There is no CSV file in { $path }.
file-encoding = { $path } is not UTF-8 from line { $line } on. Save it as "CSV UTF-8" and import it again.
file-empty = { $path } has no heading row.
file-unrecognised = { $path } is neither people nor devices by its headings ({ $found }). Say what it is with --as, or name its columns with --map.
file-no-column = { $path } has no column "{ $column }"; it has { $found }. Name it with --map { $column }=HEADING.
file-csv = { $path } is no sound CSV: { $detail }
row-refused = { $file } line { $line }: { $reason }
row-no-key = the ID or tag is blank
row-twice = { $key } stands in line { $other } too; neither was taken
row-other-file = { $key } stands in another of the files too; the first one was taken
row-reserved = { $key } begins like a command code (XTD)
row-unreadable = { $key } is too long or has characters no code has
row-ragged = { $fields } fields under { $headings } headings
row-no-name = the name is blank
row-no-kind = "{ $word }" is neither student nor staff
row-no-status = "{ $word }" is no status: available, repair, lost, stolen, retired
row-no-price = "{ $word }" is no price; write it as 90 or 1234.50
serial-connected = Scanner { $name } is ready.
serial-garbled = The scanner sends what cannot be read: the baud rate is wrong. Nothing was taken.
serial-partial = Half a scan arrived. Nothing was taken; scan again.
serial-too-long = The scanner sent far more than a code. Nothing was taken.
serial-busy = Another program has the scanner's port. Close it there.
serial-denied = This user may not open the scanner's port. On Linux, join the group dialout.
serial-lost = The scanner is gone ({ $reason }). Plug it in again; no restart is needed.
serial-waiting = Waiting for the scanner.

cli-without-window = This build has no window: it was made without the feature gui. The commands work: tagdesk --help
cli-no-window = The window did not open: { $cause } The commands work without one: tagdesk --help

## Keys beside those above

key-tab = Tab
key-left = ←
key-sides = ← →

## Finding people and devices

find-move = move
find-open = opens
find-back = back
find-all = All
find-nothing = Nothing here is called { $code }.
find-several = More than one is called { $code }. Look for it on its own page.
people-find = Name, ID or homeroom. A scanned code opens at once.
people-none = Nobody fits. Try the beginning of the name, or the ID.
devices-find = Tag, serial, model, or the holder’s ID. A scanned code opens at once.
devices-none = No device fits. Try the tag or the serial number.

## A person’s page

person-active = On the list
person-has-now = HAS NOW · { $count }
person-join = Served without a card. Is it somebody on the list? Type the real ID, and both become one.
person-join-field = Real ID
person-join-now = join
person-join-empty = Type the real ID first.
person-join-same = That is this person’s own ID.
person-joined = Joined. What was served without a card is this person’s now.

## A device’s page

device-holder = WHO HAS IT
device-in = In
device-site = BELONGS TO
device-site-none = No site
device-seen = LAST SEEN
device-seen-at = at { $station }
device-seen-never = Never
device-serial = Serial { $serial }
device-disputed = Two desks disagree

## Histories

history-heading = WHAT HAPPENED · { $count }
history-none = Nothing has happened yet.
history-undone = taken back
history-unchanged = no change
history-paper = on paper
history-entered = entered { $day }

kind-issued = Issued
kind-returned = Returned
kind-opened = Had it when counting began
kind-site-changed = Moved to another site
kind-assigned = Assigned
kind-unassigned = No longer assigned
kind-condition-noted = Condition noted
kind-accessory-noted = Accessory noted
kind-status-changed = Status changed
kind-charge-raised = Charge raised
kind-charge-adjusted = Charge adjusted
kind-charge-paid = Charge paid
kind-charge-waived = Charge waived
kind-charge-voided = Charge voided
kind-refunded = Refunded
kind-ticket-opened = Repair began
kind-ticket-closed = Repair ended
kind-borrower-added = Served without a card
kind-borrower-merged = Joined with another entry
kind-device-added = Taken in at a desk
kind-device-joined = Found to be the same device
kind-tag-replaced = New label
kind-agreement-signed = Agreement signed
kind-transfer-sent = Sent to another site
kind-transfer-received = Arrived from another site
kind-sighted = Seen
kind-note-added = Note added
kind-run-started = Run started
kind-run-ended = Run ended
kind-undone = Something taken back
kind-resolved = Conflict decided
kind-clock-offset = Clock set right
kind-policy-set = Policy set
kind-register-adopted = Register taken in
kind-station-closed = Station closed

## The run

run-no-run = No run yet
run-no-run-line = The first scan begins the run of the day. Start one here to give it a name, a due date and who is expected.
run-since = since { $clock }
run-expected-of = { $served } of { $expected } expected are served
run-expected-left = { $count } still to come
run-new = Start a run
run-start = Start it
run-end = End this run
run-back = Back
run-what = WHAT
run-who = WHO IS EXPECTED (ALL THAT IS FILLED IN MUST FIT)
run-name = Name
run-name-how = empty: station and date
run-name-example = Fall handout 2026
run-mode = Begins with
run-place = Place
run-place-example = Gym · Table 2
run-site = Site code
run-site-own = empty: this station’s site
run-site-unknown = not in the register
run-due = Due back
run-due-example = 2027-06-04
run-due-none = empty: no due date
run-due-how = year-month-day: 2027-06-04
run-due-wrong = “{ $text }” is no date. Write year-month-day: 2027-06-04.
run-due-today = { $date } · today
run-due-in = { $date } · { $days ->
    [one] tomorrow
   *[other] in { $days } days
}
run-due-past = { $date } · that is past
run-operator = Operator
run-operator-example = Initials
run-sites = Sites
run-sites-example = Codes, with commas
run-grades = Grades
run-grades-example = 6, 7, 8
run-homerooms = Homerooms
run-homerooms-example = 7A, 7B
run-list = Or a list of IDs
run-list-how = paste a column
run-list-example = One ID a line
run-list-count = { $count ->
    [one] one ID
   *[other] { $count } IDs
}
run-end-heading = End “{ $name }”?
run-end-counting = Counting …
run-end-unsent = not sent yet
run-end-unsent-line = Not sent: recorded here, not yet confirmed by an office. They stay on this computer until they are.
run-end-unanswered = unanswered
run-end-unanswered-line = Unanswered: two desks disagree, or a question is open. The device page shows it.
run-end-parked = in no list yet
run-end-parked-line = In no list: served or taken in without a list entry. The next list that has them joins them.
run-end-yes = End the run
run-end-no = Keep it open
run-ended = The run is ended. The next scan begins the run of the day.
run-clock = Date and time
run-clock-line = This computer says { $clock }. Type what a phone says; the computer’s clock is left alone.
run-clock-date = Date
run-clock-date-example = 2026-08-12
run-clock-time = Time
run-clock-time-example = 14:05
run-clock-how = Date as year-month-day, time as 24 hours: 14:05.
run-clock-echo = { $date }, { $time }
run-clock-wrong = That is no date and time. Write 2026-08-12 and 14:05.
run-clock-why = What is recorded from now on, and since this computer was started, is put in order by the right time.
run-clock-set = Set it
run-clock-done = Date and time are set right.

## Settings

settings-theme = Theme
theme-light = Light
theme-sunlight = Sunlight: black on white, thick lines
settings-scale = Size of everything
settings-percent = { $percent } %
settings-sounds = Sounds
settings-on = on
settings-off = off
settings-none = none
settings-scanner = Scanner
scanner-keyboard = Types like a keyboard
scanner-missing = { $port } · not plugged in
settings-baud = Speed of the serial scanner
settings-baud-none = the scanner types, it has none
settings-ending = What ends a serial code
settings-ending-unknown = not known yet: scan any code now
ending-cr = ends with CR
ending-lf = ends with LF
ending-cr-lf = ends with CR LF
ending-etx = ends with ETX
ending-pause = ends by a pause
settings-prefix = Sent before each code
settings-suffix = Ends each code
settings-suffix-none = Enter or Tab
settings-check-digit = Check digit
check-mod43 = modulo 43 (Code 39)
check-luhn = Luhn
settings-tail = Second copy of every scan
settings-tail-off = none: choose a stick or another disk
settings-tail-written = { $count ->
    [0] in step
   *[other] { $count } behind
}
settings-tail-missing = not there
settings-limit = Devices a person may have
settings-limit-of = { $count } of each category; one more is asked about
settings-grade-rule = Ask when a model is not for the grade
settings-policy-unknown = as it was set before
settings-policy-set = Set it for everybody from today
settings-test = LAST SCAN
settings-test-none = Scan anything
settings-test-how = shows how it comes in; nothing is recorded
settings-test-came = came in as { $line } · { $count ->
    [one] one character
   *[other] { $count } characters
}
settings-test-no-code = Not a code
settings-test-scan = TEST SCAN
settings-test-ask = Scan any code once
settings-test-ask-how = shows what arrives and what ends it; nothing is recorded
settings-test-listening = listening for what ends it
settings-test-garbled = No text: try another speed
settings-test-half = Half a scan: scan again
settings-test-too-long = Far more than a code
settings-test-again = test
settings-folder = WHERE THE DATA LIES
settings-folder-line = Database, backups and log.
settings-move = choose
settings-turn = change
settings-edit = types it, or sets it
settings-change = change
settings-commit = takes it
settings-leave = back

## First start

first-heading = Set this computer up
first-line = Three answers, once. Everything stays on this computer; nothing needs a network.
role-alone = Alone
role-alone-line = The only computer with Tagdesk: it is its own office.
role-station = A station
role-station-line = One of several tables. An office gives it the lists and merges what it records.
role-office = The office
role-office-line = Keeps the lists, gives them to the stations, and merges what they record.
first-code = Station code
first-code-how = up to 12: A–Z, 0–9, hyphen
first-code-wrong = Only A–Z, 0–9 and hyphen, 12 at most.
first-code-example = GYM-2
first-site = Site code
first-site-how = where it stands; may be empty
first-site-example = NMS
first-move = what it is
first-tab = next field
first-go = Set it up
first-made = This is { $station } now
first-next = PEOPLE AND DEVICES
first-next-line = They come from two lists, as CSV: people with their IDs, devices with their tags. Close this window and run this in a terminal, with the folder or the files that hold the lists:
first-import = tagdesk import LISTS --data { $folder }
first-next-close = Until then every scan works too: somebody who is on no list is served by name, an unknown device is taken in, and a later list joins them.
first-desk = Go to the desk

## Trouble

trouble-heading = The desk cannot open: { $cause }
trouble-calm = Nothing was changed. What was green is on disk, here or in the backup below.
trouble-why = WHY
trouble-do = WHAT TO DO
trouble-where = THE DATABASE
trouble-again = Try again
trouble-quit = Close
trouble-again-failed = Tried just now: it did not work.
trouble-backup = NEWEST BACKUP
trouble-backup-none = No backup was found in the folder of backups.
trouble-backup-of = { $when } · { $size }
size-mb = { $count } MB
size-kb = { $count } KB
trouble-restore = Restore it …
trouble-restore-how = To put it in place of the database, close this window and run:
trouble-restore-not = It does not help here: the database itself is not at fault. If you need it all the same:
trouble-restore-command = tagdesk restore { $file } --data { $folder }
trouble-restore-ask = The backup takes the place of the database. The present file is kept beside it under another name. What was scanned after the backup was made is only in the kept file: scan those devices again, or ask for help with it.
trouble-restore-yes = Restore the backup
trouble-restore-no = Leave it as it is

# In few words, why, and what to do: a screen shows all three, a terminal and a band the last two.
trouble-in-use = it is in use
trouble-in-use-line = The database is in use by { $by }.
trouble-in-use-do = Go to that window, or close it. A command in a terminal is done in a moment: then try again.
trouble-torn = the database is damaged
trouble-torn-line = { $path } is damaged: { $detail }.
trouble-torn-do = Do not delete anything. Copy the whole folder to a stick first, then restore the newest backup (tagdesk restore). Scans since then can be saved from the second copy, if there is one.
trouble-foreign = this is another program’s file
trouble-foreign-line = { $path } is no Tagdesk database.
trouble-foreign-do = Nothing was changed. Move that file away, or choose another folder with --data. Then try again, or restore the newest backup.
trouble-newer = a newer Tagdesk wrote it
trouble-newer-line = { $path } was written by a newer Tagdesk (layout { $version }).
trouble-newer-do = Nothing was changed. Update Tagdesk on this computer: an older one would lose something.
trouble-full = the disk is full
trouble-full-line = The disk is full.
trouble-full-do = Make room and try again. Nothing acknowledged is lost.
trouble-read-only = it cannot be written
trouble-read-only-line = The database cannot be written.
trouble-read-only-path = { $path } cannot be written.
trouble-read-only-do = Have the rights to it given to you, or choose another folder with --data.
trouble-network = it lies on a network share
trouble-network-line = { $path } lies on a network drive ({ $system }), where a live database gets damaged.
trouble-cloud = it lies in a folder that is synced
trouble-cloud-line = { $path } lies in a folder that { $service } synchronises, which damages a live database.
trouble-place-do = Move it to a disk of this computer, or choose a folder there with --data. Only backups and batches may lie elsewhere.
trouble-missing = there is no database
trouble-missing-line = There is no database in { $folder }.
trouble-missing-do = If it was moved, put it back and try again. Else restore the newest backup.
trouble-no-station = it is no station yet
trouble-no-station-line = This computer is no station yet.
trouble-no-station-do = Run: tagdesk init --station CODE
trouble-other = the database fails
trouble-other-line = The database failed: { $cause }.
trouble-other-do = Nothing acknowledged is lost. Try again. If it stays so, copy the whole folder to a stick, then restore the newest backup.
trouble-pragma-line = The database cannot be opened safely here: { $setting } is { $value }.
trouble-backup-line = The backup failed: { $cause }.
trouble-backup-do = The database itself is untouched.
trouble-io = the disk fails
trouble-io-line = { $path }: { $cause }.
trouble-io-do = See that the disk is plugged in and the folder can be opened. Then try again.

## Not on the list

walk-up-heading = Not on the list
walk-up-code = Scanned: { $code }. A later list that has this code joins the two.
walk-up-no-code = Served by name now. A later list joins the two.
walk-up-name = NAME
walk-up-ask-name = Type the name
walk-up-grade = GRADE
walk-up-ask-grade = Type the grade, or leave it
walk-up-next = next line
walk-up-again = name again
walk-up-serve = Serve them
walk-up-leave = Back to the desk
walk-up-how = A line with a digit is taken for a scan and not for a name; a grade is at most two digits or a short word. Serve them first, then scan the device.
walk-up-alike = On the list already?
walk-up-not-taken = Not taken: { $code } looks like a scan. Serve this person first, or Esc goes back.
walk-up-no-name = Type the name first.
walk-up-too-long = a very long line

## Reading files
file-headings-only = { $path } has headings and no rows.
file-open-quote = { $path }: a quotation mark in line { $line } is never closed, so the rest of the file cannot be told apart. Close or remove it, or export the file again.
file-foreign = { $path } is no table: it looks like { $looks }
file-too-large = { $path } is too large: at most { $limit } { $what } are read.
file-entry = { $path } is not unpacked: { $entry } { $why }.
file-no-table = { $path } holds no .csv, .txt, .tsv or .xlsx file, only { $holds }. Unpack it and choose the file inside.
file-empty-archive = { $path } is an archive with nothing in it.
file-damaged = { $path } cannot be opened, it seems damaged or cut off ({ $detail }). Fetch or export it again.
looks-picture = a picture. Choose the .csv or .xlsx file.
looks-pdf = a PDF. Export the list as CSV instead.
looks-database = a database. Export the list as CSV instead.
looks-old-workbook = a workbook of before 2007. Save it as .xlsx or "CSV UTF-8".
looks-locked-workbook = a workbook with a password. Save it without one, or as "CSV UTF-8".
looks-binary-workbook = a binary workbook. Save it as .xlsx or "CSV UTF-8".
looks-other-workbook = a spreadsheet of another program. Save it as .xlsx or CSV.
looks-document = a text document. Export the list as CSV instead.
looks-web-page = a web page, whatever its name ends in. Open it in a spreadsheet and save it as .xlsx or "CSV UTF-8".
looks-xml = XML. Export the list as CSV instead.
looks-json = JSON. Export the list as CSV instead.
looks-archive = an archive. Unpack it and choose the file inside.
looks-torn = a file that was not written to its end. Fetch or export it again.
looks-binary = no text at all. Choose the .csv or .xlsx file.
bound-file = bytes
bound-unpacked = unpacked bytes
bound-entries = files
bound-rows = rows
bound-columns = columns
bound-cells = cells
entry-outside = would be written outside the archive's folder
entry-link = is a link, not a file
entry-locked = has a password; pack it without one
entry-method = is packed in a way this program does not know; pack it as plain zip
entry-bomb = unpacks to far more than its size
entry-twice = is in it twice
entry-damaged = is damaged
row-sum = the sum below a list, not one of its rows
row-heading-again = the headings once more: two files one behind the other
row-swallowed = a quotation mark is missing or too many, and rows below it were swallowed
row-long-field = column { $column } is longer than { $limit } bytes

## Import: check first, then write
trouble-cancelled = Stopped
trouble-cancelled-line = It was stopped before its end.
trouble-cancelled-do = Nothing of it was written.
file-no-field = { $path }: there is no field "{ $word }" to map. Its headings are { $found }.
file-nothing-needed = { $path } has nothing in it that a desk needs.
error-no-import = There is no import that could be taken back, or another register is in use since.
look-repair = { $column } "{ $value }": { $why }. It can only have been { $repair }; --accept repairs takes it as that.
look-lost = { $column } "{ $value }": { $why }. Nobody can say what it was; export the file again as text.
damage-zeros = shorter than these keys are, it seems to have lost its leading zeros
damage-either = with and without leading zeros it is somebody's, and this file lost its zeros
damage-exponent = a spreadsheet made a power of ten of it, or a number of a power of ten
damage-date = a spreadsheet made a date of it
damage-decimal = a program that reads numbers put decimals behind it
damage-thousands = a spreadsheet put a thousands sign into it
damage-wrapper = it is wrapped as ="…"
damage-guard = it has an apostrophe in front
damage-rounded = a spreadsheet rounded this number
damage-error-value = an error value of a spreadsheet
damage-too-narrow = the column was too narrow when it was written
damage-invisible = it has characters that cannot be seen
damage-dash = a word processor made a dash of its hyphen
cli-import-school-year = { $moved } of { $graded } people whose grade was known are a grade higher: a new school year? If that is right, import it again with --accept school-year. Nothing was written.
cli-import-covers = write district, sites, or codes of sites with commas between
cli-import-nothing = Nothing new: the register is as these files have it.
cli-import-opened = { $count ->
    [one] 1 device is out to whom the file says, from before the journal began.
   *[other] { $count } devices are out to whom the file says, from before the journal began.
 }
cli-import-differs = { $file } line { $line }: { $tag } is out to { $says } as the file has it, and { $knows } as the desk knows; the desk's word stands.
cli-import-differs-in = { $file } line { $line }: { $tag } is out to { $says } as the file has it, and in as the desk knows; the desk's word stands.
cli-import-unknown-holder = { $file } line { $line }: nobody here has the ID or user name { $holder }; the device is taken in, its holder is not.
import-unknown-site = { $number ->
    [one] 1 row names
   *[other] { $count } rows name
 } the site { $site }, which no list of sites has. Is it another name of one of yours? Import a list of sites with that code first, or it is a site of its own.
check-unknown-set = { $number ->
    [one] 1 device goes
   *[other] { $count } devices go
} along with { $tag }, which no device has as tag or serial number. It is issued by its own scan until one has.
cli-import-model = { $count ->
    [one] 1 device has
   *[other] { $count } devices have
 } the model "{ $spelling }", which is nearly "{ $model }". If they are one, import it again with --accept aliases.
cli-import-model-named = "{ $spelling }" is read as "{ $model }" from now on.
cli-import-columns = { $file }: read as { $source }; left out: { $left }
cli-import-guessed = { $file }: read as { $encoding }, which is a guess; look at names with accents.
cli-import-repaired = { $count ->
    [one] 1 damaged key was repaired.
   *[other] { $count } damaged keys were repaired.
 }
cli-import-undone = The import of { $when } ({ $files }) was taken back; { $count ->
    [0] it had written no events
    [one] one event no longer counts
   *[other] { $count } events no longer count
 }.
cli-import-undo-later = On { $count ->
    [one] one device
   *[other] { $count } devices
 } that this import opened or joined something happened since. To take it back all the same: --undo --accept later. Nothing was written.
cli-import-undo-would = The import of { $when } ({ $files }) would be taken back. Dry run: nothing was written.

## Exports

cli-export-done = { $rows ->
    [one] Written: { $file }, 1 row
   *[other] Written: { $file }, { $rows } rows
}
cli-export-gam-how = What to type for GAM, in the folder of the file:
    { $command }
cli-export-no-times = Destiny's file holds no times and no returns: whoever uploads it types one date for all of it. Check in what came back first.
cli-export-walk-ups = { $count ->
    [one] 1 entry is left out: the person was served without a card and is on no list, so no other system knows the ID.
   *[other] { $count } entries are left out: the people were served without a card and are on no list, so no other system knows the IDs.
}
cli-export-no-serial = { $count ->
    [one] 1 device is left out: it has no serial number.
   *[other] { $count } devices are left out: they have no serial number.
}
cli-export-unfit = { $count ->
    [one] 1 entry is left out: its code cannot stand in such a file.
   *[other] { $count } entries are left out: their codes cannot stand in such a file.
}
export-no-folder = There is no folder { $folder }. Plug the stick in, or make the folder first. Nothing was written.
export-not-a-file = { $path } is not a file. Name another one. Nothing was written.
export-full = The disk is full: { $path } was not written. Make room, or name a file elsewhere.
export-io = { $path } was not written: { $cause }
export-loans-only = Only loans are written as { $format }: tagdesk export loans --as { $format }
export-no-date = "{ $typed }" is no date. Write it as 2026-08-12.
export-since-loans = Only loans can be written from a day on.

## Print
print-scan = Scan
print-student = Student, model due
print-holds = Holds now
print-scale = Print at 100 %
print-page = Page { $page } of { $pages }
print-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
print-students = Students
print-homeroom = Homeroom { $room }
print-grade = Grade { $grade }
print-slot = Slot { $slot }
print-no-slot = No slot
print-case = Case { $case }
print-case-number = Case
print-students-count = { $count ->
    [one] 1 student
   *[other] { $count } students
}, { $hold ->
    [0] none has a device
    [one] 1 has a device
   *[other] { $hold } have a device
}
print-theirs = theirs: { $tag } { $model }
print-register = Register of { $day }
print-printed = printed { $at }
print-station = Tagdesk, { $station }
print-serial = SN { $serial }
print-labels = Labels on { $stock }
print-calibration = Calibration page
print-calibration-of = Calibration page for { $stock }
print-calibration-rulers = Measure both rulers. They must be { $across } mm and { $down } mm long. If they are not, the printer scales: print again at 100 % ("actual size"), with nothing fitted to the page.
print-calibration-crosses = The four crosses stand 10 mm from the edges of the paper. Measure from the left edge and from the top.
print-calibration-offset = What is missing to 10 mm is this printer's offset: 9.5 mm from the left means 0.5 mm to the right, 11 mm from the top means 1 mm up.
print-calibration-edges = The pale frames are the labels. Hold this page and a sheet of labels against the light: the frames must lie on the cuts.
print-people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
print-devices-count = { $count ->
    [one] 1 device
   *[other] { $count } devices
}
print-no-homeroom = No homeroom
print-cards = Student cards
print-sheets = Homeroom sheets
print-rooms = Room labels
print-commands = Command sheet
print-commands-about = Scan one instead of pressing keys. Keep the sheet beside the scanner.
print-command-issue = hand out: scan the student, then the device
print-command-return = take back: scan the device
print-command-swap = exchange two devices: scan the first, then the second
print-command-look-up = show who has what; nothing changes
print-yes = Yes
print-command-yes = answer yes to the question on screen
print-no = No
print-command-no = answer no to the question on screen
print-undo = Undo
print-command-undo = take back the last change
print-next = Next
print-command-next = ready for the next person
print-pull = Pull list
print-room = Homeroom
print-name-id = Name, ID
print-device-model = Device, model
print-where = Where
print-with-student = with the student
print-with-another = with somebody else
print-in-at = in, { $site }
print-seen = seen at { $station }, { $at }
print-fallback = Paper list
print-fallback-about = For when no computer runs. Write the tag and the time; tick what came back.
print-write-tag = Device tag
print-write-time = Time
print-write-back = Back
print-has = has { $tags }
print-run-sheet = Run sheet
print-number = No.
print-time = Time
print-code = Device or code
print-happened = What
print-before = Before
print-run-began = from { $at }
print-run-ended = to { $at }
print-run-open = not ended
print-run-elsewhere = What was scanned in this run is kept at { $station }. Print its run sheet there.
print-run-empty = Nothing was scanned in this run.
print-due = due { $day }
print-statement = Custody of { $tag }
print-statements = Custody statement
print-as-of = as of { $day }
print-when-event = When, event
print-by = By
print-batch = Batch
print-no-events = Nothing is recorded of this device up to that day.
print-open-with = Open: with { $name } ({ $id }) since { $at }
print-open-in = Open: nothing. The device is in, { $site }.
print-open-status = It is { $status }.
print-open-disputed = Two desks disagree about this device, and nobody has decided: tagdesk conflicts
print-open-no-batch = { $count ->
    [one] 1 event is in no batch yet.
   *[other] { $count } events are in no batch yet.
}
event-issued = Handed out
event-returned = Came back
event-opened = Held before
event-site = Site changed
event-assigned = Assigned
event-unassigned = Unassigned
event-status = Status changed
event-added = Added here
event-sighted = Seen
event-resolved = Decided
print-questions = Who has it?
print-questions-count = { $count ->
    [one] 1 device
   *[other] { $count } devices
}
print-questions-about = Ask both, write down who has the device, and give the page back to the office.
print-no-site-questions = No site
print-conflict = Conflict
print-first-desk = The first desk says
print-second-desk = The second desk says
print-who-has-it = Who has it
print-asked-by = Asked by, on
print-nobody = nobody, it came back
print-receipt = Receipts
print-agreement = Loan agreements
print-overdue = Overdue letters
print-and = { $one } and { $other }
print-copy-family = For the family
print-copy-school = For the school
print-version = Version { $version }
print-text-places = { $file }: there is no { $names } to put in. There are: { $known }. A brace that is meant as one is written twice.
print-text-columns = { $file }: a list of devices has no { $names }. There are: { $known }
print-text-brace = { $file }: a brace is left open in the paragraph at line { $line }. A brace that is meant as one is written twice.
print-text-empty = { $file }: there is nothing in it.
print-problem = { $row }: { $why }
print-not-shown = no font here has { $signs }; a question mark is printed instead
print-code-blank = no code, because the text is blank
print-code-character = no code, because { $sign } cannot stand in it
print-code-endless = no code, because the text is too long for one
print-code-wide = no code, because it takes { $needs } mm at the finest width that prints, and there are { $has } mm
print-code-low = no code, because its bars must be { $needs } mm high, and there are { $has } mm
print-sign-tab = a tab
print-unknown = { $code }: left out, because it is not known here or is more than one's
print-labelled = { $tag }: a label for it was printed before
print-aside = What was printed before could not be read and lies in { $file } now. Say again where to start on a used sheet.
print-no-job = No labels were printed here yet.
print-no-range = Labels are asked for as 14-30, or as one number.
print-no-such-labels = The last job has labels 1 to { $count }.
print-well-kept = Remembered: where the sheet ends, and which tags have their labels.
print-cancelled = Stopped. Nothing was written.
print-nothing = There is nothing to print: nobody and nothing here fits. Nothing was written.
print-font = The font { $family } cannot be embedded. Remove it, or install Noto Sans for that script. Nothing was written.
print-start = There is no label { $wanted }: the sheet has { $count }.
print-no-site = No site is called { $asked }. There are: { $known }
print-no-run = No run is called { $name }. See: tagdesk list runs
print-stock-labels = { $count ->
    [one] 1 on a page
   *[other] { $columns } × { $rows } on a page
}
print-stock-size = { $width } × { $height } mm
print-stock-own = your own
print-stock-added = Added: { $stock }
print-stock-removed = Removed: { $stock }
print-with-nothing = Nothing here sends to a printer: there is no lp. Set a command with --command, or print from the viewer.
print-with-lp = Files are sent with lp, at 100 %.
print-with-command = Files are sent with: { $command }
print-no-lp = nothing here sends to a printer. Set a command with: tagdesk print printer --command
print-no-printer = the print command names the printer, and none is chosen
print-no-program = { $program } does not run: { $cause }
print-program-failed = { $program } says: { $says }
print-no-file = There is no file { $file }.
print-no-list = { $file } cannot be read: { $cause }
stock-form = The stocks cannot be read, line { $line }: { $cause }
stock-value = Stock { $stock }: { $field } cannot be so. Measure it again.
stock-beyond = Stock { $stock } does not fit its page: the last label reaches beyond the edge.
stock-overlap = Stock { $stock }: its labels lie over each other. The pitch is measured from one label's edge to the same edge of the next.
stock-twice = Stock { $stock } is there twice. Rename one.
stock-none = There is no [[stock]] in the file.
stock-unknown = No stock is called { $name }. There are: { $known }
cli-print-done = Written: { $file }
cli-print-done-with = Written: { $file }, { $parts }
cli-print-students = { $count ->
    [one] 1 person
   *[other] { $count } people
}
cli-print-labels = { $count ->
    [one] 1 label
   *[other] { $count } labels
}
cli-print-cards = { $count ->
    [one] 1 card
   *[other] { $count } cards
}
cli-print-codes = { $count ->
    [one] 1 code
   *[other] { $count } codes
}
cli-print-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
cli-print-letters = { $count ->
    [one] 1 letter
   *[other] { $count } letters
}
cli-print-last = The last label is number { $place } of its sheet.

## Conflicts
ask-conflict = Does { $name } have { $tag }?
ask-conflict-why = Two desks handed it out on { $day }, to { $name } and to { $other }
ask-conflict-why-one = Two desks disagree since { $day } whether { $name } has it
ask-conflict-ask = The office asks. NO, scanned or typed, says that { $name } does not have it.
ask-conflict-yes = Yes, { $name } has it
ask-conflict-no = Not now
said = NOTED
said-has = { $tag }: has it. The office decides.
said-has-not = { $tag }: does not have it. The office decides.
msg-said-has = Noted for the office: { $name } has { $tag }.
msg-said-has-not = Noted for the office: { $name } does not have { $tag }.
error-no-conflict = There is no open conflict { $name }. tagdesk conflicts lists them.
error-several-conflicts = More than one conflict begins with { $name }. Give more of its name.
error-decided-already = Conflict { $name } is decided already: { $choice }, { $by }. To open it again: tagdesk undo { $event }
conflict-title-twice = { $tag } was issued twice on { $day }
conflict-title = { $tag }: two desks tell two stories
conflict-title-more = { $tag }: { $count } scans, and nobody knows in which order
conflict-asked = The school is asked.
conflict-asked-by = The school is asked
conflict-contradicted = It was decided differently, so nothing is decided:
conflict-grown = It was decided, and has grown since:
conflict-decided = { $choice }, { $by }
conflict-decided-reason = { $choice }, { $by }: { $reason }
conflict-said-has = { $name } has it, says { $by }
conflict-said-has-not = { $name } does not have it, says { $by }
conflict-said = { $choice }, says { $by }
conflict-proposed = That speaks for: { $choice }
conflict-asks-again = then something else about it is asked
choice-later = the later one has it
choice-later-both = { $later } has it, { $earlier } gave it back
choice-later-one = { $later } has it
choice-later-in = It is in, { $earlier } gave it back
choice-earlier = the earlier one has it
choice-earlier-both = { $earlier } has it, { $later } never got it
choice-earlier-one = { $earlier } has it, it never came back
choice-earlier-in = It is in, { $later } never got it
choice-neither = Neither, not found
choice-ask-school = Ask the school
effect-open = { $name }’s loan of { $since } stays open
effect-open-again = { $name }’s loan of { $since } is open again
effect-ended = { $name }’s loan of { $since } ended { $at }
effect-ends-now = { $name }’s loan of { $since } ends now
effect-void = { $name }’s loan of { $since } never was
story-at-corrected = { $at }, corrected from { $written } (clock { $by }{ $within } { $way ->
    [fast] fast
   *[slow] slow
 })
story-at-later = { $at }{ $within }, entered later
story-at = { $at }{ $within }
story-within = {" "}± { $within }
story-within-only = , ± { $within }
story-issued = Issued to { $name }
story-issued-grade = Issued to { $name }, grade { $grade }
story-returned = Returned by { $name }
story-returned-plain = Returned
story-opened = Out to { $name } in an imported list
story-status = Status changed
story-saw = The desk believed it with { $name }.
story-saw-in = The desk believed it in.
story-saw-in-at = The desk believed it on the shelf at { $site }.
story-register = register { $number } of { $day }
story-register-unknown = register { $short }, which is not known here
story-no-register = no register
story-nobody = nobody named
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
todo-issued-while-out = { $tag } was issued while the order shows another holder
todo-issued-unavailable = { $tag } was issued while lost, stolen, retired or in repair
todo-return-saw-other = { $tag } came back from somebody else than the desk saw
todo-over-limit = { $name } ({ $id }) has { $held } of { $category }: { $tags }
todo-over-limit-plain = { $name } ({ $id }) has { $held } devices: { $tags }
todo-inactive = { $name } ({ $id }) is off the list and has { $tags }
todo-parked-device = Device { $tag } is in no register
todo-parked-person = { $name } is in no register and has { $tags }
cli-what-conflicts = tagdesk conflicts
cli-conflicts-none = No conflicts: nothing waits for a decision.
cli-conflicts-count = { $count ->
    [one] 1 conflict waits for a decision
   *[other] { $count } conflicts wait for a decision
 }
cli-conflicts-decide = tagdesk conflicts resolve { $id } { $choice } --reason TEXT
cli-conflicts-todos = { $count ->
    [one] 1 more thing to look at: tagdesk conflicts todos
   *[other] { $count } more things to look at: tagdesk conflicts todos
 }
cli-conflicts-done = { $id }: { $choice }. To take it back: tagdesk undo { $event }
cli-conflicts-open = { $tag } is still asked about.
cli-conflicts-no-reason = Say why, with --reason TEXT.
cli-conflicts-nothing-asked = No school is asked about anything: tagdesk conflicts resolve ID ask-school --reason TEXT comes first.
cli-conflicts-questions = { $site }: { $count ->
    [one] 1 question
   *[other] { $count } questions
 }
cli-conflicts-no-todos = Nothing else to look at.

## Batches, merge, receipts

bundle-no-folder = There is no { $path }. If that is a stick, plug it in and try again.
bundle-full = { $path } is full; nothing of the bundle was kept. Make room there, or take another stick.
bundle-io = { $path }: { $cause }. Nothing of the bundle was kept. Try again, or take another stick.
bundle-read-back = What was written to { $path } reads back otherwise, so it was taken away again. Take another stick.
bundle-exists = { $path } is there already. Try again in a minute.
bundle-none = { $path } is no bundle of Tagdesk: it has no manifest.csv.
bundle-manifest = { $path } cannot be taken: its manifest.csv has no right { $property }. Ask for the bundle again.
bundle-mixed = { $path } has files of more than one bundle. Put each bundle into a folder of its own.
bundle-newer = { $path } was written by a newer Tagdesk ({ $format }). Update Tagdesk, then take it again.
bundle-unreadable = { $cause } Ask for the bundle again.
bundle-practice = { $path } comes from a practice database and is not taken here.
bundle-is-receipt = { $path } is an office's receipt. At the station it is for: tagdesk batch receive { $path }
bundle-is-batch = { $path } is a station's batch. At the office: tagdesk batch merge { $path }
bundle-other-station = { $path } is a receipt for { $station }.
bundle-stopped = { $path }: stopped before it was taken in. It can be taken in at any time.
gap = { $station }: { $from } to { $to } missing
gap-one = { $station }: { $from } missing
damaged-changed = changed after it was written, not taken
damaged-unreadable = cannot be read, not taken
damaged-column = { $column } was changed; the event is taken as it was written
damaged-addition = a text that does not belong to its event, not taken
damaged-answer = cannot be read
damaged-row = { $file }, line { $line }: { $why }
damaged-old-new = { $line }. Written: { $old }. Now: { $new }
merged = { $station } batch { $number }: { $applied } applied, { $had } already had, { $superseded } superseded, { $person } need a person, { $parked } parked, { $damaged } damaged
merged-before = Merged here before, { $when }.
merged-truncated = The end is missing: the file was cut off. What is there was taken; ask for the bundle again.
merged-concatenated = Files were put one behind the other. Each row was taken by itself.
merged-resaved = This was opened and saved in a spreadsheet: { $rows } rows checked one by one, { $intact } intact, { $changed } changed.
merged-fork = { $event } stands on two different events: the database was restored or copied. Both are kept.
merged-unknown = { $count ->
    [one] 1 event is of a kind that only a newer Tagdesk knows. It is kept and passed on.
   *[other] { $count } events are of kinds that only a newer Tagdesk knows. They are kept and passed on.
 }
merged-closed = { $station } was closed; its events are taken in all the same.
merged-clock = The clock of { $station } was { $clock }. Its events are put in their order by that.
receipt-written = Receipt for { $station }: { $path }
receipt-not-written = No receipt for { $station }: { $cause } What was merged stays; merge again to write the receipt.
received = { $office }, receipt { $number }: { $count ->
    [one] 1 new event
   *[other] { $count } new events
 }
received-confirmed = { $office } has { $station } up to { $seq }
received-strange = { $office } has { $station } up to { $seq }, and that event is not here: this database was restored or copied. Nothing is confirmed by that.
received-register = The register of the office, number { $number }, is in use now.
received-register-older = The register in it is older than number { $number }, which is in use.
received-register-damaged = The register in it was changed after it was written, and is not taken. Ask for the receipt again.
received-merged = { $count ->
    [one] 1 person served without a card is on the list now
   *[other] { $count } people served without a card are on the list now
 }
received-joined = { $count ->
    [one] 1 device is known by its serial now
   *[other] { $count } devices are known by their serials now
 }
station-own = this computer
station-events = { $count ->
    [one] 1 event
   *[other] { $count } events
 }
station-written = batch { $number } written { $when }
station-merged = batch { $number } merged { $when }
station-no-batch = no batch yet
station-register = register { $number }
station-register-unknown = register { $hash }
station-unsent = { $count } unsent
station-missing = { $count } missing
station-forked = Its database was restored or copied and went on twice. Both are kept.
station-closed = Closed { $when }: { $reason }
station-revived = { $count ->
    [one] 1 event came in after that
   *[other] { $count } events came in after that
 }
clock-right = clock right ±{ $within }
clock-ahead = clock { $off } ahead ±{ $within }
clock-behind = clock { $off } behind ±{ $within }
span-m = { $minutes } min
span-h-m = { $hours } h { $minutes } min
span-d-h = { $days } d { $hours } h
span-d = { $days } d
error-no-station-known = No other station { $code } is known here.
error-no-reason = Say why: a reason is needed.
error-not-the-office = Only the office closes a station.
cli-what-batch = tagdesk batch
batch-drive-ahead = The clock of the drive is { $off } ahead of this computer’s. If the drive is right, set date and time (run page F9, or tagdesk clock --set) and write the batch again.
batch-drive-behind = The clock of the drive is { $off } behind this computer’s. If the drive is right, set date and time (run page F9, or tagdesk clock --set) and write the batch again.
cli-batch-written = Batch { $number }, { $count ->
    [one] 1 event
   *[other] { $count } events
 }. Written, read back and whole: the stick may be taken out.
cli-batch-received = { $unsent } unsent; { $before } parked before, { $after } now
cli-batch-nothing = Nothing there is for this station.
cli-batch-refused = { $count ->
    [one] 1 bundle was not taken.
   *[other] { $count } bundles were not taken.
 }
cli-batch-closed = { $station } is closed.

### Exchange, in the window
page-exchange = Exchange
exchange-unknown = …
exchange-never = never
exchange-unsent = scans no office has confirmed
exchange-last = last batch written, number { $number }
exchange-last-none = last batch written
exchange-open-conflicts = conflicts for a person to decide
exchange-menu-number = and Enter: open
exchange-import = Import a file
exchange-import-short = Students, devices, models or sites, as the other system exports them
exchange-write = Write a batch
exchange-write-short = Everything the office has not confirmed, to a stick
exchange-take = Take in what is on a stick
exchange-take-short = At the office the batches, at a station its receipt
exchange-conflicts = Conflicts
exchange-conflicts-short = Two stories about one device: which one is right
exchange-todos = To look at
exchange-todos-short = Over the limit, off the list, in no register
exchange-stations = Stations
exchange-stations-short = Last batch, what is missing, clocks, closing one
exchange-export = Export
exchange-export-short = Students, devices, loans, charges, repairs; loans for other systems
exchange-back = back
exchange-next = next
exchange-previous = previous
exchange-stop = stop
exchange-cancel = Cancel
exchange-more = and { $count } more
exchange-gaps-none = none
exchange-gaps-from-to = { $from } to { $to }
exchange-lines-of = { $first } to { $last } of { $all }
exchange-import-line = The file is read and checked first, and what it would do is shown. Nothing is written before you say so.
exchange-import-example = Path of the file, the folder or the zip
exchange-import-drop = Drop a file, a folder or a zip onto the window
exchange-import-kinds = CSV and Excel: OneRoster, PowerSchool, Clever, Snipe-IT, Google ChromeOS devices, Tagdesk’s own. Anything else asks what its columns are.
exchange-import-check = Check the file
exchange-import-undo = Take the last import back
exchange-import-undone = The import of { $names } is taken back.
exchange-import-later = { $number ->
    [one] Something happened since on 1 device of that import.
   *[other] Something happened since on { $count } devices of that import.
 } { $cap } again takes it back all the same.
exchange-import-reading = Reading and checking
exchange-import-writing = Writing
exchange-import-undoing = Taking the last import back
exchange-import-heading = Check the file before it is written
exchange-import-not-yet = nothing is written yet
exchange-import-before = Nothing new: this very file was taken in on { $when }.
exchange-import-go = { $number ->
    [one] Import 1 row
   *[other] Import { $count } rows
 }
exchange-import-save = Save refused rows as CSV
exchange-imported = Taken in: { $new } new, { $updated } updated, { $leaving } leaving.
exchange-imported-nothing = Nothing in the file was new. Nothing was written.
exchange-refused-name = { $name }-refused.csv
exchange-saved = The refused rows are in { $path }.
exchange-new = new
exchange-updated = updated
exchange-unchanged = unchanged
exchange-leaving = not in the file: leaving
exchange-needs-look = need a look
exchange-refused = refused
exchange-your-columns = YOUR COLUMNS
exchange-refused-rows = REFUSED
exchange-column-in-file = In the file
exchange-column-becomes = Becomes
exchange-column-first = First rows
exchange-column-line = Line
exchange-column-column = Column
exchange-column-value = Value
exchange-column-why = Why
exchange-the-key = (the key)
exchange-left-out = left out: the desk does not need it
exchange-hidden = hidden
exchange-show-refused = refused rows
exchange-show-columns = columns
exchange-show-changes = what changes
exchange-show-leaving = who leaves
exchange-show-holders = holders
exchange-show-notes = how it was read
exchange-changes = WHAT CHANGES
exchange-leavers = NOT IN THE FILE: LEAVING
exchange-holders = HOLDERS THAT ARE NOT TAKEN
exchange-notes = HOW IT WAS READ
exchange-column-key = ID or tag
exchange-column-field = Field
exchange-column-known = Now
exchange-column-name = Name or model
exchange-column-grade = Grade
exchange-column-site = Site
exchange-column-holds = Has
exchange-column-device = Device
exchange-column-here = Here
exchange-column-found = What was found
exchange-leaver-holds = { $count ->
    [one] 1 device
   *[other] { $count } devices
}
exchange-leaver-out = is out
exchange-holder-unknown = nobody has that ID or user name; the device is taken in, its holder is not
exchange-holder-differs = { $id } has it; the desk’s word stands
exchange-holder-in = it is in; the desk’s word stands
exchange-note-source = read as { $source }
exchange-note-guessed = How its letters are written is a guess: look at names with accents.
exchange-note-title = The headings stand on line { $line }; what is above them is left out.
exchange-note-headless = It has no headings: columns are told by their order.
exchange-note-repeated = More than one column is headed { $headings }; the first counts.
exchange-note-blank = { $count ->
    [one] 1 blank row is left out.
   *[other] { $count } blank rows are left out.
}
exchange-note-odd = { $column }: { $count ->
    [one] 1 cell
   *[other] { $count } cells
} { $what } (line { $lines })
exchange-note-beside = Nothing in it is needed here.
exchange-note-model = “{ $spelling }” ({ $number ->
    [one] 1 device
   *[other] { $count } devices
}) is nearly “{ $model }”.
exchange-note-opened = { $count ->
    [one] 1 device gets its holder from the file.
   *[other] { $count } devices get their holder from the file.
}
exchange-note-merged = { $count ->
    [one] 1 person served without a card is on the list now.
   *[other] { $count } people served without a card are on the list now.
}
exchange-note-joined = { $count ->
    [one] 1 device known by its tag gets its serial.
   *[other] { $count } devices known by their tag get their serial.
}
exchange-note-statuses = { $count ->
    [one] 1 device gets another status.
   *[other] { $count } devices get another status.
}
exchange-try = Try it, keep nothing
exchange-tried = tried out
exchange-tried-nothing = It changes the register only: no status, no serial, nobody who was served without a card.
exchange-import-trying = Trying it out
exchange-save-leaving = Save who leaves as CSV
exchange-saved-leaving = Who leaves is in { $path }.
exchange-leaving-name = { $name }-leaving.csv
odd-blanks = with blanks around, taken off
odd-around = with something around that cannot be seen, taken off
odd-inside = with something inside that cannot be seen
odd-line-break = with a line break or a tab inside
odd-control = with a control character
odd-replaced = with a character that is lost
odd-twice = with letters that were encoded twice, such as JosÃ©
exchange-rows = { $number ->
    [one] 1 row
   *[other] { $count } rows
 }
exchange-covers = covers { $sites }
exchange-covers-its-sites = covers the sites in it
exchange-covers-district = covers the whole district
exchange-covers-turn = sites in it, district or a list
exchange-covers-example = Codes of the sites it covers, such as LRK, BON
exchange-covers-these = It covers these
exchange-stop-passed = said yes; take it back
exchange-stop-leaving = They left: go on
exchange-stop-year = It is a new school year
exchange-repairs = { $number ->
    [one] 1 ID can be repaired: { $from } to { $to }.
   *[other] { $count } IDs can be repaired, such as { $from } to { $to }.
 }
exchange-repaired = { $number ->
    [one] 1 damaged ID is repaired.
   *[other] { $count } damaged IDs are repaired.
 }
exchange-repair-them = Repair them
exchange-aliases = Nearly a model of the catalogue: { $models }
exchange-alias-them = They are the same
exchange-look-repair = { $why }; it can only have been { $repair }
exchange-damaged-cells = { $number ->
    [one] 1 cell: { $why }
   *[other] { $count } cells: { $why }
 }
exchange-map = What are these columns?
exchange-map-line = Nothing in { $name } says what it is. Say which column is what; it is remembered for files with the same headings.
exchange-map-holds = It holds { $kind }
exchange-map-kind = something else
exchange-map-out = left out
exchange-map-column = Column { $number }
exchange-map-numbered = { $name } seems to have no headings. Say which column is what, by its first rows.
exchange-map-headed = its first row is headings
exchange-map-headless = it has no headings
exchange-map-check = Check the file
exchange-map-move = another column
exchange-map-turn = what it becomes
exchange-folder-example = Folder or stick, such as E:\ or /media/stick
exchange-write-line = { $number ->
    [one] 1 scan has no receipt of an office yet.
   *[other] { $count } scans have no receipt of an office yet.
 }
exchange-write-own = With what this station scanned
exchange-write-all = With what was merged from other stations, too: one stick brings all tables home
exchange-write-turn = the other
exchange-write-why = Only a receipt of the office confirms. Until it is back, the next batch holds these scans again.
exchange-write-now = Write the batch
exchange-write-writing = Writing, and reading it back
exchange-written = { $events ->
    [one] Batch { $number } is written and read back: 1 scan in { $path }
   *[other] Batch { $number } is written and read back: { $count } scans in { $path }
 }
exchange-take-line = An office merges the batches on it and puts a receipt beside each. A station takes the receipt that is for it.
exchange-take-look = Look at what is on it
exchange-take-working = Taking in
exchange-take-merge = { $number ->
    [0] Merge again
    [one] Merge 1 batch
   *[other] Merge { $count } batches
 }
exchange-take-receive = { $number ->
    [one] Take 1 receipt
   *[other] Take { $count } receipts
 }
exchange-stick-none = No batch and no receipt lies there.
exchange-stick-receipt = a receipt for this station
exchange-stick-other = a receipt for { $station }
exchange-stick-known = a batch that is known here
exchange-stick-batch = a batch
exchange-received-unsent = { $count ->
    [0] Everything scanned here is confirmed.
    [one] 1 scan is still to be confirmed.
   *[other] { $count } scans are still to be confirmed.
 }
exchange-received-parked = { $count ->
    [one] 1 parked scan is known now.
   *[other] { $count } parked scans are known now.
 }
exchange-column-file = File
exchange-column-what = What it is
exchange-column-station = Station
exchange-column-batch = Batch
exchange-column-scans = Scans
exchange-column-applied = Applied
exchange-column-already-had = Already had
exchange-column-superseded = Superseded
exchange-column-person = Person
exchange-column-parked = Parked
exchange-column-gaps = Gaps
exchange-column-receipt = Receipt
exchange-column-where = Where
exchange-column-old = As it was written
exchange-column-new = As it stands there
exchange-column-last = Last batch
exchange-column-register = Register
exchange-column-clock = Clock
exchange-column-unsent = Unsent
exchange-column-closed = Closed
exchange-merged-some = { $number ->
    [one] 1 of { $rows } scans needs a person
   *[other] { $count } of { $rows } scans need a person
 }
exchange-merged-all = { $number ->
    [0] Nothing was taken in
    [one] 1 scan is taken in
   *[other] All { $rows } scans are taken in
 }
exchange-applied = applied
exchange-already-had = already had
exchange-superseded = superseded
exchange-needs-person = need a person
exchange-parked = unknown tag, parked
exchange-damaged = damaged, not taken
exchange-receipt-there = beside the batch
exchange-receipt-none = none
exchange-show-found = found in them ({ $count })
exchange-merged-notes = What was found in the batches
exchange-drop-busy = Wait until this is done, then drop it again.
exchange-questions = Ask the schools
exchange-questions-line = { $number ->
    [0] No conflict waits for a school: mark one with “Ask the school” first.
    [one] 1 conflict waits for a school. A CSV for each site is written, with room for the answers.
   *[other] { $count } conflicts wait for a school. A CSV for each site is written, with room for the answers.
}
exchange-questions-now = Write the questions
exchange-questions-none = No school is asked anything. Nothing was written.
exchange-questions-file = { $path }: { $count ->
    [one] 1 question
   *[other] { $count } questions
}
exchange-conflicts-none = Nothing waits for a person.
exchange-conflicts-count = { $number ->
    [0] No conflicts
    [one] 1 conflict needs a person
   *[other] { $count } conflicts need a person
 }
exchange-conflict-of = { $number } of { $all }
exchange-choose = what each answer does
exchange-reason = Why (may stay empty)
exchange-decide = Decide
exchange-effect-ask = It stays open, and the school’s desk asks at the next scan of the device or either person.
exchange-effect-again = Something else about the device is asked then.
exchange-decided = { $tag }: { $choice }. { $cap } takes it back.
exchange-take-back = take the decision back
exchange-taken-back = The decision is taken back; the conflict is open again.
exchange-todo-scans = scans that do not fit
exchange-todo-over = over their limit
exchange-todo-inactive = off the list, with a device
exchange-todo-parked = in no register
exchange-todo-none = Nothing else to look at.
exchange-chip-scan = scan
exchange-chip-over = limit
exchange-chip-inactive = off the list
exchange-chip-parked = unknown
exchange-stations-line = What this computer knows of each. Gaps are numbers that are missing here: they are on a stick that has not come back.
exchange-stations-none = No station has scanned or sent anything yet.
exchange-own-station = { $code } (this one)
exchange-last-batch = { $number }, { $when }
exchange-register = register { $number }
exchange-clock-unknown = not known
exchange-clock-right = right, ± { $within }
exchange-clock-fast = { $by } ± { $within } fast
exchange-clock-slow = { $by } ± { $within } slow
exchange-close = Close a dead station
exchange-close-why = Why { $station } will send nothing more
exchange-close-now = Close { $station }
exchange-closed = The station is closed. What still comes from it is taken in and shown.
exchange-closed-later = { $reason }; { $count } scans came later
exchange-export-what = WHAT
exchange-export-form = AS
exchange-export-move = another table
exchange-export-turn = another form
exchange-export-own = Tagdesk’s own form. Taken in again, it changes nothing.
exchange-export-loans = Who has what, in the form the other system takes in.
exchange-export-example = File, or a folder for { $name } in it
exchange-export-now = Write the file
exchange-export-since = Since
exchange-export-since-why = loans only: what went out or came back on this day or later; empty for all
exchange-export-since-example = 2026-08-12
exchange-exported = { $number ->
    [one] 1 row is in { $path }.
   *[other] { $count } rows are in { $path }.
 }
exchange-exported-left = { $number ->
    [one] 1 was left out: the other system cannot know it.
   *[other] { $count } were left out: the other system cannot know them.
 }
exchange-sheet-students = Students
exchange-sheet-devices = Devices
exchange-sheet-models = Models
exchange-sheet-sites = Sites
exchange-sheet-loans = Loans
exchange-sheet-events = Events
exchange-sheet-runs = Runs
exchange-form-csv = Tagdesk
exchange-form-snipe = Snipe-IT
exchange-form-gam = GAM
exchange-form-destiny = Destiny
exchange-form-koc = Koha
exchange-form-evergreen = Evergreen
check-leaving = { $site } would lose { $leaving } of { $all }.
check-school-year = { $moved } of { $graded } people are a grade higher than they were.
kind-sites = sites
kind-models = models
kind-students = students and staff
kind-devices = devices
encoding-utf8 = UTF-8
encoding-utf16 = UTF-16
encoding-windows = Windows-1252
encoding-mixed = UTF-8, some lines Windows-1252
encoding-workbook = workbook
encoding-guessed = probably { $encoding }
delimiter-comma = commas
delimiter-semicolon = semicolons
delimiter-tab = tabs
delimiter-bar = bars
field-id = Student ID
field-name = Name
field-first-name = First name
field-last-name = Last name
field-preferred-name = Called
field-grade = Grade
field-homeroom = Homeroom
field-site = Site
field-household = Household
field-language = Language at home
field-slot = Drive-through slot
field-case = Case number
field-kind = Student or staff
field-active = Still there
field-codes = Other codes
field-tag = Tag
field-serial = Serial number
field-model = Model
field-category = Category
field-status = Status
field-order = Order number
field-price = Price
field-funding = Funding source
field-warranty = End of warranty
field-set-of = Goes along with
field-holder = Who has it
field-holder-since = Since when
field-end-of-life = Last day of support
field-grades = Grades it is for
field-accessories = What goes along
field-aliases = Other spellings
field-code = Site code

## Print, in the window

page-print = Print
printing-students = Barcode student list
printing-receipts-today = Receipts of today
printing-labels = Device labels
printing-again = Labels of the last job again
printing-calibration = Calibration page
printing-row-what = What
printing-row-site = Site
printing-row-grade = Grade
printing-row-homeroom = Homeroom
printing-row-slot = Slot
printing-row-order = Order
printing-row-run = Run
printing-row-list = List
printing-row-without = No device only
printing-row-household = By household
printing-row-as-of = As of
printing-row-form = Form
printing-row-again = Labels
printing-row-paper = Paper
printing-row-spacing = Spacing
printing-row-private = Private parts
printing-row-stock = Stock
printing-row-code = Code
printing-row-beside = Beside the tag
printing-row-start = Begin at
printing-row-edges = Labels’ edges
printing-row-printer = Printer
printing-row-right = Right, mm
printing-row-down = Down, mm
printing-row-stocks = More stocks
printing-row-file = File
printing-row-command = Print with
printing-yes = yes
printing-no = no
printing-csv = table (CSV)
printing-pages = pages (PDF)
printing-today = today; or as 2026-06-30
printing-no-stocks = the path of a TOML file to add
printing-lp = lp, at 100 %
printing-no-command = nothing, or a command as: program -to {"{"}printer{"}"} {"{"}file{"}"}
printing-letter = Letter
printing-a4 = A4
printing-alternating = left and right in turn
printing-roomy = roomy
printing-by-place = site, grade, homeroom, name
printing-by-slot = site, slot, name
printing-by-case = site, case number
printing-stock = { $stock }, { $count } on a page
printing-code128 = Code 128
printing-code39 = Code 39
printing-qr = QR
printing-no-code = none, the tag as text
printing-label = label { $number }
printing-any-printer = the usual one
printing-not-moved = not moved
printing-no-list = all, or scan codes here
printing-all = all
printing-model = model
printing-site = site
printing-serial = serial
printing-nothing-beside = nothing
printing-nothing = Nobody and nothing here fits. Choose otherwise on the left.
printing-no-offset = How far to move is a number of millimetres up to 50, as in 0.5 or -1.
printing-opened = Written and opened: { $file }
printing-sent = Sent to the printer: { $file }
printing-not-handed = Written: { $file }. It could not be handed on: { $cause }
printing-writing = Writing
printing-laying = Laying out
printing-well = Printed well?
printing-save = Save PDF
printing-open = save, open
printing-print = print
printing-begin = Click on the first free label, or choose it under “Begin at”.
printing-begin-after = Click on the first free label, or choose it under “Begin at”. The last job on this stock ended at label { $last }.
printing-problems = To look at: { $count }
printing-more = more
printing-more-rows = { $above ->
    [0] ↓ { $below } more
   *[other] { $below ->
        [0] ↑ { $above } more
       *[other] ↑ { $above }, ↓ { $below } more
    }
}
printing-choose = Choose
printing-none-so = Nothing here is called so. Enter takes it as typed.
printing-save-table = Save CSV
printing-save-stock = save the stock
printing-remove-stock = remove it
printing-edit-letters = edit letters
printing-letters-there = The texts lie here, to be edited: { $folder }. Choose anything on the left to see the change.
printing-set-command = Kept. Files are sent with: { $command }
printing-set-lp = Kept. Files are sent with lp where it is found.

## Money

cli-what-money = tagdesk charge
cli-money-amount = write an amount as 20 or 20.50
charge-due = { $name } owes { $amount }.
charge-due-back = { $name } is owed { $amount }.
charge-due-nothing = { $name } owes nothing.
charge-amount = { $amount } cannot be charged or paid: write an amount between 0.01 and 10000.00.
charge-none = No charge is named { $name }, or it is another kind of event. tagdesk list charges names them.
charge-no-entry = No charge or payment is named { $name }. tagdesk show ID names them.
charge-no-device = No device has the code { $code }, or several have. Give its tag or its serial number.
charge-needs-device = The price list charges “{ $sort }” for a device only. Say which: scan it, or --device TAG.
charge-not-listed = The price list has no price for “{ $sort }”. Say the amount, or a type of the list (tagdesk list prices).
charge-no-parts = “{ $sort }” is charged whole, or as 75, 50 or 25 percent where the price list has steps for it.
charge-nothing-due = Nothing is due: nothing was recorded.
charge-more-than-due = Only { $due } is due. Take that much; nothing was recorded.
charge-more-than-paid = Only { $paid } was paid, so no more can be given back.
charge-void = { $name } was voided or taken back before.
charge-same = It is that amount already.
card-owes = Owes { $amount }
card-owed = Is owed { $amount }

## The paper list, entered later

page-paper = From paper
paper-out = { $tag } out to { $name } at { $time } on { $day }.
paper-back = { $tag } back from { $name } at { $time } on { $day }.
paper-back-plain = { $tag } back at { $time } on { $day }.
paper-has = { $name } has it now.
paper-in = It is in now.
paper-behind-out = { $tag } went out to { $name } at { $at } since; this is entered behind it and changes nothing today.
paper-behind-back = { $tag } came back at { $at } since; this is entered behind it and changes nothing today.
paper-same-out = { $name } had it then already, since { $since }. Nothing changed.
paper-same-in = It was in then already. Nothing changed.
paper-twice = This row is entered already. Nothing was written.
paper-disputed = Another desk’s scan is too close to tell which came first: the office is asked.
paper-near = The entry of { $at } is too close to tell which came first: look at the sheet again.
paper-not-from = It was out to { $holder } then, not to { $name }.
paper-still-out = It was out to { $name } since { $since }; that loan ends with this.
paper-limit = { $name } had { $held } then.
paper-grade = { $model } is for other grades than { $grade }.
paper-inactive = { $name } is not on the latest list.
paper-aside = { $tag } should have been set aside.
paper-no-time = { $code } is no time
paper-no-time-line = Write it as 9:05, 905 or 1:15 pm
paper-which-half = Morning or afternoon
paper-which-half-line = In the afternoon it is 13:15 or 1:15 pm, at night 1:15 am
paper-time-is-code = { $code } is also somebody’s or something’s code
paper-time-is-code-line = For the time write it with a colon, as in 10:35
paper-time-first = The time first
paper-time-first-line = Type the time in the box, or { key-no } begins the row anew
paper-future = That is still to come
paper-future-line = This computer’s clock shows { $clock }. Look at the day, or set the clock right
paper-old = That was { $days } days ago
paper-old-line = Look at the day. If it is meant, say so: --old
paper-before-opening = That is counted already
paper-before-opening-line = { $name } had { $code } on { $since } by the file that counting began with. What was before is in there
paper-no-student = No student
paper-no-student-line = What goes out needs somebody who got it
paper-not-a-device = { $code } is a person
paper-not-a-device-line = It belongs to { $name }. The device needs its own tag here
paper-not-a-person = { $code } is a device
paper-short = Perhaps { $name }
paper-short-line = { $code } is short of its zeros. Write { $id }
paper-no-way = { $code } is no kind of row
paper-no-way-line = Write issue or return
paper-no-date = { $code } is no day
paper-no-date-line = Write it as 2026-08-12
paper-no-column = There is no column { $column }. The table needs student, device and time.
paper-one-file = One table at a time.
paper-entered = on paper, entered { $day }
paper-at = { $time } on paper
paper-of = Paper of { $day }
paper-another-day = another day
paper-of-day = On { $day }.
paper-student = STUDENT
paper-device = DEVICE TAG
paper-time = TIME ON THE PAPER
paper-want-student = Scan the student
paper-want-either = Scan the device
paper-want-device = Scan or type it
paper-want-time = Type it
paper-take = Take { $time }
paper-clear = Clear
paper-leave = Back to the desk
paper-undo = Take the last row back
paper-way-out = Went out
paper-way-back = Came back
paper-old-ask = Was that day meant? Nothing is taken before this is answered.
paper-old-yes = Yes, that day
paper-old-no = No, today
paper-entered-count = ENTERED · { $count }
paper-how = Scan the student on the list, scan or type the tag, then type the time that was written: 9:05 or 905. Each row is kept with its own time, and what it means today stands here.

## What is noted about a device

noted = NOTED
outcome-noted = NOTED
note-condition = condition { $word }
note-missing = { $word } missing
note-damage = { $word } damage
condition-good = good
condition-fair = fair
condition-poor = poor
condition-broken = broken
accessory-charger = charger
accessory-case = case
accessory-stylus = stylus
damage-screen = screen
damage-keyboard = keyboard
damage-hinge = hinge
damage-port = port
damage-liquid = liquid
noted-of = { $tag } of { $name }: { $note }.
noted-plain = { $tag }: { $note }.
noted-before = Noted before.
refused-not-with = No { $word } goes along with { $model }
refused-not-with-line = Nothing is noted. The catalogue says what does: its column accessories
refused-nothing-to-note = No device in the band
refused-nothing-to-note-line = Scan its tag first, then the card
print-notes = Cards for the device in the band
print-notes-about = Scan the device first: returned, or looked up. Then the card; whoever had it last stands beside it.
print-command-note = Noted at once; Ctrl+Z takes it back

# What comes back: runs, accessories, damage, prices
note-broken = { $word } damaged
note-back = { $word } back
along-out = { $word } along
along-not-given = { $word } not given
along-assumed = { $word } not looked at
along-not-collected = { $word } not collected
noted-hint = Next device, or another card. { key-undo } takes the card back.
returning-next = next: { $status }
returning-assumed = accessories not looked at
returning-not-collected = accessories not collected
returning-no-condition = “{ $word }” is no condition. Say good, fair, poor or broken.
returning-no-status = “{ $word }” is no status that a device can come back into. Say available, cleaning or repair.
goes-shelf = It goes to { $shelf }.
goes-next = It goes on: { $status }.
goes-both = It goes to { $shelf }: { $status }.
quote-free = Free break or loss { $nth } of { $of } this school year.
quote-costs = Charged: { $amount }.
quote-waits = Who had it is to be decided first; nothing is charged yet.
quote-free-short = free, { $nth } of { $of }
quote-costs-short = { $amount }
quote-waits-short = waits for a decision
quote-credited = { $amount } are taken off.
msg-part = { $tag } of { $name }: { $sort } at { $percent } %, { $amount }.
msg-say-why = Say why: XTDYES and the reason behind it, or a reason card.
part-line = { $tag }: { $percent } % of the price
say-why = Why?
say-why-line = A reason belongs to this yes
because-office = The office said yes
because-plan = Is paid in parts
because-class = Needed for class
because-other = Another reason
ask-owes = { $name } owes money
ask-owes-why = { $name } owes more than goes by unasked
ask-owes-ask = Issue { $tag } all the same, and why?
refused-owes = Ask a lead first
refused-owes-line = Something is to be settled before a device goes out
refused-nothing-missing = No { $word } is missing
refused-nothing-missing-line = Nothing of that kind is missing from anything they had
refused-several-missing = Which { $word }?
refused-several-missing-line = More than one is missing. Scan the device, then the card
refused-nothing-to-part = Nothing to charge in part
refused-nothing-to-part-line = No unpaid charge of this device has a price with parts
refused-dated = This run is dated { $date }
refused-dated-line = { $code } moved on { $date } last. End the run to scan for today
error-not-a-lead = A lead does this: the policy names who is one. Say who you are (F6 in the window, --operator in the terminal), or ask a lead.
error-no-proposal = “{ $name }” is no proposal, or more than one begins so. tagdesk list proposals shows them.
cli-policy-free = Not charged in a school year from { $day }: { $breaks } damages and { $losses } losses a student.
cli-policy-prices = { $count } prices; tagdesk list prices shows them.
cli-policy-block = Who owes more than { $amount } gets a device only from a lead, with a reason.
cli-policy-block-none = Nobody is kept from a device by what they owe.
cli-policy-agreement = Agreement { $version } is to be signed before a device goes out.
cli-policy-agreement-none = No agreement is asked for.
cli-policy-leads = Leads: { $leads }.
cli-policy-found-keep = What is found stays charged.
cli-policy-called = { $word } is called { $name }.
cli-policy-day = Write the day as 07-01.
cli-policy-name = Write it as repair=Workshop.
cli-policy-no-word = { $word } is no status and no stage. These are: { $known }.
cli-policy-no-prices = No row of the file is a price. Nothing was changed.
act-note = note about the device
choices-notes = What about { $tag }?
choices-reasons = Why all the same?
choices-part = Charge { $percent } % of the price
returning-run = This run
returning-locked = locked while scanning
returning-dated = Dating as { $date }
run-returning = WHAT COMES BACK
run-returning-short = What comes back
run-who-short = Who is expected
run-returning-how = Said once and locked while scanning; by exception a card or { key-note } says otherwise.
run-shelf = Shelf, room or cart
run-shelf-example = Gym cart 3
run-condition = Condition
run-condition-example = good, fair, poor, broken
run-next = Goes on as
run-next-example = available, cleaning, repair
run-taken = Accessories
run-taken-example = checked, assumed, not-collected
run-taken-wrong = Accessories are checked, assumed or not-collected.
run-note = Remark
run-note-example = beside each device
run-dated = Dated to, if not today
settings-free-breaks = Damages not charged
settings-free-losses = Losses not charged
settings-a-year = { $count } a student and school year
settings-block = Ask a lead above
settings-block-above = { $amount } owed
settings-block-none = Nobody is asked
settings-prices = Price list
settings-prices-of = { $count ->
    [0] none: name a file with type, model, price, steps, device
    [one] 1 price
   *[other] { $count } prices
}
settings-year-starts = A school year begins
settings-agreement = Agreement to be signed
settings-leads = Leads: waive and override a block
settings-leads-none = everybody
settings-contact = Changes the catalogue of models
settings-contact-none = anybody
settings-names = The district’s own words
settings-names-none = none: as repair=Workshop, cleaning=Wash
settings-found = What is found is charged no more
## A device's life: statuses and stages, repairs, lost and found

status-ordered = ordered
status-cleaning = being cleaned
stage-procurement = procurement
stage-allocation = allocation
stage-maintenance = maintenance
stage-lost-stolen = lost or stolen
stage-end-of-life = end of life

cli-what-repair = repair
cli-repair-part = Write a part as screen, or with what it cost as screen=45.00.
repair-now = { $tag } is { $status } now.
repair-waits = { $name } waits for it.
repair-loaner-out = { $name } still has { $loaner } for it: scan both in Repair when it goes back.
repair-loaner = has { $loaner }
repair-none = Nothing waits for repair.
repair-days =
    { $days ->
        [0] today
        [one] 1 day
       *[other] { $days } days
    }
repair-no-ticket = There is no open ticket { $name }. See tagdesk repair list.
repair-several = { $code } has more than one open ticket. Close one by its name: { $tickets }.
repair-closed = { $name } is closed, and what it cost is known.
repair-word = “{ $word }” is no word. Write letters, digits and hyphens, 24 at most, and the rest as a note.
repair-no-prices = There is no price list that could say what { $part } costs. Say it: { $part }=45.00
repair-no-price = { $part } is not on the price list. It has { $known }. Or say what it cost: { $part }=45.00
repair-parts = The parts come to { $parts }, that is more than { $cost }.
repair-missing = { $tag } is { $status }. Say that it is found first, then open the ticket.
repair-retired = { $tag } is { $status } and is not mended any more.
device-stop = { $status } since { $since }
device-way = Way: { $stops }

mode-repair = Repair
print-command-repair = broken devices: scan the device, then a loaner; mended, scan both
wait-repair = Scan the device
wait-repair-line = broken: it is taken in · mended: then its loaner
bench-opened = IN REPAIR NOW
bench-opened-from = { $tag } is taken back and in repair
bench-opened-in = { $tag } is in repair
bench-opened-hint = Scan a device of the pool: it goes out to { $name } as the loaner. Or the next broken one.
bench-opened-hint-plain = Scan the next device.
bench-in-repair = IN REPAIR
bench-in-repair-line = { $tag } is in repair since { $since }
bench-mended-line = { $tag } is mended, its loaner is still out
bench-settle-hint = Mended? Scan { $loaner }: both are settled. { key-yes }: mended, the loaner stays.
bench-settle-only-hint = Scan { $loaner }, the loaner: both are settled.
bench-lend-hint = Mended? { key-yes } ends the repair. Or scan a device of the pool as the loaner for { $name }.
bench-mend-hint = Mended? { key-yes } ends the repair.
bench-loaner = LOANER
bench-loaner-line = { $tag } stands in for { $of }
bench-loaner-hint = Scan { $of } if it is mended: both are settled.
bench-lent = LOANER OUT
bench-lent-line = { $tag } stands in for { $of }
bench-lent-hint = Scan the next broken device.
bench-settled = BACK FROM REPAIR
bench-settled-line = has { $tag } again; { $loaner } is in
bench-settled-due = has { $tag } again, due { $due }; { $loaner } is in
bench-mended = MENDED
bench-mended-in = { $tag } is mended
bench-mended-waits = { $name } waits for it: issue it to them.
bench-mended-loaner = { $name } still has { $loaner }: scan both when it comes.
bench-mended-hint = Scan the next device.
msg-bench-opened-from = { $tag } is back from { $name } and in repair.
msg-bench-opened = { $tag } is in repair.
msg-bench-waits = { $name } waits for it.
msg-bench-next-loaner = Scan a device of the pool as the loaner for { $name }.
msg-bench-in-repair = { $tag } is in repair since { $since }.
msg-bench-mended-out = { $tag } is mended, and { $name } still has { $loaner } for it.
msg-bench-settle = Scan { $loaner }, the loaner of { $name }, to settle both. XTDYES ends the repair alone.
msg-bench-settle-only = Scan { $loaner } to settle both.
msg-bench-lend = XTDYES ends the repair. Or scan a device of the pool as the loaner for { $name }.
msg-bench-mend = XTDYES ends the repair.
msg-bench-loaner = { $tag } is out to { $name } for { $of }. Scan { $of } if it is mended, to settle both.
msg-bench-lent = { $tag } issued to { $name } for { $of }.
msg-bench-settled = { $tag } is mended and out to { $name } again; { $loaner } is back.
msg-bench-mended = { $tag } is mended.
msg-bench-still-out = { $name } still has { $loaner } for it.
refused-loaner-in-repair = { $code } is in repair itself
refused-loaner-assigned = { $code } is somebody’s for years
refused-loaner-line = Take a device of the pool as the loaner

todo-seen-while-missing = { $tag } was in front of a scanner while { $status }
cli-what-missing = lost and found
missing-still-owed = { $name } still has it by the journal.
missing-charged = { $name } is charged { $amount }.
missing-voided = The charge of { $amount } is voided ({ $charge }).
missing-kept = The charge { $charge } stays: { $paid } was paid for it. Look at it and refund what is right.
missing-on = gone since { $day }
missing-report = report { $report }
missing-file = file { $file }
missing-retired = { $tag } is retired. Nothing was written.
missing-not = { $tag } is neither lost nor stolen.
missing-future = { $day } is still to come. Write the day it was lost on.
missing-report-long = Write the number of the report alone, 40 signs at most.
missing-nobody = Nobody had { $tag }: there is nobody to charge.
missing-charged-already = The loss of { $tag } is charged already.
missing-no-file = { $path } was not kept: { $detail }. Nothing was written.
missing-too-large = { $path } is larger than 50 MB and was not kept. Nothing was written.

life-open = Open a ticket
life-close = Close the ticket
life-lost = Lost
life-stolen = Stolen
life-found = Found
life-leave = Leave it
life-too-long = That line is too long. Write less.
life-problem = PROBLEM
life-problem-how = a word: screen, hinge, power
life-vendor = VENDOR
life-vendor-how = a word, or nothing
life-warranty = WARRANTY
life-warranty-how = yes where the maker pays, or nothing
life-note = NOTE
life-note-how = what else is to be known, or nothing
life-cost = COST
life-cost-how = as 20 or 20.50, or nothing
life-parts = PARTS
life-parts-how = screen, hinge=20.00, or nothing
life-which = TICKET
life-which-wrong = Write the number of the ticket, 1 to { $count }.
life-file = REPORT AS A FILE
life-file-how = drop it here, or its path, or nothing
life-result = GIVEN UP
life-result-how = yes where it is not mended, or nothing
life-day = DAY
life-day-how = written as 2026-08-12
life-report = POLICE REPORT
life-report-how = its number, or nothing
life-charge = CHARGE
life-charge-how = as 20 or 20.50, or nothing
life-charge-how-lost = as 20 or 20.50, 0 for none; else by the price list
life-found-how = It goes out again, and what was charged for it and not paid is voided.
life-waiting = Waiting for repair · { $count }
life-waiting-key = waiting for repair
life-above = line above
## Whose a device is for years, its label, and where it is on its way to

assigned-case = { $name }, case { $case }
assigned-to = Assigned to { $owner }
assigned-stays = stays assigned to { $owner }
assigned-now = { $tag } is assigned to { $owner }.
assigned-before = Before: { $owner }.
assigned-already = { $tag } is assigned to { $owner } already. Nothing changed.
freed = { $tag } is assigned to nobody now.
freed-already = { $tag } is assigned to nobody. Nothing changed.
theirs = Theirs: { $device }
theirs-in = Theirs: { $device }, in { $site }
theirs-out = Theirs: { $device }, which is out
ask-assigned = Assigned to { $name }
ask-assigned-why = { $tag } is assigned to { $owner }
outcome-assigned = ASSIGNED
outcome-freed = FREED
cli-what-assign = tagdesk assign
assign-arguments = Give the person’s ID, then the device’s tag; with --free the tag alone.
assign-dry = Nothing was written.
assign-wrong-case = { $case } is no case number: 20 characters at most.
assign-wrong-twice = { $tag } stands in the list before, with something else. Leave one of the two.
device-assign = assign
device-free = free
device-assign-how = Scan the card or type the ID, then the case number.
device-assign-person = Person’s ID
device-assign-case = Case number
device-form-done = done
outcome-labelled = NEW LABEL
outcome-added = TAKEN IN
cli-what-retag = tagdesk retag
cli-what-add-device = tagdesk add-device
label-done = { $old } is { $label } now. Its new label waits to be printed; the old one still finds it.
label-already = It is { $label } already. Nothing changed.
label-asked = { $label } is on { $on }, too. Put it on this device as well?
label-yes = Nothing was done; --yes puts it on and marks them all.
label-shared = { $label } is on { $on }, too: scan the serial number until one of them has another label.
label-old = Old label: it is { $label } now.
label-no-code = { $code } is no code that a scanner reads. Scan the new label.
label-reserved = { $code } is a command. Scan the new label.
label-person = { $code } is a person’s code. Scan the new label.
label-known = { $code } is known here already. Look it up under Devices.
label-none-queued = No label waits: all new ones were printed here.
device-added = { $tag } is taken in. It joins the list once an import brings its tag or its serial number.
device-shares = Same tag as { $others }
cli-show-labels = Labels it had: { $labels }
device-label = new label
device-label-how = Scan the new label, or type what it says.
device-label-new = New label
device-label-yes = put it on
device-add = A device in no list
device-add-how = Scan the serial number, type the model.
device-add-tag = Tag
device-add-serial = Serial number
device-add-model = Model
unknown-add-hint = The next scan clears this; { key-walk-up } takes it in as a device.
outcome-sent = SENT
outcome-received = RECEIVED
cli-what-transfer = tagdesk transfer
transfer-bound = On its way to { $site } since { $since }
transfer-sent = { $tag } leaves for { $site }.
transfer-sent-already = { $tag } is on its way to { $site } already. Nothing changed.
transfer-received = { $tag } is in at { $site }.
transfer-elsewhere = It was on its way to { $site }.
transfer-unsent = Nothing here says that it was sent.
transfer-out = It is out to { $name }: return it.
transfer-none = No transfer is called { $transfer }. tagdesk transfer list names those under way.
transfer-how-print = Sheet for the driver: tagdesk print transfer --transfer { $transfer } --out FILE.pdf
transfer-title = { $from } → { $to }
transfer-serial = Serial number
transfer-there = There
transfer-sender = Sent, { $site }
transfer-driver = Driver
transfer-receiver = Received, { $site }
transfer-sign = { $who }: ______________________________   Date: ____________
print-transfer = Sheet for the driver
refused-out-to = { $code } is out to { $name }
refused-out-to-line = Return it first, then send it
refused-no-device = Not a device
refused-no-device-line = Scan the tag of the device
transfer-same-site = { $site } is where this station stands. Choose the site that the devices go to.
page-transfer = Transfer
transfer-tab-send = Send
transfer-tab-receive = Receive
transfer-tab-under-way = Under way: { $count }
transfer-to = To { $site }
transfer-here = They arrived here
transfer-another-site = another site
transfer-scan = Scan the tag of each device
transfer-no-scan = Nothing is scanned here. Choose Send or Receive first.
transfer-no-sites = No site is known. Import the list of sites first.
transfer-count = THIS STACK · { $count }
transfer-nothing = Nothing is under way.
transfer-late = Not arrived
transfer-already = ON ITS WAY
transfer-sheet = sheet for the driver
transfer-no-sheet = Nothing is under way. Send a stack first (Transfer), then print its sheet.
transfer-no-sheet-to = Nothing was sent to { $site } yet. Scan the devices that go there first.
printing-row-transfer = Which one
printing-newest-to = The newest to { $site }
printing-row-queued = Only new ones
printing-queued = { $count ->
    [0] none waits
    [one] 1 waits
   *[other] { $count } wait
}
settings-rows = { $first } to { $last } of { $of }; arrows show the others
exchange-chip-same = same?
todo-same = { $name }, { $id }, is on the list no more; { $into } has the same name and household. If it is one person: tagdesk join { $id } { $into }

## A person's money in the window

money-charge = charge
money-pay = pay
money-waive = waive
money-adjust = change
money-refund = give back
money-void = void
money-sort = WHAT FOR
money-sort-how = choose with the arrows, or type it
money-which = WHICH CHARGE
money-entry = WHICH ENTRY
money-amount = AMOUNT
money-new-amount = NEW AMOUNT
money-amount-how = as 20 or 20.50
money-device = DEVICE
money-device-how = scan it or type its tag, or nothing
money-note = NOTE
money-note-how = what else is to be known, or nothing
money-reason = REASON
money-reason-how = why it is done
money-choose = choose
money-part = { $percent } %
money-all = All open charges, the oldest first
money-no-sort = No type
money-raised = Charged { $amount }
money-adjusted-up = Changed by +{ $amount }
money-adjusted = Changed by { $amount }
money-paid = Paid { $amount }
money-waived = Waived { $amount }
money-refunded = Given back { $amount }
money-voided = voided
money-ledger = CHARGES · { $count }
money-col-amount = AMOUNT
money-col-paid = PAID
money-col-waived = WAIVED
money-col-due = DUE
money-chip-void = void
money-chip-settled = settled
money-chip-owed = credit
money-chip-open = open
money-book = charge { $amount }
money-book-key = book it
money-keep = keep what is charged
money-settle-why = Write why, in a few words
proposal = { $what }: charged { $old }, the policy says { $new } – { $why }
proposal-not-charged = nobody charged it yet
proposal-not-theirs = somebody else had it, or it is settled
proposal-twice = it is charged already, by another desk
proposal-free = in the true order it is free
proposal-costs = in the true order it is not free, or has another price
exchange-todo-proposals = charges that differ from the policy
exchange-chip-proposal = charge
agreement-signed = { $name } signed the agreement { $version }.
agreement-chip = Agreement signed { $since }
agreement-chip-none = Agreement not signed
agreement-sign = sign
agreement-signer = WHO SIGNS
agreement-name = NAME
agreement-name-how = of who signs, or nothing
agreement-by-student = The person
agreement-by-guardian = A guardian
agreement-none = No agreement is to be signed. Name a version, or set one with tagdesk policy --agreement.
ask-agreement = Agreement not signed
ask-agreement-why = { $name } has not signed the agreement { $version }
ask-agreement-ask = Has it been signed now, so that { $tag } may go out?
ask-agreement-yes = Signed – issue
paper-unsigned = the agreement { $version } was not signed
cli-what-sign = tagdesk sign
policy-contact = A model that the catalogue does not have: ask { $contact } to add it. Nobody else changes the catalogue.
policy-not-the-contact = { $contact } alone changes the catalogue of models. Give { $contact } this file; if that is you, say so first (F6 in the window, --operator in the terminal).

## Money and repairs in exports and on paper
exchange-sheet-charges = Charges
exchange-sheet-tickets = Repairs
exchange-sheet-proposals = Proposals
exchange-sheet-assignments = Assignments
exchange-sheet-accessories = Accessories
exchange-sheet-overrides = Overrides
exchange-sheet-prices = Prices
exchange-export-read = To be read: nothing takes this file in again.
print-signed = Agreement signed
print-signed-version = Agreement { $version } signed
print-unsigned = Agreement not signed
print-owes-nothing = Owes nothing
print-nothing-assigned = No device assigned
printing-row-columns = Also on it
printing-column-case = case and device
printing-column-agreement = agreement
printing-column-owes = what they owe
print-charges = Charge notices
print-charge-sort = { $key ->
    [screen] Screen
    [keyboard] Keyboard
    [hinge] Hinge
    [port] Charging port
    [liquid] Liquid damage
    [charger] Charger missing
    [case] Case missing
    [stylus] Stylus missing
    [charger-damaged] Charger damaged
    [case-damaged] Case damaged
    [stylus-damaged] Stylus damaged
    [lost] Device lost
    [none] Charge
   *[other] { $sort }
}
print-card-price = { $card }, { $amount }
print-command-part = after a damage with a price: charge this part of it
print-command-why = yes, with this reason, where a question asks for one
print-settling = Parts of a price, and reasons
print-settling-about = A part right after the damage; a reason in the place of yes.

## Stacks and runs, told in full
already-in-goes = is in. { $goes }
transfer-left = Not taken, since another stack began: { $codes }. Scan them again where they are meant

## The catalogue's contact
policy-contact-left = { $count ->
    [one] 1 model of this list is not in the catalogue. { $contact } alone adds it; its devices are taken in all the same.
   *[other] { $count } models of this list are not in the catalogue. { $contact } alone adds them; their devices are taken in all the same.
}
policy-contact-undoes = That import changed the catalogue of models: { $contact } takes it back. If that is you, say so first (F6 in the window, --operator in the terminal).

## Entries, debts and what was noted, as they are read back
exchange-sheet-entries = Money entries
file-no-heading = { $path } has no column headed { $looked }; it has { $found }. Give the column one of these headings.
row-no-yes-or-no = "{ $word }" is neither yes nor no
prices-refused = { $count ->
    [one] A row is no price. Nothing was changed: mend it in the file and take it in again.
   *[other] { $count } rows are no prices. Nothing was changed: mend them in the file and take it in again.
}
row-other-table = { $key } stands in another of the tables too; neither was taken
noting-opened = repair opened: { $problem }
noting-opened-plain = repair opened
noting-closed = repair closed
event-noted = Noted
event-charged = Charged
event-adjusted = Charge changed
event-paid = Paid
event-waived = Let go
event-voided = Voided
event-refunded = Given back
event-label = New label
event-sent = Sent to another site
event-received = Received
event-joined = Joined with its record
event-signed = Agreement signed
missing-kept-by-policy = The charge { $charge } stays: the policy keeps what was charged for a loss. Void it where that is not meant.
error-still-to-come = { $day } is still to come. Write today or a day before.
