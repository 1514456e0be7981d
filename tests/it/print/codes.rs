//! Codes as laws: what goes in comes out.

use proptest::prelude::*;
use tagdesk::print::code::{Symbol, Symbology};
use tagdesk::print::{Bars, Size};

/// Widths in modules, from the rectangles alone.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn widths(bars: &Bars) -> Vec<code128::Bar> {
    let modules = |points: f32| (points / bars.module).round() as u8;
    let next = bars.dark.iter().skip(1).map(|bar| Some(bar.x)).chain([None]);
    let bar = |(bar, next): (&tagdesk::print::Rect, Option<f32>)| code128::Bar {
        width: modules(bar.width),
        space: next.map_or(0, |x| modules(x - bar.right())),
    };
    bars.dark.iter().zip(next).map(bar).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn a_tag_is_read_as_it_was(tag in "[!-~]([ -~]{0,46}[!-~])?") {
        let symbol = Symbol::new(&tag, Symbology::Code128).unwrap();
        let module = symbol.module(Size { width: 1200.0, height: 600.0 }, 0.0).unwrap();
        let bars = symbol.bars(50.0, 20.0, 600.0, module);
        let read = code128::decode(&widths(&bars)).unwrap();
        prop_assert_eq!(String::from_utf8(read).unwrap(), tag);
    }

    #[test]
    fn any_text_is_a_code_or_a_reason(tag in any::<String>()) {
        for symbology in [Symbology::Code128, Symbology::Code39, Symbology::Qr] {
            if let Ok(symbol) = Symbol::new(&tag, symbology) {
                prop_assert!(tag.chars().all(|c| (' '..='~').contains(&c)));
                let _ = symbol.module(Size { width: 160.0, height: 30.0 }, 4.0);
            }
        }
    }
}
