//! What events say, in words: what was noted, and what each kind is called.

use crate::desk::noting::Noting;
use crate::domain::event::Kind;
use crate::text;

/// What was noted: `charger missing`, `repair opened: screen`.
pub fn noting(noting: &Noting) -> String {
    match noting {
        Noting::Said(note) => text::note::note(*note),
        Noting::Opened(problem) if problem.is_empty() => text::get("noting-opened-plain"),
        Noting::Opened(problem) => text::with("noting-opened", &[("problem", problem)]),
        Noting::Closed => text::get("noting-closed"),
    }
}

/// What an event is called where it is told to people: what it noted, else its kind.
pub fn happened(kind: &Kind, noted: Option<&Noting>) -> String {
    noted.map_or_else(|| called(kind), |noted| text::note::capital(&noting(noted)))
}

/// What a kind of event is called. Those that nobody meets at a desk keep the journal's name.
fn called(kind: &Kind) -> String {
    match kind {
        Kind::Issued => text::get("event-issued"),
        Kind::Returned => text::get("event-returned"),
        Kind::Opened => text::get("event-opened"),
        Kind::SiteChanged => text::get("event-site"),
        Kind::Assigned => text::get("event-assigned"),
        Kind::Unassigned => text::get("event-unassigned"),
        Kind::StatusChanged => text::get("event-status"),
        Kind::DeviceAdded => text::get("event-added"),
        Kind::Sighted => text::get("event-sighted"),
        Kind::Resolved => text::get("event-resolved"),
        Kind::ConditionNoted | Kind::AccessoryNoted | Kind::NoteAdded => text::get("event-noted"),
        Kind::ChargeRaised => text::get("event-charged"),
        Kind::ChargeAdjusted => text::get("event-adjusted"),
        Kind::ChargePaid => text::get("event-paid"),
        Kind::ChargeWaived => text::get("event-waived"),
        Kind::ChargeVoided => text::get("event-voided"),
        Kind::Refunded => text::get("event-refunded"),
        Kind::TagReplaced => text::get("event-label"),
        Kind::TransferSent => text::get("event-sent"),
        Kind::TransferReceived => text::get("event-received"),
        Kind::DeviceJoined => text::get("event-joined"),
        Kind::AgreementSigned => text::get("event-signed"),
        other => other.to_string(),
    }
}
