//! Writing what the schools are asked: a CSV for each site, into a folder.

use iced::Element;
use iced::widget::column;

use super::Message;
use super::stick::{folder, keys};
use crate::desk::request::QuestionFile;
use crate::text as words;
use crate::ui::screen::part::{self, Measures, faded, heading};
use crate::ui::theme;
use crate::ui::widget::fit;

/// The page; `asked` conflicts wait for a school.
pub(super) fn view<'a>(
    path: &str,
    asked: u64,
    told: Option<&Result<String, String>>,
    busy: bool,
    measures: Measures,
) -> Element<'a, Message> {
    let says = words::with(
        "exchange-questions-line",
        &[("number", &asked), ("count", &words::count(asked))],
    );
    let parts = column![
        heading(words::get("exchange-questions"), measures),
        faded(fit(says).size(theme::LARGE).lines(2).least(14.0)),
        folder(path, measures),
    ]
    .push(told.map(super::told))
    .push(keys(words::get("exchange-questions-now"), !busy && !path.trim().is_empty()));
    part::page(parts, measures).into()
}

/// What was written, or that nobody is asked anything.
pub(super) fn told(files: &[QuestionFile]) -> Result<String, String> {
    if files.is_empty() {
        return Err(words::get("exchange-questions-none"));
    }
    let file = |file: &QuestionFile| {
        let (path, count) = (file.path.display().to_string(), file.questions as u64);
        words::with("exchange-questions-file", &[("path", &path), ("count", &count)])
    };
    Ok(words::dots(files.iter().map(file)))
}
