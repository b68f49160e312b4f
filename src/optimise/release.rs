//! Captives beyond what may be are left unserved.

use crate::certificate::{Answer, Instance};

/// C9 captivity: takes out captives, those first that weigh least for their households, until no owner has more than it may.
pub(super) fn release(instance: &Instance, answer: &mut Answer) {
    while let Some((captor, group)) = exceeded(instance, answer) {
        let mut captives = answer.captive_places(instance, captor);
        captives.retain(|&place| {
            let row = &instance.demand[place];
            row.group as usize == group && row.households_micro > 0
        });
        let density = |place: usize| {
            let row = &instance.demand[place];
            row.weight_micro as f64 / row.households_micro as f64
        };
        captives.sort_by(|&one, &other| density(one).total_cmp(&density(other)).then(one.cmp(&other)));
        take_out(instance, answer, (captor, group), &captives);
    }
}

/// The first owner with too many captives, and the group in which it has them.
fn exceeded(instance: &Instance, answer: &Answer) -> Option<(usize, usize)> {
    let first = answer.too_many_captives(instance).into_iter().next()?;
    Some((first.captor as usize, first.group as usize))
}

fn take_out(instance: &Instance, answer: &mut Answer, (captor, group): (usize, usize), captives: &[usize]) {
    let households_micro = |place: &usize| instance.demand[*place].households_micro;
    let served = (0..instance.demand.len())
        .filter(|&place| answer.served_by[place].is_some() && instance.demand[place].group as usize == group);
    let mut served_micro: i64 = served.map(|place| households_micro(&place)).sum();
    let mut captive_micro: i64 = captives.iter().map(households_micro).sum();
    for place in captives {
        if instance.captors[captor].excess_micro(captive_micro, served_micro) == 0 {
            return;
        }
        answer.served_by[*place] = None;
        captive_micro -= households_micro(place);
        served_micro -= households_micro(place);
    }
}
