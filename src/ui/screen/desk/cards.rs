//! The cards below the band: the person, what they have, a device, and the waiting desk.
//!
//! What the queue must not see stays a dot until Ctrl+I.

use iced::widget::{Row, column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::Message;
use super::view::{Stack, label, rest};
use crate::desk::reply::{DeviceCard, Person, Progress, When};
use crate::desk::request::Board;
use crate::domain::noted::Note;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::theme;
use crate::ui::widget::keycap::faint;
use crate::ui::widget::{fit, keycap};

/// What may be shown after Ctrl+I.
#[derive(Debug, Clone, Copy)]
pub(super) struct Private<'a> {
    pub(super) lines: &'a [String],
    pub(super) open: bool,
}

pub(super) type ChipStyle = fn(&iced::Theme) -> container::Style;

pub(super) fn chip<'a>(says: impl Into<String>, style: ChipStyle) -> Element<'a, Message> {
    container(fit(says).size(theme::BODY).font(theme::SEMIBOLD))
        .padding([7, 12])
        .style(style)
        .into()
}

pub(super) fn card<'a>(
    content: impl Into<Element<'a, Message>>,
    height: f32,
) -> Element<'a, Message> {
    container(content)
        .padding([0, 20])
        .width(Length::Fill)
        .center_y(height)
        .style(theme::card)
        .into()
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let letters: Vec<char> =
        name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    match letters.as_slice() {
        [first, .., last] => [*first, *last].iter().collect(),
        [only] => only.to_string(),
        [] => String::new(),
    }
}

/// ID, grade, homeroom, site.
fn about(person: &Person) -> String {
    let part = |value: &str, words: fn(&str) -> String| {
        if value.is_empty() { String::new() } else { words(value) }
    };
    words::dots([
        person.named.id.as_str().to_owned(),
        if person.staff { words::get("card-staff") } else { String::new() },
        part(&person.grade, |grade| words::with("card-line-grade", &[("grade", &grade)])),
        part(&person.named.homeroom, |room| {
            words::with("card-line-homeroom", &[("homeroom", &room)])
        }),
        person.site_name.clone(),
    ])
}

/// The person on screen.
pub(super) fn person(stack: &mut Stack<'_>, person: &Person, private: Private<'_>, low: bool) {
    let (disc, name, line) = if low { (44.0, 22.0, 15.0) } else { (72.0, 32.0, theme::LARGE) };
    let picture = container(
        text(initials(&person.named.name)).size(disc * 0.39).font(theme::BOLD).line_height(1.0),
    )
    .center(disc)
    .style(theme::avatar);
    let who = row![
        picture,
        column![
            fit(person.named.name.clone()).size(name).least(20.0).font(theme::BOLD),
            fit(about(person)).size(line).least(13.0).faint(),
        ]
        .spacing(if low { 0 } else { 4 })
    ]
    .spacing(18)
    .align_y(Alignment::Center);
    let chips = person_chips(person, private, low);
    let height = if low { 100.0 } else { 152.0 };
    stack.push(height, card(column![who, chips].spacing(if low { 8 } else { 12 }), height));
}

fn person_chips<'a>(person: &Person, private: Private<'_>, low: bool) -> Row<'a, Message> {
    let mut chips = row![].spacing(8).align_y(Alignment::Center);
    if low {
        // Where there is little room, the last chip is the one that is cut.
        chips = private_chips(chips, private);
    }
    let theirs = person.assigned.iter();
    let theirs = theirs.filter_map(|device| words::assign::theirs(device, &person.named.id));
    let theirs: Vec<String> = theirs.collect();
    if theirs.is_empty() && !person.gets.is_empty() {
        let says = words::with("card-gets", &[("models", &person.gets.join(", "))]);
        chips = chips.push(chip(says, theme::chip));
    }
    // Whoever has a device of their own gets that one.
    for says in theirs {
        chips = chips.push(chip(says, theme::chip_good));
    }
    if !person.active && !person.parked {
        chips = chips.push(chip(words::get("card-inactive"), theme::chip_warn));
    }
    if person.parked {
        chips = chips.push(chip(words::get("card-parked"), theme::chip_warn));
    }
    if !person.household.is_empty() {
        let names: Vec<String> = person
            .household
            .iter()
            .map(|named| match named.homeroom.as_str() {
                "" => named.given_name().to_owned(),
                room => format!("{}, {room}", named.given_name()),
            })
            .collect();
        let says = words::with("card-household", &[("names", &names.join("; "))]);
        let content = row![
            keycap(key::cap(Action::Sibling)),
            fit(says).size(theme::BODY).font(theme::SEMIBOLD)
        ];
        chips = chips.push(
            container(content.spacing(8).align_y(Alignment::Center))
                .padding([4, 12])
                .style(theme::chip),
        );
    }
    if low { chips } else { private_chips(chips, private) }
}

/// A dot, or what it stands for.
fn private_chips<'a>(mut chips: Row<'a, Message>, private: Private<'_>) -> Row<'a, Message> {
    if private.lines.is_empty() {
        if private.open {
            chips = chips.push(chip(words::get("card-no-private"), theme::chip));
        }
        return chips;
    }
    if private.open {
        for line in private.lines {
            chips = chips.push(chip(line.clone(), theme::chip_bad));
        }
        return chips;
    }
    chips.push(chip(format!("● {}", words::get("card-private")), theme::chip_bad))
}

/// Something private where no card stands that could carry it.
pub(super) fn private_alone(stack: &mut Stack<'_>, private: Private<'_>) {
    let chips = private_chips(row![].spacing(8), private);
    stack.push(54.0, card(chips, 54.0));
}

/// What the person has now, and where it belongs since.
pub(super) fn has_now(
    stack: &mut Stack<'_>,
    person: &Person,
    moved: Option<&(String, String)>,
    now: When,
    low: bool,
) {
    let height = match person.holds.len() {
        _ if low => 42.0,
        0 => 54.0,
        _ => 60.0,
    };
    let mut line = row![label(words::get("card-has-now"))].spacing(18).align_y(Alignment::Center);
    // The newest loan first: it is the one just scanned.
    if let Some(newest) = person.holds.last() {
        let since =
            words::with("card-has-since", &[("since", &words::since(newest.since, Some(now)))]);
        let due = newest
            .due
            .as_deref()
            .map(|due| words::with("card-has-due", &[("due", &words::date(due))]));
        let more = match person.holds.len() - 1 {
            0 => String::new(),
            more => words::with("card-has-more", &[("count", &more)]),
        };
        let about = words::dots([newest.model.clone(), since, due.unwrap_or_default(), more]);
        line = line
            .push(text(newest.tag.clone()).size(20).font(theme::BOLD))
            .push(container(fit(about).size(16.0).least(13.0)).width(Length::Fill));
    } else {
        line = line.push(text(words::get("card-has-nothing")).size(theme::LARGE));
    }
    if let Some((from, to)) = moved {
        let says = words::with("row-arrow", &[("from", from), ("to", to)]);
        line = line.push(chip(says, theme::chip_warn));
    }
    stack.push(height, card(line, height));
}

/// A device, looked up or in front of an empty desk.
pub(super) fn device(
    stack: &mut Stack<'_>,
    (card_of, set): (&DeviceCard, &[DeviceCard]),
    private: Private<'_>,
    now: When,
    low: bool,
) {
    let serial = if card_of.serial == card_of.tag { "" } else { card_of.serial.as_str() };
    let about = words::dots([serial, &card_of.model, &card_of.category]);
    let head = column![
        fit(card_of.tag.clone()).size(if low { 22.0 } else { 32.0 }).least(18.0).font(theme::BOLD),
        fit(about).size(if low { 15.0 } else { theme::LARGE }).least(13.0),
    ];
    let mut chips = row![].spacing(8).align_y(Alignment::Center);
    chips = chips.push(match &card_of.holder {
        Some(holder) => {
            chip(words::with("card-device-out", &[("name", &holder.named.name)]), theme::chip_warn)
        }
        None => chip(words::get("card-device-in"), theme::chip_good),
    });
    if let Some(owner) = &card_of.owner {
        chips = chips.push(chip(words::assign::assigned_to(owner), theme::chip_good));
    }
    if let Some(bound) = &card_of.bound {
        chips = chips.push(chip(words::transfer::bound(bound, Some(now)), theme::chip_warn));
    }
    if let Some(says) = words::set::about(card_of, set) {
        chips = chips.push(chip(says, theme::chip));
    }
    if !card_of.site_name.is_empty() {
        let says = words::with("card-site", &[("site", &card_of.site_name)]);
        chips = chips.push(chip(says, theme::chip));
    }
    for note in card_of.noted.notes() {
        let look = match note {
            Note::Condition(_) => theme::chip,
            Note::Back(_) => theme::chip_good,
            Note::Missing(_) | Note::Broken(_) | Note::Damage(_) => theme::chip_bad,
        };
        chips = chips.push(chip(words::note::note(note), look));
    }
    if let Some((when, station)) = &card_of.seen {
        let when = words::since(*when, Some(now));
        let says = words::with("card-seen", &[("when", &when), ("station", station)]);
        chips = chips.push(chip(says, theme::chip));
    }
    if card_of.parked {
        chips = chips.push(chip(words::get("card-parked"), theme::chip_warn));
    }
    if card_of.disputed {
        chips = chips.push(chip(words::get("card-disputed"), theme::chip_bad));
    }
    let chips = private_chips(chips, private);
    let height = if low { 100.0 } else { 152.0 };
    stack.push(height, card(column![head, chips].spacing(12), height));
}

/// Nothing on screen: how far the homeroom is, and in practice what to try.
pub(super) fn waiting(stack: &mut Stack<'_>, board: Option<&Board>, low: bool) {
    let Some(board) = board else { return };
    let mut content = column![].spacing(if low { 6 } else { 12 });
    let mut height = 24.0;
    if let Some(progress) = &board.progress {
        content = content.push(homeroom(progress));
        height += 52.0;
        if !board.practice {
            let says = words::get("homeroom-private");
            content = content.push(fit(says).size(16.0).least(14.0).lines(2).faint());
            height += 46.0;
        }
    }
    if board.practice {
        content = content.push(tries(low));
        height += if low { 166.0 } else { 230.0 };
    } else if board.progress.is_none() {
        content = content.push(
            column![
                text(words::get("ready")).size(18).font(theme::SEMIBOLD),
                fit(words::get("ready-line")).size(16.0).least(13.0).lines(2),
            ]
            .spacing(6),
        );
        height += 76.0;
    }
    let full: f32 = if low { height } else { 390.0 };
    let height = rest(stack, full.max(height));
    stack.push(
        height,
        container(content)
            .padding(if low { [10, 20] } else { [16, 20] })
            .width(Length::Fill)
            .height(height)
            .style(theme::card)
            .clip(true),
    );
}

fn homeroom<'a>(progress: &Progress) -> Element<'a, Message> {
    let portion = |count: u64| u16::try_from(count.min(10_000)).unwrap_or(10_000);
    let served = progress.served.min(progress.expected);
    let bar = row![
        container("").width(Length::FillPortion(portion(served))).height(12).style(theme::progress),
        space().width(Length::FillPortion(portion(progress.expected - served))),
    ];
    column![
        row![
            text(words::with("homeroom", &[("homeroom", &progress.homeroom)]))
                .size(18)
                .font(theme::SEMIBOLD),
            text(words::with(
                "homeroom-progress",
                &[
                    ("served", &words::count(progress.served)),
                    ("expected", &words::count(progress.expected))
                ]
            ))
            .size(theme::LARGE)
            .style(faint),
        ]
        .spacing(14)
        .align_y(Alignment::Center),
        container(bar).width(Length::Fill).style(theme::progress_rest),
    ]
    .spacing(8)
    .into()
}

/// The codes of the demo that show what the desk does.
fn tries<'a>(low: bool) -> Element<'a, Message> {
    let codes = [
        ("0048213", words::get("try-person")),
        ("CB-004417", words::get("try-issue")),
        ("CB-004376", words::get("try-out")),
        ("CB-004402", words::get("try-refused")),
        ("XTDUNDO", words::get("try-undo")),
    ];
    let lines = codes.into_iter().map(|(code, says)| {
        row![
            container(text(code).size(16).font(theme::BOLD)).width(130),
            fit(says).size(16.0).least(13.0),
        ]
        .spacing(10)
        .align_y(Alignment::Center)
        .into()
    });
    let how = fit(words::get("try-how")).size(if low { 14.0 } else { 16.0 }).least(13.0);
    column![
        row![text(words::get("try-heading")).size(18).font(theme::SEMIBOLD), how]
            .spacing(14)
            .align_y(Alignment::Center),
        column(lines).spacing(if low { 2 } else { 10 }),
    ]
    .spacing(if low { 4 } else { 12 })
    .into()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("José Nguyễn"), "JN");
        assert_eq!(initials("Ana Maria de Souza"), "AS");
        assert_eq!(initials("Björk"), "B");
        assert_eq!(initials(" "), "");
    }
}
