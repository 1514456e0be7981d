//! Workbooks (`.xlsx`): the first sheet with rows, its cells as the texts a CSV would have.
//!
//! Numbers come as their shortest text without `.0`, dates as `2026-05-12`, and each cell keeps
//! what it was, so that a lost zero can be told from a short ID. The cells are streamed: a sheet
//! with one cell in its last corner takes no more room than that cell.

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::Limits;
use super::archive::{self, Kind};
use super::cells::CellKind;
use super::encoding::Encoding;
use super::table::{Builder, Form};
use crate::exchange::{Bound, Error, Looks};

type Workbook = Xlsx<Cursor<Arc<[u8]>>>;

/// Reads a workbook into a table.
pub(super) fn read(bytes: Arc<[u8]>, builder: &mut Builder<'_>) -> Result<Form, Error> {
    check(&bytes, builder)?;
    let failed = |error: XlsxError| Error::Damaged {
        path: builder.path.to_owned(),
        detail: error.to_string(),
    };
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    // Hidden sheets are somebody's notes or lists: only where there is nothing else.
    let mut sheets: Vec<(bool, String)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.visible != SheetVisible::Visible, sheet.name.clone()))
        .collect();
    sheets.sort_by_key(|(hidden, _)| *hidden);
    for (_, sheet) in sheets {
        read_sheet(&mut workbook, &sheet, builder)?;
        if builder.has_rows() {
            let sheet = Some(sheet);
            return Ok(Form {
                encoding: Encoding::Workbook,
                guessed: false,
                delimiter: None,
                sheet,
            });
        }
    }
    Err(Error::Empty { path: builder.path.to_owned() })
}

/// Unpacks every part once without keeping it: what lies about its size or does not match its
/// check sum is found before the parser takes memory for it. The ratio is not held against a
/// workbook: sheets with formatted empty rows pack better than any roster, and its parts are
/// streamed; what it unpacks to in all is.
fn check(bytes: &[u8], builder: &Builder<'_>) -> Result<(), Error> {
    let path = builder.path;
    let limits = Limits { ratio: u64::MAX, ..*builder.limits };
    let mut archive = archive::open(path, Cursor::new(bytes), &limits)?;
    let looks = match archive::kind(&archive) {
        Kind::Workbook => None,
        Kind::Foreign(looks) => Some(looks),
        Kind::Archive => Some(Looks::Archive),
    };
    if let Some(looks) = looks {
        return Err(Error::Foreign { path: path.to_owned(), looks });
    }
    for entry in archive::entries(path, &mut archive, &limits, |_| true)? {
        archive::unpack(path, &mut archive, &entry, &mut std::io::sink())?;
    }
    Ok(())
}

/// Cells of the row that is being read.
#[derive(Default)]
struct Pending {
    row: u32,
    texts: Vec<(String, CellKind)>,
    long: Option<usize>,
}

impl Pending {
    fn flush(&mut self, builder: &mut Builder<'_>) -> Result<(), Error> {
        if !self.texts.is_empty() {
            let fields = self.texts.iter().map(|(text, kind)| (text.as_str(), *kind));
            builder.row(u64::from(self.row) + 1, fields, self.long)?;
        }
        self.texts.clear();
        self.long = None;
        Ok(())
    }
}

fn read_sheet(
    workbook: &mut Workbook,
    sheet: &str,
    builder: &mut Builder<'_>,
) -> Result<(), Error> {
    let path = builder.path.to_owned();
    let failed =
        |error: XlsxError| Error::Damaged { path: path.clone(), detail: error.to_string() };
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    let field_bytes = builder.limits.field_bytes;
    let mut pending = Pending::default();
    while let Some(cell) = cells.next_cell().map_err(failed)? {
        let (row, column) = cell.get_position();
        let Some((text, kind)) = text(cell.get_value()) else { continue };
        if text.is_empty() {
            continue;
        }
        if u64::from(column) >= builder.limits.columns {
            return Err(builder.too_large(Bound::Columns, builder.limits.columns));
        }
        let column = column as usize;
        let backwards = row < pending.row || (row == pending.row && column < pending.texts.len());
        if backwards && !pending.texts.is_empty() {
            let detail = format!("{sheet}!{} {}", row + 1, column + 1);
            return Err(Error::Damaged { path: path.clone(), detail });
        }
        if row != pending.row {
            pending.flush(builder)?;
            pending.row = row;
        }
        pending.texts.resize_with(column, Default::default);
        let mut text = text.into_owned();
        if text.len() > field_bytes {
            text.truncate(text.floor_char_boundary(field_bytes));
            pending.long.get_or_insert(column);
        }
        pending.texts.push((text, kind));
    }
    pending.flush(builder)
}

/// A cell as the text it would be in a CSV; none where nothing stands.
fn text<'c>(value: &'c DataRef<'_>) -> Option<(Cow<'c, str>, CellKind)> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => (Cow::Borrowed(text.as_str()), CellKind::Text),
        DataRef::SharedString(text) => (Cow::Borrowed(*text), CellKind::Text),
        DataRef::Int(number) => (number.to_string().into(), CellKind::Number),
        DataRef::Float(number) => (digits(*number).into(), CellKind::Number),
        DataRef::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }.into(), CellKind::Other),
        DataRef::DateTime(date) => (iso(*date).into(), CellKind::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (Cow::Borrowed(text.as_str()), CellKind::Date)
        }
        DataRef::Error(error) => (error.to_string().into(), CellKind::Other),
    };
    Some(text)
}

/// A number as a spreadsheet shows it where there is room: at most 15 digits that count, never an
/// exponent. `48213.0` is `48213`, `0.1 + 0.2` is `0.3`.
fn digits(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    // There is no minus zero in a cell.
    if rounded == 0.0 { "0".into() } else { rounded.to_string() }
}

/// A date, with its time if it has one. A time of day alone has no date.
fn iso(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    let value = date.as_f64();
    if date.is_duration() || (0.0..1.0).contains(&value) {
        time
    } else if value.fract() == 0.0 {
        day
    } else {
        format!("{day} {time}")
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_were_typed() {
        for (number, text) in [
            (48_213.0, "48213"),
            (-0.0, "0"),
            (249.990_000_000_000_04, "249.99"),
            (0.1 + 0.2, "0.3"),
            (123_456_789_012_345.0, "123456789012345"),
            (1.234_567_890_123_46e19, "12345678901234600000"),
            (-7.5, "-7.5"),
        ] {
            assert_eq!(digits(number), text);
        }
        assert_eq!(digits(f64::NAN), "NaN");
    }

    #[test]
    fn dates_are_iso() {
        let date = |value| iso(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(date(45_943.0), "2025-10-13");
        assert_eq!(date(45_943.5), "2025-10-13 12:00");
        assert_eq!(date(0.378_472_222_222_222), "09:05");
        assert!(!date(f64::NAN).is_empty() && !date(1e300).is_empty());
    }
}
