//! What a return run says once for every device that comes back in it.

use serde::{Deserialize, Serialize};

use super::device::Status;
use super::event::Payload;
use super::noted::{ACCESSORIES_ARE, CONDITIONS, Taken, find};

/// Half a day either way: of a date alone nobody knows the hour.
pub const WITHIN_MS: i64 = 12 * 60 * 60_000;

/// Payload of a return whose run puts the device on another shelf or in another status: the status
/// before, as the desk saw it.
pub const SAW_STATUS: &str = "saw_status";

/// Set when the run begins, and locked while it goes on. Empty texts say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Returning {
    /// Shelf, room or cart that devices go to.
    pub shelf: String,
    /// Condition of each, unless a card says otherwise: one of our words, lower case.
    pub condition: String,
    /// Status that each goes on in, as [`Status`] has it.
    pub next: String,
    /// What is said of accessories that nobody spoke of.
    pub taken: Taken,
    /// A remark beside each.
    pub note: String,
    /// The local day on which it all happened, `YYYY-MM-DD`, where that is not today.
    pub dated: String,
}

/// What of a return run cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No condition this program knows.
    #[error("{0} is no condition")]
    Condition(String),
    /// No status that a device can come back into.
    #[error("{0} is no status")]
    Status(String),
}

impl Returning {
    /// The same, tidied.
    ///
    /// # Errors
    /// [`Fault`] where condition or status are no words of ours.
    pub fn checked(&self) -> Result<Returning, Fault> {
        let condition = match self.condition.trim() {
            "" => String::new(),
            said => find(&CONDITIONS, said)
                .ok_or_else(|| Fault::Condition(said.to_owned()))?
                .to_lowercase(),
        };
        let next = match self.next.trim() {
            "" => String::new(),
            said => {
                let known = Status::parse(said).filter(|status| status.is_on_the_shelf());
                known.ok_or_else(|| Fault::Status(said.to_owned()))?.as_str().to_owned()
            }
        };
        Ok(Returning {
            condition,
            next,
            shelf: self.shelf.trim().to_owned(),
            note: self.note.trim().to_owned(),
            dated: self.dated.trim().to_owned(),
            taken: self.taken,
        })
    }

    /// Whether it says nothing at all.
    pub fn is_plain(&self) -> bool {
        *self == Returning::default()
    }

    /// Puts what belongs to a return into its event; the remark goes beside it.
    pub fn put(&self, payload: &mut Payload) {
        payload.put("shelf", &*self.shelf);
        payload.put("condition", &*self.condition);
        payload.put("next", &*self.next);
        if self.taken != Taken::Checked {
            payload.put(ACCESSORIES_ARE, self.taken.as_str());
        }
    }

    /// Puts everything but the remark into the event that begins the run.
    pub fn put_all(&self, payload: &mut Payload) {
        self.put(payload);
        payload.put("dated", &*self.dated);
    }

    /// Reads what [`Returning::put_all`] put.
    pub fn read(payload: &Payload, note: String) -> Returning {
        let text = |key| payload.text(key).unwrap_or_default().to_owned();
        Returning {
            shelf: text("shelf"),
            condition: text("condition"),
            next: text("next"),
            taken: payload.text(ACCESSORIES_ARE).and_then(Taken::parse).unwrap_or_default(),
            note,
            dated: text("dated"),
        }
    }

    /// When what is scanned happened, UTC milliseconds: noon of the day it is dated to. `None` where
    /// that is `today`, or nothing is said.
    pub fn at_ms(&self, today: &str, utc_offset_min: i32) -> Option<i64> {
        if self.dated.is_empty() || self.dated == today {
            return None;
        }
        let day = chrono::NaiveDate::parse_from_str(&self.dated, "%Y-%m-%d").ok()?;
        let noon = day.and_hms_opt(12, 0, 0)?.and_utc().timestamp_millis();
        Some(noon - i64::from(utc_offset_min) * 60_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_says_reads_back() {
        let said = Returning {
            shelf: " Gym cart 3 ".into(),
            condition: "Good".into(),
            next: "cleaning".into(),
            taken: Taken::Assumed,
            note: "wiped".into(),
            dated: "2026-06-03".into(),
        };
        let said = said.checked().unwrap();
        let mut payload = Payload::default();
        said.put_all(&mut payload);
        assert_eq!(Returning::read(&payload, "wiped".into()), said);
        assert_eq!((&*said.shelf, &*said.condition), ("Gym cart 3", "good"));
        for wrong in ["lost", "shiny"] {
            let next = Returning { next: wrong.into(), ..Returning::default() };
            assert_eq!(next.checked(), Err(Fault::Status(wrong.into())));
        }
        assert!(Returning { condition: "shiny".into(), ..Returning::default() }.checked().is_err());
    }

    #[test]
    fn a_dated_run_is_at_noon_of_its_day() {
        let run = Returning { dated: "1970-01-02".into(), ..Returning::default() };
        assert_eq!(run.at_ms("2026-06-04", -300), Some((24 + 12 + 5) * 3_600_000));
        assert_eq!(run.at_ms("1970-01-02", -300), None, "today is not another day");
        assert_eq!(Returning::default().at_ms("2026-06-04", 0), None);
    }
}
