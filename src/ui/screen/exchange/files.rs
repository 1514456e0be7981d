//! Where a file for an import is typed or dropped.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::piece::own_cap;
use super::{Message, PATH};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{self, Measures, chip, faded, field, heading, main_button};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

/// Where a file is typed or dropped.
pub(super) fn view(
    path: &str,
    dropped: &[std::path::PathBuf],
    told: Option<&Result<String, String>>,
    bar: Option<Element<'static, Message>>,
    measures: Measures,
) -> Element<'static, Message> {
    let typed = field(PATH, &words::get("exchange-import-example"), path, Message::Typed, measures)
        .on_submit(Message::Press(Action::Yes));
    let names = dropped.iter().take(6).map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        chip(name, theme::chip)
    });
    let drop = container(
        column![
            fit(words::get("exchange-import-drop")).size(18.0).least(14.0).font(theme::SEMIBOLD),
            faded(fit(words::get("exchange-import-kinds")).lines(2).least(13.0)),
            row(names).spacing(8),
        ]
        .spacing(8)
        .align_x(Alignment::Center),
    )
    .padding(measures.either(14.0, 30.0))
    .center_x(Length::Fill)
    .style(theme::card_muted);
    let ready = bar.is_none() && (!path.trim().is_empty() || !dropped.is_empty());
    let keys = row![
        main_button(
            key::cap(Action::Yes),
            words::get("exchange-import-check"),
            ready.then_some(Message::Press(Action::Yes))
        ),
        key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No))
        ),
        key_button(
            own_cap("U"),
            words::get("exchange-import-undo"),
            bar.is_none().then_some(Message::Own('u'))
        ),
    ]
    .spacing(12)
    .align_y(Alignment::Center);
    let parts = column![
        heading(words::get("exchange-import"), measures),
        faded(fit(words::get("exchange-import-line")).size(theme::BODY).lines(2)),
        typed,
        drop,
    ]
    .push(told.map(super::told))
    .push(bar)
    .push(keys);
    part::page(parts, measures).into()
}
