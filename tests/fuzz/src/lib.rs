//! What is fed with any bytes at all, and what must hold then. Used twice: by libFuzzer in this
//! workspace, and by the properties in `tests/it/any_bytes.rs`, which include this file.

use std::time::{Duration, Instant};

use tagdesk::domain::event::{Event, EventId, chain};
use tagdesk::domain::fold;
use tagdesk::domain::hash::Hash;
use tagdesk::domain::world::World;
use tagdesk::exchange::bundle;
use tagdesk::exchange::read::{Limits, Member, Reading, Table};
use tagdesk::scanner::serial::{Ending, Frame, Framer, MAX_FRAME, STALE};

/// Between the files of a bundle.
const FILE: u8 = 0x1e;

/// A register file: text in any encoding, a workbook, an archive.
pub fn csv(bytes: &[u8]) {
    let limits = Limits { file_bytes: 1 << 20, unpacked_bytes: 4 << 20, ..Limits::STANDARD };
    let known = ["student", "name", "grade", "tag", "serial", "sourcedId", "site"];
    let reading = Reading { known: &known, limits };
    let member = Member::of_bytes("any.csv", bytes);
    for table in [Table::read(&member, &reading), Table::without_headings(&member, &reading)] {
        let Ok(table) = table else { continue };
        let mut rows = 0;
        for row in table.rows() {
            rows += 1;
            assert!(row.line() > 0);
            for column in 0..row.len().max(table.headings().len()) {
                let field = row.get(column);
                assert!(field.len() <= limits.field_bytes);
                assert_eq!(field, field.trim());
                let _ = row.kind(column);
            }
        }
        assert_eq!(rows + table.refused().len(), table.len());
        assert_eq!(rows, table.rows().len());
        assert!(table.refused().all(|refused| refused.line > 0));
    }
}

/// A bundle: up to four files with a record separator between them, or a zip.
pub fn bundle(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = if bytes.starts_with(b"PK") {
        let path = folder.path().join("any.zip");
        std::fs::write(&path, bytes).expect("a temporary file");
        path
    } else {
        let names = ["manifest.csv", "events.csv", "additions.csv", "receipt.csv"];
        for (name, file) in names.iter().zip(bytes.splitn(4, |byte| *byte == FILE)) {
            std::fs::write(folder.path().join(name), file).expect("a temporary file");
        }
        folder.path().to_owned()
    };
    let _ = bundle::peek(&path);
    let Ok(read) = bundle::read(&path) else { return };
    for event in &read.events {
        let again = Event::open(event.text.clone(), event.prev, event.hash);
        assert_eq!(again.as_ref(), Ok(event), "taken, and not what was written");
    }
    for addition in &read.additions {
        assert!(read.events.iter().any(|event| event.hash == addition.event));
    }
    assert!(read.events.len() as u64 + read.lost <= read.rows.max(read.events.len() as u64));
    assert!(!read.whole || read.damaged.is_empty() && !read.truncated && !read.resaved);
}

/// The text of an event, as another program may have written it.
pub fn event(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = (Hash::parse(text), EventId::parse(text));
    let hash = chain(&Hash::ZERO, text);
    let Ok(event) = Event::open(text.to_owned(), Hash::ZERO, hash) else { return };
    assert_eq!(event.text, text, "kept to the byte");
    assert!(Event::open(format!("{text} "), Hash::ZERO, hash).is_err());
    assert_eq!(EventId::parse(&event.id().to_string()).map(|(id, _)| id.seq), named(&event));
    // What this program understood of it, it writes and reads back as the same.
    let own = Event::seal(event.body.clone(), Hash::ZERO);
    let read = Event::open(own.text.clone(), own.prev, own.hash).expect("its own text");
    assert_eq!(read.body.canonical(), own.text);
    let mut world = World::default();
    world.note(&event.body, event.hash);
    world.settle();
    let mut entries = fold::entries([event.clone(), own], &world);
    let folded = fold::device(&mut entries, &world);
    assert!(folded.loans.len() <= 2);
}

/// Its number, where its name can be read back: stations with a slash in their code have none.
fn named(event: &Event) -> Option<u64> {
    let odd = |text: &str| text.contains('/') || text.contains('~');
    let odd = odd(&event.body.station) || odd(&event.body.incarnation);
    if odd {
        EventId::parse(&event.id().to_string()).map(|(id, _)| id.seq)
    } else {
        Some(event.body.seq)
    }
}

/// A serial line. The first byte says what is known of it; `FF n` lets 10 n ms pass, `FE` unplugs
/// it, anything else comes over the line.
pub fn serial(bytes: &[u8]) {
    let Some((first, script)) = bytes.split_first() else { return };
    let endings = [
        None,
        Some(Ending::Cr),
        Some(Ending::Lf),
        Some(Ending::CrLf),
        Some(Ending::Etx),
        Some(Ending::Pause),
    ];
    let ending = endings[usize::from(*first) % endings.len()];
    let mut at_once = Framer::new(ending);
    let mut one_by_one = Framer::new(ending);
    let mut now = Instant::now();
    let mut rest = script;
    while let Some((op, behind)) = rest.split_first() {
        match op {
            0xff => {
                let ticks = behind.first().copied().unwrap_or_default();
                now += Duration::from_millis(10) * u32::from(ticks);
                let frame = at_once.quiet(now);
                assert_eq!(one_by_one.quiet(now), frame);
                frame.iter().for_each(sound);
                rest = behind.get(1..).unwrap_or_default();
            }
            0xfe => {
                let frame = at_once.give_up();
                assert_eq!(one_by_one.give_up(), frame);
                frame.iter().for_each(sound);
                rest = behind;
            }
            _ => {
                let end = rest.iter().position(|byte| *byte >= 0xfe).unwrap_or(rest.len());
                let frames = at_once.feed(&rest[..end], now);
                frames.iter().for_each(sound);
                let same: Vec<Frame> = rest[..end]
                    .iter()
                    .flat_map(|byte| one_by_one.feed(std::slice::from_ref(byte), now))
                    .collect();
                assert_eq!(same, frames, "it depends on how the bytes were read");
                rest = &rest[end..];
            }
        }
    }
    assert_eq!(at_once.ending(), one_by_one.ending());
    at_once.quiet(now + STALE).iter().for_each(sound);
}

fn sound(frame: &Frame) {
    match frame {
        Frame::Scan(code) => {
            assert!(!code.trim().is_empty() && code.len() <= MAX_FRAME);
            assert!(!code.contains(['\r', '\n']));
        }
        Frame::TooLong { length } => assert!(*length > MAX_FRAME),
        Frame::Garbled | Frame::Partial => {}
    }
}
