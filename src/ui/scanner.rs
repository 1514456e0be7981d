//! The serial scanner as the window hears it: a subscription around the reader thread.
//!
//! Hands on what the reader says. Does not read ports itself and does not know codes.

use std::hash::{Hash, Hasher};

use iced::Subscription;
use iced::futures::Stream;
use iced::futures::channel::mpsc;
use iced::futures::stream;

use crate::desk::reply::Channel;
use crate::desk::request::Settings;
use crate::scanner::serial::{Config, Event, Reader};

/// What the bar says of the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// No serial scanner is chosen: scanners type.
    #[default]
    Keyboard,
    /// The port is open.
    Ready,
    /// The port is not there.
    Lost,
    /// Another program has it.
    Busy,
    /// This user may not open it.
    Denied,
    /// It sends what is no text.
    Garbled,
    /// A piece of a scan was dropped.
    Partial,
}

impl State {
    /// What an event makes of it; `None` leaves it.
    pub fn after(event: &Event) -> Option<State> {
        Some(match event {
            Event::Connected { .. } | Event::Scan(_) => Self::Ready,
            Event::Ends(_) => return None,
            Event::Garbled => Self::Garbled,
            Event::Partial | Event::TooLong { .. } => Self::Partial,
            Event::Busy => Self::Busy,
            Event::Denied => Self::Denied,
            Event::Lost { .. } | Event::Waiting => Self::Lost,
        })
    }
}

/// A port, and which time it is listened to: what is learned meanwhile does not begin a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Port(Config, u64);

impl Hash for Port {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.path.hash(state);
        self.0.baud.hash(state);
        self.1.hash(state);
    }
}

/// The scanner the settings name, if any.
pub fn config(settings: &Settings) -> Option<Config> {
    let path = settings.serial_port.as_ref().filter(|path| !path.trim().is_empty())?;
    let ending = settings.serial_endings.get(path).copied();
    Some(Config { baud: settings.baud, ending, ..Config::new(path.clone()) })
}

/// Whose session a scanner's scans belong to.
pub fn channel(config: &Config) -> Channel {
    Channel::Scanner(config.key())
}

/// Whether the scanner is to be listened to anew when the settings change so: it is another one, or
/// what was known of it is forgotten.
pub fn begins_anew(before: Option<&Config>, after: Option<&Config>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            let learned = Config { ending: before.ending, ..after.clone() };
            learned != *before || (before.ending.is_some() && after.ending.is_none())
        }
        (before, after) => before != after,
    }
}

/// Listens to a scanner as long as it is returned, from the beginning with another `time`.
pub fn listen(config: Config, time: u64) -> Subscription<Event> {
    Subscription::run_with(Port(config, time), |port| events(port.0.clone()))
}

/// The reader lives in the stream: dropping the stream closes the port.
fn events(config: Config) -> impl Stream<Item = Event> + use<> {
    let (sender, events) = mpsc::unbounded();
    let reader = Reader::start(config, move |event| sender.unbounded_send(event).is_ok());
    stream::unfold((events, reader), |(mut events, reader)| async move {
        use iced::futures::StreamExt;

        let event = events.next().await?;
        Some((event, (events, reader)))
    })
}
