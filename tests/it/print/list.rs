//! The barcode list read from its paper.

use tagdesk::print::students::{List, Options, Row, Spacing};
use tagdesk::print::{Document, Fonts, Paper as Sheet, Reason, Recording, code::Unfit, print};

use super::tools::{Paper, assert_read};
use super::{NAMES, list, pdf, words};

fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|index| format!("{:07}", 48_200 + index * 7)).collect()
}

#[test]
fn every_code_is_read_from_every_paper() {
    for paper in [Sheet::Letter, Sheet::A4] {
        for spacing in [Spacing::Alternating, Spacing::Roomy] {
            let options = Options { paper, spacing, private: false };
            let on_a_page = List::on_a_page(options);
            let document = list(on_a_page + 5, options);
            let file = Paper::of(&pdf(&document));
            file.is_sound();
            let Some(pages) = file.pictures(200) else { return };
            assert_eq!(pages.len(), 2);
            let what = format!("{options:?}");
            assert_read(&pages[0], ids(0, on_a_page), &what);
            assert_read(&pages[1], ids(on_a_page, on_a_page + 5), &what);
        }
    }
}

#[test]
fn a_crooked_worn_sheet_is_read_at_150_dpi() {
    let options = Options::default();
    let count = List::on_a_page(options);
    let file = Paper::of(&pdf(&list(count, options)));
    let Some(pages) = file.pictures(150) else { return };
    assert_read(&pages[0], ids(0, count), "150 dpi");
    assert_read(&pages[0].turned(1.0), ids(0, count), "turned by 1°");
    assert_read(&pages[0].worn(), ids(0, count), "worn");
    assert_read(&pages[0].turned(-1.0).worn(), ids(0, count), "turned and worn");
}

#[test]
fn every_name_is_found_by_a_search() {
    let file = Paper::of(&pdf(&list(NAMES.len(), Options::default())));
    let Some(text) = file.text() else { return };
    // A viewer puts marks of direction around what runs to the left.
    let plain: String = text.chars().filter(|c| !('\u{202a}'..='\u{202e}').contains(c)).collect();
    for name in NAMES {
        assert!(plain.contains(name), "{name} is not in\n{plain}");
    }
    for part in ["Register of 9 August 2026", "Page 1 of 2", "Page 2 of 2", "CB-004303", "0048200"]
    {
        assert!(plain.contains(part), "{part} is not in\n{plain}");
    }
}

/// A person with this ID and name.
fn row(id: &str, name: &str) -> Row {
    Row { id: id.into(), name: name.into(), ..Row::default() }
}

#[test]
fn what_has_no_code_is_named_and_the_rest_is_printed() {
    let long = "A".repeat(48);
    let rows = vec![
        row("0048213", "José Nguyễn"),
        row("", "Nobody Numbered"),
        row("00\t48", "Tab Inside"),
        row(&long, "Long Id"),
        row("0048220", "李小龙"),
        row("1", "One Sign"),
    ];
    let list = List::new(rows, Options::default(), words());
    let problems = list.problems(&mut Fonts::own());
    let reasons: Vec<(&str, &Reason)> =
        problems.iter().map(|problem| (problem.row.as_str(), &problem.reason)).collect();
    assert!(matches!(reasons[0], ("Nobody Numbered", Reason::Code(Unfit::Blank))));
    assert!(matches!(reasons[1], ("Tab Inside", Reason::Code(Unfit::Character('\t')))));
    assert!(matches!(reasons[2], ("Long Id", Reason::Code(Unfit::TooWide { .. }))));
    assert_eq!(reasons[3], ("李小龙, 0048220", &Reason::NotShown(vec!['小', '李', '龙'])));
    assert_eq!(reasons.len(), 4);
    let file = Paper::of(&pdf(&list));
    file.is_sound();
    if let Some(pages) = file.pictures(200) {
        let codes = ["0048213", "0048220", "1"].map(str::to_owned);
        assert_read(&pages[0], codes, "the rest");
    }
    if let Some(text) = file.text() {
        assert!(text.contains("Nobody Numbered") && text.contains("???"), "{text}");
        assert!(text.contains(&long[..8]), "the ID is there as text: {text}");
    }
}

#[test]
fn no_text_leaves_its_column() {
    let name = "Maximiliana Konstantinopoulou-Featherstonehaugh de la Santísima Trinidad";
    assert!(name.chars().count() >= 70);
    let mut rows = vec![row("0048213", name), row("0048220", &"W".repeat(70))];
    for row in &mut rows {
        row.about = "A model with a name that goes on and on, and a case".into();
        row.holds = "CB-000001 CB-000002 CB-000003".into();
        row.private = "Grade 12 · household H000000000000000000109".into();
        let case = "Case 12345 CB-004417, Case 12346 ASSET-2026-0123456789-ABCDEFGHIJ";
        row.beside = [case, "Agreement 2026-08-01 second print signed", "Owes 10000.00"]
            .map(str::to_owned)
            .to_vec();
    }
    for spacing in [Spacing::Alternating, Spacing::Roomy] {
        for paper in [Sheet::Letter, Sheet::A4] {
            let options = Options { paper, spacing, private: true };
            let list = List::new(rows.clone(), options, words());
            let mut drawn = Recording::default();
            let mut on = |_| std::ops::ControlFlow::Continue(());
            print(&list, &mut Fonts::own(), &mut drawn, &mut on).unwrap();
            assert_apart(&drawn.pages[0]);
        }
    }
}

/// No text lies over another, over a code, or beyond the page.
fn assert_apart(page: &tagdesk::print::Page) {
    use tagdesk::print::{Rect, Shape};
    let mut areas: Vec<(String, Rect)> = Vec::new();
    for shape in &page.shapes {
        match shape {
            Shape::Text { at, line, .. } => {
                let top = at.y - line.size() * 0.72;
                let area = Rect::new(at.x, top, line.width(), line.size() * 0.72);
                areas.push((line.text().to_owned(), area));
            }
            Shape::Bars(bars) => {
                let (area, quiet) = (bars.area(), bars.module * 10.0);
                let with_quiet =
                    Rect::new(area.x - quiet, area.y, area.width + 2.0 * quiet, area.height);
                areas.push((format!("code {}", bars.code), with_quiet));
            }
            _ => {}
        }
    }
    for (index, (one, a)) in areas.iter().enumerate() {
        assert!(
            a.x >= 0.0
                && a.y >= 0.0
                && a.right() <= page.size.width
                && a.bottom() <= page.size.height,
            "{one} is beyond the page: {a:?}"
        );
        for (other, b) in &areas[index + 1..] {
            let over = a.x < b.right() - 0.01
                && b.x < a.right() - 0.01
                && a.y < b.bottom() - 0.01
                && b.y < a.bottom() - 0.01;
            assert!(!over, "{one} lies over {other}: {a:?}, {b:?}");
        }
    }
}
