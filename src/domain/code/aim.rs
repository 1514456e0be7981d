//! AIM symbology identifiers: three characters a scanner can put before its data.
//!
//! Says what kind of symbol was read, not whether that kind is welcome.

/// An identifier of ISO/IEC 15424: `]`, a letter for the symbology, a digit for its
/// options. Upper and lower case letters mean different symbologies, so a keyboard
/// scanner under Caps Lock may name the wrong one; the data behind it is unharmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Aim {
    /// The code character, `A` to `Z` or `a` to `z`.
    pub letter: char,
    /// The modifier, `0` to `9`.
    pub modifier: char,
}

/// The symbologies of ISO/IEC 15424 that turn up at a school desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// `]A`
    Code39,
    /// `]B`
    Telepen,
    /// `]C`, GS1-128 included
    Code128,
    /// `]E`
    EanUpc,
    /// `]F`
    Codabar,
    /// `]G`
    Code93,
    /// `]H`
    Code11,
    /// `]I`
    Interleaved2of5,
    /// `]K`
    Code16K,
    /// `]L`, as on driver's licences
    Pdf417,
    /// `]M`
    Msi,
    /// `]O`
    Codablock,
    /// `]P`
    Plessey,
    /// `]Q`
    Qr,
    /// `]R` and `]S`
    Straight2of5,
    /// `]U`
    MaxiCode,
    /// `]d`
    DataMatrix,
    /// `]e`
    DataBar,
    /// `]z`
    Aztec,
    /// `]o`, read as characters
    Ocr,
    /// `]Z`, typed in at the scanner or read from a magnetic stripe or chip
    NotABarcode,
    /// `]X` and every letter not listed here
    Other,
}

impl Aim {
    /// Takes the identifier off the front of `text`. Without one, all of `text`.
    pub(super) fn split(text: &str) -> (Option<Self>, &str) {
        let mut chars = text.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(']'), Some(letter), Some(modifier))
                if letter.is_ascii_alphabetic() && modifier.is_ascii_digit() =>
            {
                (Some(Self { letter, modifier }), chars.as_str())
            }
            _ => (None, text),
        }
    }

    /// Which kind of symbol was read.
    pub fn symbology(self) -> Symbology {
        match self.letter {
            'A' => Symbology::Code39,
            'B' => Symbology::Telepen,
            'C' => Symbology::Code128,
            'E' => Symbology::EanUpc,
            'F' => Symbology::Codabar,
            'G' => Symbology::Code93,
            'H' => Symbology::Code11,
            'I' => Symbology::Interleaved2of5,
            'K' => Symbology::Code16K,
            'L' => Symbology::Pdf417,
            'M' => Symbology::Msi,
            'O' => Symbology::Codablock,
            'P' => Symbology::Plessey,
            'Q' => Symbology::Qr,
            'R' | 'S' => Symbology::Straight2of5,
            'U' => Symbology::MaxiCode,
            'Z' => Symbology::NotABarcode,
            'd' => Symbology::DataMatrix,
            'e' => Symbology::DataBar,
            'o' => Symbology::Ocr,
            'z' => Symbology::Aztec,
            _ => Symbology::Other,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_as_scanners_send_them() {
        for (raw, symbology, rest) in [
            ("]C0CB-1", Symbology::Code128, "CB-1"),
            ("]C1011234", Symbology::Code128, "011234"),
            ("]A1A00123G", Symbology::Code39, "A00123G"),
            ("]A7x", Symbology::Code39, "x"),
            ("]E04006381333931", Symbology::EanUpc, "4006381333931"),
            ("]F031234000010064", Symbology::Codabar, "31234000010064"),
            ("]I0123456", Symbology::Interleaved2of5, "123456"),
            ("]Q1http", Symbology::Qr, "http"),
            ("]d1CB", Symbology::DataMatrix, "CB"),
            ("]z0CB", Symbology::Aztec, "CB"),
            ("]X0CB", Symbology::Other, "CB"),
            ("]C0", Symbology::Code128, ""),
        ] {
            let (aim, behind) = Aim::split(raw);
            assert_eq!((aim.unwrap().symbology(), behind), (symbology, rest), "{raw}");
        }
    }

    #[test]
    fn what_only_resembles_one_stays() {
        for raw in ["", "]", "]C", "]CB1", "]11x", "C0]", "[C0x", "]É0x", "]C٣x"] {
            assert_eq!(Aim::split(raw), (None, raw));
        }
    }
}
