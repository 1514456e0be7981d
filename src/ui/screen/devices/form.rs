//! What a device's page takes in: whose it is for years. A field a code, filled by a scan or by typing.

use iced::widget::{Id, container, row};
use iced::{Alignment, Element, Length};

use super::{Devices, Message};
use crate::desk::reply::DeviceCard;
use crate::desk::request::{Order, Request};
use crate::text as words;
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

/// The fields of the page, in their order.
pub const FIELDS: [&str; 2] = ["device-form-0", "device-form-1"];

/// What is being said of the device on show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Whose it is: their ID, the number on the case tag.
    Assign([String; 2]),
}

impl Form {
    fn fields(&self) -> &[String] {
        match self {
            Self::Assign(fields) => fields,
        }
    }

    fn field_mut(&mut self, at: usize) -> Option<&mut String> {
        match self {
            Self::Assign(fields) => fields.get_mut(at),
        }
    }

    fn request(&self, card: &DeviceCard) -> Request {
        match self {
            Self::Assign([student, case]) => Request::Assign(Order {
                device: code_of(card),
                student: Some(student.trim().to_owned()),
                case: case.clone(),
            }),
        }
    }
}

/// What names the device whatever else has its tag.
fn code_of(card: &DeviceCard) -> String {
    if card.serial.is_empty() { card.tag.clone() } else { card.serial.clone() }
}

impl Devices {
    /// A key of the page's own.
    pub(super) fn own(&mut self, key: char) -> Action {
        let Some((page, _)) = self.finder.shown() else { return Action::None };
        let card = &page.card;
        match key {
            ASSIGN => self.begin(Form::Assign(Default::default())),
            FREE if card.owner.is_some() => {
                self.form = None;
                let device = code_of(card);
                Action::Ask(Request::Assign(Order { device, ..Order::default() }))
            }
            _ => Action::None,
        }
    }

    fn begin(&mut self, form: Form) -> Action {
        self.form = Some(form);
        self.finder.say(None);
        Action::Focus(Id::new(FIELDS[0]))
    }

    pub(super) fn filled(&mut self, at: usize, text: String) -> Action {
        if let Some(field) = self.form.as_mut().and_then(|form| form.field_mut(at)) {
            *field = text;
        }
        Action::None
    }

    /// Enter in a field: on to the next one, and after the last it is done.
    pub(super) fn entered(&mut self, at: usize) -> Action {
        let (Some(form), Some((page, _))) = (&self.form, self.finder.shown()) else {
            return Action::None;
        };
        let fields = form.fields();
        if fields.first().is_none_or(|first| first.trim().is_empty()) {
            return Action::Focus(Id::new(FIELDS[0]));
        }
        match at + 1 {
            next if next < fields.len() => Action::Focus(Id::new(FIELDS[next])),
            _ => Action::Ask(form.request(&page.card)),
        }
    }

    /// A code that was scanned past the fields goes into the first.
    pub(super) fn scanned(&mut self, code: String) -> Action {
        let _ = self.filled(0, code);
        self.entered(0)
    }

    /// It is done: what the page shows is read again, with the words for it.
    pub(super) fn done(&mut self, says: String) -> Action {
        self.form = None;
        let Some(id) = self.finder.id().cloned() else { return Action::None };
        let shown = self.finder.show(id);
        self.finder.say(Some(Ok(says)));
        Action::Many(vec![shown, Action::Refresh])
    }

    /// The keys of the page, and the form while one is open; with its height.
    pub(super) fn form_line<'a>(
        &'a self,
        card: &DeviceCard,
        measures: Measures,
    ) -> (Element<'a, Message>, f32) {
        let height = measures.either(46.0, 56.0);
        let mut line = row![].spacing(12).align_y(Alignment::Center);
        match &self.form {
            None => {
                line = line.push(own(ASSIGN, words::get("device-assign")));
                if card.owner.is_some() {
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
                let last = Message::Entered(placeholders.len() - 1);
                line = line.push(key_button(
                    words::get("key-enter"),
                    words::get("device-form-done"),
                    Some(last),
                ));
            }
        }
        (container(line).width(Length::Fill).center_y(height).into(), height)
    }
}

impl Form {
    /// What to do, and what the fields are for.
    fn words(&self) -> (String, Vec<String>) {
        match self {
            Self::Assign(_) => (
                words::get("device-assign-how"),
                vec![words::get("device-assign-person"), words::get("device-assign-case")],
            ),
        }
    }
}

fn own<'a>(letter: char, says: String) -> Element<'a, Message> {
    let cap = own_cap(&letter.to_uppercase().to_string());
    key_button(cap, says, Some(Message::Own(letter))).into()
}
