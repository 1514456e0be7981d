//! Letters, receipts and agreements: the district's texts, in the family's language, with the values
//! put in.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

use super::foot;
use crate::desk::print::{About, Listed};
use crate::desk::print_charges::Owed;
use crate::desk::print_letters::{self, Household, Members};
use crate::desk::reply::When;
use crate::domain::hash::Hash;
use crate::domain::listed::ListedStudent;
use crate::domain::loan::Lent;
use crate::domain::money::written;
use crate::print::letters::{Form, Letter, Letters};
use crate::print::template::{self, CHARGES, COLUMNS, PLACES, Template, Values};
use crate::print::{Fonts, Paper};
use crate::text::{self, Bundle, Value};

static SPANISH: LazyLock<Bundle> =
    LazyLock::new(|| text::bundle("es", include_str!("../../../assets/i18n/es.ftl")));

/// A language that letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, and for every language without a text.
    English,
    /// Spanish.
    Spanish,
}

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// What somebody has, or what went out and came back.
    Receipt,
    /// To be signed before or when a device goes out.
    Agreement,
    /// What should be back.
    Overdue,
    /// What is to be paid.
    Charges,
}

impl Language {
    /// The language a register means by a word or code: `es`, `es-MX`, `spa`, `Spanish`, `Español`.
    pub fn of(spoken: &str) -> Language {
        let spoken = spoken.trim().to_lowercase();
        let first = spoken.split(['-', '_', ' ', ',', '/', ';']).next().unwrap_or_default();
        match first {
            "es" | "spa" | "esp" | "spanish" | "español" | "espanol" | "castellano"
            | "castilian" => Language::Spanish,
            _ => Language::English,
        }
    }

    /// Its code, as in the names of files.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// `4 de junio de 2027`. What is no date stays as it is.
    fn date(self, iso: &str) -> String {
        let Language::Spanish = self else { return text::date(iso) };
        let Ok(date) = NaiveDate::parse_from_str(iso, "%Y-%m-%d") else { return iso.to_owned() };
        let (day, month, year) = (date.day(), date.month(), date.year().to_string());
        let values: [(&str, &dyn Value); 3] = [("day", &day), ("month", &month), ("year", &year)];
        text::format(&SPANISH, "date-long", &values).unwrap_or_default()
    }

    /// The words of a message in this language; in English where it has none.
    fn or(self, english: String, name: &str, values: &[(&str, &dyn Value)]) -> String {
        match self {
            Language::English => english,
            Language::Spanish => text::format(&SPANISH, name, values).unwrap_or(english),
        }
    }

    fn and(self, one: &str, other: &str) -> String {
        let english = text::with("print-and", &[("one", &one), ("other", &other)]);
        self.or(english, "print-and", &[("one", &one), ("other", &other)])
    }

    /// What a charge is for: the price list's word, in this language where it is one of ours.
    fn sort(self, sort: &str) -> String {
        let key = match sort.trim() {
            "" => "none".to_owned(),
            sort => sort.to_lowercase().replace(' ', "-"),
        };
        let english = text::with("print-charge-sort", &[("key", &key), ("sort", &sort)]);
        self.or(english, "print-charge-sort", &[("key", &key), ("sort", &sort)])
    }

    fn copies(self) -> [String; 2] {
        [
            self.or(text::get("print-copy-family"), "print-copy-family", &[]),
            self.or(text::get("print-copy-school"), "print-copy-school", &[]),
        ]
    }

    fn version(self, version: &str) -> String {
        let english = text::with("print-version", &[("version", &version)]);
        self.or(english, "print-version", &[("version", &version)])
    }
}

impl Purpose {
    /// All of them.
    pub const ALL: [Purpose; 4] = [Self::Receipt, Self::Agreement, Self::Overdue, Self::Charges];

    /// How its letters lie on the paper.
    pub fn form(self) -> Form {
        match self {
            Self::Receipt => Form::Twice,
            Self::Agreement | Self::Overdue | Self::Charges => Form::Whole,
        }
    }

    /// Who stands on one of its letters: each alone or `together` with the household. An agreement is
    /// signed before anything is handed out.
    pub fn members(self, together: bool) -> Members {
        Members { together, without_loans: self == Self::Agreement }
    }

    /// Name of its file in a language: `overdue.es.txt`.
    pub fn file(self, language: Language) -> String {
        let name = match self {
            Purpose::Receipt => "receipt",
            Purpose::Agreement => "agreement",
            Purpose::Overdue => "overdue",
            Purpose::Charges => "charges",
        };
        format!("{name}.{}.txt", language.code())
    }

    /// The program's own text.
    pub fn own(self, language: Language) -> &'static str {
        match (self, language) {
            (Purpose::Receipt, Language::English) => {
                include_str!("../../../assets/i18n/letters/receipt.en.txt")
            }
            (Purpose::Receipt, Language::Spanish) => {
                include_str!("../../../assets/i18n/letters/receipt.es.txt")
            }
            (Purpose::Agreement, Language::English) => {
                include_str!("../../../assets/i18n/letters/agreement.en.txt")
            }
            (Purpose::Agreement, Language::Spanish) => {
                include_str!("../../../assets/i18n/letters/agreement.es.txt")
            }
            (Purpose::Overdue, Language::English) => {
                include_str!("../../../assets/i18n/letters/overdue.en.txt")
            }
            (Purpose::Overdue, Language::Spanish) => {
                include_str!("../../../assets/i18n/letters/overdue.es.txt")
            }
            (Purpose::Charges, Language::English) => {
                include_str!("../../../assets/i18n/letters/charges.en.txt")
            }
            (Purpose::Charges, Language::Spanish) => {
                include_str!("../../../assets/i18n/letters/charges.es.txt")
            }
        }
    }

    /// What it is called in lists and titles.
    pub fn title(self) -> String {
        match self {
            Purpose::Receipt => text::get("print-receipt"),
            Purpose::Agreement => text::get("print-agreement"),
            Purpose::Overdue => text::get("print-overdue"),
            Purpose::Charges => text::get("print-charges"),
        }
    }
}

/// A text of one language, checked, with what its version is said to be: its own word for it, and the
/// beginning of the SHA-256 of its words, so that a change of it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    language: Language,
    template: Template,
    version: String,
}

impl Worded {
    /// Reads a text.
    ///
    /// # Errors
    /// [`template::Error`].
    pub fn read(language: Language, text: &str) -> Result<Worded, template::Error> {
        let template = Template::read(text)?;
        let words: Vec<&str> = text.trim_start_matches('\u{feff}').split_whitespace().collect();
        let hash = Hash::of(&[words.join(" ").as_bytes()]).short();
        let version = match template.version.as_str() {
            "" => hash,
            own => format!("{own}, {hash}"),
        };
        Ok(Worded { language, template, version })
    }
}

/// The texts of a letter in both languages, checked: the district's own from the data folder, else the
/// program's.
///
/// # Errors
/// In words: a file that cannot be read, and what is wrong with one.
pub fn texts(purpose: Purpose, folder: &Path) -> Result<Vec<Worded>, String> {
    let languages = [Language::English, Language::Spanish].into_iter();
    let worded = languages.map(|language| {
        let file = purpose.file(language);
        let own = print_letters::own_text(folder, &file).map_err(|e| text::error(&e))?;
        let words = own.as_deref().unwrap_or(purpose.own(language));
        Worded::read(language, words).map_err(|e| error(&file, &e))
    });
    worded.collect()
}

/// Puts the texts that are not there yet into the data folder, to be edited. Where they lie.
///
/// # Errors
/// In words: the folder cannot be made or written.
pub fn lay_out(purpose: Purpose, folder: &Path) -> Result<PathBuf, String> {
    let texts = [Language::English, Language::Spanish]
        .map(|language| (purpose.file(language), purpose.own(language)));
    print_letters::lay_out(folder, &texts).map_err(|e| text::error(&e))
}

/// Letters to households, each in the language of its first member: of `texts` the one in that
/// language, else the first.
pub fn letters(
    listed: &Listed<Household>,
    texts: &[Worded],
    form: Form,
    paper: Paper,
    now: When,
    fonts: &mut Fonts,
) -> Letters {
    let foot = foot(&listed.about, now);
    let letter = |household: &Household| {
        let spoken = household.0.first().map_or("", |one| one.student.language.as_str());
        let language = Language::of(spoken);
        let worded = texts.iter().find(|text| text.language == language).or(texts.first())?;
        let values = values(household, worded, &listed.about, now);
        Some(Letter {
            named: household
                .0
                .first()
                .map(|one| text::dots([&one.student.name, &one.student.id]))
                .unwrap_or_default(),
            blocks: worded.template.fill(&values),
            foot: text::dots([worded.language.version(&worded.version), foot.clone()]),
            copies: worded.language.copies(),
        })
    };
    let all = listed.rows.iter().filter_map(letter).collect();
    Letters::new(all, form, paper, fonts)
}

fn values(household: &Household, worded: &Worded, about: &About, now: When) -> Values {
    let language = worded.language;
    let each = |part: &dyn Fn(&ListedStudent) -> String| {
        let mut parts: Vec<String> = Vec::new();
        for part in household.0.iter().map(|one| part(&one.student)) {
            if !part.trim().is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => language.and(&before.join(", "), last),
        }
    };
    let count: usize = household.0.iter().map(|one| one.loans.len()).sum();
    let place = |name: &str| match name {
        "student" => each(&|row| row.name.clone()),
        "id" => each(&|row| row.id.clone()),
        "grade" => each(&|row| row.grade.clone()),
        "homeroom" => each(&|row| row.homeroom.clone()),
        "site" => each(&|row| about.site(&row.site).to_owned()),
        "date" => language.date(&now.date()),
        "count" => count.to_string(),
        "station" => about.station.clone(),
        "version" => worded.version.clone(),
        "total" => written(
            household.0.iter().flat_map(|one| &one.charges).map(|charge| charge.due_cents).sum(),
        ),
        _ => String::new(),
    };
    let mut devices = Vec::new();
    for one in &household.0 {
        devices.extend(one.loans.iter().map(|lent| device(&one.student.name, lent, language)));
        if one.loans.is_empty() {
            devices.extend(one.student.assigned.iter().map(|theirs| {
                let (tag, model) = (theirs.tag.as_str(), theirs.model.as_str());
                let cells = [one.student.name.as_str(), tag, "", model, "", "", ""];
                cells.map(str::to_owned)
            }));
        }
    }
    if devices.is_empty() {
        // A row to write in.
        devices.push(std::array::from_fn(|_| String::new()));
    }
    let charges = household.0.iter().flat_map(|one| {
        one.charges.iter().map(|charge| charged(&one.student.name, charge, language))
    });
    Values { places: PLACES.map(place), devices, charges: charges.collect() }
}

fn charged(student: &str, charge: &Owed, language: Language) -> [String; CHARGES.len()] {
    let cell = |name: &str| match name {
        "student" => student.to_owned(),
        "type" => language.sort(&charge.sort),
        "device" => charge.device.clone(),
        "date" => language.date(&charge.at.date()),
        "amount" => written(charge.amount_cents),
        "paid" => written(charge.paid_cents),
        "due" => written(charge.due_cents),
        _ => String::new(),
    };
    CHARGES.map(cell)
}

fn device(student: &str, lent: &Lent, language: Language) -> [String; COLUMNS.len()] {
    let on = |when: When| language.date(&when.date());
    let cell = |name: &str| match name {
        "student" => student.to_owned(),
        "tag" => lent.code.clone(),
        "serial" => lent.serial.clone(),
        "model" => lent.model.clone(),
        "out" => on(lent.issued),
        "due" => lent.due.as_deref().map(|due| language.date(due)).unwrap_or_default(),
        "back" => lent.returned.map(on).unwrap_or_default(),
        _ => String::new(),
    };
    COLUMNS.map(cell)
}

/// Why a text cannot be used.
pub fn error(file: &str, error: &template::Error) -> String {
    match error {
        template::Error::Places(names) => text::with(
            "print-text-places",
            &[("file", &file), ("names", &braced(names)), ("known", &braced(&PLACES))],
        ),
        template::Error::Columns(names) => text::with(
            "print-text-columns",
            &[("file", &file), ("names", &names.join(", ")), ("known", &known_columns())],
        ),
        template::Error::Brace { line } => {
            text::with("print-text-brace", &[("file", &file), ("line", line)])
        }
        template::Error::Empty => text::with("print-text-empty", &[("file", &file)]),
    }
}

/// Columns of both lists, each once.
fn known_columns() -> String {
    let more = CHARGES.iter().filter(|column| !COLUMNS.contains(column));
    COLUMNS.iter().chain(more).copied().collect::<Vec<_>>().join(", ")
}

fn braced<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{{{}}}", name.as_ref())).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_mean_spanish_in_many_words() {
        for spoken in ["es", "ES-mx", "Spanish", "español", "spa", "Spanish; Castilian"] {
            assert_eq!(Language::of(spoken), Language::Spanish, "{spoken}");
        }
        for spoken in ["", "en", "Estonian", "est", "Somali", "Hispanic"] {
            assert_eq!(Language::of(spoken), Language::English, "{spoken}");
        }
        assert_eq!(Language::Spanish.date("2027-06-04"), "4 de junio de 2027");
    }

    #[test]
    fn what_is_there_in_spanish_is_there_in_english() {
        let source = include_str!("../../../assets/i18n/es.ftl");
        let is_name = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        for line in source.lines().filter(is_name) {
            let name = line.split_once(" =").unwrap().0;
            assert!(text::BUNDLE.get_message(name).is_some(), "{name}");
            assert!(SPANISH.get_message(name).is_some(), "{name}");
        }
    }

    #[test]
    fn the_own_texts_are_whole_in_both_languages() {
        for purpose in Purpose::ALL {
            for language in [Language::English, Language::Spanish] {
                let worded = Worded::read(language, purpose.own(language)).unwrap();
                assert!(worded.version.starts_with("1, "), "{purpose:?}");
            }
        }
        let of = |text: &str| Worded::read(Language::English, text).unwrap().version;
        assert_ne!(of("One thing"), of("Another thing"));
        assert_eq!(of("One thing"), of("One\r\nthing\n"), "only words count");
        assert_eq!(Language::Spanish.copies()[0], "Para la familia");
    }
}
