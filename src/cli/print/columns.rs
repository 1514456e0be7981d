//! `tagdesk print students --with`: what stands beside people only where it is asked for.

use clap::ValueEnum;

use crate::domain::listed::Columns;

#[derive(Debug, clap::Args)]
pub(super) struct Beside {
    /// What else stands beside each, with commas between. Lists lie on tables: money is on none that
    /// does not ask for it
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN")]
    with: Vec<Column>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Column {
    /// The device that is theirs for years, with the number on its case
    Case,
    /// Which version of the agreement they signed
    Agreement,
    /// What they owe
    Owes,
}

impl Beside {
    pub(super) fn columns(&self) -> Columns {
        Columns {
            owes: self.with.contains(&Column::Owes),
            agreement: self.with.contains(&Column::Agreement),
            case: self.with.contains(&Column::Case),
        }
    }
}
