//! Clocks that are wrong, are set while work goes on, or change their offset: no scan is refused,
//! and nobody has a device who has not.

use tagdesk::desk::Front;
use tagdesk::desk::request::{Request, RunSetup};
use tagdesk::domain::event::Moment;
use tagdesk::domain::policy::Policy;

use crate::support::{Clock, Counter, desk};

const MONTH: i64 = 30 * 24 * 60;

#[test]
fn a_clock_set_back_between_issue_and_return_leaves_nothing_out() {
    for minutes in [-1, -60, -25 * 60, -MONTH, -400 * 24 * 60] {
        let mut counter = desk("0048213 CB-004417 -> issued; (+1m)");
        counter.clock.set_by_minutes(minutes);
        counter.go("return: CB-004417 -> returned from 0048213; (CB-004417 in)");
        counter.go(
            "(+1m); CB-004417 -> already; issue: 0048307 CB-004417 -> issued; (CB-004417 0048307)",
        );
        counter.clock.set_by_minutes(-minutes);
        counter.go("(CB-004417 0048307); (+1m); return: CB-004417 -> returned; (CB-004417 in)");
    }
}

#[test]
fn a_clock_a_month_fast_drags_nothing_after_it() {
    let mut clock = Clock::new();
    clock.set_by_minutes(MONTH);
    let mut counter = Counter::at(clock, Front::Terminal)
        .play("0048213 CB-004417 -> issued; 0048291 CB-004376 -> issued; (+1m)");
    counter.clock.set_by_minutes(-MONTH);
    counter.go("(CB-004417 0048213); return: CB-004417 -> returned; (CB-004417 in)
         issue: 0048307 CB-004417 -> issued; (CB-004417 0048307)
         CB-004376 -> question ask still-out limit; XTDYES -> handed-over; (CB-004376 0048307)
         XTDUNDO -> undone; (CB-004376 0048291)");
    assert_eq!(counter.desk.store().unanswered().unwrap(), 0, "one station disagrees with nobody");
}

#[test]
fn the_computer_starts_again_with_another_clock() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    for minutes in [-600, 1200, -MONTH, 2 * MONTH] {
        counter.clock.reboot();
        counter.clock.set_by_minutes(minutes);
        counter.go(
            "(+1m); return: CB-004417 -> returned; (CB-004417 in); issue: 0048213 CB-004417 -> issued
             (CB-004417 0048213)",
        );
    }
}

#[test]
fn daylight_saving_moves_the_offset_and_not_the_order() {
    let mut counter = desk("0048213 CB-004417 -> issued; (+1m)");
    counter.clock.set_offset(-360);
    counter.go(
        "return: CB-004417 -> returned; (CB-004417 in); issue: 0048213 CB-004417 -> issued; (+1m)",
    );
    counter.clock.set_offset(-300);
    counter.go("return: CB-004417 -> returned; (CB-004417 in)");
    counter.clock.set_offset(14 * 60);
    counter.go("issue: 0048307 CB-004417 -> issued; (CB-004417 0048307)");
    let events = counter.desk.store().events().unwrap();
    let offsets: Vec<i32> = events.iter().map(|event| event.body.utc_offset_min).collect();
    assert!(offsets.contains(&-360) && offsets.contains(&840), "as it was where it happened");
    // The wall clock in UTC ran evenly: it is one segment.
    let world = counter.desk.store().world();
    assert!(events.iter().all(|event| world.time(&event.body).within_ms == 5 * 60_000));
}

#[test]
fn a_typed_time_corrects_this_stretch_and_no_other() {
    let mut counter = desk("0048213 CB-004417 -> issued; (+1m)");
    counter.clock.set_by_minutes(60);
    counter.go("0048307 CB-004376 -> issued");
    // The phone says 9:01; the computer 10:01.
    counter.ask(Request::Clock(Some(("2026-08-12".into(), "9:01".into()))));
    let since = |counter: &Counter, tag: &str| counter.card(tag).holder.unwrap().since.at_ms;
    let (first, second) = (since(&counter, "CB-004417"), since(&counter, "CB-004376"));
    assert_eq!(first, Clock::new().now().wall_ms, "the stretch before was right");
    let apart = second - first;
    assert!((30_000..=150_000).contains(&apart), "an hour came off: {apart}");
    counter.go("(CB-004417 0048213); return: CB-004417 -> returned; (CB-004417 in)");
    for (date, time) in
        [("2026-02-30", "9:00"), ("soon", "9:00"), ("2026-08-12", "25:00"), ("", "")]
    {
        let request = Request::Clock(Some((date.into(), time.into())));
        let now = counter.clock.now().clone();
        assert!(counter.desk.handle(request, &now).is_err(), "{date} {time}");
    }
    counter.ask(Request::Clock(None));
}

#[test]
fn times_beyond_any_calendar_refuse_no_scan() {
    for wall_ms in [0, -1, -62_135_596_800_001, i64::MAX / 4, i64::MIN / 4] {
        let mut counter = desk("0048213 CB-004417 -> issued");
        let now = Moment { wall_ms, utc_offset_min: 1_000_000, boot: "x".into(), boot_ms: 0 };
        let scan = |counter: &mut Counter, line: &str| {
            let source = tagdesk::domain::event::Source::Scan;
            let channel = tagdesk::desk::reply::Channel::Main;
            counter.desk.scan(&channel, line, source, &now).unwrap().outcome.as_str()
        };
        assert_eq!(scan(&mut counter, "XTDRETURN"), "mode");
        assert_eq!(scan(&mut counter, "CB-004417"), "returned", "{wall_ms}");
        counter.go("(CB-004417 in)");
    }
}

#[test]
fn of_two_policies_of_a_day_the_later_one_counts_whatever_the_clock_said() {
    let mut counter = desk("(+3h)");
    counter.ask(Request::SetPolicy(Box::new(Policy { limit: 2, ..Policy::default() })));
    counter.clock.set_by_minutes(-120);
    counter.ask(Request::SetPolicy(Box::new(Policy {
        limit: 3,
        grade_rule: true,
        ..Policy::default()
    })));
    let policy = counter.desk.present_policy(counter.clock.now());
    assert_eq!((policy.limit, policy.grade_rule), (3, true));
}

#[test]
fn a_run_left_open_goes_on_the_next_day_and_is_said() {
    let mut counter = desk("");
    counter.ask(Request::StartRun(RunSetup { name: "Fall".into(), ..RunSetup::default() }));
    counter.go("0048213 CB-004417 -> issued; (+24h)");
    assert_eq!(counter.board().open_run, Some(("Fall".into(), "2026-08-12".into())));
    counter.ask(Request::KeepRun);
    assert_eq!(counter.board().open_run, None);
    counter.go("return: CB-004417 -> returned");
    assert_eq!(counter.board().run.unwrap().name, "Fall");
    counter.ask(Request::EndRun);
    counter.go("return: CB-004417 -> already");
    assert_eq!(counter.board().run.unwrap().name, "GYM-2 2026-08-13");
}
