//! Words. Everything a person reads comes from `assets/i18n` through here.
//!
//! Turns data (replies, errors, moments) into words at the edge. Decides nothing, and no other
//! module writes a sentence. Message names stand literally in `text::get`, `text::with` and
//! `text::id`, so that a test can hold the sources against the file.

pub mod agreement;
pub mod assign;
pub mod batch;
mod bench;
mod cause;
pub mod charge;
pub mod check;
pub mod conflict;
mod export;
mod fault;
pub mod lifecycle;
mod message;
pub mod missing;
pub mod note;
mod notice;
pub mod noting;
pub mod paper;
pub mod policy;
pub mod print;
mod question;
pub mod relabel;
pub mod repair;
mod row;
pub mod set;
mod time;
pub mod transfer;
mod trouble;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use batch::bundle_error;
pub use cause::{Cause, cause, store_cause, store_error};
pub use export::export_error;
pub use fault::error;
pub use lifecycle::status;
pub use message::message;
pub use notice::{
    Band, failed, forgotten, not_listening, notice, typing, unreadable, waiting, waits,
};
pub use question::{Answers, answers};
pub use row::{mode, outcome, row};
pub use time::{clock, clock_short, date, day, days, hour, since};
pub use trouble::{damage, exchange_error, look, look_row, reason, refused_row, serial, stop};

const ENGLISH: &str = include_str!("../../assets/i18n/en.ftl");

/// The messages of one language.
type Bundle = FluentBundle<FluentResource>;

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| bundle("en", ENGLISH));

fn bundle(language: &str, source: &str) -> Bundle {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would show as boxes and break texts that are compared.
    bundle.set_use_isolating(false);
    // A broken entry is left out and the rest kept; a test holds the file to be whole.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The name of a message, for tables that are words later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id(&'static str);

/// Names a message.
pub const fn id(name: &'static str) -> Id {
    Id(name)
}

/// The words of a named message without values.
pub fn of(id: Id) -> String {
    get(id.0)
}

/// The words of a message without values.
pub fn get(name: &str) -> String {
    with(name, &[])
}

/// The words of a message, with values put in.
pub fn with(name: &str, values: &[(&str, &dyn Value)]) -> String {
    format(&BUNDLE, name, values).unwrap_or_else(|| name.to_owned())
}

/// The words of a message in one language; `None` where it has none.
fn format(bundle: &Bundle, name: &str, values: &[(&str, &dyn Value)]) -> Option<String> {
    let mut args = FluentArgs::with_capacity(values.len());
    for (key, value) in values {
        args.set(*key, value.fluent());
    }
    let pattern = bundle.get_message(name)?.value()?;
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
}

/// A whole number with its thousands apart: `1,200`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Parts with a middle dot between them; blank ones are left out.
pub fn dots<I>(parts: I) -> String
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let mut text = String::new();
    for part in parts {
        let part = part.as_ref();
        if part.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(part);
    }
    text
}

/// A code as it may be shown: at most 40 characters, signs no code has replaced.
pub fn shown(code: &str) -> String {
    const LONGEST: usize = 40;
    let mut text: String = code
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c })
        .collect();
    if code.chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}

/// What can stand in a message.
pub trait Value {
    /// The value for Fluent, which chooses plural forms by numbers.
    fn fluent(&self) -> FluentValue<'_>;
}

impl Value for String {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl Value for &str {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Value for u64 {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Value for u32 {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Value for usize {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
