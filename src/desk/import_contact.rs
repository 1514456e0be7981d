//! The catalogue of models is one person's, where the policy names who: whether an import would change
//! it. New names on a list of devices are no change of it; they are looked at as findings.

use crate::domain::policy::Policy;
use crate::store::{Plan, Review};

/// Whose the catalogue is, where the plan would add to it or change it: entries of a models file, or
/// spellings that become aliases. `None` where the policy names nobody.
pub(super) fn asked(policy: &Policy, plan: &Plan, review: &Review) -> Option<String> {
    let models = &review.models;
    let changes = models.new + models.updated + models.leaving > 0 || !plan.aliases.is_empty();
    (changes && !policy.contact.is_empty()).then(|| policy.contact.clone())
}
