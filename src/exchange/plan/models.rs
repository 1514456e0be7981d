//! Spellings of models: "Chrome Book" for "Chromebook". Those that somebody accepted are read as the
//! model they mean; those that nearly are one are shown with a suggestion.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::store::{Known, Plan};

/// A spelling that nearly is a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// As the files have it.
    pub spelling: String,
    /// The model that seems to be meant.
    pub model: String,
    /// How many devices have it.
    pub rows: u64,
}

/// Puts the models of devices under the names of the catalogue. With `accept` what is suggested is
/// done, too, and remembered.
pub(super) fn settle(plan: &mut Plan, known: &Known, accept: bool) -> Vec<Suggestion> {
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    for name in plan.devices.iter().flatten().filter_map(|row| row.model.as_deref()) {
        if let Some(count) = rows.get_mut(name) {
            *count += 1;
        } else if !name.is_empty() {
            rows.insert(name.to_owned(), 1);
        }
    }
    let mut aliases: HashMap<String, String> = HashMap::new();
    let mut models: Vec<String> = Vec::new();
    for model in plan.models.iter().filter(|model| !model.derived) {
        for spelling in model.aliases.iter().flat_map(|text| text.split([';', '|'])) {
            aliases.insert(spelling.trim().to_lowercase(), model.name.clone());
        }
        models.push(model.name.clone());
    }
    for (spelling, model) in &known.aliases {
        aliases.entry(spelling.to_lowercase()).or_insert_with(|| model.clone());
    }
    let mut seen: HashSet<String> = models.iter().cloned().collect();
    models.extend(known.models.iter().filter(|name| seen.insert((*name).clone())).cloned());
    let mut named: HashMap<String, String> = HashMap::new();
    let mut suggestions = Vec::new();
    // The spelling most devices have is the one others are held against.
    let mut by_count: Vec<(&String, &u64)> = rows.iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let catalogue = Near::of(&models);
    let mut others = Near::of(&known.spellings);
    for (name, count) in by_count {
        if seen.contains(name) {
            continue;
        }
        // What devices have already is held against the catalogue alone.
        let is_new = !known.spellings.contains(name);
        let near = catalogue.find(name).or_else(|| others.find(name).filter(|_| is_new));
        if let Some(model) = aliases.get(&name.to_lowercase()) {
            named.insert(name.clone(), model.clone());
        } else if let Some(model) = near {
            let model = model.to_owned();
            if accept {
                plan.aliases.push((name.clone(), model.clone()));
                named.insert(name.clone(), model.clone());
            }
            suggestions.push(Suggestion { spelling: name.clone(), model, rows: *count });
        } else {
            others.add(name);
        }
    }
    for row in plan.devices.iter_mut().flatten() {
        if let Some(model) = row.model.as_ref().and_then(|name| named.get(name)) {
            row.model = Some(model.clone());
        }
    }
    for spelling in named.keys() {
        plan.models.retain(|model| !model.derived || model.name != *spelling);
    }
    suggestions
}

/// Names to hold others against. Only names with the same digits can be one: `Gen 3` is no slip of
/// `Gen 4`.
struct Near(HashMap<String, Vec<(Vec<char>, String)>>);

/// Letters and digits of a name, in small letters.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

impl Near {
    fn of(names: &[String]) -> Near {
        let mut near = Near(HashMap::new());
        for name in names {
            near.add(name);
        }
        near
    }

    fn add(&mut self, name: &str) {
        self.0.entry(digits(name)).or_default().push((plain(name), name.to_owned()));
    }

    /// The name that this is nearly.
    fn find(&self, name: &str) -> Option<&str> {
        let text = plain(name);
        let slips = match text.len() {
            0..=5 => 0,
            6..=11 => 1,
            _ => 2,
        };
        let found = self.0.get(&digits(name))?.iter();
        let near = found.filter_map(|(other, full)| {
            let apart = distance(&text, other, slips)?;
            Some((apart, full))
        });
        near.min_by_key(|(apart, _)| *apart).map(|(_, full)| full.as_str())
    }
}

/// How many letters must be put in, taken out or changed; `None` for more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|apart| *apart <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_other_generations_are_not() {
        let near = Near::of(&[
            "Chromebook".to_owned(),
            "Lenovo 300e Gen 4".to_owned(),
            "iPad 9th Gen".to_owned(),
            "HP".to_owned(),
        ]);
        for (name, wanted) in [
            ("Chrome Book", Some("Chromebook")),
            ("CHROME-BOOK", Some("Chromebook")),
            ("Chromebok", Some("Chromebook")),
            ("Lenovo 300 e Gen4", Some("Lenovo 300e Gen 4")),
            ("Lenovo 300e Gen 3", None),
            ("iPad 8th Gen", None),
            ("HQ", None),
            ("Cable", None),
        ] {
            assert_eq!(near.find(name), wanted, "{name}");
        }
    }
}
