//! Scanners on a serial line: USB in "COM port" mode, RS-232, Bluetooth serial.
//!
//! Each [`Reader`] is a thread that keeps one scanner open, comes back after a
//! replug, and tells a sink what happened. Does not say what a code means, and never
//! delivers a piece of one.

mod frame;
mod ports;
#[cfg(all(test, unix))]
mod tests;

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serialport::{ErrorKind, SerialPort};

pub use frame::{DOUBT, Ending, Frame, Framer, MAX_FRAME, PAUSE, STALE};
pub use ports::{Identity, Port, ports};

use super::{Scan, Source};

/// How long a read waits. Finite, since some drivers never wake a read whose port
/// is gone, and longer than [`PAUSE`], so that a read without data has seen one.
const READ_TIMEOUT: Duration = Duration::from_millis(70);

/// From one attempt to open the port to the next, and between two looks whether it
/// is still listed.
const RETRY: Duration = Duration::from_secs(1);

/// How long dropping a [`Reader`] waits for the port to be closed.
const FAREWELL: Duration = Duration::from_millis(300);

/// Speed of a scanner fresh from its box, in baud. USB takes any.
const DEFAULT_BAUD: u32 = 9600;

/// Which scanner to read, and how. 8 data bits, no parity, 1 stop bit, no flow
/// control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The port it was last seen at.
    pub path: String,
    /// Speed in baud.
    #[serde(default = "default_baud")]
    pub baud: u32,
    /// Who it is, where the port says so: then it is found at any path.
    #[serde(default)]
    pub identity: Option<Identity>,
    /// What is known to end its codes. Found out with the first one otherwise, and said
    /// by [`Event::Ends`], so that it can be kept.
    #[serde(default)]
    pub ending: Option<Ending>,
}

fn default_baud() -> u32 {
    DEFAULT_BAUD
}

impl Config {
    /// The port at `path` at 9600 baud, whoever is there.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), baud: DEFAULT_BAUD, identity: None, ending: None }
    }

    /// The scanner now at `port`, wherever it is later.
    pub fn for_port(port: &Port) -> Self {
        Self { identity: port.identity(), ..Self::new(port.path.clone()) }
    }

    /// What tells this scanner from others, in [`Source::Serial`]: vendor, product
    /// and serial number where it has them, else the path.
    pub fn key(&self) -> String {
        match &self.identity {
            Some(Identity { vendor, product, serial_number: Some(serial) }) => {
                format!("{vendor:04x}:{product:04x}:{serial}")
            }
            _ => self.path.clone(),
        }
    }
}

/// What a reader has to say. States are said when they change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The port is open.
    Connected {
        /// Maker and product where known, else the path.
        name: String,
    },
    /// A whole code.
    Scan(Scan),
    /// It is known from now on what ends this scanner's codes.
    Ends(Ending),
    /// Bytes that are no text: most often the wrong speed.
    Garbled,
    /// A piece of a scan, dropped: scan again.
    Partial,
    /// More than a code, dropped.
    TooLong {
        /// Bytes in it.
        length: usize,
    },
    /// Another program, or another reader, has the port.
    Busy,
    /// This user may not open the port.
    Denied,
    /// The port was lost, or cannot be used as one. It is tried again.
    Lost {
        /// The system's words.
        reason: String,
    },
    /// The port is not there (yet). It is tried again.
    Waiting,
}

/// A thread that reads one scanner. Dropping it closes the port.
#[derive(Debug)]
pub struct Reader {
    /// Dropping it tells the thread to end.
    stop: Option<Sender<()>>,
    /// Disconnected when the thread has ended.
    ended: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts reading. The thread ends when `sink` returns false or the reader is
    /// dropped; no error ends it.
    pub fn start(config: Config, sink: impl FnMut(Event) -> bool + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let (alive, ended) = mpsc::channel();
        let thread = thread::Builder::new().name("serial scanner".to_owned()).spawn(move || {
            let _alive: Sender<()> = alive;
            Line::new(config, sink, stopped).run();
        });
        if let Err(error) = &thread {
            tracing::error!(%error, "no thread for a serial scanner");
        }
        Self { stop: Some(stop), ended, thread: thread.ok() }
    }

    /// Whether the thread still runs.
    pub fn is_running(&self) -> bool {
        matches!(self.ended.try_recv(), Err(TryRecvError::Empty))
    }
}

impl Drop for Reader {
    /// Waits a moment for the port to be closed, so that it can be opened anew. Not
    /// for ever: the sink may be waiting for whoever is dropping this, and a read
    /// may hang in a driver.
    fn drop(&mut self) {
        self.stop = None;
        let own = self
            .thread
            .as_ref()
            .is_some_and(|handle| handle.thread().id() == thread::current().id());
        if !own {
            let _ = self.ended.recv_timeout(FAREWELL);
        }
    }
}

/// Why the thread ends: the sink has had enough, or the reader was dropped.
struct Stop;

/// The thread's side of a [`Reader`].
struct Line<S> {
    config: Config,
    source: Source,
    framer: Framer,
    /// What was last said to end codes.
    ending: Option<Ending>,
    sink: S,
    stopped: Receiver<()>,
    state: Option<Event>,
}

impl<S: FnMut(Event) -> bool> Line<S> {
    fn new(config: Config, sink: S, stopped: Receiver<()>) -> Self {
        Self {
            source: Source::Serial(config.key()),
            framer: Framer::new(config.ending),
            ending: config.ending,
            config,
            sink,
            stopped,
            state: None,
        }
    }

    fn run(mut self) {
        while self.attempt().and_then(|()| self.rest()).is_ok() {}
    }

    /// Tries every place the scanner may be at, and reads where it is.
    fn attempt(&mut self) -> Result<(), Stop> {
        let listed = match self.config.identity {
            Some(_) => ports(),
            None => Vec::new(),
        };
        let mut trouble = Event::Waiting;
        for path in ports::candidates(&self.config, &listed) {
            match open(&path, self.config.baud) {
                Ok(port) => return self.serve(&path, port),
                Err(error) => trouble = diagnose(&error, || is_listed(&path)),
            }
        }
        self.enter(trouble)
    }

    fn serve(&mut self, path: &str, mut port: Box<dyn SerialPort>) -> Result<(), Stop> {
        let here = ports().into_iter().find(|port| port.path == path);
        let name = here.as_ref().map_or_else(|| path.to_owned(), Port::name);
        self.enter(Event::Connected { name })?;
        // Linux says at once when a port is gone; elsewhere it may just fall silent.
        let watched = (cfg!(not(target_os = "linux")) && here.is_some()).then_some(path);
        let reason = self.listen(port.as_mut(), watched)?;
        drop(port);
        if let Some(frame) = self.framer.give_up() {
            self.deliver(frame, Instant::now())?;
        }
        self.enter(Event::Lost { reason })
    }

    /// Reads until the port is lost; says why.
    fn listen(&mut self, port: &mut dyn SerialPort, watched: Option<&str>) -> Result<String, Stop> {
        let mut buffer = [0; 1024];
        let mut looked = Instant::now();
        loop {
            if self.is_stopped() {
                return Err(Stop);
            }
            match port.read(&mut buffer) {
                Ok(0) => return Ok("the device hung up".to_owned()),
                Ok(count) => {
                    let now = Instant::now();
                    for frame in self.framer.feed(&buffer[..count], now) {
                        self.deliver(frame, now)?;
                    }
                }
                Err(error) => match error.kind() {
                    io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                        let now = Instant::now();
                        if let Some(frame) = self.framer.quiet(now) {
                            self.deliver(frame, self.framer.last().unwrap_or(now))?;
                        }
                    }
                    io::ErrorKind::Interrupted => {}
                    _ => return Ok(error.to_string()),
                },
            }
            self.say_ending()?;
            if let Some(path) = watched
                && looked.elapsed() >= RETRY
            {
                looked = Instant::now();
                if !is_listed(path) {
                    return Ok("the device is gone".to_owned());
                }
            }
        }
    }

    fn deliver(&mut self, frame: Frame, at: Instant) -> Result<(), Stop> {
        self.say(match frame {
            Frame::Scan(code) => Event::Scan(Scan { code, source: self.source.clone(), at }),
            Frame::Garbled => Event::Garbled,
            Frame::Partial => Event::Partial,
            Frame::TooLong { length } => Event::TooLong { length },
        })
    }

    /// Says what ends codes, where that is news.
    fn say_ending(&mut self) -> Result<(), Stop> {
        let ending = self.framer.ending();
        if std::mem::replace(&mut self.ending, ending) == ending {
            return Ok(());
        }
        ending.map_or(Ok(()), |ending| self.say(Event::Ends(ending)))
    }

    /// Says a state, unless it is the present one.
    fn enter(&mut self, state: Event) -> Result<(), Stop> {
        if self.state.as_ref() == Some(&state) {
            return Ok(());
        }
        self.state = Some(state.clone());
        self.say(state)
    }

    fn say(&mut self, event: Event) -> Result<(), Stop> {
        if (self.sink)(event) { Ok(()) } else { Err(Stop) }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.try_recv() == Err(TryRecvError::Disconnected)
    }

    /// Waits for the next attempt.
    fn rest(&self) -> Result<(), Stop> {
        match self.stopped.recv_timeout(RETRY) {
            Err(RecvTimeoutError::Timeout) | Ok(()) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => Err(Stop),
        }
    }
}

fn open(path: &str, baud: u32) -> Result<Box<dyn SerialPort>, serialport::Error> {
    let mut port = serialport::new(path, baud).timeout(READ_TIMEOUT).open()?;
    // Some scanners send only to a host that says it is ready; a line without that
    // wire answers with an error that means nothing.
    if let Err(error) = port.write_data_terminal_ready(true) {
        tracing::debug!(path, %error, "no DTR on this port");
    }
    Ok(port)
}

fn is_listed(path: &str) -> bool {
    ports().iter().any(|port| port.path == path)
}

/// What a failure to open means. `listed` says whether the system knows the port:
/// Windows has one answer for "in use" and "not there".
fn diagnose(error: &serialport::Error, listed: impl Fn() -> bool) -> Event {
    match error.kind() {
        ErrorKind::NoDevice if cfg!(windows) && !listed() => Event::Waiting,
        ErrorKind::NoDevice => Event::Busy,
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => Event::Denied,
        ErrorKind::Io(io::ErrorKind::NotFound) => Event::Waiting,
        _ => Event::Lost { reason: error.to_string() },
    }
}
