//! Readers over pairs of pseudo terminals: the far end plays the scanner.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::os::unix::fs::symlink;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use serialport::TTYPort;

use super::*;

/// Long enough for a computer that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);

/// A scanner, and what its reader says.
struct Rig {
    master: TTYPort,
    /// Kept open, so that the far end never finds the line without a reader.
    _slave: TTYPort,
    path: String,
}

impl Rig {
    fn new() -> Self {
        let (mut master, slave) = TTYPort::pair().unwrap();
        master.set_timeout(PATIENCE).unwrap();
        let path = slave.name().unwrap();
        Self { master, _slave: slave, path }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.master.write_all(bytes).unwrap();
    }
}

fn config(path: &str) -> Config {
    Config {
        // macOS has no speeds on a pseudo terminal.
        baud: if cfg!(target_os = "macos") { 0 } else { 9600 },
        ..Config::new(path)
    }
}

fn start(path: &str) -> (Reader, Receiver<Event>) {
    start_with(config(path))
}

fn start_with(config: Config) -> (Reader, Receiver<Event>) {
    let (sender, events) = channel();
    let reader = Reader::start(config, move |event| sender.send(event).is_ok());
    (reader, events)
}

/// The next event; what ends codes is passed over.
fn next(events: &Receiver<Event>) -> Event {
    loop {
        match events.recv_timeout(PATIENCE).expect("an event") {
            Event::Ends(_) => {}
            other => return other,
        }
    }
}

/// What is said next of what ends codes, and which codes came before.
fn next_ending(events: &Receiver<Event>) -> (Vec<String>, Ending) {
    let mut codes = Vec::new();
    loop {
        match events.recv_timeout(PATIENCE).expect("an event") {
            Event::Scan(scan) => codes.push(scan.code),
            Event::Ends(ending) => return (codes, ending),
            other => panic!("{other:?}"),
        }
    }
}

fn next_code(events: &Receiver<Event>) -> String {
    match next(events) {
        Event::Scan(scan) => scan.code,
        other => panic!("{other:?} in place of a scan"),
    }
}

/// A rig whose reader is connected.
fn connected() -> (Rig, Reader, Receiver<Event>) {
    let rig = Rig::new();
    let (reader, events) = start(&rig.path);
    let name = rig.path.clone();
    assert_eq!(next(&events), Event::Connected { name });
    (rig, reader, events)
}

#[test]
fn line_ends_of_every_kind_and_none() {
    let (mut rig, _reader, events) = connected();
    // No terminator yet: a pause ends it, and the silence behind it says that none comes.
    rig.send(b"P100");
    assert_eq!(next_ending(&events), (vec!["P100".to_owned()], Ending::Pause));
    rig.send(b"S100\rA200\nA201\r\n\r\nA202\r");
    for code in ["S100", "A200", "A201", "A202"] {
        assert_eq!(next_code(&events), code);
    }
    rig.send(b"\x02A203\x03");
    let Event::Scan(scan) = next(&events) else { panic!("no scan") };
    assert_eq!(scan.code, "A203");
    assert_eq!(scan.source, Source::Serial(rig.path.clone()));
}

#[test]
fn a_first_scan_in_bursts_is_one_scan_and_says_what_ends_it() {
    let (mut rig, _reader, events) = connected();
    for burst in [&b"CB-"[..], b"00", b"44"] {
        rig.send(burst);
        thread::sleep(PAUSE * 4 / 3);
    }
    rig.send(b"17\r");
    assert_eq!(next_ending(&events), (vec!["CB-004417".to_owned()], Ending::Cr));
    rig.send(b"\n");
    assert_eq!(next_ending(&events), (vec![], Ending::CrLf));
}

#[test]
fn the_rest_of_what_a_pause_cut_is_said_to_be_half_a_scan() {
    let (mut rig, _reader, events) = connected();
    let sent = Instant::now();
    rig.send(b"CB-00");
    let Event::Scan(scan) = next(&events) else { panic!("no scan") };
    assert!(scan.at < sent + DOUBT, "when it came, not when it was believed");
    rig.send(b"4417\r\n");
    assert_eq!(next(&events), Event::Partial);
    rig.send(b"CB-004417\r\n");
    assert_eq!(next_code(&events), "CB-004417");
}

#[test]
fn a_line_that_is_known_to_end_its_codes_waits_from_the_first() {
    let mut rig = Rig::new();
    let known = Config { ending: Some(Ending::CrLf), ..config(&rig.path) };
    let (_reader, events) = start_with(known);
    assert!(matches!(next(&events), Event::Connected { .. }));
    rig.send(b"CB-00");
    thread::sleep(DOUBT * 2);
    rig.send(b"4417\r\n");
    // And says nothing that was known before.
    assert!(
        matches!(events.recv_timeout(PATIENCE), Ok(Event::Scan(scan)) if scan.code == "CB-004417")
    );
}

#[test]
fn a_scan_in_pieces_is_one_scan() {
    let (mut rig, _reader, events) = connected();
    rig.send(b"A200\r");
    assert_eq!(next_code(&events), "A200");
    for byte in b"CB-004417" {
        rig.send(&[*byte]);
    }
    thread::sleep(PAUSE * 4);
    rig.send(b"X\r");
    assert_eq!(next_code(&events), "CB-004417X");
}

#[test]
fn a_piece_without_an_end_is_reported_and_joins_nothing() {
    let (mut rig, _reader, events) = connected();
    rig.send(b"A200\rCB-00");
    assert_eq!(next_code(&events), "A200");
    assert_eq!(next(&events), Event::Partial);
    rig.send(b"A201\r");
    assert_eq!(next_code(&events), "A201");
}

#[test]
fn a_thousand_scans_at_once_all_arrive() {
    let (mut rig, _reader, events) = connected();
    let writer = thread::spawn(move || {
        for number in 0..1000 {
            rig.send(format!("CB-{number:06}\r\n").as_bytes());
        }
        rig
    });
    for number in 0..1000 {
        assert_eq!(next_code(&events), format!("CB-{number:06}"));
    }
    let _rig = writer.join().unwrap();
}

#[test]
fn bytes_that_are_no_text_are_no_scan() {
    let (mut rig, _reader, events) = connected();
    rig.send(b"\xff\xfe\x80\x98\r");
    assert_eq!(next(&events), Event::Garbled);
    rig.send(&[b'9'; MAX_FRAME + 1]);
    rig.send(b"\rA200\r");
    let length = MAX_FRAME + 1;
    assert_eq!(next(&events), Event::TooLong { length });
    assert_eq!(next_code(&events), "A200");
}

#[test]
fn a_scanner_pulled_in_mid_scan_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("scanner");
    let path = link.to_str().unwrap();
    let (mut first, mut second) = (Rig::new(), Rig::new());

    let (_reader, events) = start(path);
    assert_eq!(next(&events), Event::Waiting);
    symlink(&first.path, &link).unwrap();
    let name = path.to_owned();
    assert_eq!(next(&events), Event::Connected { name: name.clone() });
    first.send(b"A200\rCB-00");
    assert_eq!(next_code(&events), "A200");
    // The piece came in the same write; give it time to be read as well.
    thread::sleep(PAUSE * 3);
    std::fs::remove_file(&link).unwrap();
    drop(first);
    assert_eq!(next(&events), Event::Partial);
    assert!(matches!(next(&events), Event::Lost { .. }));
    assert_eq!(next(&events), Event::Waiting);

    symlink(&second.path, &link).unwrap();
    assert_eq!(next(&events), Event::Connected { name });
    second.send(b"A201\r");
    let Event::Scan(scan) = next(&events) else { panic!("no scan") };
    assert_eq!(scan.code, "A201");
    assert_eq!(scan.source, Source::Serial(path.to_owned()));
}

#[test]
fn a_port_in_use_is_said_once_and_taken_when_free() {
    let (mut rig, reader, _events) = connected();
    let (_second, events) = start(&rig.path);
    assert_eq!(next(&events), Event::Busy);
    let quiet = events.recv_timeout(RETRY * 2);
    assert_eq!(quiet, Err(RecvTimeoutError::Timeout));
    drop(reader);
    assert!(matches!(next(&events), Event::Connected { .. }));
    rig.send(b"A200\r");
    assert_eq!(next_code(&events), "A200");
}

#[test]
fn a_dropped_reader_frees_its_port_at_once() {
    let (rig, reader, events) = connected();
    drop(reader);
    assert_eq!(events.recv_timeout(PATIENCE), Err(RecvTimeoutError::Disconnected));
    let (_again, events) = start(&rig.path);
    assert!(matches!(next(&events), Event::Connected { .. }));
}

#[test]
fn a_sink_that_has_had_enough_ends_the_thread() {
    let mut rig = Rig::new();
    let (sender, events) = channel();
    let reader = Reader::start(config(&rig.path), move |event| {
        let more = !matches!(event, Event::Scan(_));
        sender.send(event).unwrap();
        more
    });
    assert!(matches!(next(&events), Event::Connected { .. }));
    assert!(reader.is_running());
    rig.send(b"A200\rA201\r");
    assert_eq!(next_code(&events), "A200");
    assert_eq!(events.recv_timeout(PATIENCE), Err(RecvTimeoutError::Disconnected));
    let since = Instant::now();
    while reader.is_running() && since.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    assert!(!reader.is_running());
}

#[test]
fn dropping_does_not_wait_for_a_sink_that_waits() {
    let rig = Rig::new();
    let (entered, inside) = channel();
    let (release, wait) = channel::<()>();
    let reader = Reader::start(config(&rig.path), move |_| {
        entered.send(()).unwrap();
        let _ = wait.recv();
        true
    });
    inside.recv_timeout(PATIENCE).unwrap();
    let since = Instant::now();
    drop(reader);
    assert!(since.elapsed() < FAREWELL + Duration::from_secs(5));
    drop(release);
}

#[test]
fn what_is_no_serial_port_is_said_to_be_none() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (_reader, events) = start(file.path().to_str().unwrap());
    assert!(matches!(next(&events), Event::Lost { .. }));
}

#[test]
fn failures_to_open_have_names() {
    let named = |kind| diagnose(&serialport::Error::new(kind, "why"), || true);
    assert_eq!(named(ErrorKind::NoDevice), Event::Busy);
    assert_eq!(named(ErrorKind::Io(io::ErrorKind::PermissionDenied)), Event::Denied);
    assert_eq!(named(ErrorKind::Io(io::ErrorKind::NotFound)), Event::Waiting);
    let reason = "why".to_owned();
    assert_eq!(named(ErrorKind::Unknown), Event::Lost { reason });
}

#[test]
fn a_scanner_keeps_its_key_after_a_replug() {
    let mut port = Port {
        path: "/dev/ttyACM0".to_owned(),
        maker: None,
        product: None,
        serial_number: Some("21110B1234".to_owned()),
        usb: Some((0x0c2e, 0x0b6a)),
    };
    let key = Config::for_port(&port).key();
    assert_eq!(key, "0c2e:0b6a:21110B1234");
    port.path = "/dev/ttyACM1".to_owned();
    assert_eq!(Config::for_port(&port).key(), key);
    port.serial_number = None;
    assert_eq!(Config::for_port(&port).key(), "/dev/ttyACM1");
}

#[test]
fn settings_of_an_older_file_are_read() {
    let config: Config = serde_json::from_str(r#"{"path":"COM3"}"#).unwrap();
    assert_eq!(config, Config::new("COM3"));
}
