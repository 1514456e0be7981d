//! What a device's page takes in: whose it is for years, its new label, what is known of one that is on no
//! list. A field a code, filled by a scan or by typing.

use iced::widget::{Id, container, row};
use iced::{Alignment, Element, Length};

use super::{Devices, Message};
use crate::desk::reply::{Channel, DeviceCard, Tone};
use crate::desk::request::{NewDevice, Order, Relabel, Request};
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::Action;
use crate::ui::screen::part::keys::own_cap;
use crate::ui::screen::part::{Measures, field};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

/// Opens the form that assigns.
pub(super) const ASSIGN: char = 'a';
/// Frees.
pub(super) const FREE: char = 'f';
/// Opens the form for a new label.
pub(super) const LABEL: char = 'l';

/// The fields of the page, in their order.
pub const FIELDS: [&str; 3] = ["device-form-0", "device-form-1", "device-form-2"];

/// What is being said of the device on show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Whose it is: their ID, the number on the case tag.
    Assign([String; 2]),
    /// What its new label says; and what else has that, where somebody has to say yes.
    Label([String; 1], Option<Relabel>),
    /// One that nobody knows, for this session: tag, serial number, model.
    New(Channel, [String; 3]),
}

impl Line {
    fn fields(&self) -> &[String] {
        match self {
            Self::Assign(fields) => fields,
            Self::Label(fields, _) => fields,
            Self::New(_, fields) => fields,
        }
    }

    fn field_mut(&mut self, at: usize) -> Option<&mut String> {
        match self {
            Self::Assign(fields) => fields.get_mut(at),
            Self::Label(fields, asked) => {
                *asked = None;
                fields.get_mut(at)
            }
            Self::New(_, fields) => fields.get_mut(at),
        }
    }

    /// What is asked of the desk about the device on show; a new one needs none.
    fn request(&self, card: Option<&DeviceCard>) -> Option<Request> {
        let device = card.map(DeviceCard::distinct);
        Some(match self {
            Self::Assign([student, case]) => Request::Assign(Order {
                device: device?,
                student: Some(student.trim().to_owned()),
                case: case.clone(),
            }),
            Self::Label([label], asked) => {
                Request::Retag { device: device?, label: label.clone(), anyway: asked.is_some() }
            }
            Self::New(channel, [tag, serial, model]) => Request::AddDevice {
                channel: channel.clone(),
                device: NewDevice {
                    tag: tag.clone(),
                    serial: serial.clone(),
                    model: model.clone(),
                    site: String::new(),
                },
            },
        })
    }
}

impl Devices {
    /// A key of the page's own.
    pub(super) fn own(&mut self, key: char) -> Action {
        let Some((page, _)) = self.finder.shown() else { return Action::None };
        let card = &page.card;
        match key {
            ASSIGN => self.begin(Line::Assign(Default::default())),
            LABEL => self.begin(Line::Label(Default::default(), None)),
            FREE if card.owner.is_some() => {
                self.line = None;
                let device = card.distinct();
                Action::Ask(Request::Assign(Order { device, ..Order::default() }))
            }
            _ => Action::None,
        }
    }

    /// Begins to take in a device that nobody knows: its serial number comes next.
    pub fn add(&mut self, channel: Channel, tag: String) -> Action {
        let _ = self.begin(Line::New(channel, [tag, String::new(), String::new()]));
        Action::Focus(Id::new(FIELDS[1]))
    }

    /// Whether a device is being taken in.
    pub(super) fn is_adding(&self) -> bool {
        matches!(self.line, Some(Line::New(..)))
    }

    /// Others have the label: the form asks.
    pub(super) fn relabelled(&mut self, relabel: Relabel) -> Action {
        if let (Relabel::Asked { .. }, Some(Line::Label(_, asked))) = (&relabel, &mut self.line) {
            *asked = Some(relabel);
            return Action::Tone(Tone::Question);
        }
        self.done(words::relabel::relabel(&relabel))
    }

    /// Yes to what the form asks.
    pub(super) fn yes(&mut self) -> Action {
        let asks = matches!(self.line, Some(Line::Label(_, Some(_))));
        if asks { self.send() } else { Action::None }
    }

    fn send(&self) -> Action {
        let card = self.finder.shown().map(|(page, _)| &page.card);
        let request = self.line.as_ref().and_then(|form| form.request(card));
        request.map_or(Action::None, Action::Ask)
    }

    fn begin(&mut self, form: Line) -> Action {
        self.line = Some(form);
        self.finder.say(None);
        Action::Focus(Id::new(FIELDS[0]))
    }

    pub(super) fn filled(&mut self, at: usize, text: String) -> Action {
        if let Some(field) = self.line.as_mut().and_then(|form| form.field_mut(at)) {
            *field = text;
        }
        Action::None
    }

    /// Enter in a field: on to the next one, and after the last it is done.
    pub(super) fn entered(&mut self, at: usize) -> Action {
        let Some(form) = &self.line else { return Action::None };
        let fields = form.fields();
        if fields.first().is_none_or(|first| first.trim().is_empty()) {
            return Action::Focus(Id::new(FIELDS[0]));
        }
        match at + 1 {
            next if next < fields.len() => Action::Focus(Id::new(FIELDS[next])),
            // What is asked is answered by another key than the one that ends a scan.
            _ if matches!(form, Line::Label(_, Some(_))) => Action::Tone(Tone::Attention),
            _ => self.send(),
        }
    }

    /// A code that was scanned past the fields goes into the first empty one.
    pub(super) fn scanned(&mut self, code: String) -> Action {
        let fields = self.line.iter().flat_map(Line::fields);
        let at = fields.map(String::as_str).position(|text| text.trim().is_empty()).unwrap_or(0);
        let _ = self.filled(at, code);
        self.entered(at)
    }

    /// It is done: what the page shows is read again, with the words for it.
    pub(super) fn done(&mut self, says: String) -> Action {
        self.line = None;
        let Some(id) = self.finder.id().cloned() else { return Action::None };
        let shown = self.finder.show(id);
        self.finder.say(Some(Ok(says)));
        Action::Many(vec![shown, Action::Refresh])
    }

    /// The keys of the page, and the form while one is open; with its height.
    pub(super) fn form_line<'a>(
        &'a self,
        card: Option<&DeviceCard>,
        measures: Measures,
    ) -> (Element<'a, Message>, f32) {
        let height = measures.either(46.0, 56.0);
        let mut line = row![].spacing(8).align_y(Alignment::Center);
        match &self.line {
            None => {
                line = line.push(own(ASSIGN, words::get("device-assign")));
                line = line.push(own(LABEL, words::get("device-label")));
                if card.is_some_and(|card| card.owner.is_some()) {
                    line = line.push(own(FREE, words::get("device-free")));
                }
            }
            Some(form) => {
                let (says, placeholders) = form.words();
                line = line.push(
                    container(fit(says).size(theme::BODY).lines(2).font(theme::SEMIBOLD))
                        .width(Length::Fill),
                );
                for (at, placeholder) in placeholders.iter().enumerate() {
                    let value = form.fields().get(at).map_or("", String::as_str);
                    let filled = move |text| Message::Filled(at, text);
                    line = line.push(
                        field(FIELDS[at], placeholder, value, filled, measures)
                            .on_submit(Message::Entered(at))
                            .width(Length::FillPortion(1)),
                    );
                }
                line = line.push(if matches!(form, Line::Label(_, Some(_))) {
                    let yes = Some(Message::Press(key::Action::Yes));
                    key_button(key::cap(key::Action::Yes), words::get("device-label-yes"), yes)
                } else {
                    let last = Some(Message::Entered(placeholders.len() - 1));
                    key_button(words::get("key-enter"), words::get("device-form-done"), last)
                });
            }
        }
        (container(line).width(Length::Fill).center_y(height).into(), height)
    }
}

impl Line {
    /// What to do, and what the fields are for.
    fn words(&self) -> (String, Vec<String>) {
        match self {
            Self::Assign(_) => (
                words::get("device-assign-how"),
                vec![words::get("device-assign-person"), words::get("device-assign-case")],
            ),
            Self::Label(_, asked) => (
                asked
                    .as_ref()
                    .map_or_else(|| words::get("device-label-how"), words::relabel::relabel),
                vec![words::get("device-label-new")],
            ),
            Self::New(..) => (
                words::get("device-add-how"),
                vec![
                    words::get("device-add-tag"),
                    words::get("device-add-serial"),
                    words::get("device-add-model"),
                ],
            ),
        }
    }
}

fn own<'a>(letter: char, says: String) -> Element<'a, Message> {
    let cap = own_cap(&letter.to_uppercase().to_string());
    key_button(cap, says, Some(Message::Own(letter))).into()
}
