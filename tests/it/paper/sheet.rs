//! The entry in the window: line by line, whose turn it is.

use tagdesk::desk::reply::Outcome;
use tagdesk::desk::request::{Answer, PaperBoard, PaperStep, Request, Wants};
use tagdesk::domain::paper::{Day, Way};
use tagdesk::text;

use super::{TODAY, date};
use crate::support::{Counter, desk};

impl Counter {
    fn step(&mut self, step: PaperStep) -> PaperBoard {
        match self.ask(Request::Paper(step)) {
            Answer::Paper(board) => *board,
            other => panic!("{other:?}"),
        }
    }

    fn fill(&mut self, lines: &[&str]) -> PaperBoard {
        let step = |line: &&str| PaperStep::Line((*line).to_owned());
        let boards: Vec<_> = lines.iter().map(step).map(|step| self.step(step)).collect();
        boards.into_iter().last().unwrap()
    }
}

fn outcome(board: &PaperBoard) -> Option<Outcome> {
    board.said.as_ref().map(|reply| reply.outcome)
}

#[test]
fn a_student_a_tag_and_a_time_are_a_row() {
    let mut counter = desk("(+2h)");
    let board = counter.step(PaperStep::Open(TODAY));
    assert_eq!((board.wants, board.day, board.way), (Wants::Student, TODAY, Way::Out));
    assert_eq!(counter.fill(&["0048213"]).wants, Wants::Device);
    let board = counter.fill(&["CB-004417"]);
    assert_eq!((board.wants, board.offered), (Wants::Time, None));
    assert_eq!(board.device.unwrap().tag, "CB-004417");
    let board = counter.fill(&["905"]);
    assert_eq!((outcome(&board), board.wants), (Some(Outcome::Issued), Wants::Student));
    assert_eq!((board.rows.len(), board.entered), (1, 1));
    assert_eq!(counter.with("CB-004417").as_deref(), Some("0048213"));
    // The time of the row before is one key away.
    let board = counter.fill(&["0048291", "CB-004376"]);
    assert_eq!(board.offered.unwrap().to_string(), "09:05:00");
    let board = counter.step(PaperStep::Yes);
    assert_eq!((outcome(&board), board.rows.len()), (Some(Outcome::Issued), 2));
    let newest = text::message(&board.rows[0].reply);
    assert!(newest.contains("CB-004376") && newest.contains("has it now"), "{newest}");
}

#[test]
fn a_wrong_code_keeps_the_line() {
    let mut counter = desk("(+2h)");
    for (line, wants) in [
        ("GHOST", Wants::Student),
        ("CB-004417", Wants::Student),
        ("0048213", Wants::Device),
        ("GHOST", Wants::Device),
        ("CB-004417", Wants::Time),
        ("GHOST", Wants::Time),
        ("0048291", Wants::Time),
        ("2505", Wants::Time),
        ("115", Wants::Time),
        ("11:59", Wants::Time),
    ] {
        let board = counter.fill(&[line]);
        assert_eq!(board.wants, wants, "{line}");
        assert_eq!(board.rows, [], "{line}");
    }
    let board = counter.fill(&["9:05"]);
    assert_eq!(board.rows.len(), 1);
    assert_eq!(counter.with("CB-004417").as_deref(), Some("0048213"));
}

#[test]
fn another_card_makes_it_another_row() {
    let mut counter = desk("(+2h)");
    let board = counter.fill(&["0048213", "0048291", "CB-004417", "9:05"]);
    assert_eq!(outcome(&board), Some(Outcome::Issued));
    assert_eq!(counter.with("CB-004417").as_deref(), Some("0048291"));
}

#[test]
fn what_came_back_needs_no_student() {
    let mut counter = desk("0048213 CB-004417 -> issued; (+2h)");
    counter.step(PaperStep::Way(Way::Back));
    let board = counter.fill(&["CB-004417", "10:05"]);
    assert_eq!((outcome(&board), board.way), (Some(Outcome::Returned), Way::Back));
    assert_eq!(counter.with("CB-004417"), None);
    let board = counter.fill(&["XTDISSUE"]);
    assert_eq!(board.way, Way::Out);
}

#[test]
fn esc_clears_one_thing_at_a_time_and_then_leaves() {
    let mut counter = desk("(+2h)");
    assert_eq!(counter.fill(&["0048213", "CB-004417"]).wants, Wants::Time);
    for (wants, leaves) in [(Wants::Device, false), (Wants::Student, false), (Wants::Student, true)]
    {
        let board = counter.step(PaperStep::No);
        assert_eq!((board.wants, board.leaves), (wants, leaves));
    }
}

#[test]
fn undo_takes_back_row_after_row() {
    let mut counter = desk("(+2h)");
    counter.fill(&["0048213", "CB-004417", "905", "0048291", "CB-004376", "910"]);
    let board = counter.step(PaperStep::Undo);
    assert_eq!(outcome(&board), Some(Outcome::Undone));
    assert_eq!(board.rows.iter().map(|row| row.undone).collect::<Vec<_>>(), [true, false]);
    counter.step(PaperStep::Undo);
    assert_eq!((counter.with("CB-004417"), counter.with("CB-004376")), (None, None));
    assert_eq!(outcome(&counter.step(PaperStep::Undo)), Some(Outcome::Refused));
}

#[test]
fn a_day_to_come_is_not_taken_and_one_long_past_is_asked() {
    let mut counter = desk("(+2h)");
    let of = |day| PaperStep::Day(Day { date: date(day), ..TODAY });
    assert_eq!(counter.step(of(13)).day, TODAY);
    assert_eq!(counter.step(of(11)).wants, Wants::Student);
    let july = Day { date: date(1) - chrono::Days::new(1), ..TODAY };
    counter.step(PaperStep::Day(july));
    let june = Day { date: date(1) - chrono::Days::new(40), ..TODAY };
    assert_eq!(counter.step(PaperStep::Day(june)).wants, Wants::OldDay(51));
    let board = counter.fill(&["0048213"]);
    assert_eq!((outcome(&board), board.wants), (Some(Outcome::Refused), Wants::OldDay(51)));
    assert_eq!(counter.step(PaperStep::Yes).wants, Wants::Student);
    let board = counter.fill(&["0048213", "CB-004417", "905"]);
    assert_eq!(outcome(&board), Some(Outcome::Issued));
    let since = counter.card("CB-004417").holder.unwrap().since.iso();
    assert!(since.starts_with("2026-06-22T09:05"), "{since}");
}

#[test]
fn the_desk_keeps_whom_it_has_on_screen() {
    let mut counter = desk("0048307 -> student; (+1h)");
    counter.fill(&["0048213", "CB-004417", "905"]);
    counter.go("(screen 0048307)");
}
