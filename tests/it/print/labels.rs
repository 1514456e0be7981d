//! Labels read from their paper, and held against the maker's measures.

use tagdesk::print::code::Symbology;
use tagdesk::print::labels::{Label, Labels, Options};
use tagdesk::print::stock::{self, Stock};
use tagdesk::print::{Document, Error, Fonts, MM, Point, Reason, calibration, code::Unfit};

use super::pdf;
use super::tools::{Paper, assert_read};

fn named(name: &str) -> Stock {
    stock::find(&stock::own(), name).unwrap()
}

fn options(stock: Stock, code: Symbology) -> Options {
    Options { stock, code: Some(code), start: 1, offset: Point::new(0.0, 0.0), outlines: false }
}

fn tag(index: usize) -> String {
    format!("CB-{:06}", 4417 + index * 13)
}

fn labels(count: usize) -> Vec<Label> {
    let label = |index| Label {
        tag: tag(index),
        more: vec!["Lenovo 300e Gen 4".into(), "Larkstone Middle".into()],
        named: format!("SN PF3KD{index:03}"),
    };
    (0..count).map(label).collect()
}

#[test]
fn every_code_is_read_from_every_stock() {
    for stock in stock::own() {
        let what = &stock.name;
        // Two pages, the second not full.
        let on = stock.on_a_page();
        let count = on + on.div_ceil(3);
        let document =
            Labels::new(labels(count), options(stock.clone(), Symbology::Code128)).unwrap();
        assert_eq!(document.count(), count, "{what}: {:?}", document.problems(&mut Fonts::own()));
        let file = Paper::of(&pdf(&document));
        file.is_sound();
        let Some(pages) = file.pictures(200) else { return };
        assert_eq!(pages.len(), 2, "{what}");
        assert_read(&pages[0], (0..on).map(tag), what);
        assert_read(&pages[1], (on..count).map(tag), what);
    }
}

/// A camera is held over one label; `zbarimg`, too, loses squares among many.
#[test]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn every_square_is_read_from_every_stock() {
    const DPI: u32 = 300;
    let dots = |points: f32| (points * DPI as f32 / 72.0) as usize;
    for stock in stock::own() {
        let count = stock.on_a_page().min(7);
        let document = Labels::new(labels(count), options(stock.clone(), Symbology::Qr)).unwrap();
        assert_eq!(document.count(), count, "{}", stock.name);
        let Some(pages) = Paper::of(&pdf(&document)).pictures(DPI) else { return };
        for index in 0..count {
            let area = stock.place(index);
            let label =
                pages[0].part(dots(area.x), dots(area.y), dots(area.width), dots(area.height));
            assert_read(&label, [tag(index)], &stock.name);
        }
    }
}

#[test]
fn code_39_is_read_where_it_fits_and_refused_where_not() {
    let stock = named("5163");
    let document = Labels::new(labels(10), options(stock, Symbology::Code39)).unwrap();
    if let Some(pages) = Paper::of(&pdf(&document)).pictures(200) {
        assert_read(&pages[0], (0..10).map(tag), "Code 39");
    }
    let all = "0123456789-ABCDEFGHIJKLM";
    let rest = "NOPQRSTUVWXYZ. $/+%";
    let both = [all, rest].map(|tag| Label { tag: tag.into(), ..Label::default() });
    let wide = stock::read(
        "[[stock]]\nname = \"Wide\"\nunit = \"mm\"\npage = [210.0, 50.0]\ncolumns = 1\nrows = 1\n\
         first = [0.0, 0.0]\nlabel = [210.0, 50.0]",
    )
    .unwrap()
    .remove(0);
    let document = Labels::new(both.to_vec(), options(wide, Symbology::Code39)).unwrap();
    if let Some(pages) = Paper::of(&pdf(&document)).pictures(200) {
        assert_read(&pages[0], [all.to_owned()], "every character of Code 39");
        assert_read(&pages[1], [rest.to_owned()], "every character of Code 39");
    }
    let small = Labels::new(labels(3), options(named("L7651"), Symbology::Code39)).unwrap();
    assert_eq!((small.count(), small.pages()), (0, 0));
    for problem in small.problems(&mut Fonts::own()) {
        assert!(matches!(problem.reason, Reason::Code(Unfit::TooWide { .. })), "{problem:?}");
    }
}

/// The numbers before each of these operators, as the file has them.
fn drawn<const N: usize>(file: &Paper, operators: [&str; 2]) -> Option<Vec<[f32; N]>> {
    let drawing = file.drawing()?;
    let words: Vec<&str> = drawing.split_ascii_whitespace().collect();
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let numbers = words[at.saturating_sub(N)..at].iter().map(|word| word.parse::<f32>());
        if pair == operators
            && let Ok(numbers) = numbers.collect::<Result<Vec<_>, _>>()
        {
            found.extend(<[f32; N]>::try_from(numbers));
        }
    }
    Some(found)
}

/// Rectangles that are stroked, in points from the top left corner.
fn frames(file: &Paper, height: f32) -> Option<Vec<[f32; 4]>> {
    let frames = drawn(file, ["re", "S"])?;
    Some(frames.into_iter().map(|[x, y, w, h]| [x, height - y - h, w, h]).collect())
}

/// Number, page, labels across and down, size, and from one to the next.
type Maker = (&'static str, [f32; 2], [usize; 2], [f32; 2], [f32; 2]);

/// The makers' sizes in millimetres: labels across and down, width and height, and from one to the
/// next. What is left of the page is the same on both sides.
const MAKERS: [Maker; 7] = [
    ("5160", [215.9, 279.4], [3, 10], [66.675, 25.4], [69.85, 25.4]),
    ("5163", [215.9, 279.4], [2, 5], [101.6, 50.8], [106.363, 50.8]),
    ("5167", [215.9, 279.4], [4, 20], [44.45, 12.7], [52.388, 12.7]),
    ("L7160", [210.0, 297.0], [3, 7], [63.5, 38.1], [66.04, 38.1]),
    ("L7162", [210.0, 297.0], [2, 8], [99.1, 33.9], [101.6, 33.9]),
    ("L7163", [210.0, 297.0], [2, 7], [99.1, 38.1], [101.6, 38.1]),
    ("L7651", [210.0, 297.0], [5, 13], [38.1, 21.2], [40.64, 21.2]),
];

#[test]
#[allow(clippy::cast_precision_loss)]
fn labels_stand_where_the_maker_cut_them() {
    for (name, page, [across, down], size, pitch) in MAKERS {
        let stock = named(name);
        let outlined = Options { outlines: true, ..options(stock, Symbology::Code128) };
        let document = Labels::new(labels(across * down), outlined).unwrap();
        let Some(frames) = frames(&Paper::of(&pdf(&document)), page[1] * MM) else { return };
        assert_eq!(frames.len(), across * down, "{name}");
        let edge = |axis: usize, count: usize| {
            (page[axis] - pitch[axis] * (count as f32 - 1.0) - size[axis]) / 2.0
        };
        for (index, frame) in frames.iter().enumerate() {
            let (column, row) = (index % across, index / across);
            let x = edge(0, across) + pitch[0] * column as f32;
            let y = edge(1, down) + pitch[1] * row as f32;
            for (is, wanted) in frame.iter().zip([x, y, size[0], size[1]]) {
                let off = (is / MM - wanted).abs();
                assert!(off < 0.1, "{name}, label {index}: {frame:?} is {off} mm off {wanted}");
            }
        }
    }
}

#[test]
fn a_used_sheet_is_begun_where_it_is_free_and_the_last_place_is_known() {
    let from = |start, count| {
        Labels::new(labels(count), Options { start, ..options(named("5160"), Symbology::Code128) })
    };
    let document = from(8, 25).unwrap();
    assert_eq!((document.pages(), document.last()), (2, Some(2)));
    assert_eq!(document.at(0, 6), None);
    assert_eq!(document.at(0, 7).unwrap().tag, tag(0));
    assert_eq!(document.at(1, 1).unwrap().tag, tag(24));
    assert_eq!((from(30, 1).unwrap().pages(), from(30, 1).unwrap().last()), (1, Some(30)));
    for wrong in [0, 31] {
        assert!(matches!(from(wrong, 1), Err(Error::Start { on_a_sheet: 30, .. })));
    }
    if let Some(pages) = Paper::of(&pdf(&document)).pictures(200) {
        assert_read(&pages[0], (0..23).map(tag), "from label 8");
        assert_read(&pages[1], (23..25).map(tag), "the rest");
    }
}

#[test]
fn an_offset_moves_everything_by_just_that() {
    let at = |offset| {
        let moved =
            Options { offset, outlines: true, ..options(named("5160"), Symbology::Code128) };
        let document = Labels::new(labels(30), moved).unwrap();
        frames(&Paper::of(&pdf(&document)), 792.0)
    };
    let (Some(still), Some(moved)) = (at(Point::new(0.0, 0.0)), at(Point::new(0.5 * MM, -MM)))
    else {
        return;
    };
    for (a, b) in still.iter().zip(&moved) {
        assert!((b[0] - a[0] - 0.5 * MM).abs() < 0.01 && (b[1] - a[1] + MM).abs() < 0.01);
    }
}

#[test]
fn what_has_no_code_is_left_out_and_named() {
    let mut some = labels(5);
    some[1].tag = String::new();
    some[2].tag = "CB\t1".into();
    some[3].tag = "ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ".into();
    assert_eq!(some[3].tag.len(), 48);
    let document = Labels::new(some, options(named("5160"), Symbology::Code128)).unwrap();
    let problems = document.problems(&mut Fonts::own());
    let rows: Vec<&str> = problems.iter().map(|problem| problem.row.as_str()).collect();
    assert_eq!(rows, ["SN PF3KD001", "CB\t1", "ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"]);
    assert_eq!(document.count(), 2);
    if let Some(pages) = Paper::of(&pdf(&document)).pictures(200) {
        assert_read(&pages[0], [tag(0), tag(4)], "the rest");
    }
}

#[test]
fn rulers_are_as_long_as_they_say() {
    let words = calibration::Words { heading: "Calibration".into(), ..Default::default() };
    let paper = tagdesk::print::Paper::A4;
    let page = calibration::Calibration::of_paper(paper, Point::new(0.0, 0.0), words);
    let file = Paper::of(&pdf(&page));
    file.is_sound();
    // From a point, and on to another: `x y m X Y l`.
    let Some(drawing) = file.drawing() else { return };
    let words: Vec<&str> = drawing.split_ascii_whitespace().collect();
    let mut lengths = Vec::new();
    for line in words.windows(6) {
        if let [x, y, "m", to_x, to_y, "l"] = line {
            let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(|word| word.parse::<f32>().unwrap());
            lengths.push((to_x - x).hypot(to_y - y) / MM);
        }
    }
    for length in [150.0, 100.0] {
        assert!(lengths.iter().any(|is| (is - length).abs() < 0.01), "{length}: {lengths:?}");
    }
}
