//! Whole files: what a table makes of them, against the `csv` crate as a second reader.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::oddity::clean;
use super::split::{Record, Splitter, Step};
use super::*;
use crate::exchange::{Bound, Error, Looks, Reason};

fn read(bytes: &[u8]) -> Result<Table, Error> {
    Table::read(&Member::of_bytes("a.csv", bytes), &Reading::default())
}

fn known<'a>(names: &'a [&'a str]) -> Reading<'a> {
    Reading { known: names, limits: Limits::STANDARD }
}

fn lines(table: &Table) -> Vec<(u64, Vec<String>)> {
    table.rows().map(|row| (row.line(), row.fields().map(str::to_owned).collect())).collect()
}

fn firsts(text: &str) -> Vec<(u64, String)> {
    let table = read(text.as_bytes()).unwrap();
    table.rows().map(|row| (row.line(), row.get(0).to_owned())).collect()
}

#[test]
fn lines_are_those_of_the_file() {
    let two = |a: u64, b: u64| vec![(a, "1".to_owned()), (b, "2".to_owned())];
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(firsts(&format!("a,b{end}1,x{end}2,y{end}")), two(2, 3), "{end:?}");
        assert_eq!(firsts(&format!("a,b{end}1,x{end}{end}2,y")), two(2, 4), "{end:?}");
        assert_eq!(firsts(&format!("a,b{end}1,\"x{end}x{end}x\"{end}2,y")), two(2, 5), "{end:?}");
        assert_eq!(firsts(&format!("sep=,{end}a,b{end}1,x{end}2,y")), two(3, 4), "{end:?}");
        assert_eq!(firsts(&format!("\"a{end}a\",b{end}1,x{end}2,y")), two(3, 4), "{end:?}");
    }
    assert_eq!(firsts("a,b\n1,x\r2,y\r\n"), two(2, 3), "mixed");
}

#[test]
fn files_without_rows_are_errors_by_name() {
    for bytes in [&b""[..], b"\n\r\n", b"\xef\xbb\xbf", b"  \n,,,\n", b"sep=;\n", b"\xff\xfe"] {
        let empty = read(bytes);
        assert!(matches!(empty, Err(Error::Empty { .. })), "{bytes:?}: {empty:?}");
    }
    assert!(matches!(read(b"a,b\n,\n"), Err(Error::HeadingsOnly { .. })));
    let open = read(b"a,b\n1,2\n3,\"x\n4,5\n6,7\n");
    assert!(matches!(open, Err(Error::OpenQuote { line: 3, .. })), "{open:?}");
    let png = read(b"\x89PNG\r\n\x1a\n\0\0");
    assert!(matches!(png, Err(Error::Foreign { looks: Looks::Picture, .. })));
    let zip = read(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    assert!(matches!(zip, Err(Error::Foreign { looks: Looks::Archive, .. })), "{zip:?}");
    assert!(matches!(read(b"PK\x03\x04"), Err(Error::Damaged { .. })));
}

#[test]
fn rows_that_do_not_fit_are_told_and_the_others_stay() {
    let table = read(b"a,b\n1,2\n3\n4,5,6\n7,8,,\nA,B\n9,\n").unwrap();
    let refused: Vec<_> = table.refused().collect();
    let reasons: Vec<_> = refused.iter().map(|row| (row.line, row.reason.clone())).collect();
    assert_eq!(
        reasons,
        [
            (3, Reason::Ragged { fields: 1, headings: 2 }),
            (4, Reason::Ragged { fields: 3, headings: 2 }),
            (6, Reason::HeadingAgain),
        ]
    );
    assert_eq!(refused[1].fields, ["4", "5", "6"]);
    let kept: Vec<u64> = table.rows().map(Row::line).collect();
    assert_eq!(kept, [2, 5, 7]);
    assert_eq!((table.len(), table.rows().len(), table.is_empty()), (6, 3, false));
}

#[test]
fn headings_are_found_by_name_and_below_titles() {
    let text = "Devices of Larkspur\n14 August\n\nAsset Tag;Serial-Number;x\nCB-1;S1;\nCB-2;S2;\nTotal: 2\n";
    let member = Member::of_bytes("a.csv", text.as_bytes());
    let table = Table::read(&member, &known(&["asset_tag", "serial number"])).unwrap();
    assert_eq!((table.heading_line(), table.delimiter()), (4, Some(';')));
    assert_eq!(table.headings(), ["Asset Tag", "Serial-Number", "x"]);
    assert_eq!(table.column(&["tag", "asset_tag"]), Some(0));
    assert_eq!(table.column(&["SERIAL NUMBER"]), Some(1));
    assert_eq!(table.column(&["model"]), None);
    assert_eq!(table.rows().map(Row::line).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(table.refused().map(|row| row.line).collect::<Vec<_>>(), [7]);
    let twice = read(b"tag,Tag,x,,\n1,2,3,,\n").unwrap();
    assert_eq!(twice.repeated(), ["Tag"]);
    assert_eq!(heading_key("\u{feff} ASSET-Tag: "), "asset_tag");
}

#[test]
fn without_headings_columns_have_numbers() {
    let member = Member::of_bytes("a.csv", &b"0048213,Lind\n0048214,Fields\n0048215\n"[..]);
    let table = Table::without_headings(&member, &Reading::default()).unwrap();
    assert_eq!(table.headings(), ["column 1", "column 2"]);
    assert_eq!((table.column(&["column 2"]), table.heading_line()), (Some(1), 0));
    assert_eq!(lines(&table)[0], (1, vec!["0048213".into(), "Lind".into()]));
    assert_eq!(table.refused().len(), 1);
}

#[test]
fn what_is_odd_is_listed_with_line_and_column() {
    let text =
        "\u{feff}\u{feff}id\u{a0},name\n\u{200b}0048213,Ava \n0048214,\"No\0ah\"\n 0048215,x\n";
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(table.headings(), ["id", "name"]);
    let odd: Vec<_> = table.oddities().iter().map(|o| (o.line, o.column, o.what)).collect();
    assert_eq!(
        odd,
        [
            (2, 0, What::InvisibleAround),
            (2, 1, What::EdgeBlanks),
            (3, 1, What::Control),
            (4, 0, What::EdgeBlanks)
        ]
    );
    assert_eq!(table.odd(0, What::InvisibleAround), 1);
    assert_eq!(table.encoding(), Encoding::Utf8Marked);
    assert!(!table.guessed());
}

#[test]
fn rows_between_stray_quotation_marks_are_told() {
    let swallowed = |text: &str| -> Vec<u64> {
        let table = read(text.as_bytes()).unwrap();
        table.refused().filter(|row| row.reason == Reason::Swallowed).map(|row| row.line).collect()
    };
    let head = "id,name,grade\n1,x,7\n";
    assert_eq!(swallowed(&format!("{head}2,\"y,7\n3,z,7\n4,\"w\",7\n")), [3]);
    assert_eq!(swallowed(&format!("{head}2,\"y,7\n3,z,7\n4,w\",7\n")), [3]);
    assert_eq!(swallowed(&format!("{head}2,\"y,7\n3,z\",7\n")), [3]);
    assert_eq!(swallowed(&format!("{head}\"2,y,7\n3\",z,7\n")), [3]);
    assert_eq!(swallowed(&format!("{head}2,\"y\nz\",7\n3,\"a, b\nc\",8\n")), [0; 0]);
}

#[test]
fn limits_are_kept() {
    let with = |bytes: &[u8], limits: Limits| {
        Table::read(&Member::of_bytes("a.csv", bytes), &Reading { limits, ..Reading::default() })
    };
    let small = Limits { rows: 2, columns: 3, cells: 8, field_bytes: 4, ..Limits::STANDARD };
    let bound = |result: Result<Table, Error>| match result {
        Err(Error::TooLarge { what, .. }) => Some(what),
        _ => None,
    };
    assert_eq!(bound(with(b"a\n1\n2\n3\n", small)), Some(Bound::Rows));
    assert_eq!(bound(with(b"a\n1\n2\n", small)), None);
    assert_eq!(bound(with(b"a,b,c,d\n1,2,3,4\n", small)), Some(Bound::Columns));
    assert_eq!(bound(with(b"a,b,c\n1,2,3\n4,5,6\n", small)), Some(Bound::Cells));
    let file = Limits { file_bytes: 3, ..small };
    assert_eq!(bound(with(b"a\n1\n2\n", file)), Some(Bound::File));
    let table = with("a,b\n1,\"ééé\"\n2,x\n".as_bytes(), small).unwrap();
    let refused: Vec<_> = table.refused().collect();
    assert_eq!(refused[0].reason, Reason::LongField { column: 2, limit: 4 });
    assert_eq!(refused[0].fields, ["1", "éé"]);
    assert_eq!(table.rows().len(), 1);
    let wide = with(b"a,b\n1,2,3,4,5,6\n", small).unwrap();
    assert_eq!(wide.refused().len(), 1);
}

/// The records of a text by the `csv` crate and by the splitter.
fn by_both(text: &str, delimiter: u8) -> (Vec<Vec<String>>, Option<Vec<Vec<String>>>) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let theirs = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    let mut splitter = Splitter::new(text.as_bytes(), 1, delimiter, &Limits::STANDARD);
    let (mut record, mut ours) = (Record::default(), Vec::new());
    loop {
        match splitter.next(&mut record) {
            Step::Record => ours.push(
                (0..record.count)
                    .map(|at| String::from_utf8(record.field(at).to_vec()).unwrap())
                    .collect(),
            ),
            Step::End => return (theirs, Some(ours)),
            Step::OpenQuote(_) => return (theirs, None),
        }
    }
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof![
        "[a-zA-Z0-9éß€ ,;|\t\"'=.-]{0,8}",
        "[a-c \u{a0}\u{200b}\r\n\"]{0,6}",
        Just(String::new()),
    ];
    (1_usize..6).prop_flat_map(move |width| {
        proptest::collection::vec(proptest::collection::vec(cell.clone(), width), 2..50)
    })
}

fn encoded(text: &str, encoding: usize) -> Option<Vec<u8>> {
    let units =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    Some(match encoding {
        0 => text.into(),
        1 => format!("\u{feff}{text}").into(),
        2 => [b"\xff\xfe".to_vec(), units(u16::to_le_bytes)].concat(),
        3 => [b"\xfe\xff".to_vec(), units(u16::to_be_bytes)].concat(),
        _ => {
            let (bytes, _, lost) = WINDOWS_1252.encode(text);
            // Not if it happens to be UTF-8 as well, or all ASCII.
            let told = text.is_ascii()
                || bytes
                    .split(|byte| matches!(byte, b'\n' | b'\r'))
                    .all(|line| line.is_ascii() || std::str::from_utf8(line).is_err());
            (!lost && told).then(|| bytes.into_owned())?
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256)
    ))]

    /// What the `csv` crate writes comes back, blanks around fields apart.
    #[test]
    fn tables_come_back(mut rows in table(), at in 0_usize..4, encoding in 0_usize..5, crlf: bool) {
        let width = rows[0].len();
        // Headings of their own: the delimiter is known by them, and no row is like them.
        let known: Vec<String> = (0..width).map(|n| format!("known_{n}")).collect();
        rows[0].clone_from(&known);
        let delimiter = b",;\t|"[at];
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .quote_style(if crlf { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let Some(bytes) = encoded(&text, encoding) else { return Ok(()) };
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let reading = Reading { known: &names, limits: Limits::STANDARD };
        let wanted: Vec<Vec<String>> = rows[1..]
            .iter()
            .map(|row| row.iter().map(|field| clean(field).to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|field| !field.is_empty()))
            .collect();
        let table = match Table::read(&Member::of_bytes("a.csv", bytes), &reading) {
            Err(Error::HeadingsOnly { .. }) => {
                prop_assert!(wanted.is_empty());
                return Ok(());
            }
            table => table.unwrap(),
        };
        prop_assert_eq!(table.headings(), &known[..]);
        if width > 1 {
            prop_assert_eq!(table.delimiter(), Some(char::from(delimiter)));
        }
        prop_assert_eq!(table.refused().len(), 0);
        let got: Vec<Vec<String>> = lines(&table).into_iter().map(|(_, fields)| fields).collect();
        prop_assert_eq!(got, wanted);
    }

    /// Of any text the same records as by the `csv` crate, but for one that ends in a quotation.
    #[test]
    fn any_text_is_split_as_the_crate_does(text in "[ab,;\"\r\n]{0,40}", at in 0_usize..2) {
        let (theirs, ours) = by_both(&text, b",;"[at]);
        if let Some(ours) = ours {
            prop_assert_eq!(ours, theirs);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1000)
    ))]

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..400),
            proptest::collection::vec(proptest::sample::select(&b"a1,;\t|\"\r\n\0\xc3\xa9\xff\xfe ="[..]), 0..400),
        ],
        start in 0_usize..7,
    ) {
        let starts = [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"sep=;\n", b"a,b\n"];
        let bytes = [starts[start], &bytes].concat();
        for table in [
            read(&bytes),
            Table::without_headings(&Member::of_bytes("a", bytes.clone()), &known(&["a", "b"])),
        ].into_iter().flatten() {
            let width = table.headings().len();
            prop_assert!(table.rows().all(|row| row.len() >= width || table.delimiter().is_none()));
            prop_assert_eq!(table.rows().count() + table.refused().count(), table.len());
            prop_assert!(table.rows().zip(table.rows().skip(1)).all(|(a, b)| a.line() < b.line()));
        }
    }

    /// A workbook with a few bytes changed or its end cut off: an error or a table, no panic.
    #[test]
    fn damaged_workbooks_are_read_or_refused(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        inside: bool,
    ) {
        let bytes = if inside { workbook(&changes) } else { damaged(workbook(&[]), &changes) };
        let end = cut.map_or(bytes.len(), |cut| cut.index(bytes.len()));
        if let Ok(table) = read(&bytes[..end]) {
            prop_assert_eq!(table.rows().count() + table.refused().count(), table.len());
        }
    }
}

fn damaged(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

/// A small workbook, its parts changed before they are packed: what a check sum does not stop.
fn workbook(changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B4"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2"><v>48213</v></c><c r="B2" t="str"><f>A2</f><v>x</v></c></row><row r="4"><c r="A4" s="1"><v>45943</v></c><c r="B4" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#;
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Ids" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>id</t></si></sst>"#,
        ),
        (
            "xl/styles.xml",
            r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, text)) in parts.iter().enumerate() {
        let here: Vec<_> =
            changes.iter().copied().filter(|(_, byte)| usize::from(*byte) % 7 == at).collect();
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&damaged(text.as_bytes().to_vec(), &here)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn workbooks_tell_what_their_cells_were() {
    let table = read(&workbook(&[])).unwrap();
    assert_eq!((table.sheet(), table.encoding()), (Some("Ids"), Encoding::Workbook));
    assert_eq!(table.headings(), ["id", "name"]);
    let rows: Vec<Row> = table.rows().collect();
    assert_eq!((rows[0].line(), rows[0].get(0), rows[0].get(1)), (2, "48213", "x"));
    assert_eq!((rows[0].kind(0), rows[0].kind(1)), (CellKind::Number, CellKind::Text));
    assert_eq!((rows[1].line(), rows[1].get(0), rows[1].get(1)), (4, "2025-10-13", "#N/A"));
    assert_eq!((rows[1].kind(0), rows[1].kind(1)), (CellKind::Date, CellKind::Other));
}
