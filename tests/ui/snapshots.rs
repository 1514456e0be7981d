//! The main screens at the smallest and the usual size, held against the pictures in `snapshots/`.
//!
//! Nothing in them depends on the clock, the time zone, the machine or the fonts it has. They are
//! drawn at twice their size and kept at once: what a processor may round differently is lost in
//! the mean of four pixels. Colours of areas are kept; the others, those of edges, become one of
//! five shades of each channel, so that the files stay small. `TAGDESK_ACCEPT=1` takes new pictures in; a person looks at them first.

#![cfg(not(feature = "wgpu"))]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use iced::{Element, Size};

use tagdesk::desk::request::Board;
use tagdesk::ui::chrome::{self, Frame};
use tagdesk::ui::screen::Page;
use tagdesk::ui::screen::desk::Around;
use tagdesk::ui::{scanner, theme};

use crate::support::*;
use crate::{
    back, devices, exchange, first_start, life, money, paper, people, pictures, print, run,
    settings, transfer, trouble, walk_up,
};

/// By how much a channel of an area may differ.
const NEAR: u8 = 2;
/// By how much a channel of an edge may: half a shade and a little.
const NEAR_AT_EDGES: u8 = 36;
/// How many pixels of a million may differ by more. A changed digit of the smallest text is more.
const STRAY: usize = 8;
/// So many pixels of one colour beside each other are an area.
const AREA: usize = 8;

/// A picture without transparency.
struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    fn read(path: &Path) -> Picture {
        let (info, rgb) = decode(path);
        assert_eq!(info.color_type, png::ColorType::Rgb, "{}", path.display());
        Picture { width: info.width, height: info.height, rgb }
    }

    fn write(&self, path: &Path) {
        let areas = self.areas();
        let areas = self.rgb.chunks_exact(3).zip(areas).filter(|(_, area)| *area);
        let areas: BTreeSet<&[u8]> = areas.map(|(pixel, _)| pixel).collect();
        let mut coarse = self.rgb.clone();
        for pixel in coarse.chunks_exact_mut(3).filter(|pixel| !areas.contains(&**pixel)) {
            for value in pixel {
                *value = shade(*value);
            }
        }
        let colours: BTreeSet<&[u8]> = coarse.chunks_exact(3).collect();
        let colours: Vec<&[u8]> = colours.into_iter().collect();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = BufWriter::new(File::create(path).unwrap());
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_compression(png::Compression::High);
        let bytes = if colours.len() > 256 {
            encoder.set_color(png::ColorType::Rgb);
            coarse
        } else {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colours.concat());
            encoder.set_filter(png::Filter::NoFilter);
            let place = |pixel| u8::try_from(colours.binary_search(&pixel).unwrap()).unwrap();
            coarse.chunks_exact(3).map(place).collect()
        };
        encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
    }

    /// Which pixels are of an area.
    fn areas(&self) -> Vec<bool> {
        let mut areas = Vec::with_capacity(self.rgb.len() / 3);
        for line in self.rgb.chunks_exact(3 * self.width as usize) {
            let pixels: Vec<&[u8]> = line.chunks_exact(3).collect();
            for run in pixels.chunk_by(|a, b| a == b) {
                areas.extend(std::iter::repeat_n(run.len() >= AREA, run.len()));
            }
        }
        areas
    }

    /// Half as wide and high as what was drawn: each pixel the mean of four.
    fn halved(width: u32, height: u32, rgba: &[u8]) -> Picture {
        let (width, height) = (width / 2, height / 2);
        let line = rgba.len() / (2 * height as usize);
        let mut rgb = Vec::with_capacity((width * height * 3) as usize);
        for lines in rgba.chunks_exact(2 * line) {
            let (upper, lower) = lines.split_at(line);
            for (above, below) in upper.chunks_exact(8).zip(lower.chunks_exact(8)) {
                for at in 0..3 {
                    let four = [above[at], above[at + 4], below[at], below[at + 4]];
                    let sum: u16 = four.into_iter().map(u16::from).sum();
                    rgb.push(u8::try_from((sum + 2) / 4).unwrap());
                }
            }
        }
        Picture { width, height, rgb }
    }

    /// How many pixels are another colour; `None` where the sizes differ.
    fn differing(&self, other: &Picture) -> Option<usize> {
        if (self.width, self.height) != (other.width, other.height) {
            return None;
        }
        let pairs = self.rgb.chunks_exact(3).zip(other.rgb.chunks_exact(3)).zip(self.areas());
        let far = |((a, b), area): &((&[u8], &[u8]), bool)| {
            let near = if *area { NEAR } else { NEAR_AT_EDGES };
            apart(a, b) > near
        };
        Some(pairs.filter(far).count())
    }
}

fn decode(path: &Path) -> (png::OutputInfo, Vec<u8>) {
    let mut decoder = png::Decoder::new(BufReader::new(File::open(path).unwrap()));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    bytes.truncate(info.buffer_size());
    (info, bytes)
}

/// By how much two colours differ in the channel where they differ most.
fn apart(a: &[u8], b: &[u8]) -> u8 {
    a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

/// The nearest of five.
fn shade(value: u8) -> u8 {
    u8::try_from((u16::from(value) + 32) / 64 * 64).unwrap_or(u8::MAX)
}

fn draw<M: 'static>(name: &str, view: Element<'_, M>, size: Size) -> Picture {
    let path = pictures::folder().join("drawn").join(format!("{name}.png"));
    let written = path.with_file_name(format!("{name}-tiny-skia.png"));
    let _ = fs::remove_file(&written);
    let snapshot = simulator(view, size).snapshot(&theme::theme(false)).unwrap();
    assert!(snapshot.matches_image(path).unwrap());
    let (info, rgba) = decode(&written);
    Picture::halved(info.width, info.height, &rgba)
}

/// A page in its frame.
fn framed<'a, M: 'static>(
    name: &str,
    size: Size,
    page: Page,
    board: &'a Board,
    view: impl Fn(Around<'a>) -> Element<'a, M>,
    theme: &'a iced::Theme,
) -> Picture {
    let frame = Frame {
        size,
        page,
        board: Some(board),
        questions: &[],
        now: NOW,
        scanner: scanner::State::Ready,
        listening: true,
        theme,
    };
    let around = Around { board: Some(board), now: NOW, size: frame.body(), theme };
    draw(name, chrome::frame(&frame, view(around).map(|_| ()), |_| ()), size)
}

/// The desk in all its states, with their names.
fn desks(size: (f32, f32)) -> Vec<(String, Window)> {
    let kept = [
        "waiting",
        "person",
        "issued",
        "issued-set",
        "question",
        "refused",
        "returned",
        "already",
        "not-listening",
    ];
    let scenes = pictures::scenes().into_iter().filter(|(name, _)| kept.contains(name));
    let desks = scenes.chain(life::desks());
    let windows = desks.map(|(name, desk)| (name, Window::new(desk, size)));
    let all = windows.chain(back::windows(size));
    all.map(|(name, window)| (format!("desk-{name}"), window)).collect()
}

/// Every main screen at a size, with its name.
fn drawn(of: u32, size: Size) -> Vec<(String, Picture)> {
    let theme = theme::theme(false);
    let board = board();
    let idle = Board { run: None, ..board.clone() };
    let mut all = Vec::new();
    let mut take = |name: &str, make: &dyn Fn(&str) -> Picture| {
        let name = format!("{name}-{of}");
        let picture = make(&name);
        all.push((name, picture));
    };
    for (name, window) in desks((size.width, size.height)) {
        take(&name, &|name| draw(name, window.view(), size));
    }
    let (mends, losing, waiting) = (life::in_repair(), life::losing(), life::waiting());
    let closing = life::closing();
    for (name, devices) in [
        ("device-repair", &mends),
        ("device-closing", &closing),
        ("device-stolen", &losing),
        ("waiting-for-repair", &waiting),
    ] {
        take(name, &|name| {
            framed(name, size, Page::Devices, &board, |around| devices.view(around), &theme)
        });
    }
    let list = people::listed(50);
    let one = people::shown(person(vec![held("CB-004417")]));
    let (owes, charging) = (money::owes(), money::charging());
    for (name, people) in [
        ("people", &list),
        ("people-one", &one),
        ("people-owes", &owes),
        ("people-charging", &charging),
    ] {
        take(name, &|name| {
            framed(name, size, Page::People, &board, |around| people.view(around), &theme)
        });
    }
    let list = devices::listed(50);
    let one = devices::shown(card("CB-004417", Some(ava())));
    let assigning = devices::assigning();
    let (relabelling, adding) = (devices::relabelling(), devices::adding());
    for (name, devices) in [
        ("devices", &list),
        ("devices-one", &one),
        ("devices-assigning", &assigning),
        ("devices-relabelling", &relabelling),
        ("devices-adding", &adding),
    ] {
        take(name, &|name| {
            framed(name, size, Page::Devices, &board, |around| devices.view(around), &theme)
        });
    }
    for (name, page) in
        [("transfer", transfer::sending()), ("transfer-open", transfer::under_way())]
    {
        take(name, &|name| {
            framed(name, size, Page::Transfer, &board, |around| page.view(around), &theme)
        });
    }
    for (name, shown) in exchange::kept() {
        take(name, &|name| {
            framed(name, size, Page::Exchange, &board, |around| shown.view(around), &theme)
        });
    }
    for (name, shown) in print::kept() {
        take(name, &|name| {
            framed(name, size, Page::Print, &board, |around| shown.view(around), &theme)
        });
    }
    let (running, form) = (run::opened(|_| ()).0, run::filled());
    let back = run::returning();
    for (name, run, board) in
        [("run", &running, &board), ("run-form", &form, &idle), ("run-form-return", &back, &idle)]
    {
        take(name, &|name| framed(name, size, Page::Run, board, |around| run.view(around), &theme));
    }
    let (paper, old) = (paper::begun(), paper::old());
    for (name, paper) in [("paper", &paper), ("paper-old", &old)] {
        take(name, &|name| {
            framed(name, size, Page::Paper, &board, |around| paper.view(around), &theme)
        });
    }
    let (settings, rules) = (settings::opened(), settings::rules());
    for (name, settings) in [("settings", &settings), ("settings-rules", &rules)] {
        take(name, &|name| {
            framed(name, size, Page::Settings, &board, |around| settings.view(around), &theme)
        });
    }
    let walk_up = walk_up::alike();
    take("walk-up", &|name| {
        framed(name, size, Page::Desk, &board, |around| walk_up.view(around), &theme)
    });
    let first = first_start::begun();
    take("first-start", &|name| {
        let around = Around { board: Some(&board), now: NOW, size, theme: &theme };
        draw(name, first.view(around), size)
    });
    let trouble = trouble::trouble(trouble::torn(), Some(trouble::backup()));
    take("trouble", &|name| draw(name, trouble.view(size), size));
    all
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/snapshots")
}

/// How many pixels may differ.
fn allowed(width: u32, height: u32) -> usize {
    (width * height) as usize * STRAY / 1_000_000
}

/// What is wrong with a picture, if anything is. The new one lies where it says.
fn compare(name: &str, new: &Picture) -> Option<String> {
    let path = kept().join(format!("{name}.png"));
    let to = pictures::folder().join("new").join(format!("{name}.png"));
    let _ = fs::remove_file(&to);
    let differing = path.exists().then(|| new.differing(&Picture::read(&path)));
    if matches!(differing, Some(Some(pixels)) if pixels <= allowed(new.width, new.height)) {
        return None;
    }
    if std::env::var_os("TAGDESK_ACCEPT").is_some() {
        new.write(&path);
        return None;
    }
    let why = match differing {
        None => "has no picture yet".to_owned(),
        Some(None) => "has another size".to_owned(),
        Some(Some(pixels)) => format!("differs in {pixels} pixels"),
    };
    new.write(&to);
    Some(format!("{name} {why}: {}", to.display()))
}

/// Holds all screens of a size.
fn hold(of: u32, width: f32, height: f32) {
    let drawn = drawn(of, Size::new(width, height));
    let mut wrong: Vec<String> =
        drawn.iter().filter_map(|(name, picture)| compare(name, picture)).collect();
    for entry in fs::read_dir(kept()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let of_size = file.strip_suffix(".png").filter(|name| name.ends_with(&format!("-{of}")));
        if of_size.is_some_and(|name| drawn.iter().all(|(of, _)| of != name)) {
            wrong.push(format!("{file} is no screen's any more: remove it"));
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\n\nLook at the new pictures beside those in {}. If they are as they should be:\n\
         TAGDESK_ACCEPT=1 cargo test --test ui snapshots\n",
        wrong.join("\n"),
        kept().display()
    );
}

#[test]
fn the_smallest_window_looks_as_it_was_accepted() {
    hold(1024, 1024.0, 540.0);
}

#[test]
fn the_usual_window_looks_as_it_was_accepted() {
    hold(1366, 1366.0, 768.0);
}

/// The smallest digits, every one against every other.
#[test]
fn a_digit_and_a_tint_are_seen_and_what_is_rounded_is_not() {
    let digits: Vec<Picture> = (0..10)
        .map(|digit| {
            let text = iced::widget::text(digit.to_string()).size(theme::SMALL);
            draw::<()>(&format!("digit-{digit}"), text.into(), Size::new(16.0, 20.0))
        })
        .collect();
    for (place, digit) in digits.iter().enumerate() {
        for other in &digits[..place] {
            let differing = digit.differing(other).unwrap();
            assert!(differing > allowed(1366, 768), "{place}: {differing}");
        }
    }
    let (width, height) = (1024, 540);
    let screen = |shade| Picture { width, height, rgb: vec![shade; (width * height * 3) as usize] };
    assert_eq!(screen(241).differing(&screen(240)), Some(0));
    assert_eq!(screen(245).differing(&screen(240)), Some((width * height) as usize), "a tint");
    for value in 0..=255 {
        assert!(shade(value).abs_diff(value) < NEAR_AT_EDGES - NEAR, "{value}");
    }
    let small = Picture::halved(2, 4, &[[8; 16], [10; 16]].concat());
    assert_eq!((small.width, small.height, &small.rgb[..]), (1, 2, &[8, 8, 8, 10, 10, 10][..]));
    assert_eq!(small.differing(&screen(8)), None);
}
