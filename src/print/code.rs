//! Codes: from text to modules, and from modules to bars of a printable size.
//!
//! Sizes by ISO/IEC 15417 (Code 128), ISO/IEC 16388 (Code 39) and ISO/IEC 18004 (QR): quiet zones of
//! 10, 10 and 4 modules, bars at least 5 mm or 15 % of their length high. A module is a whole number
//! of dots of a 300 dpi printer, and never under 3 of them (10 mil): what is finer runs together.

use super::canvas::Bars;
use super::geometry::{MM, Rect, Size};

/// A kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Symbology {
    /// The default: dense, and every scanner reads it.
    #[default]
    Code128,
    /// For scanners that read nothing else. Capitals, digits and `-. $/+%`.
    Code39,
    /// Square, for cameras.
    Qr,
}

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unfit {
    /// No text.
    Blank,
    /// A character that the code has not, or that scanners do not deliver as it was.
    Character(char),
    /// Longer than any code of that kind can be.
    Endless,
    /// It does not fit at the smallest module that prints.
    TooWide {
        /// Millimetres it takes, quiet zones and all.
        needs_mm: f32,
        /// Millimetres there are.
        has_mm: f32,
    },
    /// There is no room for bars that are high enough.
    TooLow {
        /// Millimetres they take.
        needs_mm: f32,
        /// Millimetres there are.
        has_mm: f32,
    },
}

/// A dot of a 300 dpi printer.
const DOT: f32 = 0.24;

/// Modules of bars, widest first: 20, 16.7, 13.3 and 10 mil.
const MODULES: [f32; 4] = [6.0 * DOT, 5.0 * DOT, 4.0 * DOT, 3.0 * DOT];

/// Modules of squares, widest first: 40 to 13.3 mil. A camera wants them larger than a laser its bars.
const SQUARES: [f32; 5] = [12.0 * DOT, 10.0 * DOT, 8.0 * DOT, 6.0 * DOT, 4.0 * DOT];

/// Bars are at least so high.
const LOWEST: f32 = 5.0 * MM;

/// Or at least so high for their length.
const LOWEST_OF_LENGTH: f32 = 0.15;

/// Wide to narrow in Code 39. Under a module of 20 mil it must be more than 2.2.
const WIDE: f32 = 2.5;

/// A code in modules.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    text: String,
    symbology: Symbology,
    /// Dark parts of a row, from its first: where, and how wide.
    rows: Vec<Vec<(f32, f32)>>,
    /// Modules across, without quiet zones.
    across: f32,
}

impl Symbol {
    /// Encodes a text.
    ///
    /// # Errors
    /// [`Unfit::Blank`], [`Unfit::Character`], [`Unfit::Endless`].
    pub fn new(text: &str, symbology: Symbology) -> Result<Symbol, Unfit> {
        if text.trim().is_empty() {
            return Err(Unfit::Blank);
        }
        // A keyboard wedge types what it reads: control characters are keys to it, and letters beyond
        // ASCII come out differently on each keyboard.
        if let Some(odd) = text.chars().find(|c| !matches!(c, ' '..='~')) {
            return Err(Unfit::Character(odd));
        }
        let rows = match symbology {
            Symbology::Code128 => vec![code128(text)],
            Symbology::Code39 => vec![code39(text)?],
            Symbology::Qr => qr(text)?,
        };
        let end = |(x, width): &(f32, f32)| x + width;
        let across = rows.iter().flatten().map(end).fold(0.0, f32::max);
        Ok(Symbol { text: text.to_owned(), symbology, rows, across })
    }

    /// Modules across with quiet zones of at least so many points on both sides.
    fn width(&self, module: f32, margin: f32) -> f32 {
        self.across * module + 2.0 * self.quiet(module).max(margin)
    }

    /// The quiet zone, in points.
    pub fn quiet(&self, module: f32) -> f32 {
        let modules = if self.symbology == Symbology::Qr { 4.0 } else { 10.0 };
        modules * module
    }

    /// The widest module at which the code fits into an area. A margin that stays free on both sides
    /// counts as quiet zone.
    ///
    /// # Errors
    /// [`Unfit::TooWide`], [`Unfit::TooLow`].
    pub fn module(&self, area: Size, margin: f32) -> Result<f32, Unfit> {
        let modules: &[f32] = if self.symbology == Symbology::Qr { &SQUARES } else { &MODULES };
        let smallest = modules.last().copied().unwrap_or(DOT);
        let (width, height) = (self.width(smallest, margin), self.lowest(smallest));
        let fits = |module: &&f32| {
            self.width(**module, margin) <= area.width + 0.01
                && self.lowest(**module) <= area.height + 0.01
        };
        match modules.iter().find(fits) {
            Some(module) => Ok(*module),
            None if width > area.width + 0.01 => {
                Err(Unfit::TooWide { needs_mm: width / MM, has_mm: area.width / MM })
            }
            None => Err(Unfit::TooLow { needs_mm: height / MM, has_mm: area.height / MM }),
        }
    }

    /// How high the bars must be at a module.
    pub fn lowest(&self, module: f32) -> f32 {
        match self.symbology {
            Symbology::Qr => self.across * module,
            _ => LOWEST.max(LOWEST_OF_LENGTH * self.across * module),
        }
    }

    /// Length of the dark part at a module.
    pub fn length(&self, module: f32) -> f32 {
        self.across * module
    }

    /// Bars from `x`, `y` on, so high. A QR code is as high as it is long.
    pub fn bars(&self, x: f32, y: f32, height: f32, module: f32) -> Bars {
        let high = if self.symbology == Symbology::Qr { module } else { height };
        let mut top = y;
        let mut dark = Vec::with_capacity(self.rows.iter().map(Vec::len).sum());
        for row in &self.rows {
            let bar =
                |&(at, width): &(f32, f32)| Rect::new(x + at * module, top, width * module, high);
            dark.extend(row.iter().map(bar));
            top += high;
        }
        Bars { code: self.text.clone(), symbology: self.symbology, module, dark }
    }
}

/// Dark parts of a Code 128, the shortest way through its three sets.
fn code128(text: &str) -> Vec<(f32, f32)> {
    let mut at = 0.0;
    let bars = code128::Code128::encode(text.as_bytes());
    let part = |bar: code128::Bar| {
        let part = (at, f32::from(bar.width));
        at += f32::from(bar.width) + f32::from(bar.space);
        part
    };
    bars.bars().map(part).collect()
}

/// The characters of Code 39 in the order of [`CODE_39`]; the last is start and stop.
const CHARACTERS_39: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";

/// Nine bars and spaces of each, a bit each, 1 is wide (ISO/IEC 16388, table 1).
const CODE_39: [u16; 44] = [
    0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148,
    0x019, 0x118, 0x058, 0x00D, 0x10C, 0x04C, 0x01C, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052,
    0x007, 0x106, 0x046, 0x016, 0x181, 0x0C1, 0x1C0, 0x091, 0x190, 0x0D0, 0x085, 0x184, 0x0C4,
    0x0A8, 0x0A2, 0x08A, 0x02A, 0x094,
];

/// Dark parts of a Code 39, between its start and stop.
fn code39(text: &str) -> Result<Vec<(f32, f32)>, Unfit> {
    let mut bars = Vec::new();
    let mut at = 0.0;
    for c in std::iter::once('*').chain(text.chars()).chain(std::iter::once('*')) {
        let place = CHARACTERS_39.find(c).ok_or(Unfit::Character(c))?;
        let pattern = CODE_39.get(place).ok_or(Unfit::Character(c))?;
        for element in 0..9 {
            let width = if pattern >> (8 - element) & 1 == 1 { WIDE } else { 1.0 };
            if element % 2 == 0 {
                bars.push((at, width));
            }
            at += width;
        }
        at += 1.0;
    }
    if text.contains('*') { Err(Unfit::Character('*')) } else { Ok(bars) }
}

/// Dark parts of a QR code, row by row. Corrects 15 % (level M).
fn qr(text: &str) -> Result<Vec<Vec<(f32, f32)>>, Unfit> {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
        .map_err(|_| Unfit::Endless)?;
    let width = code.width();
    let colours = code.into_colors();
    Ok(colours.chunks(width).map(dark_of).collect())
}

/// Runs of dark modules in a row.
fn dark_of(row: &[qrcode::Color]) -> Vec<(f32, f32)> {
    let mut runs: Vec<(f32, f32)> = Vec::new();
    let mut at = 0.0;
    for colour in row {
        if *colour == qrcode::Color::Dark {
            match runs.last_mut() {
                Some((start, length)) if (*start + *length - at).abs() < 0.1 => *length += 1.0,
                _ => runs.push((at, 1.0)),
            }
        }
        at += 1.0;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_39_has_three_wide_of_nine_and_no_pattern_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (c, pattern) in CHARACTERS_39.chars().zip(CODE_39) {
            assert_eq!(pattern.count_ones(), 3, "{c}");
            assert!(seen.insert(pattern), "{c}");
        }
        assert_eq!(seen.len(), 44);
    }

    #[test]
    fn what_scanners_garble_is_refused() {
        let why = |text, kind| Symbol::new(text, kind).unwrap_err();
        assert_eq!(why(" ", Symbology::Code128), Unfit::Blank);
        assert_eq!(why("A\tB", Symbology::Code128), Unfit::Character('\t'));
        assert_eq!(why("Ä1", Symbology::Code128), Unfit::Character('Ä'));
        assert_eq!(why("a1", Symbology::Code39), Unfit::Character('a'));
        assert_eq!(why("A*1", Symbology::Code39), Unfit::Character('*'));
        assert_eq!(why(&"A".repeat(5000), Symbology::Qr), Unfit::Endless);
    }

    #[test]
    fn the_module_is_the_widest_that_fits_and_never_under_ten_mil() {
        let seven = Symbol::new("1000038", Symbology::Code128).unwrap();
        assert!((seven.across - 90.0).abs() < 0.01, "{}", seven.across);
        let room = |width, height| Size { width, height };
        let module = |area, margin| seven.module(area, margin).unwrap();
        assert!((module(room(160.0, 25.0), 0.0) - 1.44).abs() < 0.001);
        assert!((module(room(133.0, 25.0), 0.0) - 1.2).abs() < 0.001);
        assert!((module(room(133.0, 25.0), 16.0) - 0.96).abs() < 0.001);
        let long = Symbol::new(&"A".repeat(48), Symbology::Code128).unwrap();
        let Err(Unfit::TooWide { needs_mm, has_mm }) = long.module(room(160.0, 99.0), 0.0) else {
            panic!("48 letters do not fit");
        };
        assert!(needs_mm > 140.0 && (has_mm - 160.0 / MM).abs() < 0.01);
    }

    #[test]
    fn bars_are_high_enough_or_refused() {
        let seven = Symbol::new("1000038", Symbology::Code128).unwrap();
        let room = |height| Size { width: 200.0, height };
        assert!(matches!(seven.module(room(14.0), 0.0), Err(Unfit::TooLow { .. })));
        // Fifteen hundredths of 90 modules are 16.2 points at 16.7 mil.
        assert!((seven.module(room(16.5), 0.0).unwrap() - 1.2).abs() < 0.001);
        assert!((seven.module(room(15.0), 0.0).unwrap() - 0.96).abs() < 0.001);
        let area = seven.bars(10.0, 5.0, 15.0, 0.96).area();
        assert!((area.width - 90.0 * 0.96).abs() < 0.01 && (area.height - 15.0).abs() < 0.01);
    }
}
