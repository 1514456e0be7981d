//! Files of sites and of the catalogue into rows of the register.

use std::collections::HashSet;

use super::Work;
use super::keys;
use crate::domain::money::cents;
use crate::domain::site::Site;
use crate::exchange::error::Error;
use crate::exchange::field::Field as F;
use crate::exchange::format::words::day;
use crate::exchange::{Reason, given, plain_key, words};
use crate::store::{At, ModelRow, Plan};

pub(super) fn sites(work: &mut Work<'_>, plan: &mut Plan) -> Result<(), Error> {
    let keyed = keys::keyed(work, F::Code, None, plain_key, &mut Vec::new())?;
    let taken: HashSet<String> = plan.sites.iter().map(|site| site.code.clone()).collect();
    for (code, row) in keys::apart(work, keyed, &taken, str::to_owned) {
        let name = words(work.source.text(row, F::Name));
        let name = if name.is_empty() { code.clone() } else { name };
        plan.sites.push(Site { code, name });
    }
    Ok(())
}

pub(super) fn models(work: &mut Work<'_>, plan: &mut Plan) -> Result<(), Error> {
    let keyed = keys::keyed(work, F::Model, None, plain_key, &mut Vec::new())?;
    let taken: HashSet<String> = plan.models.iter().map(|model| model.name.clone()).collect();
    for (name, row) in keys::apart(work, keyed, &taken, str::to_owned) {
        let source = work.source;
        let price = source.text(row, F::Price);
        let price_cents = match given(price) {
            None => None,
            Some(text) => match cents(&text) {
                Some(cents) => Some(cents),
                None => {
                    work.refused.push(row.refuse(Reason::NoPrice(price.to_owned())));
                    continue;
                }
            },
        };
        // A day that cannot be read is kept as it stands: somebody knows what it means.
        let end = given(source.text(row, F::EndOfLife));
        plan.models.push(ModelRow {
            at: At { file: work.file, line: u32::try_from(row.line()).unwrap_or(u32::MAX) },
            name,
            category: given(source.text(row, F::Category)),
            price_cents,
            end_of_life: end.map(|text| day(&text).unwrap_or(text)),
            grades: given(source.text(row, F::Grades)),
            accessories: given(source.text(row, F::Accessories)),
            aliases: given(source.text(row, F::Aliases)),
            derived: false,
        });
    }
    Ok(())
}
