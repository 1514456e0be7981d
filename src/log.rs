//! The log: a file a day in the data folder, a fortnight of them. Errors and their causes; never a
//! name, an ID or a code.

use std::path::Path;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use tracing_appender::rolling::{RollingFileAppender, Rotation};

/// Log files kept.
const DAYS: usize = 14;

/// When the program began. The first call sets it: `main` makes it.
static BEGUN: OnceLock<Instant> = OnceLock::new();

/// How long the program has been running.
pub fn since_start() -> Duration {
    BEGUN.get_or_init(Instant::now).elapsed()
}

/// Starts the log of a data folder, panics included. Without a writable folder there is none.
/// `TAGDESK_LOG=debug` adds how long each scan took to be painted.
pub fn start(folder: &Path) {
    let logs = folder.join("logs");
    // The appender looks for old files first, and says on standard error where there is no folder.
    if std::fs::create_dir_all(&logs).is_err() {
        return;
    }
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tagdesk")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(logs);
    let Ok(appender) = appender else { return };
    let debug = std::env::var("TAGDESK_LOG").is_ok_and(|level| level == "debug");
    let level = if debug { tracing::Level::DEBUG } else { tracing::Level::INFO };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(Mutex::new(appender))
        .with_ansi(false)
        .with_target(true)
        .with_max_level(level)
        .finish();
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let backtrace = std::backtrace::Backtrace::force_capture();
            tracing::error!(%backtrace, "{panic}");
        }));
    }
}
