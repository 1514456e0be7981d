//! Tagdesk: the desk at which a school hands out and takes back devices.
//!
//! Two scans issue a device, one scan returns it, and the green band means it is on disk.
//!
//! | room       | what it is                                                        | knows |
//! |------------|-------------------------------------------------------------------|-------|
//! | [`domain`] | what a device programme is; pure                                  | nothing |
//! | [`store`]  | one SQLite file: journal, register, projections, backups          | `domain` |
//! | [`exchange`] | files in and out: plans, bundles, exports; never a database      | `domain`, the plan of `store` |
//! | [`scanner`] | keystrokes and serial bytes -> scans                             | `domain::code` |
//! | [`mod@print`] | paper: documents, codes and fonts in points, as a PDF or a preview | `domain` |
//! | [`printer`] | a file to the viewer or a printer                                | nothing |
//! | [`desk`]   | the counter: rules, session, commit; one service for everybody    | `store`, `exchange`, `print`, `domain` |
//! | [`text`]   | data -> words, all of them in `assets/i18n`                       | the data of the rooms above |
//! | [`demo`]   | a made-up district, and a morning to play with it                 | `desk`, `exchange` |
//! | [`cli`]    | the terminal: one file per command                                | `desk`, `exchange`, `print`, `printer`, `text`, `demo` |
//! | `ui`     | the window, behind the feature `gui`                              | `desk`, `scanner`, `print`, `text` |
//!
//! Nothing knows `ui` or `cli`. The clock is read in [`clock`] and handed in as a value. How it
//! hangs together: `docs/architecture.md`.

pub mod cli;
pub mod clock;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod exchange;
pub mod log;
pub mod paths;
pub mod print;
pub mod printer;
pub mod scanner;
pub mod sticks;
pub mod store;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
