//! What a device programme is: the words, what is legal, and what a set of events means.
//!
//! Pure: no input or output, no clock, no SQL, no iced. Everything here is a function of its
//! arguments, so the same events give the same answer on every station.

pub mod addition;
pub mod agreement;
pub mod borrower;
pub mod branch;
pub mod card;
pub mod charge;
pub mod choice;
pub mod clock;
pub mod code;
pub mod conflict;
pub mod custody;
pub mod damage;
pub mod device;
pub mod event;
pub mod evidence;
pub mod fold;
pub mod hash;
pub mod label;
pub mod lifecycle;
pub mod listed;
pub mod loan;
pub mod mark;
pub mod missing;
pub mod money;
pub mod noted;
pub mod order;
pub mod paper;
pub mod policy;
pub mod price;
pub mod quote;
pub mod returning;
pub mod set;
pub mod site;
pub mod slot;
pub mod ticket;
pub mod transfer;
pub mod world;
