//! What a made-up district promises.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::{DEVICES, SEED, STUDENTS};
use super::*;

fn usual() -> District {
    district(SEED, STUDENTS, DEVICES)
}

fn all_differ<'a>(values: impl Iterator<Item = &'a String>) -> bool {
    let mut seen = HashSet::new();
    values.into_iter().all(|value| seen.insert(value))
}

fn assert_unique(d: &District) {
    assert!(all_differ(d.students.iter().map(|s| &s.id)));
    let sites = || d.sites.iter().map(|s| &s.code);
    assert!(all_differ(sites()));
    assert!(all_differ(d.sites.iter().map(|s| &s.name)));
    // One code never means two things: IDs, tags and serials together are unique too.
    let ids = d.students.iter().map(|s| &s.id);
    let tags = d.devices.iter().map(|d| &d.tag);
    assert!(all_differ(ids.chain(tags).chain(d.devices.iter().map(|d| &d.serial))));
    assert!(d.devices.iter().all(|d| !d.tag.starts_with("XTD") && !d.serial.starts_with("XTD")));
}

#[test]
fn the_usual_district_has_the_usual_counts() {
    let d = usual();
    assert_eq!((d.sites.len(), d.models.len()), (5, 4));
    assert_eq!((d.students.len(), d.devices.len()), (STUDENTS, DEVICES));
    let staff = d.students.iter().filter(|s| s.kind == "staff").count();
    assert_eq!(staff, 36);
    assert_unique(&d);
}

#[test]
fn every_size_is_exact() {
    for students in (0..40).chain([99, 100, 101]) {
        for devices in [0, 1, 4, 5, 6, 30, 150] {
            let d = district(3, students, devices);
            assert_eq!((d.students.len(), d.devices.len()), (students, devices));
            assert_unique(&d);
        }
    }
}

#[test]
fn a_large_district_stays_unique() {
    let d = district(9, 20_000, 200_000);
    assert_eq!((d.students.len(), d.devices.len()), (20_000, 200_000));
    assert_eq!(d.sites.len(), 30);
    assert_unique(&d);
}

#[test]
fn the_same_seed_gives_the_same_district() {
    assert_eq!(usual(), usual());
    let other = district(SEED + 1, STUDENTS, DEVICES);
    assert_ne!(usual().students, other.students);
    assert_eq!(usual().students[..7], other.students[..7]);
    assert_eq!(usual().devices[..5], other.devices[..5]);
}

#[test]
fn the_card_tells_the_truth() {
    let d = usual();
    let jose = &d.students[0];
    assert_eq!((&*jose.id, &*jose.name, &*jose.site), ("0048213", "José Nguyễn", "LRK"));
    assert_eq!((jose.grade.as_deref(), jose.homeroom.as_deref()), (Some("7"), Some("7B")));
    let ids: Vec<_> = d.students[..5].iter().map(|s| &*s.id).collect();
    assert_eq!(ids, ["0048213", "0048284", "0048291", "0048307", "0048315"]);
    assert_eq!(d.students[1].household, d.students[2].household);
    let tags: Vec<_> = d.devices[..5].iter().map(|d| (&*d.tag, &*d.site)).collect();
    let at = ["LRK", "LRK", "LRK", "LRK", "BON"];
    let known = ["CB-004417", "CB-004376", "CB-004398", "CB-004402", "CB-003991"];
    assert_eq!(tags, known.into_iter().zip(at).collect::<Vec<_>>());
    let fits = d.models.iter().find(|m| m.grades == "6-12").unwrap();
    assert!(d.devices[..5].iter().all(|d| d.model == fits.name));
}

#[test]
fn people_sit_where_their_grade_is_taught() {
    let d = usual();
    for s in &d.students {
        let Some(grade) = &s.grade else {
            assert_eq!((&*s.kind, &s.homeroom, &s.household), ("staff", &None, &None));
            continue;
        };
        let number: usize = grade.parse().unwrap_or(0);
        let fits = match &*s.site {
            "BON" | "TAL" => number <= 5,
            "LRK" => (6..=8).contains(&number),
            "QUI" => number >= 9,
            "WRE" => number <= 8,
            _ => false,
        };
        assert!(fits, "{s:?}");
        assert!(s.id.len() == 7 && s.id.bytes().all(|b| b.is_ascii_digit()));
        let section = s.homeroom.as_ref().unwrap().strip_prefix(grade.as_str()).unwrap();
        assert!(section.len() == 1 && section.bytes().all(|b| b.is_ascii_uppercase()));
        assert!(s.household.is_some());
    }
    let mut rooms: HashMap<_, usize> = HashMap::new();
    for s in d.students.iter().filter(|s| s.homeroom.is_some()) {
        *rooms.entry((&s.site, &s.homeroom)).or_default() += 1;
    }
    assert!(rooms.values().all(|size| *size <= HOMEROOM_SIZE + 5), "{rooms:?}");
}

#[test]
fn siblings_share_neighbourhood_and_name() {
    let d = usual();
    let mut homes: BTreeMap<&str, Vec<&Student>> = BTreeMap::new();
    for s in &d.students {
        if let Some(home) = &s.household {
            homes.entry(home).or_default().push(s);
        }
    }
    let shared = homes.values().filter(|members| members.len() > 1).count();
    assert!(shared > 200, "{shared}");
    for members in homes.values() {
        assert!(members.len() <= 4);
        assert!(all_differ(members.iter().map(|s| &s.name)), "{members:?}");
    }
}

#[test]
fn everybody_finds_a_device_of_the_right_model() {
    let d = usual();
    let mut left: HashMap<(&str, &str), i64> = HashMap::new();
    for device in &d.devices {
        assert!(d.sites.iter().any(|s| s.code == device.site));
        *left.entry((&device.model, &device.site)).or_default() += 1;
    }
    for s in &d.students {
        let grades = match s.grade.as_deref() {
            None => "staff",
            Some("K" | "1" | "2") => "K-2",
            Some("3" | "4" | "5") => "3-5",
            Some(_) => "6-12",
        };
        let model = d.models.iter().find(|m| m.grades == grades).unwrap();
        *left.entry((&model.name, &s.site)).or_default() -= 1;
    }
    // The stray one may be missing where it belongs.
    assert!(left.values().all(|n| *n >= -1), "{left:?}");
}

#[test]
fn a_few_names_are_in_other_scripts() {
    let d = usual();
    let script = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => "Latin",
        '\u{400}'..='\u{4FF}' => "Cyrillic",
        '\u{590}'..='\u{5FF}' => "Hebrew",
        '\u{600}'..='\u{6FF}' => "Arabic",
        '\u{900}'..='\u{97F}' => "Devanagari",
        '\u{1200}'..='\u{137F}' => "Ethiopic",
        '\u{4E00}'..='\u{9FFF}' => "Han",
        '\u{AC00}'..='\u{D7AF}' => "Hangul",
        _ => "common",
    };
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for s in &d.students {
        assert!(!s.name.is_empty() && s.name.trim() == s.name && !s.name.contains("  "));
        let scripts: HashSet<_> = s.name.chars().map(script).filter(|s| *s != "common").collect();
        assert_eq!(scripts.len(), 1, "{}", s.name);
        for name in scripts {
            *people.entry(name).or_default() += 1;
        }
    }
    assert!(people.len() >= 5, "{people:?}");
    let other = d.students.len() - people["Latin"];
    assert!((24..=72).contains(&other), "{people:?}");
}

#[test]
fn names_are_composed_unicode() {
    let d = district(SEED, 20_000, 0);
    // No combining accents of Latin letters: every accented letter is one character.
    assert!(
        d.students.iter().all(|s| !s.name.chars().any(|c| ('\u{300}'..='\u{36F}').contains(&c)))
    );
}

#[test]
fn places_and_sections_never_come_twice() {
    let places: Vec<String> = (0..1_000).map(place).collect();
    assert!(all_differ(places.iter()));
    let sections: Vec<String> = (0..1_000).map(section_text).collect();
    assert!(all_differ(sections.iter()));
    assert_eq!((&*sections[25], &*sections[26], &*sections[27]), ("Z", "AA", "AB"));
}
