//! `tagdesk show`: a person or a device by any of their codes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Ended, read, say};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{DeviceCard, HistoryLine, Person, When};
use crate::domain::code::{self, Code};
use crate::domain::device::DeviceId;
use crate::domain::label::Label;
use crate::domain::lifecycle::Stage;
use crate::domain::missing::Missing;
use crate::domain::money::written;
use crate::domain::noted::{Note, Noted};
use crate::store::Store;
use crate::{clock, text};

/// Lines of history shown.
const HISTORY: usize = 20;

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// ID, tag or serial number
    code: String,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let store = read(folder)?;
    let unknown = || text::with("cli-show-unknown", &[("code", &args.code)]);
    let reading = code::read(&args.code, &code::Rules::default()).map_err(|_| unknown())?;
    let mut codes: Vec<Code> = reading.candidates().cloned().collect();
    // Identities as lists and messages write them, W-GYM-2-… among them.
    codes.extend(Code::new(&args.code));
    let found = store.resolve(&codes).map_err(|e| text::store_error(&e))?;
    if found.is_empty() {
        return Err(unknown());
    }
    for id in &found.people {
        show_person(&store, id, args.json)?;
    }
    for id in &found.devices {
        show_device(&store, id, args.json)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show_person(store: &Store, id: &BorrowerId, json: bool) -> Result<(), String> {
    let failed = |e| text::store_error(&e);
    let person = store.person(id, false).map_err(failed)?;
    let history = store.person_history(id, HISTORY).map_err(failed)?;
    if json {
        return say(&person_json(&person, &history).to_string());
    }
    say(&person.named.name)?;
    let parts = [
        person.named.id.to_string(),
        person.grade.clone(),
        person.named.homeroom.clone(),
        person.site_name.clone(),
        text::print::waiting(&person.slot, &person.case),
    ];
    say(&format!("  {}", filled(&parts)))?;
    if !person.active {
        say(&format!("  {}", text::get("cli-show-inactive")))?;
    }
    if person.holds.is_empty() {
        say(&format!("  {}", text::get("cli-show-nothing")))?;
    }
    for held in &person.holds {
        let since = text::clock(held.since);
        let line = text::with(
            "cli-show-holds",
            &[("tag", &held.tag), ("model", &held.model), ("since", &since)],
        );
        say(&format!("  {line}"))?;
    }
    for device in &person.assigned {
        if let Some(theirs) = text::assign::theirs(device, &person.named.id) {
            say(&format!("  {theirs}"))?;
        }
    }
    if person.owes_cents != 0 {
        say(&format!("  {}", text::charge::due(&person.named.name, person.owes_cents)))?;
    }
    say_history(&history)
}

fn show_device(store: &Store, id: &DeviceId, json: bool) -> Result<(), String> {
    let failed = |e| text::store_error(&e);
    let card = store.device(id).map_err(failed)?;
    let history = store.device_history(id, HISTORY).map_err(failed)?;
    let missing = store.missing(id).map_err(failed)?;
    if json {
        let labels = store.labels(&card.id).map_err(failed)?;
        let set = store.set_of(&card.id).map_err(failed)?;
        let set: Vec<&str> = set.iter().map(|member| member.tag.as_str()).collect();
        let mut told = device_json(&card, missing.as_ref(), &labels, &history);
        told["set"] = json!(set);
        return say(&told.to_string());
    }
    say(&card.tag)?;
    let holder = match &card.holder {
        Some(holder) => text::with(
            "cli-show-out",
            &[
                ("name", &holder.named.name),
                ("id", &holder.named.id.to_string()),
                ("since", &text::since(holder.since, Some(When::from(&clock::now())))),
            ],
        ),
        None => text::get("cli-show-in"),
    };
    say(&format!("  {holder}"))?;
    let parts = [
        card.site_name.clone(),
        card.model.clone(),
        card.serial.clone(),
        text::lifecycle::stage_and_status(card.status),
    ];
    say(&format!("  {}", filled(&parts)))?;
    if let Some(bound) = &card.bound {
        say(&format!("  {}", text::transfer::bound(bound, None)))?;
    }
    if let Some(owner) = &card.owner {
        say(&format!("  {}", text::assign::assigned_to(owner)))?;
    }
    let set = store.set_of(&card.id).map_err(failed)?;
    if let Some(set) = text::set::about(&card, &set) {
        say(&format!("  {set}"))?;
    }
    if !card.shares.is_empty() {
        say(&format!("  {}", text::relabel::shares(&card)))?;
    }
    let labels: Vec<String> = store
        .labels(&card.id)
        .map_err(failed)?
        .iter()
        .filter(|label| label.until_ms.is_some())
        .map(|label| label.code.clone())
        .collect();
    if !labels.is_empty() {
        let labels = labels.join(", ");
        say(&format!("  {}", text::with("cli-show-labels", &[("labels", &labels)])))?;
    }
    let noted: Vec<String> = card.noted.notes().map(text::note::note).collect();
    if !noted.is_empty() {
        say(&format!("  {}", filled(&noted)))?;
    }
    if card.parked {
        say(&format!("  {}", text::get("cli-show-parked")))?;
    }
    let known = missing.as_ref().map(text::missing::known).unwrap_or_default();
    if !known.is_empty() {
        say(&format!("  {known}"))?;
    }
    say_history(&history)
}

fn filled(parts: &[String]) -> String {
    let parts: Vec<_> = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    parts.join(" · ")
}

fn say_history(history: &[HistoryLine]) -> Result<(), String> {
    for line in history {
        let mut parts = vec![line.at.iso(), line.kind.clone()];
        parts.extend(line.status.map(text::status));
        parts.extend(line.tag.clone());
        parts.extend(line.person.as_ref().map(|person| person.name.clone()));
        parts.push(line.event.clone());
        if line.undone {
            parts.push(text::get("cli-show-undone"));
        }
        parts.extend(line.entered.map(text::paper::entered));
        say(&format!("  {}", parts.join("  ")))?;
    }
    Ok(())
}

fn person_json(person: &Person, history: &[HistoryLine]) -> Value {
    let holds: Vec<Value> = person
        .holds
        .iter()
        .map(|held| {
            json!({"device": held.tag, "model": held.model, "since": held.since.iso(),
                   "due": held.due})
        })
        .collect();
    let assigned: Vec<Value> = person
        .assigned
        .iter()
        .map(|device| {
            json!({"device": device.tag, "model": device.model, "case": device.case,
                   "held_by": device.holder})
        })
        .collect();
    json!({
        "student": person.named.id, "name": person.named.name, "grade": person.grade,
        "homeroom": person.named.homeroom, "site": person.site, "slot": person.slot,
        "case": person.case, "active": person.active, "holds": holds,
        "due": written(person.owes_cents), "assigned": assigned, "history": history_json(history),
    })
}

fn device_json(
    card: &DeviceCard,
    missing: Option<&Missing>,
    labels: &[Label],
    history: &[HistoryLine],
) -> Value {
    let day = |ms: Option<i64>| ms.map(|at_ms| When { at_ms, utc_offset_min: 0 }.iso());
    let labels: Vec<Value> = labels
        .iter()
        .map(|label| {
            json!({"tag": label.code, "since": day(label.since_ms), "until": day(label.until_ms)})
        })
        .collect();
    let holder = card.holder.as_ref();
    json!({
        "device": card.tag, "serial": card.serial, "model": card.model, "site": card.site,
        "status": card.status, "stage": Stage::of(card.status).as_str(), "parked": card.parked, "disputed": card.disputed,
        "student": holder.map(|holder| &holder.named.id),
        "since": holder.map(|holder| holder.since.iso()),
        "due": holder.and_then(|holder| holder.due.clone()),
        "last_seen": card.seen.as_ref().map(|(when, _)| when.iso()),
        "condition": card.noted.condition.map(str::to_lowercase),
        "missing": missing_of(&card.noted), "damage": lower(card.noted.damage.iter()),
        "accessories": card.noted.accessories.iter()
            .map(|(word, place)| (word.to_lowercase(), place.as_str()))
            .collect::<BTreeMap<_, _>>(),
        "shelf": card.shelf, "set_of": card.set_of,
        "lost_on": missing.map(|missing| &missing.on),
        "report": missing.map(|missing| &missing.report),
        "attachment": missing.and_then(|missing| missing.attachment).map(|(hash, _)| hash.to_string()),
        "assigned": card.owner.as_ref().map(|owner| &owner.named.id),
        "case": card.owner.as_ref().map(|owner| &owner.case),
        "bound_for": card.bound.as_ref().map(|bound| &bound.to), "labels": labels, "shares": card.shares,
        "last_seen_at": card.seen.as_ref().map(|(_, station)| station),
        "history": history_json(history),
    })
}

fn missing_of(noted: &Noted) -> Vec<String> {
    let gone = noted.accessories.keys().filter(|word| noted.has(Note::Missing(word)));
    lower(gone)
}

fn lower<'a>(words: impl Iterator<Item = &'a &'static str>) -> Vec<String> {
    words.map(|word| word.to_lowercase()).collect()
}

fn history_json(history: &[HistoryLine]) -> Vec<Value> {
    let line = |line: &HistoryLine| {
        json!({"event": line.event, "at": line.at.iso(), "kind": line.kind, "device": line.tag,
               "student": line.person.as_ref().map(|person| &person.id), "undone": line.undone,
               "entered": line.entered.map(When::iso), "status": line.status})
    };
    history.iter().map(line).collect()
}
