//! A plan without a proof.

use super::greedy::construct;
use super::improve::improve;
use super::keep::keep;
use super::limits::{Limits, Watch};
use super::reduced::Reduced;
use super::solve::{STAGE, keep_rules};
use crate::certificate::Instance;
use crate::problem::Error;
use crate::progress::Progress;

/// Sites that were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Whether each site is open.
    pub open: Vec<bool>,
    /// Weight that they could serve by their signal alone, in all of the time that they have, millionths.
    pub value_micro: i64,
}

/// Chooses sites by greed and swaps alone.
///
/// # Errors
/// As [`solve`](super::solve).
pub fn draft(instance: &Instance, limits: &Limits, progress: &dyn Progress) -> Result<Chosen, Error> {
    if let Some(reason) = instance.fault() {
        return Err(Error::Failed { stage: STAGE, reason });
    }
    let problem = Reduced::new(instance, limits.plan_time_ratio)?;
    let watch = Watch::start(limits.time_limit_s, progress);
    let mut selection = construct(&problem, &watch)?;
    improve(&problem, &mut selection, &watch)?;
    keep(&problem, &mut selection, &watch)?;
    keep_rules(&problem, &selection, i64::MAX)?;
    let sites = instance.sites.iter().zip(selection.works());
    let open = sites.map(|(site, works)| *works || site.fixed_open).collect();
    Ok(Chosen { open, value_micro: selection.with_all_time().weight() })
}
