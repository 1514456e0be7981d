//! Stacks of devices for another site: sent by scanning, received by scanning, and what is under way.
//!
//! Has no field: it is fed by the window's line buffer, as the desk is. What a scan means is the desk's.

mod view;

use std::collections::VecDeque;

use super::{Action, Answered, Page, Ticket};
use crate::desk::reply::{Mode, Reply, Tone};
use crate::desk::request::{Answer, Request, UnderWay, Way};
use crate::desk::transfer_open::WhichStack;
use crate::domain::code::CommandCode;
use crate::domain::site::Site;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;

/// Replies kept for the list.
const ROWS: usize = 50;

/// What the page is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Devices leave.
    #[default]
    Send,
    /// Devices arrive.
    Receive,
    /// What has not arrived.
    UnderWay,
}

impl Tab {
    /// In the order of their keys.
    const ALL: [Tab; 3] = [Tab::Send, Tab::Receive, Tab::UnderWay];

    /// The key of the desk that stands at the same place.
    fn key(self) -> key::Action {
        key::Action::Mode(match self {
            Self::Send => Mode::Issue,
            Self::Receive => Mode::Return,
            Self::UnderWay => Mode::Swap,
        })
    }
}

/// What the screen keeps.
#[derive(Debug, Default)]
pub struct Transfer {
    tab: Tab,
    sites: Vec<Site>,
    /// Place of the site that devices go to.
    chosen: usize,
    /// The stack, once its first device was scanned.
    way: Option<Way>,
    /// Lines that wait for the one before: a stack is one transfer.
    waiting: VecDeque<String>,
    asked: bool,
    /// What is asked belongs to a stack that is no longer on the page.
    former: bool,
    /// What came of the scans, newest first.
    rows: Vec<Reply>,
    open: Vec<UnderWay>,
    /// The first row of `open` on show.
    top: usize,
    typed: String,
    failure: Option<String>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard.
    Heard(Heard),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
}

impl Transfer {
    /// Shows the page: the stack goes on where it was.
    pub fn open(&mut self) -> Action {
        self.typed.clear();
        self.failure = None;
        Action::Many(vec![Action::Ask(Request::Sites), Action::Ask(Request::UnderWay)])
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(Heard::Typing(line)) => {
                self.typed = line;
                Action::None
            }
            Message::Heard(Heard::Code(line)) => self.line(line),
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.act(action),
            Message::Heard(Heard::TooLong(_)) => self.refuse(words::get("walk-up-too-long")),
            Message::Heard(Heard::Forgotten(line)) => {
                let code = words::shown(&line);
                self.refuse(words::with("forgotten-line", &[("code", &code)]))
            }
            Message::Heard(_) => Action::None,
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.asked = false;
                let why = words::error(&error);
                if std::mem::take(&mut self.former) {
                    return Action::Many(vec![self.refuse(why), self.next()]);
                }
                self.waiting.clear();
                self.way = None;
                self.refuse(why)
            }
        }
    }

    fn refuse(&mut self, why: String) -> Action {
        self.typed.clear();
        self.failure = Some(why);
        Action::Tone(Tone::Refused)
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::No => Action::Go(Page::Desk),
            // What is half typed was meant.
            key::Action::Yes if !self.typed.trim().is_empty() => {
                let line = std::mem::take(&mut self.typed);
                self.line(line)
            }
            key::Action::Receipt => self.sheet(),
            key::Action::Undo => self.line(CommandCode::Undo.text()),
            key::Action::Up => self.turn(false, 1),
            key::Action::Down => self.turn(true, 1),
            key::Action::PageUp => self.turn(false, 10),
            key::Action::PageDown => self.turn(true, 10),
            action => match Tab::ALL.into_iter().find(|tab| tab.key() == action) {
                Some(tab) => self.show(tab),
                None => Action::None,
            },
        }
    }

    /// The driver's sheet: of the stack that is sent, else of the newest to that site; where everything
    /// under way is on show, of the newest of it. What arrives needs none.
    fn sheet(&mut self) -> Action {
        match (self.tab, &self.way, self.sites.get(self.chosen)) {
            (Tab::Receive, ..) => Action::None,
            (Tab::UnderWay, ..) => Action::Sheet(WhichStack::Newest),
            (Tab::Send, Some(Way::Send { transfer, .. }), _) if !transfer.is_empty() => {
                Action::Sheet(WhichStack::Named(transfer.clone()))
            }
            (Tab::Send, _, Some(site)) => Action::Sheet(WhichStack::To(site.clone())),
            (Tab::Send, _, None) => self.refuse(words::get("transfer-no-sites")),
        }
    }

    fn show(&mut self, tab: Tab) -> Action {
        self.failure = None;
        self.top = 0;
        let mut actions = vec![Action::Ask(Request::UnderWay)];
        if self.tab != tab {
            actions.push(self.leave());
            self.tab = tab;
        }
        actions.retain(|action| *action != Action::None);
        if actions.len() == 1 { actions.remove(0) } else { Action::Many(actions) }
    }

    /// Another stack begins. What is still asked belongs to the former one, and so does what waits: it
    /// is scanned again where it is meant.
    fn leave(&mut self) -> Action {
        self.way = None;
        self.rows.clear();
        self.former = self.asked;
        if self.waiting.is_empty() {
            return Action::None;
        }
        let lines: Vec<String> = self.waiting.drain(..).map(|line| words::shown(&line)).collect();
        self.refuse(words::with("transfer-left", &[("codes", &lines.join(", "))]))
    }

    /// Another site to send to, which begins another stack; or other rows of what is under way.
    fn turn(&mut self, down: bool, by: usize) -> Action {
        let mut left = Action::None;
        let (at, last) = match self.tab {
            Tab::Send if by == 1 => {
                left = self.leave();
                (&mut self.chosen, self.sites.len().saturating_sub(1))
            }
            Tab::UnderWay => (&mut self.top, self.open.len().saturating_sub(1)),
            _ => return Action::None,
        };
        *at = if down { (*at + by).min(last) } else { at.saturating_sub(by) };
        left
    }

    fn line(&mut self, line: String) -> Action {
        self.typed.clear();
        self.failure = None;
        if self.tab == Tab::UnderWay {
            return self.refuse(words::get("transfer-no-scan"));
        }
        self.waiting.push_back(line);
        self.next()
    }

    /// Asks for the next line, once the one before is answered.
    fn next(&mut self) -> Action {
        if self.asked {
            return Action::None;
        }
        let begun = self.way.clone().or_else(|| match self.tab {
            Tab::Send => self
                .sites
                .get(self.chosen)
                .map(|site| Way::Send { to: site.code.clone(), transfer: String::new() }),
            Tab::Receive | Tab::UnderWay => Some(Way::Receive { site: String::new() }),
        });
        let Some(way) = begun else {
            self.waiting.clear();
            return self.refuse(words::get("transfer-no-sites"));
        };
        match self.waiting.pop_front() {
            Some(line) => {
                self.asked = true;
                Action::Ask(Request::Transfer { way, line })
            }
            None => Action::None,
        }
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Sites(sites) => self.sites = sites,
            Answer::UnderWay(open) => self.open = open,
            Answer::Transferred(moved) => {
                let (way, reply) = *moved;
                self.asked = false;
                let tone = Action::Tone(reply.tone);
                if !std::mem::take(&mut self.former) {
                    self.way = Some(way);
                    self.rows.insert(0, reply);
                    self.rows.truncate(ROWS);
                }
                return Action::Many(vec![tone, self.next(), Action::Refresh]);
            }
            _ => {}
        }
        Action::None
    }
}
