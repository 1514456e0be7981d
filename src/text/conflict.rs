//! The words of conflicts and to-dos: both stories, what each answer does, what was said.

use crate::domain::card::{Named, Person, When};
use crate::domain::conflict::{
    Choice, ConflictCard, Decision, Effect, Fate, OverLimit, Parked, Said, Story, TodoCard,
};
use crate::domain::custody::Todo;
use crate::domain::event::Kind;
use crate::text;

/// A story as four lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryWords {
    /// Where: the run's place, else the station.
    pub place: String,
    /// When, with what the clock was put right by.
    pub at: String,
    /// What was done, to whom.
    pub title: String,
    /// What the desk saw; empty where that says nothing.
    pub saw: String,
    /// Who scanned, with which register.
    pub by: String,
}

/// What a conflict is about, in a line.
pub fn title(card: &ConflictCard) -> String {
    let tag = &card.device.tag;
    if card.stories.len() > 2 {
        return text::with("conflict-title-more", &[("tag", tag), ("count", &card.stories.len())]);
    }
    match card.pair() {
        Some((a, b)) if a.kind == Kind::Issued && b.kind == Kind::Issued && day(a) == day(b) => {
            text::with("conflict-title-twice", &[("tag", tag), ("day", &text::date(&day(b)))])
        }
        _ => text::with("conflict-title", &[("tag", tag)]),
    }
}

fn day(story: &Story) -> String {
    story.at.date()
}

/// A story.
pub fn story(story: &Story) -> StoryWords {
    let operator = story.operator.clone().unwrap_or_else(|| text::get("story-nobody"));
    let register = match &story.register {
        Some(register) => match &register.known {
            Some((number, at)) => text::with(
                "story-register",
                &[("number", number), ("day", &text::date(&at.date()))],
            ),
            None => text::with("story-register-unknown", &[("short", &register.short)]),
        },
        None => text::get("story-no-register"),
    };
    StoryWords {
        place: if story.place.is_empty() { story.station.clone() } else { story.place.clone() },
        at: at(story),
        title: did(story),
        saw: saw(story),
        by: format!("{operator}, {register}."),
    }
}

fn at(story: &Story) -> String {
    let time = precise(story.at);
    let within = |id| match story.within_ms {
        0 => String::new(),
        ms if id == Within::Only => text::with("story-within-only", &[("within", &span(ms))]),
        ms => text::with("story-within", &[("within", &span(ms))]),
    };
    if story.entered_later {
        return text::with("story-at-later", &[("at", &time), ("within", &within(Within::Only))]);
    }
    let correction = story.correction_ms();
    let same_day = story.at.date() == story.written.date();
    let written = if same_day { seconds(story.written) } else { precise(story.written) };
    if correction.saturating_abs() < 1_000 {
        return text::with("story-at", &[("at", &time), ("within", &within(Within::Only))]);
    }
    text::with(
        "story-at-corrected",
        &[
            ("at", &time),
            ("written", &written),
            ("by", &span(correction)),
            ("within", &within(Within::Behind)),
            ("way", &if correction < 0 { "fast" } else { "slow" }),
        ],
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Only,
    Behind,
}

/// `12 Aug 2026, 9:41:07`.
fn precise(when: When) -> String {
    format!("{}, {}", text::since(when, None), seconds(when))
}

/// `9:41:07`.
fn seconds(when: When) -> String {
    when.local().map(|local| local.format("%-H:%M:%S").to_string()).unwrap_or_default()
}

/// A span of time in the unit that says enough.
pub fn span(ms: i64) -> String {
    let seconds = ms.unsigned_abs() / 1_000;
    match seconds {
        0..100 => text::with("span-seconds", &[("count", &seconds)]),
        100..7_200 => text::with("span-minutes", &[("count", &((seconds + 30) / 60))]),
        7_200..172_800 => text::with("span-hours", &[("count", &((seconds + 1_800) / 3_600))]),
        _ => text::with("span-days", &[("count", &((seconds + 43_200) / 86_400))]),
    }
}

fn did(story: &Story) -> String {
    let name = story.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    match story.kind {
        Kind::Issued if story.grade.is_empty() => text::with("story-issued", &[("name", &name)]),
        Kind::Issued => {
            text::with("story-issued-grade", &[("name", &name), ("grade", &story.grade)])
        }
        Kind::Opened => text::with("story-opened", &[("name", &name)]),
        Kind::Returned if name.is_empty() => text::get("story-returned-plain"),
        Kind::Returned => text::with("story-returned", &[("name", &name)]),
        Kind::StatusChanged => text::get("story-status"),
        _ => story.kind.to_string(),
    }
}

fn saw(story: &Story) -> String {
    match (&story.saw, &story.kind) {
        (_, Kind::Opened | Kind::StatusChanged) => String::new(),
        (Some(saw), _) => text::with("story-saw", &[("name", &saw.name)]),
        (None, _) if story.saw_site.is_empty() => text::get("story-saw-in"),
        (None, _) => text::with("story-saw-in-at", &[("site", &story.saw_site)]),
    }
}

/// What an answer to a conflict says: on its button.
pub fn choice(card: &ConflictCard, choice: Choice) -> String {
    let (later, earlier) = (card.holder(Choice::Later), card.holder(Choice::Earlier));
    let [later, earlier] = short_names(later, earlier);
    match (choice, later.is_empty(), earlier.is_empty()) {
        (Choice::Later, false, false) => {
            text::with("choice-later-both", &[("later", &later), ("earlier", &earlier)])
        }
        (Choice::Later, false, true) => text::with("choice-later-one", &[("later", &later)]),
        (Choice::Later, true, false) => text::with("choice-later-in", &[("earlier", &earlier)]),
        (Choice::Earlier, false, false) => {
            text::with("choice-earlier-both", &[("earlier", &earlier), ("later", &later)])
        }
        (Choice::Earlier, true, false) => {
            text::with("choice-earlier-one", &[("earlier", &earlier)])
        }
        (Choice::Earlier, false, true) => text::with("choice-earlier-in", &[("later", &later)]),
        _ => plain_choice(choice),
    }
}

/// A choice where no names are known.
pub fn plain_choice(choice: Choice) -> String {
    match choice {
        Choice::Later => text::get("choice-later"),
        Choice::Earlier => text::get("choice-earlier"),
        Choice::Neither => text::get("choice-neither"),
        Choice::AskSchool => text::get("choice-ask-school"),
    }
}

/// Given names, where they tell the two apart.
fn short_names(a: Option<&Named>, b: Option<&Named>) -> [String; 2] {
    let alike = a.zip(b).is_some_and(|(a, b)| a.given_name() == b.given_name());
    [a, b].map(|one| match one {
        Some(one) if alike => one.name.clone(),
        Some(one) => one.given_name().to_owned(),
        None => String::new(),
    })
}

/// What a choice does to somebody's loan.
pub fn effect((person, effect): &(Named, Effect)) -> String {
    let since = moment(effect.since);
    match effect.fate {
        Fate::Open if effect.changed => {
            text::with("effect-open-again", &[("name", &person.name), ("since", &since)])
        }
        Fate::Open => text::with("effect-open", &[("name", &person.name), ("since", &since)]),
        Fate::EndsNow => {
            text::with("effect-ends-now", &[("name", &person.name), ("since", &since)])
        }
        Fate::Void => text::with("effect-void", &[("name", &person.name), ("since", &since)]),
        Fate::Ended(at) => text::with(
            "effect-ended",
            &[("name", &person.name), ("since", &since), ("at", &moment(at))],
        ),
    }
}

/// `12 Aug 2026, 9:41`.
fn moment(when: When) -> String {
    format!("{}, {}", text::since(when, None), text::hour(when))
}

/// Who did something where and when: `OFFICE, LC, 13 Aug 2026, 8:12`.
fn by(station: &str, operator: Option<&str>, at: When) -> String {
    let parts = [station, operator.unwrap_or_default(), &moment(at)];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Who decided, where and when.
pub fn who(decision: &Decision) -> String {
    by(&decision.station, decision.operator.as_deref(), decision.at)
}

/// A decision.
pub fn decision(decision: &Decision, choice: &str) -> String {
    let by = who(decision);
    if decision.reason.is_empty() {
        return text::with("conflict-decided", &[("choice", &choice), ("by", &by)]);
    }
    text::with(
        "conflict-decided-reason",
        &[("choice", &choice), ("by", &by), ("reason", &decision.reason)],
    )
}

/// What somebody said at the school.
pub fn said(said: &Said, choice: &str) -> String {
    let by = by(&said.station, said.operator.as_deref(), said.at);
    match said.has {
        Some(true) => text::with("conflict-said-has", &[("name", &said.person.name), ("by", &by)]),
        Some(false) => {
            text::with("conflict-said-has-not", &[("name", &said.person.name), ("by", &by)])
        }
        None => text::with("conflict-said", &[("choice", &choice), ("by", &by)]),
    }
}

/// Everything that was decided and said about an open conflict, a line each.
pub fn so_far(card: &ConflictCard) -> Vec<String> {
    let mut lines = Vec::new();
    let say = |of: Choice| choice(card, of);
    let verdicts = card.decisions.iter().filter(|decision| decision.choice.is_verdict());
    if card.is_contradicted() {
        lines.push(text::get("conflict-contradicted"));
    } else if verdicts.clone().any(|decision| decision.grown) {
        lines.push(text::get("conflict-grown"));
    }
    // What "later" meant of fewer events is not what it means now.
    lines.extend(verdicts.map(|one| {
        let words = if one.grown { plain_choice(one.choice) } else { say(one.choice) };
        decision(one, &words)
    }));
    if card.asked {
        let asked = card.decisions.iter().rfind(|one| one.choice == Choice::AskSchool);
        lines.push(asked.map_or_else(
            || text::get("conflict-asked"),
            |asked| decision(asked, &text::get("conflict-asked-by")),
        ));
    }
    lines.extend(card.said.iter().map(|one| said(one, &plain_choice(one.says))));
    let proposed = card.proposed().map(say);
    lines.extend(proposed.map(|choice| text::with("conflict-proposed", &[("choice", &choice)])));
    lines
}

/// A to-do about a scan, in a line.
pub fn todo(card: &TodoCard) -> String {
    let tag = &card.device.tag;
    match card.todo {
        Todo::IssuedWhileOut => text::with("todo-issued-while-out", &[("tag", tag)]),
        Todo::IssuedUnavailable => text::with("todo-issued-unavailable", &[("tag", tag)]),
        Todo::ReturnSawOther => text::with("todo-return-saw-other", &[("tag", tag)]),
        Todo::SeenWhileMissing => {
            let status = text::status(card.device.status);
            text::with("todo-seen-while-missing", &[("tag", tag), ("status", &status)])
        }
    }
}

/// Somebody over the limit, in a line.
pub fn over_limit(over: &OverLimit) -> String {
    let (name, id) = (&over.person.named.name, over.person.named.id.to_string());
    let tags = tags(&over.person);
    if over.category.is_empty() {
        return text::with(
            "todo-over-limit-plain",
            &[("name", name), ("id", &id), ("held", &over.held), ("tags", &tags)],
        );
    }
    text::with(
        "todo-over-limit",
        &[
            ("name", name),
            ("id", &id),
            ("held", &over.held),
            ("category", &over.category),
            ("tags", &tags),
        ],
    )
}

/// Somebody off the list who holds something, in a line.
pub fn inactive(person: &crate::domain::card::Person) -> String {
    text::with(
        "todo-inactive",
        &[
            ("name", &person.named.name),
            ("id", &person.named.id.to_string()),
            ("tags", &tags(person)),
        ],
    )
}

/// Somebody who left, and who seems to be the same person under a new ID.
pub fn same(gone: &Person, here: &Named) -> String {
    text::with(
        "todo-same",
        &[("name", &gone.named.name), ("id", &gone.named.id.as_str()), ("into", &here.id.as_str())],
    )
}

/// What no register knows, in a line.
pub fn parked(parked: &Parked) -> String {
    match parked {
        Parked::Device(card) => text::with("todo-parked-device", &[("tag", &card.tag)]),
        Parked::Person(person) => text::with(
            "todo-parked-person",
            &[("name", &person.named.name), ("tags", &tags(person))],
        ),
    }
}

fn tags(person: &crate::domain::card::Person) -> String {
    let tags: Vec<&str> = person.holds.iter().map(|held| held.tag.as_str()).collect();
    tags.join(", ")
}
