//! Folding the whole journal, a page of devices at a time.

use std::sync::mpsc::{RecvError, sync_channel};

use rusqlite::{Connection, OptionalExtension, params};

use super::Result;
use super::journal::{body, hash};
use super::project::EVENTS_OF_DEVICE;
use crate::domain::device::DeviceId;
use crate::domain::fold::{self, Folded};
use crate::domain::hash::Hash;
use crate::domain::order::Entry;
use crate::domain::world::World;

/// Devices read at a time, so that memory does not grow with the journal.
const PAGE: usize = 4_000;

/// The events of a device under all its joined identities, as they lie in the file.
struct Unread {
    key: Option<i64>,
    device: DeviceId,
    events: Vec<(Hash, String)>,
}

/// A device and what came out of its events; its key, where its lasting identity has events.
pub(super) type Refolded = (Option<i64>, DeviceId, Folded);

/// Folds the whole journal, a page of devices at a time, and hands on what came out in the order
/// of the keys. Reading and parsing take about as long as each other, so they go side by side:
/// this thread reads and hands on, another parses and folds.
pub(super) fn fold_all(
    conn: &Connection,
    world: &World,
    mut keep: impl FnMut(Refolded) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (give, pages) = sync_channel::<Vec<Unread>>(1);
        let (hand, folded) = sync_channel::<Result<Vec<Refolded>>>(1);
        scope.spawn(move || {
            for page in pages {
                let page = page.into_iter().map(|unread| fold_unread(world, unread)).collect();
                if hand.send(page).is_err() {
                    break;
                }
            }
        });
        let mut keep_page = |page: std::result::Result<Result<Vec<Refolded>>, _>| match page {
            Ok(page) => page?.into_iter().try_for_each(&mut keep),
            Err(RecvError) => Ok(()),
        };
        let mut after = None;
        let mut under_way = 0;
        while let Some((last, page)) = read_page(conn, world, after)? {
            after = Some(last);
            if give.send(page).is_err() {
                break;
            }
            under_way += 1;
            if under_way > 1 {
                keep_page(folded.recv())?;
                under_way -= 1;
            }
        }
        drop(give);
        folded.iter().try_for_each(|page| keep_page(Ok(page)))
    })
}

fn fold_unread(world: &World, unread: Unread) -> Result<Refolded> {
    let mut entries = Vec::with_capacity(unread.events.len());
    for (hash, text) in unread.events {
        let body = body(&text)?;
        entries.push(Entry { hash, time: world.time(&body), body });
    }
    Ok((unread.key, unread.device, fold::device(&mut entries, world)))
}

/// The next page of devices after a key: its last key, and every device whose lasting identity
/// lies in it (or has no events of its own and this is its first member). None after the last.
fn read_page(
    conn: &Connection,
    world: &World,
    after: Option<i64>,
) -> Result<Option<(i64, Vec<Unread>)>> {
    let mut devices = conn.prepare_cached(include_str!("sql/devices_with_events.sql"))?;
    let mut events_of = conn.prepare_cached(EVENTS_OF_DEVICE)?;
    let mut find = conn.prepare_cached(
        "SELECT s.id FROM subject s WHERE s.name = ?1
         AND EXISTS (SELECT 1 FROM journal j WHERE j.device = s.id)",
    )?;
    let mut last = None;
    let mut page = Vec::new();
    let mut rows = devices.query(params![after.unwrap_or(i64::MIN), PAGE])?;
    while let Some(row) = rows.next()? {
        let (key, device) = (row.get(0)?, DeviceId::from_text(row.get::<_, String>(1)?));
        last = Some(key);
        let representative = world.device(&device);
        let members = world.device_members(representative);
        let mut keys = vec![key];
        if members.len() > 1 {
            keys.clear();
            for member in members {
                let found = find.query_row([member.as_str()], |row| row.get::<_, i64>(0));
                keys.extend(found.optional()?);
            }
            // The first member with events, in key order, stands for the component.
            if keys.iter().min() != Some(&key) {
                continue;
            }
        }
        let mut events = Vec::new();
        for key in keys {
            let mut rows = events_of.query([key])?;
            while let Some(row) = rows.next()? {
                events.push((hash(row, 0)?, row.get(1)?));
            }
        }
        let key = (*representative == device).then_some(key);
        page.push(Unread { key, device: representative.clone(), events });
    }
    Ok(last.map(|last| (last, page)))
}
