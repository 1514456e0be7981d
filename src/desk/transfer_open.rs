//! Which transfers there are to print a sheet of, and which is meant where nobody names it.

use std::collections::BTreeMap;

use super::Error;
use super::print::at_one_state;
use crate::domain::card::When;
use crate::domain::site::Site;
use crate::domain::transfer::Sent;
use crate::store::Store;

/// A transfer as it is chosen from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// Its name.
    pub transfer: String,
    /// Name of the site it goes to.
    pub to: String,
    /// When its first device left.
    pub at: When,
    /// How many devices were sent with it.
    pub devices: usize,
}

/// Which transfer is meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WhichStack {
    /// The newest of which something is under way.
    #[default]
    Newest,
    /// The newest that was sent to a site, whether it arrived or not.
    To(Site),
    /// The one of this name.
    Named(String),
}

/// Transfers of which something is under way, the newest first.
///
/// # Errors
/// The database's.
pub fn open(store: &Store) -> Result<Vec<Stack>, Error> {
    at_one_state(store, || {
        let stacks = stacks(store.sent("")?).into_iter().filter(|devices| is_open(devices));
        let stack = |devices: Vec<Sent>| {
            let first = &devices[0];
            Ok(Stack {
                transfer: first.transfer.clone(),
                to: store.site_name(&first.to)?,
                at: first.at,
                devices: devices.len(),
            })
        };
        stacks.map(stack).collect()
    })
}

/// The name of the transfer that is meant.
///
/// # Errors
/// [`Error::NothingSent`] where there is none; the database's.
pub fn named(store: &Store, which: &WhichStack) -> Result<String, Error> {
    let mut stacks = match which {
        WhichStack::Named(transfer) => return Ok(transfer.clone()),
        WhichStack::Newest | WhichStack::To(_) => stacks(store.sent("")?).into_iter(),
    };
    let (found, to) = match which {
        WhichStack::To(site) => (stacks.find(|s| s[0].to == site.code), Some(site.name.clone())),
        _ => (stacks.find(|devices| is_open(devices)), None),
    };
    found.map(|devices| devices[0].transfer.clone()).ok_or(Error::NothingSent(to))
}

fn is_open(devices: &[Sent]) -> bool {
    devices.iter().any(|sent| sent.under_way)
}

/// What was sent, a transfer each with its first device first; the newest transfer first.
fn stacks(sent: Vec<Sent>) -> Vec<Vec<Sent>> {
    let mut stacks: BTreeMap<String, Vec<Sent>> = BTreeMap::new();
    for sent in sent {
        stacks.entry(sent.transfer.clone()).or_default().push(sent);
    }
    let mut stacks: Vec<Vec<Sent>> = stacks.into_values().collect();
    stacks.sort_by_key(|devices| std::cmp::Reverse(devices[0].at.at_ms));
    stacks
}
