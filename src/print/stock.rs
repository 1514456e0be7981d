//! Label stock: a named record of a page and the labels on it, read from TOML and written as TOML.
//! The program's own are in `assets/stocks/stocks.toml`, which says what each field is; a user's file
//! has the same form.

use serde::{Deserialize, Serialize};

use super::geometry::{MM, Paper, Point, Rect, Size};

/// Measures of a maker are rounded to about this, in points.
const ROUNDED: f32 = 0.5;

/// More than this on one page is a slip of the pen.
const MOST: usize = 1000;

/// One kind of label. All measures in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    /// Its name, the maker's number in it.
    pub name: String,
    /// Other names of the same thing.
    pub also: Vec<String>,
    /// The page: a sheet, or one label of a roll.
    pub page: Size,
    /// Labels across.
    pub columns: usize,
    /// Labels down.
    pub rows: usize,
    /// The top left corner of the first label.
    pub first: Point,
    /// Size of a label.
    pub label: Size,
    /// From one label to the next, across and down.
    pub pitch: Size,
}

/// Why a stock cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not TOML, or a field is missing or of another form.
    #[error("line {line}: {cause}")]
    Form {
        /// Where, from 1.
        line: usize,
        /// What the reader says.
        cause: String,
    },
    /// A measure or a number that cannot be.
    #[error("{stock}: {field} cannot be")]
    Value {
        /// Its name.
        stock: String,
        /// The field.
        field: &'static str,
    },
    /// The labels reach beyond the page.
    #[error("{stock} does not fit its page")]
    Beyond {
        /// Its name.
        stock: String,
    },
    /// The labels lie over each other.
    #[error("labels of {stock} overlap")]
    Overlap {
        /// Its name.
        stock: String,
    },
    /// Two of one name.
    #[error("{stock} is there twice")]
    Twice {
        /// Its name.
        stock: String,
    },
    /// There is none in the file.
    #[error("there is no stock")]
    NoStock,
    /// None has that name.
    #[error("no stock {name}")]
    Unknown {
        /// As asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl Stock {
    /// How many labels are on a page.
    pub fn on_a_page(&self) -> usize {
        self.columns * self.rows
    }

    /// Where a label is, from 0, left to right and then down.
    pub fn place(&self, index: usize) -> Rect {
        let across = super::times(index % self.columns, self.pitch.width);
        let down = super::times(index / self.columns % self.rows, self.pitch.height);
        let (x, y) = (self.first.x + across, self.first.y + down);
        Rect::new(x, y, self.label.width, self.label.height)
    }

    fn check(self) -> Result<Stock, Error> {
        let stock = self.name.clone();
        let wrong = |field| Err(Error::Value { stock: stock.clone(), field });
        let sizes = [("page", self.page), ("label", self.label), ("pitch", self.pitch)];
        let is_size = |length: f32| length.is_finite() && length >= 1.0;
        if self.name.trim().is_empty() {
            return wrong("name");
        }
        for (field, size) in sizes {
            if !(is_size(size.width) && is_size(size.height)) {
                return wrong(field);
            }
        }
        if !(self.first.x >= 0.0 && self.first.y >= 0.0) {
            return wrong("first");
        }
        if self.columns == 0 || self.columns > MOST {
            return wrong("columns");
        }
        if self.rows == 0 || self.rows > MOST {
            return wrong("rows");
        }
        let last = self.place(self.on_a_page() - 1);
        let within = last.right() <= self.page.width + ROUNDED
            && last.bottom() <= self.page.height + ROUNDED;
        if !within {
            return Err(Error::Beyond { stock });
        }
        let apart = |count: usize, pitch: f32, size: f32| count == 1 || pitch >= size - ROUNDED;
        if apart(self.columns, self.pitch.width, self.label.width)
            && apart(self.rows, self.pitch.height, self.label.height)
        {
            return Ok(self);
        }
        Err(Error::Overlap { stock })
    }
}

/// The program's own stocks.
pub fn own() -> Vec<Stock> {
    // A test reads them.
    read(include_str!("../../assets/stocks/stocks.toml")).unwrap_or_default()
}

/// Reads a file of stocks.
///
/// # Errors
/// All of [`Error`] but [`Error::Unknown`].
pub fn read(text: &str) -> Result<Vec<Stock>, Error> {
    let file: File = toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let before = error.span().map_or("", |span| text.get(..span.start).unwrap_or_default());
        Error::Form { line: before.matches('\n').count() + 1, cause: error.message().to_owned() }
    })?;
    let mut stocks: Vec<Stock> = Vec::new();
    for record in file.stock {
        let stock = record.stock().check()?;
        if stocks.iter().any(|known| same(&known.name, &stock.name)) {
            return Err(Error::Twice { stock: stock.name });
        }
        stocks.push(stock);
    }
    Ok(stocks)
}

/// Writes stocks as a file that [`read`] takes, in millimetres.
pub fn write(stocks: &[Stock]) -> String {
    let file = File { stock: stocks.iter().map(Record::of).collect() };
    toml::to_string(&file).unwrap_or_default()
}

/// The stock of that name: `avery 5160`, `Avery-5160` and `5160` are the same. Later ones come first, so
/// that a user's own record stands before the program's.
///
/// # Errors
/// [`Error::Unknown`].
pub fn find(stocks: &[Stock], name: &str) -> Result<Stock, Error> {
    let is = |stock: &&Stock| {
        std::iter::once(&stock.name).chain(&stock.also).any(|known| {
            let number = known.split_once(' ').map_or("", |(_, number)| number);
            same(known, name) || same(number, name)
        })
    };
    stocks.iter().rev().find(is).cloned().ok_or_else(|| Error::Unknown {
        name: name.to_owned(),
        known: stocks.iter().map(|stock| stock.name.clone()).collect(),
    })
}

/// Whether two names mean the same stock: only letters and digits count.
pub fn same(a: &str, b: &str) -> bool {
    let key = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    !key(a).is_empty() && key(a) == key(b)
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    stock: Vec<Record>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Record {
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    unit: Unit,
    page: PageSize,
    columns: usize,
    rows: usize,
    first: [f32; 2],
    label: [f32; 2],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pitch: Option<[f32; 2]>,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Pt,
    Mm,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum PageSize {
    Sheet(Sheet),
    Own([f32; 2]),
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Sheet {
    Letter,
    A4,
}

impl Record {
    fn stock(self) -> Stock {
        let unit = match self.unit {
            Unit::Pt => 1.0,
            Unit::Mm => MM,
        };
        let size = |[width, height]: [f32; 2]| Size { width: width * unit, height: height * unit };
        Stock {
            name: self.name.trim().to_owned(),
            also: self.also,
            page: match self.page {
                PageSize::Sheet(Sheet::Letter) => Paper::Letter.size(),
                PageSize::Sheet(Sheet::A4) => Paper::A4.size(),
                PageSize::Own(page) => size(page),
            },
            columns: self.columns,
            rows: self.rows,
            first: Point::new(self.first[0] * unit, self.first[1] * unit),
            label: size(self.label),
            pitch: size(self.pitch.unwrap_or(self.label)),
        }
    }

    fn of(stock: &Stock) -> Record {
        // A thousandth of a millimetre: what is read back is the same label.
        let mm = |points: f32| (points / MM * 1000.0).round() / 1000.0;
        let size = |size: Size| [mm(size.width), mm(size.height)];
        Record {
            name: stock.name.clone(),
            also: stock.also.clone(),
            unit: Unit::Mm,
            page: PageSize::Own(size(stock.page)),
            columns: stock.columns,
            rows: stock.rows,
            first: [mm(stock.first.x), mm(stock.first.y)],
            label: size(stock.label),
            pitch: Some(size(stock.pitch)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_stocks_are_read_and_fit_their_pages() {
        let stocks = read(include_str!("../../assets/stocks/stocks.toml")).unwrap();
        assert!(stocks.len() >= 12);
        for name in [
            "Avery 5160",
            "5520",
            "avery-5267",
            "5163",
            "L7160",
            "l7162",
            "L7163",
            "L7651",
            "30252",
        ] {
            assert!(find(&stocks, name).is_ok(), "{name}");
        }
        let five = find(&stocks, "5160").unwrap();
        assert_eq!(five.on_a_page(), 30);
        assert_eq!(five.place(4), Rect::new(211.5, 108.0, 189.0, 72.0));
        assert!(matches!(find(&stocks, "9999"), Err(Error::Unknown { .. })));
        assert!(matches!(find(&stocks, ""), Err(Error::Unknown { .. })));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let stocks = own();
        for (stock, again) in stocks.iter().zip(read(&write(&stocks)).unwrap()) {
            assert_eq!((&stock.name, &stock.also), (&again.name, &again.also));
            for index in [0, stock.on_a_page() - 1] {
                let (a, b) = (stock.place(index), again.place(index));
                // Twenty times a thousandth of a millimetre is still nothing.
                assert!((a.x - b.x).abs() < 0.06 && (a.y - b.y).abs() < 0.06, "{}", stock.name);
            }
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_field() {
        let file = |change: &str| {
            let mut record = String::from("[[stock]]\nname = \"Own\"\nunit = \"mm\"\n");
            for (field, value) in [
                ("page", "[100.0, 50.0]"),
                ("columns", "2"),
                ("rows", "2"),
                ("first", "[0.0, 0.0]"),
                ("label", "[50.0, 25.0]"),
                ("pitch", "[50.0, 25.0]"),
            ] {
                let own = change.split_once('=').filter(|(name, _)| *name == field);
                let value = own.map_or(value, |(_, value)| value);
                record.extend([field, " = ", value, "\n"]);
            }
            read(&record)
        };
        assert_eq!(file("").unwrap()[0].on_a_page(), 4);
        let field = |change| match file(change) {
            Err(Error::Value { field, .. }) => field,
            other => panic!("{change}: {other:?}"),
        };
        assert_eq!(field("page=[0.0, 50.0]"), "page");
        assert_eq!(field("label=[nan, 25.0]"), "label");
        assert_eq!(field("pitch=[-1.0, 25.0]"), "pitch");
        assert_eq!(field("first=[-3.0, 0.0]"), "first");
        assert_eq!(field("columns=0"), "columns");
        assert_eq!(field("rows=5000"), "rows");
        assert!(matches!(file("label=[60.0, 25.0]"), Err(Error::Beyond { .. })));
        assert!(matches!(file("pitch=[40.0, 25.0]"), Err(Error::Overlap { .. })));
        assert!(matches!(file("rows=many"), Err(Error::Form { line: 6, .. })));
        assert!(matches!(read("[[stock]]\nname = \"x\"\ncolour = 1\n"), Err(Error::Form { .. })));
    }
}
