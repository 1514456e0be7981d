//! What goes along with a device that is handed out, and what is still out when it comes back.

use super::reply::{Ask, DeviceCard, Person, Refusal};
use super::rules::{self, Verdict};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::event::Moment;
use crate::domain::set::{Left, SetOut, WhyLeft};

impl Desk {
    /// The devices of the set that go out with this one, and what is said of the whole set. Each is
    /// judged as if it were scanned; what would be asked about it is not taken as granted, but for
    /// what was asked about the person.
    pub(super) fn goes_along(
        &self,
        person: &Person,
        card: &DeviceCard,
        granted: &[Ask],
        now: &Moment,
    ) -> Result<(Vec<DeviceCard>, SetOut), Error> {
        let mut along = Vec::new();
        let mut set = SetOut::default();
        let members = self.store.set_of(&card.id)?;
        if members.is_empty() {
            return Ok((along, set));
        }
        let policy = self.policy(now);
        let lead = policy.is_lead(self.operator.as_deref());
        for member in members {
            let unclear = member.disputed
                || self.dated_before(&member, now)?.is_some()
                || self.names_several(&member)?;
            match rules::issue(person, &member, &policy, lead) {
                Verdict::Already => {}
                verdict => match stays(&member, verdict, unclear, granted) {
                    Some(why) => set.left.push(Left { tag: member.tag, why }),
                    None => {
                        set.gone.push(member.tag.clone());
                        along.push(member);
                    }
                },
            }
        }
        Ok((along, set))
    }

    /// Whether what an accessory goes along with is, or was once, the label of several devices: the
    /// register does not say which of them it means.
    fn names_several(&self, member: &DeviceCard) -> Result<bool, Error> {
        let Ok(code) = Code::new(&member.set_of) else { return Ok(false) };
        Ok(self.store.ever_named(&code)?.len() > 1)
    }

    /// Tags of the set that the person who brings this device back still has.
    pub(super) fn still_out(
        &self,
        card: &DeviceCard,
        from: Option<&BorrowerId>,
    ) -> Result<Vec<String>, Error> {
        let Some(from) = from else { return Ok(Vec::new()) };
        let members = self.store.set_of(&card.id)?.into_iter();
        let theirs = |member: &DeviceCard| {
            member.holder.as_ref().is_some_and(|holder| holder.named.id == *from)
        };
        Ok(members.filter(theirs).map(|member| member.tag).collect())
    }
}

/// Why a device of a set does not go along, if so.
fn stays(member: &DeviceCard, verdict: Verdict, unclear: bool, granted: &[Ask]) -> Option<WhyLeft> {
    if let Verdict::Refused(Refusal::Status { status }) = verdict {
        return Some(WhyLeft::Status(status));
    }
    if let Some(holder) = &member.holder {
        return Some(WhyLeft::Out(holder.named.clone()));
    }
    // The limit asked about the device is asked about what goes along with it, where they are of a kind.
    let holds_for_all = |ask: &Ask| ask.is_of_person() || matches!(ask, Ask::Limit { .. });
    let answered = |ask: &Ask| holds_for_all(ask) && granted.contains(ask);
    let free = match verdict {
        Verdict::Ask(asks) => asks.iter().all(answered),
        verdict => verdict == Verdict::Done,
    };
    (unclear || !free).then_some(WhyLeft::Asks)
}
