//! The counter: one service that window, terminal and imports all go through.
//!
//! `rules` says whether something may be done, `session` whose turn it is, `turn` does it in one
//! transaction, `scan` leads from the line to the answer read back. Nothing here knows a window, and
//! the clock is handed in with every request.

pub mod agreement;
pub mod assign;
pub mod batch;
mod batch_merge;
mod batch_receive;
pub mod bench;
mod board;
pub mod charges;
pub mod checking;
pub mod conflicts;
mod conflicts_asked;
pub mod conflicts_questions;
mod error;
pub mod export;
mod import;
mod import_contact;
mod import_undo;
mod leavers;
mod long;
pub mod missing;
pub mod money;
mod note;
pub mod noting;
mod open;
mod outcome;
mod pages;
pub mod paper;
mod paper_judge;
pub mod paper_notice;
pub mod paper_sheet;
pub mod print;
pub mod print_charges;
mod print_columns;
pub mod print_letters;
pub mod print_pull;
pub mod print_run;
pub mod print_statement;
pub mod printed;
pub mod proposals;
pub mod relabel;
pub mod repair;
mod repeat;
pub mod reply;
pub mod request;
pub mod rules;
mod runs;
mod scan;
pub mod session;
mod sets;
mod setup;
mod shown;
pub mod stocks;
mod supposed;
pub mod transfer;
pub mod transfer_open;
mod turn;
mod undo;
mod upkeep;
mod walk_up;
mod worker;

use std::collections::HashMap;
use std::sync::Arc;

pub use error::Error;
pub use import::{Accept, CheckError, Checked, How, Imported, Stop, check};
pub use import_undo::TakenBack;
pub use leavers::write_leavers;
pub use open::{Opened, open};
pub use undo::{UndoPlan, Undoable};
pub use upkeep::{Finding, Upkeep};
pub use worker::{Client, Worker};

pub use crate::exchange::Error as FileFault;

use batch_merge::Merging;
use batch_receive::Receiving;
use long::Steps;

use crate::domain::code;
use crate::domain::event::Moment;
use crate::domain::policy::Policy;
use crate::store::tail::Tail;
use crate::store::{self, Store};
use reply::{Channel, When};
use request::{Answer, Request, Role, Settings};
use session::Session;

/// Who stands in front of the desk. The terminal's contract knows no timers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// The window: repeats within 800 ms are one scan, an unknown code holds the line in Return,
    /// Look up falls back after one scan.
    Window,
    /// The terminal: one reply for each line, nothing depends on time.
    Terminal,
}

/// The desk of one database.
#[derive(Debug)]
pub struct Desk {
    store: Store,
    front: Front,
    sessions: HashMap<Channel, Session>,
    replies: u64,
    run: Option<store::Run>,
    operator: Option<String>,
    settings: Settings,
    codes: code::Rules,
    last_served: Option<(String, String)>,
    tail: Option<Tail>,
    /// The text that names were last listed for.
    half_typed: String,
    /// The paper list that is being entered.
    sheet: Option<paper_sheet::Sheet>,
    /// What is written now is one command, of however many steps.
    command: Option<Command>,
}

/// A command of several steps, by its name in the journal once the first is written.
#[derive(Debug, Default)]
struct Command(Option<String>);

impl Desk {
    /// Sits down at a database.
    pub fn new(store: Store, front: Front) -> Result<Desk, Error> {
        let settings: Settings = store
            .setting("settings")?
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let mut desk = Desk {
            store,
            front,
            sessions: HashMap::new(),
            replies: 0,
            run: None,
            operator: None,
            codes: code_rules(&settings),
            settings,
            last_served: None,
            tail: None,
            half_typed: String::new(),
            sheet: None,
            command: None,
        };
        desk.run = desk.open_run()?;
        desk.start_tail();
        Ok(desk)
    }

    /// The database behind the desk, to read.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The database behind the desk, for checks and repairs.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The settings of this computer.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Leaves the database tidy.
    pub fn close(self) -> Result<(), Error> {
        Ok(self.store.close()?)
    }

    /// Answers one request.
    ///
    /// # Errors
    /// What a scan can cause is a reply; an error is the disk's, or a request that makes no sense.
    pub fn handle(&mut self, request: Request, now: &Moment) -> Result<Answer, Error> {
        self.store.hold()?;
        let answer = self.answer(request, now);
        self.store.release()?;
        answer
    }

    fn answer(&mut self, request: Request, now: &Moment) -> Result<Answer, Error> {
        let done = |()| Answer::Done;
        let reply = |reply| Answer::Reply(Box::new(reply));
        match request {
            Request::Scan { channel, line, source } => {
                self.scan(&channel, &line, source, now).map(reply)
            }
            Request::Key { channel, key } => self.press(&channel, key, now).map(reply),
            Request::WalkUp { channel, name, grade, code } => {
                self.walk_up(&channel, &name, &grade, code.as_deref(), now).map(reply)
            }
            Request::Paper(step) => Ok(Answer::Paper(Box::new(self.paper(&step, now)?))),
            Request::Suggest(text) => {
                let found = self.suggest(&text)?;
                self.half_typed = text;
                Ok(Answer::People(found))
            }
            Request::Board(channel) => Ok(Answer::Board(Box::new(self.board(&channel, now)?))),
            Request::People { query, page } => {
                Ok(Answer::People(self.store.find_people(&query, page)?))
            }
            Request::Devices { query, page } => {
                Ok(Answer::Devices(self.store.find_devices(&query, page)?))
            }
            Request::Person(id) => Ok(Answer::Person(self.person_page(&id, now)?)),
            Request::Device(id) => Ok(Answer::Device(self.device_page(&id)?)),
            Request::StartRun(setup) => self.start_run(&setup, now).map(done),
            Request::Ending => Ok(Answer::Ending(self.ending()?)),
            Request::EndRun => self.end_run(now).map(done),
            Request::KeepRun => self.keep_run(now).map(done),
            Request::Operator(operator) => {
                self.set_operator(operator);
                Ok(Answer::Done)
            }
            Request::Clock(typed) => self.set_clock(typed, now).map(done),
            Request::Init(setup) => self.init(&setup, now).map(done),
            Request::SetPolicy(policy) => self.set_policy(&policy, None, now).map(done),
            Request::ReadPrices(path) => Ok(Answer::Prices(crate::exchange::prices::read(&path)?)),
            Request::Sites => Ok(Answer::Sites(self.store.sites()?)),
            Request::SetSettings(settings) => self.set_settings(settings).map(done),
            Request::Export { wanted, path } => {
                Ok(Answer::Exported(export::export_to(&self.store, &wanted, &path)?))
            }
            Request::Settings => Ok(Answer::Settings(self.settings.clone())),
            Request::WriteBatch { folder, form } => {
                Ok(Answer::BatchWritten(self.write_batch(&folder, form, now)?))
            }
            Request::LookOnStick(folder) => Ok(Answer::OnStick(self.look_on_stick(&folder)?)),
            Request::MergeBundles { paths, own_site, watch } => {
                let report = Merging::new(&paths, own_site, watch).through(self, now)?;
                Ok(Answer::BundlesMerged(Box::new(report)))
            }
            Request::Receive { paths, watch } => {
                let report = Receiving::new(self, &paths, watch)?.through(self, now)?;
                Ok(Answer::Received(Box::new(report)))
            }
            Request::Stations => Ok(Answer::Stations(self.stations()?)),
            Request::CloseStation { station, reason } => {
                self.close_station(&station, &reason, now).map(done)
            }
            Request::Check { files, watch } => {
                Ok(Answer::Outlook(checking::outlook(&self.store, &files, now, &watch)))
            }
            Request::Import { plan, how } => {
                Ok(Answer::Imported(Box::new(self.import(&plan, &how, now)?)))
            }
            Request::LastImport => Ok(Answer::LastImport(self.store.last_intake()?)),
            Request::UndoImport { later } => {
                Ok(Answer::TakenBack(Box::new(self.undo_import(later, now)?)))
            }
            Request::Merge { from, into } => self.merge_people(&from, &into, now).map(done),
            Request::Conflicts { page } => {
                Ok(Answer::Conflicts(Box::new(conflicts::page(&self.store, page)?)))
            }
            Request::Resolve { conflict, choice, reason } => {
                let decided = self.resolve(&conflict, choice, &reason, now)?;
                Ok(Answer::Decided(Box::new(decided)))
            }
            Request::Reopen { event } => self.undo_event(&event, true, now).map(reply),
            Request::WriteQuestions { folder } => {
                Ok(Answer::Questions(conflicts_questions::export(&self.store, &folder)?))
            }
            Request::Assign(order) => Ok(Answer::Assigned(Box::new(self.assign_one(order, now)?))),
            Request::Retag { device, label, anyway } => {
                Ok(Answer::Relabelled(Box::new(self.retag(&device, &label, anyway, now)?)))
            }
            Request::AddDevice { channel, device } => {
                self.add_and_scan(&channel, &device, now).map(reply)
            }
            Request::Transfer { way, line } => {
                Ok(Answer::Transferred(Box::new(self.transfer_in(way, &line, now)?)))
            }
            Request::UnderWay => Ok(Answer::UnderWay(transfer::list(&self.store, now.wall_ms)?)),
            Request::Todos => {
                let date = When::from(now).date();
                Ok(Answer::Todos(Box::new(conflicts::todos(&self.store, &date)?)))
            }
            Request::Life(life) => self.life(&life, now),
            Request::Sign(signing) => Ok(Answer::Signed(Box::new(self.sign(&signing, now)?))),
            Request::Money(wish) => Ok(Answer::Posted(Box::new(self.money(wish, now)?))),
        }
    }

    /// The name of whoever is scanning; blank is nobody.
    pub fn set_operator(&mut self, operator: Option<String>) {
        self.operator = operator.map(|o| o.trim().to_uppercase()).filter(|o| !o.is_empty());
    }

    /// The mode a session begins in.
    pub fn set_mode(&mut self, channel: &Channel, mode: reply::Mode) {
        self.sessions.entry(channel.clone()).or_default().mode = mode;
    }

    fn policy(&self, now: &Moment) -> Arc<Policy> {
        self.store.world().policy(&When::from(now).date())
    }

    fn role(&self) -> Result<Role, Error> {
        Ok(match self.store.setting("role")?.as_deref() {
            Some("station") => Role::Station,
            Some("office") => Role::Office,
            _ => Role::Alone,
        })
    }
}

fn code_rules(settings: &Settings) -> code::Rules {
    let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    code::Rules {
        prefix: part(&settings.prefix),
        suffix: part(&settings.suffix),
        check: match settings.check_digit.as_str() {
            "mod43" => code::CheckDigit::Mod43,
            "luhn" => code::CheckDigit::Luhn,
            _ => code::CheckDigit::None,
        },
    }
}
