//! `tagdesk scan`: the desk on standard input and output, or on a serial scanner.

use std::io::{BufRead, Read};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{Ended, complain, desk, say};
use crate::desk::reply::{Channel, Mode, Outcome, Reply};
use crate::desk::request::Request;
use crate::desk::{Desk, Front};
use crate::domain::event::Source;
use crate::domain::money::written;
use crate::scanner::serial::{Config, Event, Reader};
use crate::{clock, text};

/// A longer line is no scan; the rest of it is passed over.
const MAX_LINE: usize = 4096;

/// Arguments of `scan`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What a device does; holds until a mode code changes it. As the open run says, else issue
    #[arg(long, value_enum)]
    mode: Option<ModeArg>,
    /// The run; begun if there is none of that name
    #[arg(long, value_name = "NAME")]
    run: Option<String>,
    /// Who is scanning
    #[arg(long, value_name = "CODE")]
    operator: Option<String>,
    /// Read a serial scanner instead of standard input
    #[arg(long, value_name = "PORT")]
    serial: Option<String>,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

/// A mode as it is written on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModeArg {
    Issue,
    Return,
    Swap,
    LookUp,
    Repair,
}

impl From<ModeArg> for Mode {
    fn from(mode: ModeArg) -> Mode {
        match mode {
            ModeArg::Issue => Mode::Issue,
            ModeArg::Return => Mode::Return,
            ModeArg::Swap => Mode::Swap,
            ModeArg::LookUp => Mode::LookUp,
            ModeArg::Repair => Mode::Repair,
        }
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let front = if args.serial.is_some() { Front::Window } else { Front::Terminal };
    let (mut desk, now) = desk(folder, &text::get("cli-what-scan"), front)?;
    desk.set_operator(args.operator.clone());
    if let Some(name) = &args.run {
        desk.take_run(name, &now).map_err(|e| text::error(&e))?;
    }
    let mode = args.mode.map_or_else(|| desk.mode_of_run(&now), Mode::from);
    let done = match &args.serial {
        Some(port) => from_serial(&mut desk, port, mode, args.json),
        None => from_input(&mut desk, mode, args.json),
    };
    super::close(desk)?;
    done.map(|()| ExitCode::SUCCESS)
}

fn from_input(desk: &mut Desk, mode: Mode, json: bool) -> Result<(), String> {
    desk.set_mode(&Channel::Main, mode);
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    let mut since_checkpoint = 0;
    while next_line(&mut input, &mut line)
        .map_err(|e| text::with("cli-input", &[("cause", &e.to_string())]))?
    {
        // Bytes that are no UTF-8 are no code; what can be read of them is echoed.
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let reply = desk
            .scan(&Channel::Main, &line, Source::Scan, &clock::now())
            .map_err(|e| text::error(&e))?;
        say(&shown(&reply, json))?;
        since_checkpoint += 1;
        if since_checkpoint == 500 {
            since_checkpoint = 0;
            let _ = desk.store().checkpoint();
        }
    }
    Ok(())
}

/// The next line without its end, cut at [`MAX_LINE`]; false at the end of input.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let read = input.by_ref().take(MAX_LINE as u64).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else {
        // Too long to be a scan: the rest is read away in pieces.
        loop {
            let (used, ended) = {
                let piece = input.fill_buf()?;
                match piece.iter().position(|byte| *byte == b'\n') {
                    Some(end) => (end + 1, true),
                    None => (piece.len(), piece.is_empty()),
                }
            };
            input.consume(used);
            if ended {
                break;
            }
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(true)
}

fn from_serial(desk: &mut Desk, port: &str, mode: Mode, json: bool) -> Result<(), String> {
    let channel = Channel::Scanner(port.to_owned());
    desk.set_mode(&channel, mode);
    let (sender, events) = mpsc::channel();
    let mut settings = desk.settings().clone();
    let ending = settings.serial_endings.get(port).copied();
    let config = Config { ending, ..Config::new(port) };
    let _reader = Reader::start(config, move |event| sender.send(event).is_ok());
    for event in events {
        match event {
            Event::Scan(scan) => {
                let reply = desk
                    .scan(&channel, &scan.code, Source::Scan, &clock::now())
                    .map_err(|e| text::error(&e))?;
                say(&shown(&reply, json))?;
                let _ = desk.store().checkpoint();
            }
            Event::Ends(ending) => {
                settings.serial_endings.insert(port.to_owned(), ending);
                let kept = desk.handle(Request::SetSettings(settings.clone()), &clock::now());
                kept.map_err(|e| text::error(&e))?;
            }
            event => complain(&text::serial(&event)),
        }
    }
    Ok(())
}

/// A reply as one line.
pub(super) fn shown(reply: &Reply, json: bool) -> String {
    let message = text::message(reply);
    if !json {
        return format!("{}: {message}", reply.outcome.as_str());
    }
    let mut object = Map::new();
    let optional = |text: Option<&str>| text.map_or(Value::Null, Value::from);
    object.insert("scan".into(), reply.scan.clone().into());
    object.insert("outcome".into(), reply.outcome.as_str().into());
    object.insert("device".into(), optional(reply.device.as_deref()));
    let id = |id: Option<&crate::domain::borrower::BorrowerId>| {
        optional(id.map(crate::domain::borrower::BorrowerId::as_str))
    };
    object.insert("student".into(), id(reply.student.as_ref()));
    object.insert("from".into(), id(reply.from.as_ref()));
    object.insert("message".into(), message.into());
    object.insert("event".into(), optional(reply.event.as_deref()));
    if reply.outcome == Outcome::Question {
        object.insert("ask".into(), json!(reply.ask));
    }
    if let Some(cents) = reply.owes_cents() {
        object.insert("owes".into(), written(cents).into());
    }
    Value::Object(object).to_string()
}
