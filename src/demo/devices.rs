//! The catalogue and the devices: tags as a district prints them, serial numbers as makers do.

use std::collections::BTreeMap;

use super::district::{FIRST_ELEMENTARY, FIRST_MIDDLE, Seat, Site};
use super::rng::{Rng, scatter};

/// A catalogue entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Unique name.
    pub name: String,
    /// What kind of thing it is, such as `Chromebook`.
    pub category: String,
    /// Price when new, in cents.
    pub price_cents: u64,
    /// Last day of updates, `YYYY-MM-DD`.
    pub end_of_life: String,
    /// Who gets it: `K-2`, `3-5`, `6-12` or `staff`.
    pub grades: String,
    /// Other names that lists use for it, separated by `; `.
    pub aliases: String,
}

impl Model {
    /// What goes along with it.
    pub fn goes_along(&self) -> &'static str {
        if self.category == "Tablet" { "charger;case" } else { "charger" }
    }
}

/// One physical thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The barcode, such as `CB-004417`; unique.
    pub tag: String,
    /// The maker's number, such as `PF3KD8Q2`; unique, and never equal to a tag or an ID.
    pub serial: String,
    /// Name of its model.
    pub model: String,
    /// Code of the school it belongs to.
    pub site: String,
}

const TABLET: usize = 0;
const SMALL_CHROMEBOOK: usize = 1;
const CHROMEBOOK: usize = 2;
const LAPTOP: usize = 3;

/// Well-known devices, all of the model for grade 7: tag, serial number, index of the school.
const KNOWN: [(&str, &str, usize); 5] = [
    ("CB-004417", "PF3KD8Q2", FIRST_MIDDLE),
    ("CB-004376", "PF3KD7M4", FIRST_MIDDLE),
    ("CB-004398", "PF3KD8A9", FIRST_MIDDLE),
    ("CB-004402", "PF3KD8BE", FIRST_MIDDLE),
    // Strayed to an elementary school.
    ("CB-003991", "PF2Z7C5H", FIRST_ELEMENTARY),
];

/// Tags of the other Chromebooks start behind the well-known ones.
const FIRST_CHROMEBOOK_TAG: u64 = 4_420;
const FIRST_OTHER_TAG: u64 = 101;

/// 32 signs that nobody mixes up, so that five bits make one.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The four models.
pub(super) fn models() -> Vec<Model> {
    let model =
        |name: &str, category: &str, price_cents, end: &str, grades: &str, aliases: &str| Model {
            name: name.to_owned(),
            category: category.to_owned(),
            price_cents,
            end_of_life: end.to_owned(),
            grades: grades.to_owned(),
            aliases: aliases.to_owned(),
        };
    vec![
        model(
            "iPad 9th Gen",
            "Tablet",
            29_900,
            "2028-09-30",
            "K-2",
            "iPad 9; iPad (9th generation)",
        ),
        model(
            "HP Chromebook 11 G9",
            "Chromebook",
            27_950,
            "2029-06-30",
            "3-5",
            "HP 11 G9; Chrome Book 11",
        ),
        model(
            "Lenovo 300e Gen 4",
            "Chromebook",
            33_900,
            "2033-06-30",
            "6-12",
            "300e; Lenovo 300e Yoga Chromebook Gen 4",
        ),
        model(
            "Dell Latitude 3540",
            "Laptop",
            84_925,
            "2030-12-31",
            "staff",
            "Latitude 3540; Staff laptop",
        ),
    ]
}

/// Which model a person of this grade gets.
fn model_for(grade: Option<usize>) -> usize {
    match grade {
        None => LAPTOP,
        Some(0..=2) => TABLET,
        Some(3..=5) => SMALL_CHROMEBOOK,
        Some(_) => CHROMEBOOK,
    }
}

/// Makes exactly `count` devices.
///
/// With at least as many devices as people there is one of the right model for everybody, and
/// the rest are spares where people are. With fewer they are spread evenly over the people.
pub(super) fn devices(
    rng: &mut Rng,
    sites: &[Site],
    models: &[Model],
    seats: &[Seat],
    count: usize,
) -> Vec<Device> {
    let mut devices: Vec<Device> = KNOWN
        .iter()
        .take(count)
        .map(|(tag, serial, site)| Device {
            tag: (*tag).to_owned(),
            serial: (*serial).to_owned(),
            model: models[CHROMEBOOK].name.clone(),
            site: sites[*site].code.clone(),
        })
        .collect();
    // The well-known devices are for the first five people.
    let others = seats.get(devices.len()..).unwrap_or_default();
    let lots = lots(rng, others, count - devices.len());
    devices.reserve(count - devices.len());
    let mut makers = [0, 1, 2, 3].map(|model| Maker::new(rng, model, count));
    let mut next_tag = [FIRST_OTHER_TAG, FIRST_CHROMEBOOK_TAG, FIRST_OTHER_TAG];
    for ((model, site), size) in lots {
        let (prefix, counter) = match model {
            TABLET => ("IP", 0),
            LAPTOP => ("LT", 2),
            _ => ("CB", 1),
        };
        let maker = &mut makers[model];
        maker.new_lot(rng);
        for _ in 0..size {
            devices.push(Device {
                tag: format!("{prefix}-{:06}", next_tag[counter]),
                serial: maker.next_serial(),
                model: models[model].name.clone(),
                site: sites[site].code.clone(),
            });
            // Now and then a label was spoilt.
            next_tag[counter] += 1 + u64::from(rng.chance(2));
        }
    }
    devices
}

/// How many devices of which model go to which school.
fn lots(rng: &mut Rng, seats: &[Seat], count: usize) -> BTreeMap<(usize, usize), usize> {
    let nobody = Seat { site: FIRST_MIDDLE, grade: Some(7) };
    let mut lots = BTreeMap::new();
    let even = count.min(seats.len());
    for nth in 0..count {
        let at = if nth < even { nth * seats.len() / even } else { rng.below(seats.len()) };
        let seat = seats.get(at).unwrap_or(&nobody);
        *lots.entry((model_for(seat.grade), seat.site)).or_insert(0) += 1;
    }
    lots
}

/// Counts out serial numbers in one maker's way of writing them.
struct Maker {
    model: usize,
    made: u64,
    /// How many signs at the end (or in the middle) are different on every device.
    width: u32,
    key: u64,
    lot: usize,
}

impl Maker {
    /// `at_most` is how many serial numbers will be asked for at most.
    fn new(rng: &mut Rng, model: usize, at_most: usize) -> Self {
        let least = if model == SMALL_CHROMEBOOK { 4 } else { 5 };
        let mut width = least;
        while width < 12 && (at_most as u64) >> (5 * width) > 0 {
            width += 1;
        }
        Self { model, made: 0, width, key: rng.next(), lot: 0 }
    }

    /// Draws the year and week that HP prints into a delivery's serial numbers.
    fn new_lot(&mut self, rng: &mut Rng) {
        self.lot = rng.below(4) * 100 + 1 + rng.below(52);
    }

    fn next_serial(&mut self) -> String {
        let mut left = scatter(self.made, 5 * self.width, self.key);
        self.made += 1;
        let mut own = String::new();
        for _ in 0..self.width {
            let sign = usize::try_from(left & 31).unwrap_or(0);
            own.push(char::from(SIGNS[sign]));
            left >>= 5;
        }
        // Each begins with its own letters, so two makers never meet, nor a maker and a tag or ID.
        match self.model {
            TABLET => format!("DMPX{own}1GC"),
            SMALL_CHROMEBOOK => format!("5CD{:03}{own}", self.lot),
            CHROMEBOOK => format!("PF4{own}"),
            _ => format!("J{own}3"),
        }
    }
}
