//! What the district allows, in lines.

use crate::domain::device::Status;
use crate::domain::lifecycle::Stage;
use crate::domain::money::written;
use crate::domain::policy::Policy;
use crate::text;

/// The policy for the terminal, a rule a line.
pub fn lines(policy: &Policy) -> Vec<String> {
    let mut lines = vec![
        text::with("cli-policy-limit", &[("limit", &u64::from(policy.limit))]),
        if policy.grade_rule {
            text::get("cli-policy-grades-ask")
        } else {
            text::get("cli-policy-grades-none")
        },
        text::with(
            "cli-policy-free",
            &[
                ("breaks", &u64::from(policy.free_breaks)),
                ("losses", &u64::from(policy.free_losses)),
                ("day", &policy.year_starts),
            ],
        ),
        text::with("cli-policy-prices", &[("count", &(policy.prices.lines().len() as u64))]),
        match policy.block_cents {
            Some(cents) => text::with("cli-policy-block", &[("amount", &written(cents))]),
            None => text::get("cli-policy-block-none"),
        },
        if policy.agreement.is_empty() {
            text::get("cli-policy-agreement-none")
        } else {
            text::with("cli-policy-agreement", &[("version", &policy.agreement)])
        },
    ];
    if !policy.leads.is_empty() {
        let leads: Vec<&str> = policy.leads.iter().map(String::as_str).collect();
        lines.push(text::with("cli-policy-leads", &[("leads", &leads.join(", "))]));
    }
    if !policy.found_voids {
        lines.push(text::get("cli-policy-found-keep"));
    }
    lines.extend(contact(policy));
    for (word, name) in &policy.names {
        lines.push(text::with("cli-policy-called", &[("word", word), ("name", name)]));
    }
    lines
}

/// Reads `repair=Workshop`: a status or a stage, and what the district calls it.
///
/// # Errors
/// What is wrong with it, in words.
pub fn named(pair: &str) -> Result<(String, String), String> {
    let (word, name) = pair.split_once('=').ok_or_else(|| text::get("cli-policy-name"))?;
    let word = word.trim().to_lowercase();
    let words = Status::ALL.iter().map(|status| status.as_str());
    let words: Vec<&str> = words.chain(Stage::ALL.iter().map(|stage| stage.as_str())).collect();
    if !words.contains(&word.as_str()) {
        let known = words.join(", ");
        return Err(text::with("cli-policy-no-word", &[("word", &word), ("known", &known)]));
    }
    Ok((word, name.trim().to_owned()))
}

/// Whose the catalogue of models is; nothing where nobody is named.
pub fn contact(policy: &Policy) -> Option<String> {
    let named = !policy.contact.is_empty();
    named.then(|| text::with("policy-contact", &[("contact", &policy.contact)]))
}

/// Models of a list of devices that only the contact puts into the catalogue.
pub fn left((contact, count): &(String, u64)) -> String {
    text::with("policy-contact-left", &[("contact", contact), ("count", count)])
}

/// Why the catalogue does not change, and what to do.
pub fn not_the_contact(contact: &str) -> String {
    text::with("policy-not-the-contact", &[("contact", &contact)])
}
