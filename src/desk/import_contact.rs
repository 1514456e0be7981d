//! The catalogue of models is one person's, where the policy names who: whether an import would change
//! it. Of models on a list of devices nobody else makes entries; the devices are taken in without.

use crate::domain::policy::Policy;
use crate::store::{Plan, Review};

/// Whose the catalogue is, where the plan would add to it or change it: entries of a models file, or
/// spellings that become aliases. `None` where the policy names nobody.
pub(super) fn asked(policy: &Policy, plan: &Plan, review: &Review) -> Option<String> {
    let models = &review.models;
    let changes = models.new + models.updated + models.leaving > 0 || !plan.aliases.is_empty();
    (changes && !policy.contact.is_empty()).then(|| policy.contact.clone())
}

/// Whose the catalogue is, and how many models of a list of devices it does not have. `None` where it
/// has all, or the policy names nobody.
pub(super) fn left(policy: &Policy, review: &Review) -> Option<(String, u64)> {
    let left = review.derived > 0 && !policy.contact.is_empty();
    left.then(|| (policy.contact.clone(), review.derived))
}
