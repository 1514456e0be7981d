//! Errors as sentences. The errors themselves are data and stay with who raised them.

use crate::desk::Error;
use crate::text;

/// What went wrong in the desk, and what to do. Nothing was recorded.
pub fn error(error: &Error) -> String {
    match error {
        Error::File(error) => text::exchange_error(error),
        Error::Store(error) => text::store_error(error),
        Error::Stopped => text::get("error-stopped"),
        Error::StationCode(code) => text::with("error-station-code", &[("code", code)]),
        Error::StationAlready(code) => text::with("error-station-already", &[("code", code)]),
        Error::NoTime(typed) => text::with("error-no-time", &[("typed", typed)]),
        Error::NoDate(typed) => text::with("error-no-date", &[("typed", typed)]),
        Error::NoBorrower(id) => text::with("error-no-borrower", &[("id", id)]),
        Error::NoName => text::get("error-no-name"),
        Error::Print(error) => text::print::error(error),
        Error::NoSite { asked, known } => {
            text::with("print-no-site", &[("asked", asked), ("known", &known.join(", "))])
        }
        Error::NoRun(name) => text::with("print-no-run", &[("name", name)]),
        Error::Bundle(error) => text::bundle_error(error),
        Error::NoSuchStation(code) => text::with("error-no-station-known", &[("code", code)]),
        Error::Money(wrong) => text::charge::wrong(wrong),
        Error::Returning(fault) => text::note::fault(fault),
        Error::NotALead => text::get("error-not-a-lead"),
        Error::NoProposal(name) => text::with("error-no-proposal", &[("name", name)]),
        Error::Assign(wrong) => text::assign::wrong(wrong),
        Error::Label(wrong) => text::relabel::wrong(wrong),
        Error::SameSite(site) => text::with("transfer-same-site", &[("site", site)]),
        Error::NoTransfer(name) => text::with("transfer-none", &[("transfer", name)]),
        Error::NoReason => text::get("error-no-reason"),
        Error::NotTheOffice => text::get("error-not-the-office"),
        Error::Export(error) => text::export_error(error),
        Error::NoConflict(name) => text::with("error-no-conflict", &[("name", name)]),
        Error::SeveralConflicts(name) => text::with("error-several-conflicts", &[("name", name)]),
        Error::DecidedAlready { name, decision } => text::with(
            "error-decided-already",
            &[
                ("name", name),
                ("choice", &text::conflict::plain_choice(decision.choice)),
                ("by", &text::conflict::who(decision)),
                ("event", &decision.event),
            ],
        ),
        Error::NoImport => text::get("error-no-import"),
        Error::OfficeDecides => text::get("error-office-decides"),
        Error::OfficeImports => text::get("error-office-imports"),
        Error::Repair(wrong) => text::repair::wrong(wrong),
        Error::Missing(wrong) => text::missing::wrong(wrong),
        Error::NoAgreement => text::get("agreement-none"),
        Error::NothingSent(None) => text::get("transfer-no-sheet"),
        Error::NotTheContact(contact) => text::policy::not_the_contact(contact),
        Error::CatalogueOf(contact) => text::with("policy-contact-undoes", &[("contact", contact)]),
        Error::StillToCome(day) => text::with("error-still-to-come", &[("day", &text::date(day))]),
        Error::NoneQueued => text::get("label-none-queued"),
        Error::NothingSent(Some(site)) => text::with("transfer-no-sheet-to", &[("site", site)]),
    }
}
