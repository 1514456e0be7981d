//! Devices' files into rows of the register, and who has them into opening balances.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::thread;

use super::keys::{self, Damaged, Key};
use super::people::Sites;
use super::{Doubles, Work};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::device::DeviceId;
use crate::domain::money::cents;
use crate::exchange::error::Error;
use crate::exchange::field::Field as F;
use crate::exchange::format::words::{day, noon};
use crate::exchange::read::Row;
use crate::exchange::{Reason, code_key, given, words};
use crate::store::{At, DeviceRow, Given, Holder, Known, ModelRow, Plan};

/// Whom a code of a holder's column means: those the register knows and those of the same import.
pub(super) struct Holders<'a> {
    known: &'a Known,
    ids: HashSet<String>,
    /// Whose a code is; nobody's where it is several people's.
    codes: HashMap<String, Option<String>>,
}

impl<'a> Holders<'a> {
    pub(super) fn of(known: &'a Known, plan: &Plan) -> Holders<'a> {
        let mut ids = HashSet::new();
        let mut codes = known.codes.clone();
        for row in plan.borrowers.iter().flatten() {
            ids.insert(row.id.to_string());
            for code in &row.codes {
                let whose = codes.entry(code.clone()).or_insert_with(|| Some(row.id.to_string()));
                if whose.as_deref() != Some(row.id.as_str()) {
                    *whose = None;
                }
            }
        }
        Holders { known, ids, codes }
    }

    fn find(&self, text: &str, mail: bool) -> Option<BorrowerId> {
        let code = Code::new(text).ok()?;
        let id = code.as_str();
        if self.ids.contains(id) || self.known.people.keys.contains(id) {
            return Some(BorrowerId::new(&code));
        }
        if let Some(whose) = self.codes.get(id) {
            return whose.clone().map(BorrowerId::from_text);
        }
        let (user, _) = text.split_once('@').filter(|_| mail)?;
        self.find(user, false)
    }
}

/// Identity, tag and serial of a row, and the tag of the device it goes along with.
struct Named<'t> {
    id: DeviceId,
    tag: Cow<'t, str>,
    serial: Cow<'t, str>,
    set_of: Given,
}

pub(super) fn devices(
    work: &mut Work<'_>,
    plan: &mut Plan,
    holders: Option<&Holders<'_>>,
) -> Result<(), Error> {
    let table = &work.source.table;
    let (tags, serials) = beside_each_other(
        || keys::damaged(work, F::Tag, &work.known.tags),
        || keys::damaged(work, F::Serial, &work.known.serials),
    );
    let sets = keys::damaged(work, F::SetOf, &work.known.tags);
    let mut keyed = Vec::with_capacity(table.len());
    for (index, row) in table.rows().enumerate() {
        work.step()?;
        match named(work, row, index, [&tags, &serials, &sets]) {
            Ok(Some(named)) => keyed.push((named, row)),
            Ok(None) => {
                let text = |field| Code::new(work.source.text(row, field));
                let serial = text(F::Serial).map(|code| DeviceId::from_serial(&code));
                let tag = text(F::Tag).map(|code| DeviceId::from_tag(&code));
                let found = [serial, tag].into_iter().flatten().map(|id| id.as_str().to_owned());
                plan.named_devices.extend(found);
            }
            Err(reason) => work.refused.push(row.refuse(reason)),
        }
    }
    let doubles = Doubles::of(keyed.iter().map(|(named, row)| (named.id.as_str(), row.line())));
    // Those of earlier files of this import: two files do not agree by chance.
    let taken: HashSet<String> =
        plan.devices.iter().flatten().map(|row| row.id.as_str().to_owned()).collect();
    let mut rows = plan.devices.take().unwrap_or_default();
    rows.reserve(keyed.len());
    let mut models: HashMap<String, ModelRow> = HashMap::new();
    let sites = Sites::of(&work.known.sites, &plan.sites);
    for (named, row) in keyed {
        // What is printed on it is shown, not how identities are told apart.
        let reason = match doubles.twice(named.id.as_str(), row.line()) {
            Some(Reason::Twice { other, .. }) => {
                Some(Reason::Twice { key: named.id.label().to_owned(), other })
            }
            _ if taken.contains(named.id.as_str()) => {
                Some(Reason::OtherFile(named.id.label().to_owned()))
            }
            _ => None,
        };
        let key = named.id.as_str().to_owned();
        let device = match reason {
            Some(reason) => Err(reason),
            None => device(work, &sites, named, row, holders),
        };
        match device {
            Ok(device) => {
                gather(work, &device, row, &mut models);
                rows.push(device);
            }
            Err(reason) => {
                work.refused.push(row.refuse(reason));
                plan.named_devices.push(key);
            }
        }
    }
    plan.devices = Some(rows);
    let mut models: Vec<ModelRow> = models.into_values().collect();
    models.sort_by(|a, b| a.name.cmp(&b.name));
    plan.models.extend(models);
    Ok(())
}

/// Does two things at once.
fn beside_each_other<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}

/// What a row calls its device; nothing where a key is damaged.
fn named<'t>(
    work: &mut Work<'_>,
    row: Row<'t>,
    index: usize,
    [tags, serials, sets]: [&Damaged; 3],
) -> Result<Option<Named<'t>>, Reason> {
    let Key::Whole(tag) = keys::key(work, row, index, F::Tag, tags) else { return Ok(None) };
    let Key::Whole(serial) = keys::key(work, row, index, F::Serial, serials) else {
        return Ok(None);
    };
    let Key::Whole(set) = keys::key(work, row, index, F::SetOf, sets) else { return Ok(None) };
    let code = |text: &str| match code_key(text) {
        Ok(key) => Code::new(&key).map(Some).map_err(|_| Reason::Unreadable(key)),
        Err(Reason::NoKey) => Ok(None),
        Err(reason) => Err(reason),
    };
    let (own, of) = ([code(&serial)?, code(&tag)?], code(&set)?);
    // What names itself leads its set.
    let leads = of.is_some() && own.contains(&of);
    let set_of = if leads { Some(String::new()) } else { given(&set) };
    let id = match own {
        [Some(serial), _] => DeviceId::from_serial(&serial),
        [None, Some(tag)] => DeviceId::from_tag(&tag),
        [None, None] => return Err(Reason::NoKey),
    };
    Ok(Some(Named { id, tag, serial, set_of }))
}

fn device(
    work: &mut Work<'_>,
    sites: &Sites<'_>,
    named: Named<'_>,
    row: Row<'_>,
    holders: Option<&Holders<'_>>,
) -> Result<DeviceRow, Reason> {
    let source = work.source;
    let how = &source.format.words;
    let said = source.text(row, F::Status);
    let status = (how.status)(said).taken(|| Reason::NoStatus(said.to_owned()))?;
    let price_cents = match given(source.text(row, F::Price)) {
        None => None,
        Some(text) if text.is_empty() => Some(None),
        Some(text) => match cents(&text) {
            Some(cents) => Some(Some(cents)),
            None => return Err(Reason::NoPrice(text)),
        },
    };
    let active = match source.text(row, F::Active) {
        "" => true,
        said => (how.active)(said),
    };
    let holder = holders.filter(|_| active).and_then(|holders| holder(work, row, holders));
    Ok(DeviceRow {
        at: At { file: work.file, line: u32::try_from(row.line()).unwrap_or(u32::MAX) },
        model: given(source.text(row, F::Model)),
        site: site(work, sites, row),
        status,
        active,
        order_number: given(source.text(row, F::OrderNumber)),
        price_cents,
        funding: given(source.text(row, F::Funding)),
        warranty_end: given(source.text(row, F::WarrantyEnd))
            .map(|text| day(&text).unwrap_or(text)),
        holder,
        set_of: named.set_of,
        ..DeviceRow::new(named.id, &named.tag, &named.serial)
    })
}

/// Who has the device, as its row says; noted where nobody is called that.
fn holder(work: &mut Work<'_>, row: Row<'_>, holders: &Holders<'_>) -> Option<Holder> {
    let source = work.source;
    let who = source.text(row, F::Holder);
    if who.is_empty() {
        return None;
    }
    let Some(borrower) = holders.find(who, source.format.words.mail) else {
        work.unknown_holders.push((row.line(), crate::exchange::printed(who)));
        return None;
    };
    let since_ms = day(source.text(row, F::HolderSince)).as_deref().and_then(noon);
    Some(Holder { borrower, since_ms, file: source.hash() })
}

/// The first column of the site's that is known, or else given.
fn site(work: &Work<'_>, sites: &Sites<'_>, row: Row<'_>) -> Given {
    let new = work.source.format.words.new_sites;
    work.source.texts(row, F::Site).find_map(|text| sites.given(text, new))
}

/// What a list of devices says of their models makes catalogue entries where there are none.
fn gather(
    work: &Work<'_>,
    device: &DeviceRow,
    row: Row<'_>,
    models: &mut HashMap<String, ModelRow>,
) {
    let source = work.source;
    let tells = source.has(F::Category) || source.has(F::EndOfLife);
    let Some(name) = device.model.as_ref().filter(|name| tells && !name.is_empty()) else {
        return;
    };
    if models.contains_key(name) {
        return;
    }
    let category = words(source.text(row, F::Category));
    let end = day(source.text(row, F::EndOfLife));
    if category.is_empty() && end.is_none() {
        return;
    }
    let entry = ModelRow {
        at: device.at,
        name: name.clone(),
        category: Some(category),
        price_cents: device.price_cents.flatten(),
        end_of_life: end,
        grades: None,
        accessories: None,
        aliases: None,
        derived: true,
    };
    models.insert(name.clone(), entry);
}
