//! A made-up school district: people, devices, schools and the catalogue.
//!
//! For trying the program, for demonstrations and for tests that need many rows. The same seed
//! and sizes give the same district, on every machine and in every build. It knows nothing of
//! the rest of the program: it builds plain values and, when asked, writes them as the CSV files
//! that any import reads. It must not read a clock, a database or the network.

mod devices;
mod district;
mod names;
pub mod play;
mod rng;
mod write;

pub use devices::{Device, Model};
pub use district::{District, Site, Student, district};
pub use write::{WriteError, write};

/// The seed that is used when nobody names one.
pub const SEED: u64 = 1;
/// How many people the usual demo district has, staff among them.
pub const STUDENTS: usize = 1_200;
/// How many devices the usual demo district has.
pub const DEVICES: usize = 1_400;
