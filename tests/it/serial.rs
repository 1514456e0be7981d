//! A serial scanner at the real program, over a pair of pseudo terminals. Framing, floods and
//! replugging are tested beside `scanner::serial`.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};

use serialport::{SerialPort, TTYPort};
use tagdesk::scanner::serial::DOUBT;

use super::support::folder::Folder;

#[test]
fn scans_of_a_serial_scanner_are_issued_and_returned() {
    let folder = Folder::ready("SER-1");
    let (mut scanner, port) = TTYPort::pair().unwrap();
    let name = port.name().unwrap();
    let mut desk = folder.start(&["scan", "--json", "--serial", &name]);
    let mut said = BufReader::new(desk.process.stderr.take().unwrap()).lines();
    // From the first word on the port is open: nothing sent before would be heard.
    assert!(said.next().unwrap().unwrap().contains(&name));
    let mut send = |bytes: &[u8]| {
        scanner.write_all(bytes).unwrap();
        scanner.flush().unwrap();
    };
    let mut hear = |outcome: &str, device: Option<&str>| {
        let reply = desk.reply().unwrap();
        assert_eq!(reply["outcome"], outcome, "{reply}");
        assert_eq!(reply["device"].as_str(), device, "{reply}");
    };
    send(b"0048213\r\n");
    hear("student", None);
    send(b"CB-00");
    send(b"4417\r\n");
    hear("issued", Some("CB-004417"));
    // Two in one go, and the second is the same card lying there: one scan.
    send(b"XTDRETURN\rCB-004417\rCB-004417\r");
    hear("mode", None);
    hear("returned", Some("CB-004417"));
    hear("already", None);
    send(b"\xff\xfe\x80\x81\x90\r\n");
    assert!(said.next().unwrap().unwrap().contains("baud"));
    desk.process.kill().unwrap();
    desk.process.wait().unwrap();
    assert_eq!(folder.list("loans").1.len(), 1);
}

#[test]
fn what_ends_the_codes_of_a_port_is_known_after_a_restart() {
    let folder = Folder::ready("SER-1");
    let (mut scanner, port) = TTYPort::pair().unwrap();
    let name = port.name().unwrap();
    let mut desk = folder.start(&["scan", "--json", "--serial", &name]);
    let mut said = BufReader::new(desk.process.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains(&name));
    // The third answer is behind what the first two taught.
    scanner.write_all(b"0048213\rXTDNEXT\r").unwrap();
    assert_eq!(desk.reply().unwrap()["outcome"], "student");
    assert_eq!(desk.reply().unwrap()["outcome"], "next");
    scanner.write_all(b"XTDNEXT\r").unwrap();
    assert_eq!(desk.reply().unwrap()["outcome"], "next");
    desk.process.kill().unwrap();
    desk.process.wait().unwrap();

    let mut desk = folder.start(&["scan", "--json", "--serial", &name]);
    let mut said = BufReader::new(desk.process.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains(&name));
    // Longer than the first scan of an unknown port would be waited for.
    scanner.write_all(b"00482").unwrap();
    std::thread::sleep(DOUBT * 2);
    scanner.write_all(b"13\r").unwrap();
    let reply = desk.reply().unwrap();
    assert_eq!((&reply["scan"], &reply["outcome"]), (&"0048213".into(), &"student".into()));
    desk.process.kill().unwrap();
    desk.process.wait().unwrap();
}
