//! Sites that stand on one mast: what they must not share, and how many channels they need.

use super::Site;
use crate::problem::{Findings, Problem};
use crate::scenario::{Reuse, Status};

/// Sites nearer to each other than this stand on one mast, m.
pub const ONE_MAST_M: f64 = 10.0;

/// Committed sites nearer to each other than this are likely one that was listed twice, m.
const ONE_PLACE_M: f64 = 1.0;

/// Notes sectors of different sites on one mast that are given one channel: refused where both sites are in every plan, told
/// where that is not sure; and masts with more sectors than channels.
pub fn check_shared_masts(sites: &[Site], reuse: &Reuse, findings: &mut Findings) {
    if reuse.shared_at_site {
        return;
    }
    check_counts(sites, reuse, findings);
    let given: Vec<&Site> =
        sites.iter().filter(|site| site.sectors.iter().any(|sector| sector.channel.is_some())).collect();
    for (index, one) in given.iter().enumerate() {
        for other in &given[..index] {
            let may_meet = one.place != other.place && on_one_mast(one, other);
            if let Some(channel) = shared_channel(one, other).filter(|_| may_meet) {
                tell(other, one, channel, findings);
            }
        }
    }
}

fn on_one_mast(one: &Site, other: &Site) -> bool {
    one.position.distance_m(other.position) < ONE_MAST_M
}

fn is_fixed(site: &Site) -> bool {
    matches!(site.terms.status, Status::Existing | Status::Committed)
}

/// Tells of committed sites in one place: each is built and paid for by itself.
pub fn tell_doubled(sites: &[Site], findings: &mut Findings) {
    let committed: Vec<&Site> = sites.iter().filter(|site| site.terms.status == Status::Committed).collect();
    for (index, one) in committed.iter().enumerate() {
        let mut before = committed[..index].iter();
        if let Some(other) = before
            .find(|other| other.position.distance_m(one.position) < ONE_PLACE_M && other.place != one.place)
        {
            findings.warn(format!(
                "committed sites \"{}\" and \"{}\" stand in one place, and every plan builds and pays for both: take one out of \
                 /sites if they are the same",
                other.id, one.id
            ));
        }
    }
}

/// Notes masts that carry more sectors in every plan than there are channels.
fn check_counts(sites: &[Site], reuse: &Reuse, findings: &mut Findings) {
    let fixed: Vec<&Site> = sites.iter().filter(|site| is_fixed(site) && site.serves()).collect();
    for (index, site) in fixed.iter().enumerate() {
        let mast: Vec<&Site> = fixed.iter().filter(|other| on_one_mast(site, other)).copied().collect();
        let sectors: usize = mast.iter().map(|site| site.sectors.len()).sum();
        let is_first = !fixed[..index].iter().any(|other| on_one_mast(site, other));
        if is_first && mast.len() > 1 && sectors > reuse.channel_count as usize {
            let ids: Vec<String> = mast.iter().map(|site| format!("\"{}\"", site.id)).collect();
            let found = format!(
                "sites {} stand in one place with {sectors} sectors, and channel_count is {}: two would share a channel",
                ids.join(", "),
                reuse.channel_count
            );
            let remedy =
                "raise /radio/reuse/channel_count, take fewer sectors, or allow /radio/reuse/shared_at_site";
            findings.problem(Problem::at("too-few-channels", "/sites", found, remedy));
        }
    }
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
    if is_fixed(one) && is_fixed(other) {
        let remedy = "give them different channels, or allow /radio/reuse/shared_at_site";
        findings.problem(Problem::at("shared-channel", "/sites", found, remedy));
    } else {
        findings.warn(format!("{found}: a plan with both would let them drown each other"));
    }
}
