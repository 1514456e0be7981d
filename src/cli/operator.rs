//! Who does it: `--operator CODE`, the same for every command that writes down what somebody did.

use std::path::Path;

use crate::desk::{Desk, Front};
use crate::domain::event::Moment;

/// The argument.
#[derive(Debug, clap::Args)]
pub(super) struct Operator {
    /// Initials or badge of who does it
    #[arg(long, value_name = "CODE")]
    operator: Option<String>,
}

impl Operator {
    /// Opens the desk to write, with them at it. There must be a station.
    pub(super) fn desk(&self, folder: &Path, what: &str) -> Result<(Desk, Moment), String> {
        let (mut desk, now) = super::desk(folder, what, Front::Terminal)?;
        desk.set_operator(self.operator.clone());
        Ok((desk, now))
    }
}
