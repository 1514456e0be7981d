//! `tagdesk conflicts`: what two honest desks disagree about, and the decision.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::{Ended, complain, desk, read, say};
use crate::clock;
use crate::desk::{Front, conflicts, conflicts_questions};
use crate::domain::card::When;
use crate::domain::conflict::{
    Choice, ChoiceCard, ConflictCard, Decision, Fate, Parked, Said, Story, Todos,
};
use crate::domain::money::written;
use crate::text;

/// Arguments of `conflicts`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// As CSV: heading, UTF-8, quoted only where needed
    #[arg(long)]
    csv: bool,
    /// One JSON object per line
    #[arg(long, conflicts_with = "csv")]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Decide a conflict, or have the school asked
    Resolve {
        /// Its name, as the list has it
        id: String,
        /// Who has it
        #[arg(value_enum)]
        choice: Word,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write what the schools are asked, a CSV for each site
    Export {
        /// Folder, which must be there
        dir: PathBuf,
    },
    /// What is to be looked at besides
    Todos {
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// The scan that counts last stands
    Later,
    /// The one before it stands
    Earlier,
    /// Nobody has it; it is not found
    Neither,
    /// Stays open; the next scan of the device or of the people asks
    AskSchool,
}

impl From<Word> for Choice {
    fn from(word: Word) -> Choice {
        match word {
            Word::Later => Choice::Later,
            Word::Earlier => Choice::Earlier,
            Word::Neither => Choice::Neither,
            Word::AskSchool => Choice::AskSchool,
        }
    }
}

/// Columns of `--csv`. Holders are IDs, blank where the device would be in.
const COLUMNS: [&str; 16] = [
    "conflict",
    "device",
    "earlier",
    "later",
    "earlier_name",
    "later_name",
    "earlier_event",
    "later_event",
    "earlier_at",
    "later_at",
    "earlier_station",
    "later_station",
    "scans",
    "asked",
    "proposed",
    "serial",
];

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    match &args.what {
        None if args.csv => csv(folder),
        None if args.json => json_lines(folder),
        None => plain(folder),
        Some(What::Resolve { id, choice, reason, json }) => {
            resolve(folder, id, (*choice).into(), reason, *json)
        }
        Some(What::Export { dir }) => export(folder, dir),
        Some(What::Todos { json }) => todos(folder, *json),
    }
}

fn resolve(folder: &Path, id: &str, choice: Choice, reason: &str, json: bool) -> Ended {
    if reason.trim().is_empty() {
        return Err(text::get("cli-conflicts-no-reason"));
    }
    let (mut desk, now) = desk(folder, &text::get("cli-what-conflicts"), Front::Terminal)?;
    let failed = |error| text::error(&error);
    let id = conflicts::find(desk.store(), id).map_err(failed)?;
    let words = desk.store().conflict(&id).map_err(|e| text::store_error(&e))?;
    let words = words.map(|card| text::conflict::choice(&card, choice)).unwrap_or_default();
    let decided = desk.resolve(&id, choice, reason, &now).map_err(failed)?;
    super::close(desk)?;
    let device = &decided.device;
    if json {
        let holder = device.holder.as_ref();
        let object = json!({
            "conflict": id, "choice": choice.as_str(), "event": decided.event,
            "device": device.tag, "student": holder.map(|holder| &holder.named.id),
            "disputed": device.disputed,
        });
        say(&object.to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    say(&text::with(
        "cli-conflicts-done",
        &[("id", &id.short()), ("choice", &words), ("event", &decided.event)],
    ))?;
    if choice.is_verdict() && device.disputed {
        say(&text::with("cli-conflicts-open", &[("tag", &device.tag)]))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export(folder: &Path, dir: &Path) -> Ended {
    let store = read(folder)?;
    let files = conflicts_questions::export(&store, dir).map_err(|e| text::error(&e))?;
    if files.is_empty() {
        return Err(text::get("cli-conflicts-nothing-asked"));
    }
    for file in files {
        say(&file.path.display().to_string())?;
        complain(&text::with(
            "cli-conflicts-questions",
            &[("site", &file.site), ("count", &file.questions)],
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn csv(folder: &Path) -> Ended {
    let cards = conflicts::all(&read(folder)?).map_err(|e| text::error(&e))?;
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
    let mut write = || -> Result<(), std::io::Error> {
        csv.write_record(COLUMNS)?;
        for card in &cards {
            csv.write_record(columns(card))?;
        }
        csv.flush()
    };
    ended(write())
}

fn ended(written: Result<(), std::io::Error>) -> Ended {
    match written {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(text::with("cli-output", &[("cause", &e.to_string())]))
        }
        // `conflicts … | head` closes the pipe: that is no failure.
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn columns(card: &ConflictCard) -> [String; 16] {
    let id = |choice| card.holder(choice).map(|one| one.id.to_string()).unwrap_or_default();
    let name = |choice| card.holder(choice).map(|one| one.name.clone()).unwrap_or_default();
    let (earlier, later) = card.pair().map_or((None, None), |(a, b)| (Some(a), Some(b)));
    let of =
        |story: Option<&Story>, what: fn(&Story) -> String| story.map(what).unwrap_or_default();
    [
        card.short.clone(),
        card.device.tag.clone(),
        id(Choice::Earlier),
        id(Choice::Later),
        name(Choice::Earlier),
        name(Choice::Later),
        of(earlier, |story| story.event.clone()),
        of(later, |story| story.event.clone()),
        of(earlier, |story| story.at.iso()),
        of(later, |story| story.at.iso()),
        of(earlier, |story| story.station.clone()),
        of(later, |story| story.station.clone()),
        card.stories.len().to_string(),
        if card.asked { "yes".to_owned() } else { String::new() },
        card.proposed().map(Choice::as_str).unwrap_or_default().to_owned(),
        card.device.serial.clone(),
    ]
}

fn json_lines(folder: &Path) -> Ended {
    let cards = conflicts::all(&read(folder)?).map_err(|e| text::error(&e))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut lines = cards.iter().map(|card| writeln!(out, "{}", object(card)));
    let written = lines.try_for_each(|line| line);
    ended(written.and_then(|()| out.flush()))
}

fn object(card: &ConflictCard) -> Value {
    json!({
        "conflict": card.short, "id": card.id, "device": card.device.tag,
        "serial": card.device.serial,
        "earlier": card.holder(Choice::Earlier).map(|one| &one.id),
        "later": card.holder(Choice::Later).map(|one| &one.id),
        "asked": card.asked, "contradicted": card.is_contradicted(),
        "proposed": card.proposed().map(Choice::as_str),
        "stories": card.stories.iter().map(story_object).collect::<Vec<_>>(),
        "choices": card.choices.iter().map(choice_object).collect::<Vec<_>>(),
        "decisions": card.decisions.iter().map(decision_object).collect::<Vec<_>>(),
        "said": card.said.iter().map(said_object).collect::<Vec<_>>(),
    })
}

fn story_object(story: &Story) -> Value {
    json!({
        "event": story.event, "kind": story.kind, "station": story.station,
        "place": story.place, "operator": story.operator, "at": story.at.iso(),
        "written": story.written.iso(), "corrected_ms": story.correction_ms(),
        "within_ms": story.within_ms, "entered_later": story.entered_later,
        "student": story.person.as_ref().map(|one| &one.id),
        "saw": story.saw.as_ref().map(|one| &one.id), "saw_site": story.saw_site,
        "register": story.register.as_ref().map(|register| &register.short),
        "register_number":
            story.register.as_ref().and_then(|register| register.known).map(|(number, _)| number),
    })
}

fn choice_object(card: &ChoiceCard) -> Value {
    let effects: Vec<Value> = card
        .effects
        .iter()
        .map(|(person, effect)| {
            let (fate, at) = match effect.fate {
                Fate::Open => ("open", None),
                Fate::Ended(at) => ("ended", Some(at.iso())),
                Fate::EndsNow => ("ends-now", None),
                Fate::Void => ("void", None),
            };
            json!({"student": person.id, "since": effect.since.iso(), "loan": fate, "at": at,
                   "changed": effect.changed})
        })
        .collect();
    json!({"choice": card.choice.as_str(), "student": card.holder.as_ref().map(|one| &one.id),
           "effects": effects, "asks_again": card.asks_again})
}

fn decision_object(decision: &Decision) -> Value {
    json!({"event": decision.event, "at": decision.at.iso(), "station": decision.station,
           "operator": decision.operator, "choice": decision.choice.as_str(),
           "reason": decision.reason, "grown": decision.grown})
}

fn said_object(said: &Said) -> Value {
    json!({"at": said.at.iso(), "station": said.station, "operator": said.operator,
           "student": said.person.id, "has": said.has, "says": said.says.as_str(),
           "grown": said.grown})
}

fn plain(folder: &Path) -> Ended {
    let store = read(folder)?;
    let failed = |error| text::error(&error);
    let cards = conflicts::all(&store).map_err(failed)?;
    let todos = conflicts::todos(&store, &When::from(&clock::now()).date()).map_err(failed)?;
    if cards.is_empty() {
        say(&text::get("cli-conflicts-none"))?;
    } else {
        say(&text::with("cli-conflicts-count", &[("count", &cards.len())]))?;
    }
    for card in &cards {
        say("")?;
        say(&format!("{}  {}", card.short, text::conflict::title(card)))?;
        for story in &card.stories {
            let words = text::conflict::story(story);
            say(&format!("  {}  {}", words.place, words.at))?;
            let line = [words.title, words.saw, words.by];
            let line: Vec<_> = line.into_iter().filter(|part| !part.is_empty()).collect();
            say(&format!("    {}", line.join(" · ")))?;
        }
        for line in text::conflict::so_far(card) {
            say(&format!("  {line}"))?;
        }
        for choice in &card.choices {
            say(&format!("  {}  {}", choice.choice.as_str(), effects(card, choice)))?;
        }
        let (id, word) = (&card.short, &"later");
        say(&format!("  {}", text::with("cli-conflicts-decide", &[("id", id), ("choice", word)])))?;
    }
    let count = count(&todos);
    if count > 0 {
        say("")?;
        say(&text::with("cli-conflicts-todos", &[("count", &count)]))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn effects(card: &ConflictCard, choice: &ChoiceCard) -> String {
    let mut parts = vec![text::conflict::choice(card, choice.choice)];
    if choice.choice.is_verdict() {
        parts.extend(choice.effects.iter().map(text::conflict::effect));
    }
    if choice.asks_again {
        parts.push(text::get("conflict-asks-again"));
    }
    parts.join("; ")
}

fn count(todos: &Todos) -> usize {
    let Todos { scans, over_limit, inactive, same, parked, proposals } = todos;
    let people = over_limit.len() + inactive.len() + same.len();
    scans.len() + people + parked.len() + proposals.len()
}

fn todos(folder: &Path, json: bool) -> Ended {
    let store = read(folder)?;
    let date = When::from(&clock::now()).date();
    let todos = conflicts::todos(&store, &date).map_err(|error| text::error(&error))?;
    if count(&todos) == 0 && !json {
        say(&text::get("cli-conflicts-no-todos"))?;
    }
    for card in &todos.scans {
        if json {
            let other = card.other.as_ref().map(story_object);
            let object = json!({"todo": card.todo.as_str(), "device": card.device.tag,
                                "scan": story_object(&card.story), "other": other});
            say(&object.to_string())?;
            continue;
        }
        say(&text::conflict::todo(card))?;
        for story in card.other.iter().chain(std::iter::once(&card.story)) {
            let words = text::conflict::story(story);
            say(&format!("  {}  {} · {}", words.place, words.at, words.title))?;
        }
    }
    for over in &todos.over_limit {
        let object = json!({"todo": "over-limit", "student": over.person.named.id,
                            "category": over.category, "held": over.held});
        say(&line(json, &object, || text::conflict::over_limit(over)))?;
    }
    for person in &todos.inactive {
        let object = json!({"todo": "inactive", "student": person.named.id,
                            "held": person.holds.len()});
        say(&line(json, &object, || text::conflict::inactive(person)))?;
    }
    for (gone, here) in &todos.same {
        let object = json!({"todo": "same-person", "student": gone.named.id, "into": here.id});
        say(&line(json, &object, || text::conflict::same(gone, here)))?;
    }
    for parked in &todos.parked {
        let object = match parked {
            Parked::Device(card) => json!({"todo": "parked", "device": card.tag}),
            Parked::Person(person) => json!({"todo": "parked", "student": person.named.id}),
        };
        say(&line(json, &object, || text::conflict::parked(parked)))?;
    }
    for card in &todos.proposals {
        let proposal = &card.proposal;
        let (old, new) = (written(proposal.old_cents), written(proposal.new_cents));
        let object = json!({"todo": "proposal", "proposal": proposal.id().short(),
                            "student": proposal.borrower, "device": card.tag, "old": old,
                            "new": new, "why": proposal.why.as_str()});
        say(&line(json, &object, || text::charge::proposal(card)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(json: bool, object: &Value, words: impl FnOnce() -> String) -> String {
    if json { object.to_string() } else { words() }
}
