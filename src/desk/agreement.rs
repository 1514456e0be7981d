//! Agreements at the desk: who signs which version.

use super::{Desk, Error};
use crate::domain::agreement::Signer;
use crate::domain::borrower::BorrowerId;
use crate::domain::event::{Kind, Moment};
use crate::store::Draft;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// Whose agreement it is.
    pub who: BorrowerId,
    /// Which version; the one of the policy where it is empty.
    pub version: String,
    /// Who signs.
    pub by: Signer,
    /// Their name, where it is another's; may be empty.
    pub name: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Name of the event.
    pub event: String,
    /// Whose agreement it is.
    pub who: BorrowerId,
    /// Which version.
    pub version: String,
}

impl Desk {
    /// Keeps a signature.
    ///
    /// # Errors
    /// [`Error::NoAgreement`] where no version is named and the policy has none;
    /// [`Error::NoBorrower`]; the database's.
    pub fn sign(&mut self, signing: &Signing, now: &Moment) -> Result<Signature, Error> {
        let version = match signing.version.trim() {
            "" => self.policy(now).agreement.clone(),
            version => version.to_owned(),
        };
        if version.is_empty() {
            return Err(Error::NoAgreement);
        }
        if !self.store.knows_borrower(&signing.who)? {
            return Err(Error::NoBorrower(signing.who.to_string()));
        }
        let mut draft = signed(&signing.who, &version, signing.by);
        if !signing.name.trim().is_empty() {
            draft.additions.push(("name", signing.name.trim().to_owned()));
        }
        let written = self.append_typed(vec![draft], now)?;
        let mut names = written.iter().map(|event| self.store.name_of(&event.body, &event.hash));
        let event = names.next().transpose()?.unwrap_or_default();
        let who = self.store.world().borrower(&signing.who).clone();
        Ok(Signature { event, who, version })
    }
}

/// A signature as it is written.
pub(super) fn signed(who: &BorrowerId, version: &str, by: Signer) -> Draft {
    let signed = Draft::new(Kind::AgreementSigned).with("version", version);
    Draft { borrower: Some(who.clone()), ..signed.with("by", by.as_str()) }
}
