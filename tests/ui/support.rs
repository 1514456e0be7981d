//! Hand-made answers and boards, a window of any size, and key presses as a keyboard sends them.

use iced::keyboard::key::{Code, Named as NamedKey, NativeCode, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Element, Event, Settings, Size};
use iced_test::Simulator;
use iced_test::selector::Candidate;

use tagdesk::desk::reply::*;
use tagdesk::desk::request::{Answer, Board, Returning, RunInfo, TailState};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::domain::noted::Noted;
use tagdesk::domain::policy::Policy;
use tagdesk::ui::chrome::{self, Frame, Question};
use tagdesk::ui::screen::desk::{self, Around, Desk};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::{Heard, scan_listener};
use tagdesk::ui::{key, scanner, theme};

/// Wed 12 Aug 2026, 9:41 at five hours behind UTC.
pub(crate) const NOW: When = at(12, 9, 41);

pub(crate) const fn at(day: i64, hour: i64, minute: i64) -> When {
    // 2026-08-12 00:00 local.
    let midnight = 1_786_510_800;
    let seconds = midnight + ((day - 12) * 24 + hour) * 3600 + minute * 60;
    When { at_ms: seconds * 1000, utc_offset_min: -300 }
}

pub(crate) fn named(id: &str, name: &str, homeroom: &str) -> Named {
    Named { id: BorrowerId::from_text(id), name: name.into(), homeroom: homeroom.into() }
}

pub(crate) fn jose() -> Named {
    named("0048213", "José Nguyễn", "7B")
}

pub(crate) fn ava() -> Holder {
    Holder {
        named: named("0048301", "Ava Lind", "8A"),
        since: When { at_ms: NOW.at_ms - 363 * 86_400_000, ..NOW },
        due: None,
    }
}

pub(crate) fn person(holds: Vec<HeldDevice>) -> Person {
    Person {
        named: jose(),
        grade: "7".into(),
        site: "NMS".into(),
        site_name: "Neosho Middle".into(),
        slot: String::new(),
        case: String::new(),
        staff: false,
        active: true,
        parked: false,
        holds,
        household: vec![named("0048222", "Ana Nguyễn", "6A")],
        gets: vec!["Lenovo 300e Gen 4".into()],
        owes_cents: 0,
        signed: vec![],
        assigned: vec![],
    }
}

pub(crate) fn held(tag: &str) -> HeldDevice {
    HeldDevice {
        id: DeviceId::from_text(format!("t:{tag}")),
        tag: tag.into(),
        model: "Lenovo 300e Gen 4".into(),
        category: "Chromebook".into(),
        since: NOW,
        due: Some("2027-06-04".into()),
        goes_along: false,
    }
}

pub(crate) fn card(tag: &str, holder: Option<Holder>) -> DeviceCard {
    DeviceCard {
        id: DeviceId::from_text(format!("t:{tag}")),
        tag: tag.into(),
        serial: "PF3X9K2A".into(),
        model: "Lenovo 300e Gen 4".into(),
        category: "Chromebook".into(),
        grades: String::new(),
        site: "NMS".into(),
        site_name: "Neosho Middle".into(),
        shelf: String::new(),
        accessories: String::new(),
        set_of: String::new(),
        head: None,
        status: Status::Available,
        holder,
        seen: Some((at(11, 14, 3), "GYM-2".into())),
        parked: false,
        disputed: false,
        noted: Noted::default(),
        owner: None,
        shares: vec![],
        bound: None,
    }
}

fn line(number: u64, minute: i64, outcome: Outcome, code: &str, who: Option<Named>) -> RunLine {
    RunLine {
        number,
        at: at(12, 9, minute),
        outcome,
        code: code.into(),
        person: who,
        from: None,
        event: None,
        noted: None,
        undone: false,
        paper: None,
    }
}

pub(crate) fn board() -> Board {
    let eli = named("0048284", "Eli Lind", "7B");
    let mut handed = line(4, 38, Outcome::HandedOver, "CB-004376", Some(eli.clone()));
    handed.from = Some(ava().named);
    let lines = vec![
        line(7, 40, Outcome::Refused, "CB-004402", Some(jose())),
        line(6, 40, Outcome::Issued, "CB-004399", Some(named("1", "Maya Okafor", "7B"))),
        line(5, 39, Outcome::Already, "CB-004398", Some(eli)),
        handed,
        line(3, 37, Outcome::Issued, "CB-004371", Some(named("2", "Zoë Park", "7A"))),
        line(2, 37, Outcome::Issued, "CB-004370", Some(named("3", "Sam Whitaker", "7B"))),
        line(1, 36, Outcome::Issued, "CB-004365", Some(named("4", "Priya Nair", "7B"))),
    ];
    Board {
        station: Some("GYM-2".into()),
        place: "Gym · Table 2".into(),
        run: Some(RunInfo {
            id: "r".into(),
            name: "Fall handout 2026".into(),
            mode: Mode::Issue,
            due: Some("2027-06-04".into()),
            site: "NMS".into(),
            started: at(12, 8, 0),
            returning: Returning::default(),
        }),
        operator: Some("A. Ruiz".into()),
        register_at: Some(at(9, 8, 0)),
        register_size: (1_200, 1_400),
        unsent: 86,
        counters: Counters {
            issued: 142,
            returned: 3,
            refused: 2,
            per_minute_tenths: 35,
            expected: 200,
            served: 142,
            finish: Some(at(12, 9, 52)),
        },
        progress: Some(Progress { homeroom: "7B".into(), served: 18, expected: 26 }),
        lines,
        practice: false,
        open_run: None,
        ask_clock: false,
        policy: Policy::default().into(),
        tail: TailState::Off,
        view: View::default(),
        folder: "/home/desk/.local/share/tagdesk".into(),
    }
}

/// An answer with this notice, and the person on screen.
pub(crate) fn reply(number: u64, outcome: Outcome, notice: Notice, view: View) -> Reply {
    Reply {
        old_label: None,
        number,
        channel: Channel::Main,
        scan: "CB-004417".into(),
        outcome,
        notice,
        device: None,
        student: None,
        from: None,
        ask: vec![],
        event: None,
        tone: Tone::Done,
        view,
    }
}

pub(crate) fn answered(reply: Reply) -> desk::Message {
    desk::Message::Answered(Ticket(reply.number + 100), Ok(Answer::Reply(Box::new(reply))))
}

/// A desk that was just given this answer.
pub(crate) fn desk_after(outcome: Outcome, notice: Notice, view: View) -> Desk {
    let mut desk = Desk::default();
    let action = desk.update(answered(reply(1, outcome, notice, view)));
    assert!(matches!(action, Action::Many(_)));
    desk
}

pub(crate) fn with_person(mode: Mode, holds: Vec<HeldDevice>) -> View {
    View { mode, person: Some(Box::new(person(holds))), ..View::default() }
}

/// What a test window hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    Heard(Heard),
    Pressed(key::Action),
    Desk(String),
}

/// The desk in its frame.
pub(crate) struct Window {
    pub(crate) desk: Desk,
    pub(crate) board: Board,
    pub(crate) size: Size,
    pub(crate) theme: iced::Theme,
    pub(crate) scanner: scanner::State,
    pub(crate) questions: Vec<Question>,
}

impl Window {
    pub(crate) fn new(desk: Desk, size: (f32, f32)) -> Self {
        Self {
            desk,
            board: board(),
            size: Size::new(size.0, size.1),
            theme: theme::theme(false),
            scanner: scanner::State::Ready,
            questions: vec![],
        }
    }

    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame {
            size: self.size,
            page: Page::Desk,
            board: Some(&self.board),
            questions: &self.questions,
            now: NOW,
            scanner: self.scanner,
            listening: self.desk.is_listening(),
            theme: &self.theme,
        }
    }

    pub(crate) fn view(&self) -> Element<'_, Told> {
        let frame = self.frame();
        let around =
            Around { board: Some(&self.board), now: NOW, size: frame.body(), theme: &self.theme };
        let page = self.desk.view(around).map(|message| Told::Desk(format!("{message:?}")));
        scan_listener(chrome::frame(&frame, page, Told::Pressed), Told::Heard)
            .epoch(self.desk.epoch())
            .into()
    }

    /// A text that leaves the window, if there is one.
    pub(crate) fn outside(&self) -> Option<String> {
        let size = self.size;
        let outside = move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { bounds, content, .. } => {
                let inside = bounds.x >= 0.0
                    && bounds.y >= 0.0
                    && bounds.x + bounds.width <= size.width
                    && bounds.y + bounds.height <= size.height;
                (!inside).then(|| format!("{content}: {bounds:?}"))
            }
            _ => None,
        };
        self.simulator().find(outside).ok()
    }

    pub(crate) fn simulator(&self) -> Simulator<'_, Told> {
        simulator(self.view(), self.size)
    }
}

pub(crate) fn simulator<M: 'static>(view: Element<'_, M>, size: Size) -> Simulator<'_, M> {
    let settings = Settings {
        fonts: theme::FONTS.iter().map(|font| (*font).into()).collect(),
        default_font: theme::REGULAR,
        ..Settings::default()
    };
    Simulator::with_size(settings, size, view)
}

/// A key press.
pub(crate) fn press(
    key: Key,
    physical: Physical,
    modifiers: Modifiers,
    text: Option<&str>,
) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key,
        physical_key: physical,
        location: Location::Standard,
        modifiers,
        text: text.map(Into::into),
        repeat: false,
    })
}

pub(crate) fn named_key(named: NamedKey, modifiers: Modifiers) -> Event {
    let text = match named {
        NamedKey::Enter => Some("\r"),
        NamedKey::Tab => Some("\t"),
        NamedKey::Escape => Some("\u{1b}"),
        _ => None,
    };
    press(Key::Named(named), Physical::Unidentified(NativeCode::Unidentified), modifiers, text)
}

/// A line as a keyboard scanner types it, ended by a key.
pub(crate) fn typed(line: &str, end: NamedKey) -> Vec<Event> {
    let mut events: Vec<Event> = line.chars().map(character).collect();
    events.push(named_key(end, Modifiers::empty()));
    events
}

pub(crate) fn character(c: char) -> Event {
    let text = c.to_string();
    let key = Key::Character(text.to_lowercase().into());
    let shift = if c.is_uppercase() { Modifiers::SHIFT } else { Modifiers::empty() };
    press(key, Physical::Unidentified(NativeCode::Unidentified), shift, Some(&text))
}

pub(crate) const TOP_ROW: [Code; 10] = [
    Code::Digit0,
    Code::Digit1,
    Code::Digit2,
    Code::Digit3,
    Code::Digit4,
    Code::Digit5,
    Code::Digit6,
    Code::Digit7,
    Code::Digit8,
    Code::Digit9,
];
