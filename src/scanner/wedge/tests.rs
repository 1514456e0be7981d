//! The decoder against keys as scanners and people press them.

use super::*;
use proptest::prelude::*;

fn code(text: &str) -> Out {
    Out::Code(text.to_owned())
}

/// Everything that comes out of `keys`, all pressed at the same instant.
fn run(wedge: &mut Wedge, keys: &[Key<'_>]) -> Vec<Out> {
    let now = Instant::now();
    let mut outs = Vec::new();
    for key in keys {
        outs.extend(wedge.press(*key, now));
        outs.extend(std::iter::from_fn(|| wedge.next_out()));
    }
    outs
}

fn alt(wedge: &mut Wedge, digits: &[u8]) -> Vec<Out> {
    let mut keys = vec![Key::AltDown];
    keys.extend(digits.iter().map(|digit| Key::KeypadDigit(*digit)));
    keys.push(Key::AltUp);
    run(wedge, &keys)
}

#[test]
fn enter_tab_and_line_ends_finish_a_line() {
    let mut wedge = Wedge::new();
    let outs = run(
        &mut wedge,
        &[
            Key::Text("S100"),
            Key::Enter,
            Key::Text("A"),
            Key::Text("200"),
            Key::Tab,
            Key::Text("A201\r\n"),
            Key::Text("A202"),
            Key::Enter,
            Key::Text("\n"),
            Key::Text("A203\nA204\r"),
        ],
    );
    assert_eq!(outs, ["S100", "A200", "A201", "A202", "A203", "A204"].map(code));
    assert_eq!(wedge.buffer(), "");
}

#[test]
fn several_lines_in_one_key_wait_for_whoever_asks() {
    let mut wedge = Wedge::new();
    let now = Instant::now();
    assert_eq!(wedge.press(Key::Text("A\rB\rC"), now), Some(code("A")));
    assert_eq!(wedge.press(Key::Enter, now), Some(code("B")));
    assert_eq!(wedge.next_out(), Some(code("C")));
    assert_eq!(wedge.next_out(), None);
}

#[test]
fn blank_lines_are_nothing() {
    let mut wedge = Wedge::new().with_suffix("#");
    let keys = [Key::Enter, Key::Tab, Key::Text("  \r#"), Key::Text(" # \n")];
    assert_eq!(run(&mut wedge, &keys), []);
}

#[test]
fn the_suffix_ends_a_line_and_is_not_part_of_it() {
    let mut wedge = Wedge::new().with_suffix("#~");
    let outs = run(
        &mut wedge,
        &[Key::Text("AB#"), Key::Text("~"), Key::Text("C##~D#~"), Key::Text("#E~"), Key::Enter],
    );
    assert_eq!(outs, ["AB", "C#", "D", "#E~"].map(code));
}

#[test]
fn backspace_takes_back_a_character() {
    let mut wedge = Wedge::new().with_suffix("##");
    let keys = [Key::Backspace, Key::Text("aé"), Key::Backspace, Key::Text("\u{8}bc#")];
    assert_eq!(run(&mut wedge, &keys), []);
    assert_eq!(wedge.buffer(), "bc#");
    // The deleted half of a suffix does not count any more.
    assert_eq!(run(&mut wedge, &[Key::Backspace, Key::Text("#")]), []);
    assert_eq!(run(&mut wedge, &[Key::Text("#")]), [code("bc")]);
}

#[test]
fn alt_and_keypad_compose_a_character() {
    let mut wedge = Wedge::new();
    for digits in [&[0, 8, 3][..], &[8, 3], &[0, 0, 8, 3]] {
        assert_eq!(alt(&mut wedge, digits), []);
    }
    assert_eq!(wedge.buffer(), "SSS");
    assert_eq!(alt(&mut wedge, &[0, 1, 3]), [code("SSS")]);
    alt(&mut wedge, &[0, 2, 3, 3]);
    alt(&mut wedge, &[1, 3, 0]);
    alt(&mut wedge, &[]);
    alt(&mut wedge, &[0]);
    alt(&mut wedge, &[9; 40]);
    assert_eq!(wedge.buffer(), "\u{e9}\u{fffd}\u{fffd}");
}

#[test]
fn keypad_digits_without_alt_are_digits() {
    let mut wedge = Wedge::new();
    let keys = [Key::KeypadDigit(0), Key::KeypadDigit(7), Key::KeypadDigit(10), Key::Enter];
    assert_eq!(run(&mut wedge, &keys), [code("07")]);
}

#[test]
fn a_lost_release_of_alt_holds_nothing_back() {
    let mut wedge = Wedge::new();
    let s = [Key::AltDown, Key::KeypadDigit(8), Key::KeypadDigit(3)];
    assert_eq!(run(&mut wedge, &s), []);
    assert_eq!(run(&mut wedge, &s), []);
    assert_eq!(run(&mut wedge, &[Key::Text("x"), Key::KeypadDigit(1)]), []);
    assert_eq!(wedge.buffer(), "SSx1");
    run(&mut wedge, &s);
    assert_eq!(run(&mut wedge, &[Key::Enter]), [code("SSx1S")]);
}

#[test]
fn a_line_of_four_megabytes_is_one_report_and_little_memory() {
    for (suffix, end) in [("", "\r"), ("#", "#"), ("abc", "abc")] {
        let mut wedge = Wedge::new().with_suffix(suffix);
        let chunk = "9".repeat(1 << 12);
        for _ in 0..(1 << 10) {
            assert_eq!(run(&mut wedge, &[Key::Text(&chunk)]), []);
            assert!(wedge.line.capacity() <= 2 * MAX_LINE);
        }
        let outs = run(&mut wedge, &[Key::Text(end), Key::Text("CB-1\r")]);
        assert_eq!(outs, [Out::TooLong { length: 1 << 22 }, code("CB-1")]);
    }
}

#[test]
fn the_limit_counts_the_code_not_its_suffix() {
    let mut wedge = Wedge::new().with_suffix("abcd");
    for length in [MAX_LINE - 1, MAX_LINE, MAX_LINE + 1, MAX_LINE + 9] {
        let line = "9".repeat(length);
        let outs = run(&mut wedge, &[Key::Text(&line), Key::Text("abcd")]);
        let expected = if length <= MAX_LINE { code(&line) } else { Out::TooLong { length } };
        assert_eq!(outs, [expected], "{length}");
    }
}

#[test]
fn backspace_does_not_revive_a_line_above_the_limit() {
    let mut wedge = Wedge::new();
    let line = "9".repeat(MAX_LINE + 1);
    let outs = run(&mut wedge, &[Key::Text(&line), Key::Backspace, Key::Enter]);
    assert_eq!(outs, [Out::TooLong { length: MAX_LINE + 1 }]);
}

#[test]
fn a_forgotten_line_is_dropped_and_said() {
    let now = Instant::now();
    let mut wedge = Wedge::new();
    wedge.press(Key::Text("CB-0"), now);
    let almost = now + SILENCE.checked_sub(Duration::from_millis(1)).unwrap_or_default();
    assert_eq!(wedge.idle(almost), None);
    // Found by the next key, which starts a line of its own.
    let later = now + SILENCE;
    let forgotten = Out::Forgotten("CB-0".to_owned());
    assert_eq!(wedge.press(Key::Text("A"), later), Some(forgotten));
    assert_eq!(wedge.buffer(), "A");
    // Found by the clock.
    let forgotten = Out::Forgotten("A".to_owned());
    assert_eq!(wedge.idle(later + SILENCE), Some(forgotten));
    assert_eq!(wedge.idle(later + SILENCE * 2), None);
    // Enter long after is not half a code.
    let mut wedge = Wedge::new().with_silence(Duration::from_secs(5));
    wedge.press(Key::Text("B"), now);
    let forgotten = Out::Forgotten("B".to_owned());
    assert_eq!(wedge.press(Key::Enter, now + Duration::from_secs(5)), Some(forgotten));
    assert_eq!(wedge.next_out(), None);
}

#[test]
fn forgetting_an_endless_line_says_how_long_it_was() {
    let now = Instant::now();
    let mut wedge = Wedge::new();
    wedge.press(Key::Text(&"9".repeat(1000)), now);
    assert_eq!(wedge.idle(now + SILENCE), Some(Out::TooLong { length: 1000 }));
    assert_eq!(wedge.buffer(), "");
}

#[test]
fn take_and_clear_end_a_line_here() {
    let mut wedge = Wedge::new();
    run(&mut wedge, &[Key::Text("fields")]);
    assert_eq!(wedge.take(), Some(code("fields")));
    assert_eq!(wedge.take(), None);
    run(&mut wedge, &[Key::Text("lost"), Key::AltDown, Key::KeypadDigit(8)]);
    wedge.clear();
    assert_eq!(run(&mut wedge, &[Key::AltUp, Key::Text("found"), Key::Enter]), [code("found")]);
    run(&mut wedge, &[Key::Text(&"9".repeat(300))]);
    assert_eq!(wedge.take(), Some(Out::TooLong { length: 300 }));
}

/// How a line ends on the wire.
#[derive(Debug, Clone, Copy)]
enum End {
    Text(&'static str),
    Enter,
    EnterThenLineFeed,
    Tab,
}

fn ends() -> impl Strategy<Value = End> {
    prop_oneof![
        Just(End::Text("\r")),
        Just(End::Text("\n")),
        Just(End::Text("\r\n")),
        Just(End::Text("\t")),
        Just(End::Text("#~")),
        Just(End::Text("#~\r\n")),
        Just(End::Enter),
        Just(End::EnterThenLineFeed),
        Just(End::Tab),
    ]
}

/// One thing on the wire before it is cut into keys.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Key(Key<'static>),
}

fn pieces(lines: &[(String, End, bool)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (line, end, composed) in lines {
        if *composed && line.is_ascii() {
            for byte in line.bytes() {
                pieces.push(Piece::Key(Key::AltDown));
                for digit in [0, byte / 100, byte / 10 % 10, byte % 10] {
                    pieces.push(Piece::Key(Key::KeypadDigit(digit)));
                }
                pieces.push(Piece::Key(Key::AltUp));
            }
        } else {
            pieces.push(Piece::Text(line.clone()));
        }
        match end {
            End::Text(text) => pieces.push(Piece::Text((*text).to_owned())),
            End::Enter => pieces.push(Piece::Key(Key::Enter)),
            End::EnterThenLineFeed => {
                pieces.push(Piece::Key(Key::Enter));
                pieces.push(Piece::Text("\n".to_owned()));
            }
            End::Tab => pieces.push(Piece::Key(Key::Tab)),
        }
    }
    pieces
}

proptest! {
    #[test]
    fn every_line_arrives_whole_and_in_order(
        lines in prop::collection::vec(
            ("[A-Z0-9é#-]{0,39}[A-Z0-9]", ends(), any::<bool>()), 0..20),
        cuts in prop::collection::vec(1..9usize, 1..40),
    ) {
        // Text next to text is joined and cut anew, across line ends too.
        let mut wedge = Wedge::new().with_suffix("#~");
        let now = Instant::now();
        let mut outs = Vec::new();
        let mut cuts = cuts.into_iter().cycle();
        let mut text = String::new();
        let mut wire = pieces(&lines);
        wire.push(Piece::Key(Key::AltUp));
        for piece in wire {
            match piece {
                Piece::Text(more) => text.push_str(&more),
                Piece::Key(key) => {
                    let mut chars = text.chars();
                    loop {
                        let size = cuts.next().unwrap_or(1);
                        let chunk: String = chars.by_ref().take(size).collect();
                        if chunk.is_empty() {
                            break;
                        }
                        outs.extend(wedge.press(Key::Text(&chunk), now));
                    }
                    text.clear();
                    outs.extend(wedge.press(key, now));
                }
            }
        }
        outs.extend(std::iter::from_fn(|| wedge.next_out()));
        let expected: Vec<Out> = lines.iter().map(|(line, ..)| code(line)).collect();
        prop_assert_eq!(outs, expected);
        prop_assert_eq!(wedge.buffer(), "");
    }

    #[test]
    fn any_keys_at_any_time_are_survived_in_bounded_memory(
        keys in prop::collection::vec((0..8u8, any::<String>(), any::<u8>(), 0..40u64), 0..60),
        suffix in "[a-c]{0,3}",
    ) {
        let mut wedge = Wedge::new().with_suffix(&suffix);
        let mut now = Instant::now();
        for (kind, text, digit, seconds) in &keys {
            now += Duration::from_secs(*seconds / 10);
            let key = match kind {
                0 => Key::Enter,
                1 => Key::Tab,
                2 => Key::Backspace,
                3 => Key::AltDown,
                4 => Key::AltUp,
                5 => Key::KeypadDigit(*digit),
                _ => Key::Text(text),
            };
            wedge.press(key, now);
            while wedge.next_out().is_some() {}
            prop_assert!(wedge.buffer().chars().count() <= MAX_LINE);
            prop_assert!(wedge.tail.len() <= suffix.len());
        }
    }
}
