//! The rows of the settings: what each is called, what it may be, what left and right do to it.

use crate::desk::request::Settings as Kept;
use crate::domain::charge::MOST_CENTS;
use crate::domain::money::written;
use crate::domain::policy::{Policy, is_day};
use crate::scanner::serial::{Ending, Port};
use crate::text as words;

const BAUDS: [u32; 8] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];
const CHECK_DIGITS: [&str; 3] = ["none", "mod43", "luhn"];
const SCALES: std::ops::RangeInclusive<u16> = 80..=200;
const LIMITS: std::ops::RangeInclusive<u32> = 1..=9;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Light or sunlight.
    Theme,
    /// Size of everything.
    Scale,
    /// Sounds on or off.
    Sounds,
    /// Keyboard scanner, or a serial port.
    Scanner,
    /// Speed of the serial scanner.
    Baud,
    /// What ends the codes of the serial scanner.
    Ending,
    /// What scanners put in front.
    Prefix,
    /// What ends a scan besides Enter and Tab.
    Suffix,
    /// The check digit of codes.
    CheckDigit,
    /// Folder of the second copy.
    Tail,
    /// Devices of a category a person may have.
    Limit,
    /// Whether a model not meant for the grade is asked about.
    GradeRule,
    /// Damages of a school year that are not charged.
    FreeBreaks,
    /// Losses of a school year that are not charged.
    FreeLosses,
    /// From how much owed a device needs a lead.
    Block,
    /// Whether what is found again is charged no more.
    Found,
    /// What is charged for what: a file is read.
    Prices,
    /// The day on which a school year begins.
    YearStarts,
    /// The version of the agreement that is asked for.
    Agreement,
    /// Who may let money go and override a block.
    Leads,
    /// Who alone changes the catalogue of models.
    Contact,
    /// What the district calls statuses and stages.
    Names,
}

impl Row {
    /// In their order.
    pub const ALL: [Row; 22] = [
        Self::Theme,
        Self::Scale,
        Self::Sounds,
        Self::Scanner,
        Self::Baud,
        Self::Ending,
        Self::Prefix,
        Self::Suffix,
        Self::CheckDigit,
        Self::Tail,
        Self::Limit,
        Self::GradeRule,
        Self::FreeBreaks,
        Self::FreeLosses,
        Self::Block,
        Self::Found,
        Self::Prices,
        Self::YearStarts,
        Self::Agreement,
        Self::Leads,
        Self::Contact,
        Self::Names,
    ];

    /// What it is called.
    pub fn label(self) -> String {
        match self {
            Self::Theme => words::get("settings-theme"),
            Self::Scale => words::get("settings-scale"),
            Self::Sounds => words::get("settings-sounds"),
            Self::Scanner => words::get("settings-scanner"),
            Self::Baud => words::get("settings-baud"),
            Self::Ending => words::get("settings-ending"),
            Self::Prefix => words::get("settings-prefix"),
            Self::Suffix => words::get("settings-suffix"),
            Self::CheckDigit => words::get("settings-check-digit"),
            Self::Tail => words::get("settings-tail"),
            Self::Limit => words::get("settings-limit"),
            Self::GradeRule => words::get("settings-grade-rule"),
            Self::FreeBreaks => words::get("settings-free-breaks"),
            Self::FreeLosses => words::get("settings-free-losses"),
            Self::Block => words::get("settings-block"),
            Self::Found => words::get("settings-found"),
            Self::Prices => words::get("settings-prices"),
            Self::YearStarts => words::get("settings-year-starts"),
            Self::Agreement => words::get("settings-agreement"),
            Self::Leads => words::get("settings-leads"),
            Self::Contact => words::get("settings-contact"),
            Self::Names => words::get("settings-names"),
        }
    }

    /// Whether it is the district's and not this computer's.
    pub fn is_policy(self) -> bool {
        matches!(
            self,
            Self::Limit
                | Self::GradeRule
                | Self::FreeBreaks
                | Self::FreeLosses
                | Self::Block
                | Self::Found
        ) || self.is_rule_in_words()
    }

    /// Whether it is a rule of the district that is written, and not turned.
    fn is_rule_in_words(self) -> bool {
        matches!(
            self,
            Self::Prices
                | Self::YearStarts
                | Self::Agreement
                | Self::Leads
                | Self::Contact
                | Self::Names
        )
    }

    /// Whether Enter edits its text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Prefix | Self::Suffix | Self::Tail) || self.is_rule_in_words()
    }

    /// What it is now, in words.
    pub(super) fn value(self, kept: &Kept, policy: Option<&Policy>, ports: &[Port]) -> String {
        match self {
            Self::Theme if kept.sunlight => words::get("theme-sunlight"),
            Self::Theme => words::get("theme-light"),
            Self::Scale => words::with("settings-percent", &[("percent", &u32::from(kept.scale))]),
            Self::Sounds => on_or_off(kept.sounds),
            Self::Scanner => scanner(kept, ports),
            Self::Baud | Self::Ending if kept.serial_port.is_none() => {
                words::get("settings-baud-none")
            }
            Self::Baud => words::count(u64::from(kept.baud)),
            Self::Ending => match ending(kept) {
                Some(ending) => named(ending),
                None => words::get("settings-ending-unknown"),
            },
            Self::Prefix if kept.prefix.is_empty() => words::get("settings-none"),
            Self::Prefix => words::shown(&kept.prefix),
            Self::Suffix if kept.suffix.is_empty() => words::get("settings-suffix-none"),
            Self::Suffix => words::shown(&kept.suffix),
            Self::CheckDigit => match kept.check_digit.as_str() {
                "mod43" => words::get("check-mod43"),
                "luhn" => words::get("check-luhn"),
                _ => words::get("settings-none"),
            },
            Self::Tail => kept.tail.clone().unwrap_or_else(|| words::get("settings-tail-off")),
            _ => policy
                .map_or_else(|| words::get("settings-policy-unknown"), |policy| self.says(policy)),
        }
    }

    /// What the policy says here, in words.
    fn says(self, policy: &Policy) -> String {
        let a_year = |count: u32| words::with("settings-a-year", &[("count", &count)]);
        match self {
            Self::Limit => words::with("settings-limit-of", &[("count", &policy.limit)]),
            Self::FreeBreaks => a_year(policy.free_breaks),
            Self::FreeLosses => a_year(policy.free_losses),
            Self::Block => match policy.block_cents {
                Some(cents) => words::with("settings-block-above", &[("amount", &written(cents))]),
                None => words::get("settings-block-none"),
            },
            Self::Found => on_or_off(policy.found_voids),
            Self::Prices => {
                let count = policy.prices.lines().len();
                words::with("settings-prices-of", &[("count", &count)])
            }
            Self::Leads if policy.leads.is_empty() => words::get("settings-leads-none"),
            Self::Contact if policy.contact.is_empty() => words::get("settings-contact-none"),
            Self::Agreement if policy.agreement.is_empty() => words::get("settings-none"),
            Self::Names if policy.names.is_empty() => words::get("settings-names-none"),
            _ if self.is_rule_in_words() => self.rule(policy),
            _ => on_or_off(policy.grade_rule),
        }
    }

    /// The text that may be edited, for a row that is a text.
    pub(super) fn text(self, kept: &Kept) -> Option<&str> {
        match self {
            Self::Prefix => Some(&kept.prefix),
            Self::Suffix => Some(&kept.suffix),
            Self::Tail => Some(kept.tail.as_deref().unwrap_or_default()),
            _ => None,
        }
    }

    /// A rule of the district as it is written. Of the price list that is nothing: a file is named.
    pub(super) fn rule(self, policy: &Policy) -> String {
        match self {
            Self::YearStarts => policy.year_starts.clone(),
            Self::Agreement => policy.agreement.clone(),
            Self::Leads => policy.leads.iter().cloned().collect::<Vec<_>>().join(", "),
            Self::Contact => policy.contact.clone(),
            Self::Names => {
                let pair = |(word, name): (&String, &String)| format!("{word}={name}");
                policy.names.iter().map(pair).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        }
    }

    /// The policy with a rule as it was written, or what is wrong with it.
    pub(super) fn write_rule(self, mut policy: Policy, text: &str) -> Result<Policy, String> {
        let text = text.trim();
        match self {
            Self::YearStarts if !is_day(text) => return Err(words::get("cli-policy-day")),
            Self::YearStarts => text.clone_into(&mut policy.year_starts),
            Self::Agreement => text.clone_into(&mut policy.agreement),
            Self::Leads => policy.set_leads(text),
            Self::Contact => text.clone_into(&mut policy.contact),
            Self::Names => {
                policy.names.clear();
                for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
                    let (word, name) = words::policy::named(pair)?;
                    policy.set_name(&word, &name);
                }
            }
            _ => {}
        }
        Ok(policy)
    }

    /// Takes over an edited text.
    pub(super) fn set(self, kept: &mut Kept, text: &str) {
        let text = text.trim();
        match self {
            Self::Prefix => text.clone_into(&mut kept.prefix),
            Self::Suffix => text.clone_into(&mut kept.suffix),
            Self::Tail => kept.tail = (!text.is_empty()).then(|| text.to_owned()),
            _ => {}
        }
    }

    /// The value after this one, or the one before.
    pub(super) fn turn(self, kept: &mut Kept, ports: &[Port], up: bool) {
        match self {
            Self::Theme => kept.sunlight = !kept.sunlight,
            Self::Scale => {
                let scale =
                    if up { kept.scale.saturating_add(10) } else { kept.scale.saturating_sub(10) };
                kept.scale = scale.clamp(*SCALES.start(), *SCALES.end());
            }
            Self::Sounds => kept.sounds = !kept.sounds,
            Self::Scanner => turn_scanner(kept, ports, up),
            Self::Baud if kept.serial_port.is_some() => {
                let at = BAUDS.iter().position(|baud| *baud >= kept.baud).unwrap_or(0);
                kept.baud = BAUDS[beside(at, BAUDS.len(), up)];
            }
            Self::Ending => {
                // The next scan is a test.
                if let Some(path) = &kept.serial_port {
                    kept.serial_endings.remove(path);
                }
            }
            Self::CheckDigit => {
                let at = CHECK_DIGITS.iter().position(|word| *word == kept.check_digit);
                let next = around(at.unwrap_or(0), CHECK_DIGITS.len(), up);
                CHECK_DIGITS[next].clone_into(&mut kept.check_digit);
            }
            _ => {}
        }
    }

    /// The policy after this one, or the one before.
    pub(super) fn turn_policy(self, mut policy: Policy, up: bool) -> Policy {
        match self {
            Self::Limit => {
                let limit = if up {
                    policy.limit.saturating_add(1)
                } else {
                    policy.limit.saturating_sub(1)
                };
                policy.limit = limit.clamp(*LIMITS.start(), *LIMITS.end());
            }
            Self::GradeRule => policy.grade_rule = !policy.grade_rule,
            Self::FreeBreaks => policy.free_breaks = one_more(policy.free_breaks, up),
            Self::FreeLosses => policy.free_losses = one_more(policy.free_losses, up),
            Self::Block => policy.block_cents = next_block(policy.block_cents, up),
            Self::Found => policy.found_voids = !policy.found_voids,
            _ => {}
        }
        policy
    }
}

fn on_or_off(on: bool) -> String {
    if on { words::get("settings-on") } else { words::get("settings-off") }
}

fn one_more(count: u32, up: bool) -> u32 {
    if up { count.saturating_add(1).min(*LIMITS.end()) } else { count.saturating_sub(1) }
}

/// Nobody is kept from a device; then from nothing owed on, in tens.
fn next_block(cents: Option<i64>, up: bool) -> Option<i64> {
    match (cents, up) {
        (None, true) => Some(0),
        (None | Some(..1_000), false) => None,
        (Some(cents), true) => Some((cents + 1_000).min(MOST_CENTS)),
        (Some(cents), false) => Some(cents - 1_000),
    }
}

/// What ends the codes of the chosen serial scanner, as far as it is known.
pub(super) fn ending(kept: &Kept) -> Option<Ending> {
    kept.serial_endings.get(kept.serial_port.as_ref()?).copied()
}

/// An ending in words.
pub(super) fn named(ending: Ending) -> String {
    match ending {
        Ending::Cr => words::get("ending-cr"),
        Ending::Lf => words::get("ending-lf"),
        Ending::CrLf => words::get("ending-cr-lf"),
        Ending::Etx => words::get("ending-etx"),
        Ending::Pause => words::get("ending-pause"),
    }
}

/// The chosen scanner by maker and product; its port alone where it is not there.
fn scanner(kept: &Kept, ports: &[Port]) -> String {
    let Some(path) = &kept.serial_port else { return words::get("scanner-keyboard") };
    match ports.iter().find(|port| port.path == *path) {
        Some(port) if port.name() != port.path => words::dots([port.name(), port.path.clone()]),
        Some(port) => port.path.clone(),
        None => words::with("scanner-missing", &[("port", path)]),
    }
}

/// Keyboard first, then the ports.
fn turn_scanner(kept: &mut Kept, ports: &[Port], up: bool) {
    let at = kept
        .serial_port
        .as_ref()
        .and_then(|path| ports.iter().position(|port| port.path == *path))
        .map_or(0, |index| index + 1);
    let next = around(at, ports.len() + 1, up);
    kept.serial_port = next.checked_sub(1).map(|index| ports[index].path.clone());
}

/// The place beside, as far as there is one.
fn beside(at: usize, length: usize, up: bool) -> usize {
    if up { (at + 1).min(length - 1) } else { at.saturating_sub(1) }
}

/// The place beside, from the last to the first.
fn around(at: usize, length: usize, up: bool) -> usize {
    if up { (at + 1) % length } else { (at + length - 1) % length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(path: &str, product: Option<&str>) -> Port {
        Port {
            path: path.to_owned(),
            maker: Some("Honeywell".to_owned()),
            product: product.map(str::to_owned),
            serial_number: None,
            usb: None,
        }
    }

    #[test]
    fn the_scanner_goes_round_from_the_keyboard_over_all_ports() {
        let ports = [port("/dev/ttyACM0", Some("Voyager")), port("/dev/ttyACM1", None)];
        let mut kept = Kept::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            Row::Scanner.turn(&mut kept, &ports, true);
            seen.push(kept.serial_port.clone());
        }
        assert_eq!(seen, [Some("/dev/ttyACM0".into()), Some("/dev/ttyACM1".into()), None]);
        Row::Scanner.turn(&mut kept, &[], true);
        assert_eq!(kept.serial_port, None);
        kept.serial_port = Some("/dev/ttyACM0".to_owned());
        assert_eq!(Row::Scanner.value(&kept, None, &ports), "Honeywell Voyager · /dev/ttyACM0");
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut kept = Kept { serial_port: Some("a".into()), ..Kept::default() };
        for _ in 0..30 {
            Row::Scale.turn(&mut kept, &[], true);
            Row::Baud.turn(&mut kept, &[], true);
        }
        assert_eq!((kept.scale, kept.baud), (200, 115_200));
        for _ in 0..30 {
            Row::Scale.turn(&mut kept, &[], false);
            Row::Baud.turn(&mut kept, &[], false);
        }
        assert_eq!((kept.scale, kept.baud), (80, 1_200));
        let policy =
            (0..30).fold(Policy::default(), |policy, _| Row::Limit.turn_policy(policy, true));
        assert_eq!(policy.limit, 9);
    }

    #[test]
    fn every_row_has_a_name_and_a_value() {
        for row in Row::ALL {
            assert!(!row.label().starts_with("settings-"), "{row:?}");
            assert!(!row.value(&Kept::default(), None, &[]).is_empty(), "{row:?}");
        }
    }
}
