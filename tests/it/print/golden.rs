//! Layouts as text, held against what was looked at once. `TAGDESK_ACCEPT=1` writes them anew.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use tagdesk::print::calibration::{Calibration, Words};
use tagdesk::print::labels::{Label, Labels};
use tagdesk::print::students::{Options, Spacing};
use tagdesk::print::{
    Document, Fonts, Ink, Page, Paper, Point, Recording, Shape, code::Symbology, labels, print,
    stock,
};

use super::list;

/// A page, a line to a shape, numbers in tenths of a point.
fn told(page: &Page) -> String {
    let mut text = format!("page {:.1} {:.1}\n", page.size.width, page.size.height);
    for shape in &page.shapes {
        let _ = match shape {
            Shape::Text { at, line, ink } => writeln!(
                text,
                "text {:.1} {:.1} size {} wide {:.1}{} {:?}",
                at.x,
                at.y,
                line.size(),
                line.width(),
                if *ink == Ink::Black { "" } else { " grey" },
                line.text()
            ),
            Shape::Bars(bars) => {
                let area = bars.area();
                writeln!(
                    text,
                    "code {:.1} {:.1} {:.1} {:.1} module {:.2} bars {} {:?}",
                    area.x,
                    area.y,
                    area.width,
                    area.height,
                    bars.module,
                    bars.dark.len(),
                    bars.code
                )
            }
            Shape::Rule { from, to, width, .. } => writeln!(
                text,
                "rule {:.1} {:.1} to {:.1} {:.1} width {width}",
                from.x, from.y, to.x, to.y
            ),
            Shape::Frame { area, width, .. } => writeln!(
                text,
                "frame {:.1} {:.1} {:.1} {:.1} width {width}",
                area.x, area.y, area.width, area.height
            ),
            Shape::TickBox(area) => writeln!(
                text,
                "tick {:.1} {:.1} {:.1} {:.1}",
                area.x, area.y, area.width, area.height
            ),
        };
    }
    text
}

#[track_caller]
pub(super) fn held(name: &str, document: &dyn Document, page: usize) {
    let mut drawn = Recording::default();
    let mut on = |_| ControlFlow::Continue(());
    print(document, &mut Fonts::own(), &mut drawn, &mut on).unwrap();
    let is = told(&drawn.pages[page]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/print/golden").join(name);
    if std::env::var_os("TAGDESK_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &is).unwrap();
    }
    let was = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = is.lines().zip(was.lines()).position(|(is, was)| is != was);
    assert!(
        is == was,
        "{name} is drawn otherwise from line {:?}:\n{:?}\nwas {:?}",
        differs.map(|line| line + 1),
        differs.and_then(|line| is.lines().nth(line)),
        differs.and_then(|line| was.lines().nth(line)),
    );
}

#[test]
fn the_list_is_drawn_as_it_was() {
    held("list-letter.txt", &list(20, Options::default()), 0);
    held("list-letter-last.txt", &list(20, Options::default()), 1);
    let options = Options { paper: Paper::A4, spacing: Spacing::Roomy, private: true };
    held("list-a4-roomy.txt", &list(20, options), 0);
}

#[test]
fn labels_are_drawn_as_they_were() {
    let label = |index: usize| Label {
        tag: format!("CB-{:06}", 4417 + index),
        more: vec!["Lenovo 300e Gen 4".into(), "Larkstone Middle".into()],
        named: String::new(),
    };
    for (file, name, code) in [
        ("labels-5160.txt", "5160", Some(Symbology::Code128)),
        ("labels-5167.txt", "5167", Some(Symbology::Code128)),
        ("labels-l7160-qr.txt", "L7160", Some(Symbology::Qr)),
        ("labels-dymo-text.txt", "30252", None),
    ] {
        let stock = stock::find(&stock::own(), name).unwrap();
        let offset = Point::new(0.0, 0.0);
        let start = if stock.on_a_page() > 2 { 3 } else { 1 };
        let options = labels::Options { stock, code, start, offset, outlines: false };
        held(file, &Labels::new((0..2).map(label).collect(), options).unwrap(), 0);
    }
}

#[test]
fn the_calibration_page_is_drawn_as_it_was() {
    let words = Words {
        heading: "Calibration page".into(),
        how: vec!["Measure both rulers.".into()],
        scale: "Print at 100 %".into(),
    };
    let page = Calibration::of_paper(Paper::Letter, Point::new(0.0, 0.0), words);
    held("calibration-letter.txt", &page, 0);
}
