//! Sites that stand on one mast: what they must not share.

use super::Site;
use crate::problem::{Findings, Problem};
use crate::scenario::{Reuse, Status};

/// Sites nearer to each other than this stand on one mast, m.
const ONE_MAST_M: f64 = 10.0;

/// Notes sectors of different sites on one mast that are given one channel: refused where both sites are in every plan, told
/// where that is not sure.
pub fn check_shared_masts(sites: &[Site], reuse: &Reuse, findings: &mut Findings) {
    if reuse.shared_at_site {
        return;
    }
    let given: Vec<&Site> =
        sites.iter().filter(|site| site.sectors.iter().any(|sector| sector.channel.is_some())).collect();
    for (index, one) in given.iter().enumerate() {
        for other in &given[..index] {
            if let Some(channel) = shared_channel(one, other).filter(|_| on_one_mast(one, other)) {
                tell(other, one, channel, findings);
            }
        }
    }
}

fn on_one_mast(one: &Site, other: &Site) -> bool {
    let (east_m, north_m) =
        (one.position.east_m - other.position.east_m, one.position.north_m - other.position.north_m);
    east_m.hypot(north_m) < ONE_MAST_M
}

fn shared_channel(one: &Site, other: &Site) -> Option<u32> {
    let has = |channel: &u32| other.sectors.iter().any(|sector| sector.channel == Some(*channel));
    one.sectors.iter().filter_map(|sector| sector.channel).find(has)
}

fn tell(one: &Site, other: &Site, channel: u32, findings: &mut Findings) {
    let found = format!(
        "sites \"{}\" and \"{}\" stand in one place, and a sector of each is given channel {channel}",
        one.id, other.id
    );
    let fixed = |site: &Site| matches!(site.terms.status, Status::Existing | Status::Committed);
    if fixed(one) && fixed(other) {
        let remedy = "give them different channels, or allow /radio/reuse/shared_at_site";
        findings.problem(Problem::at("shared-channel", "/sites", found, remedy));
    } else {
        findings.warn(format!("{found}: a plan with both would let them drown each other"));
    }
}
