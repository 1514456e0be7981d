//! The user's own label stocks: a file in the data folder that is read by hand and by program, added to
//! from other files, and taken from.

use std::path::Path;

use super::Error;
use crate::exchange::export;
use crate::print::stock::{self, Stock};

/// A user's own label stocks, in the data folder.
const STOCKS: &str = "stocks.toml";

/// A user's own stocks; none where there is no file.
///
/// # Errors
/// A file that cannot be read or holds no stocks.
pub fn of_ones_own(folder: &Path) -> Result<Vec<Stock>, Error> {
    of_file(&folder.join(STOCKS))
}

/// The stocks at hand: the program's, then the user's own, which come before them where names are the
/// same.
///
/// # Errors
/// Those of [`of_ones_own`].
pub fn all(folder: &Path) -> Result<Vec<Stock>, Error> {
    with(&folder.join(STOCKS))
}

/// The same with those of another file for the user's own.
///
/// # Errors
/// Those of [`of_ones_own`].
pub fn with(file: &Path) -> Result<Vec<Stock>, Error> {
    let mut all = stock::own();
    all.extend(of_file(file)?);
    Ok(all)
}

fn of_file(path: &Path) -> Result<Vec<Stock>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(stock::read(&text).map_err(crate::print::Error::from)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(export::Error::from(error).at(path).into()),
    }
}

/// Adds the stocks of a file to one's own; those of the same name make room. The stocks added.
///
/// # Errors
/// Either file cannot be read or holds no stocks; the folder cannot be written, the disk is full.
pub fn add(folder: &Path, file: &Path) -> Result<Vec<Stock>, Error> {
    let text = std::fs::read_to_string(file).map_err(|e| export::Error::from(e).at(file))?;
    let added = stock::read(&text).map_err(crate::print::Error::from)?;
    if added.is_empty() {
        return Err(crate::print::Error::from(stock::Error::NoStock).into());
    }
    let mut own = of_ones_own(folder)?;
    own.retain(|known| !added.iter().any(|stock| stock::same(&stock.name, &known.name)));
    own.extend(added.iter().cloned());
    keep(folder, &own)?;
    Ok(added)
}

/// Takes one of one's own stocks away, by any of its names. The stock that is gone.
///
/// # Errors
/// [`stock::Error::Unknown`], also for one of the program's; the folder cannot be written.
pub fn remove(folder: &Path, name: &str) -> Result<Stock, Error> {
    let mut own = of_ones_own(folder)?;
    let gone = stock::find(&own, name).map_err(crate::print::Error::from)?;
    own.retain(|stock| stock.name != gone.name);
    keep(folder, &own)?;
    Ok(gone)
}

/// Writes a stock as a file that [`add`] takes.
///
/// # Errors
/// The folder is not there or cannot be written, the disk is full.
pub fn export(stock: &Stock, file: &Path) -> Result<(), Error> {
    write(file, std::slice::from_ref(stock))
}

fn keep(folder: &Path, own: &[Stock]) -> Result<(), Error> {
    write(&folder.join(STOCKS), own)
}

fn write(path: &Path, stocks: &[Stock]) -> Result<(), Error> {
    let text = stock::write(stocks);
    export::to_file(path, |out| {
        let written = out.write_all(text.as_bytes());
        written.map_err(|source| Error::from(export::Error::from(source).at(path)))
    })
}
