//! The question as it is written, and back.

use super::captivity::Captor;
use super::document::{WrittenCaptor, WrittenPlaces, WrittenQuestion, WrittenRule, WrittenSite};
use super::gaps::{Gaps, narrow, unsigned};
use super::instance::{DemandRow, Instance, Offer, Rule, SiteColumn};
use super::packed::{Packed, some_numbers};
use super::refusal::Refusal;

/// More sectors than this are no network but an attempt to fill the memory.
const SECTORS_MAX: u64 = 1 << 24;

/// Numbers of an offer.
const OFFER: usize = 3;

impl WrittenQuestion {
    /// Writes a question.
    #[must_use]
    pub fn of(instance: &Instance) -> Self {
        Self {
            budget_cents: instance.budget_cents,
            sector_time_us: instance.sector_time_us,
            groups: instance.groups.clone(),
            promised_micro: instance.promised_micro.clone(),
            rules: instance.rules.iter().map(written_rule).collect(),
            alternatives: instance.alternatives.clone(),
            captors: instance.captors.iter().map(written_captor).collect(),
            sites: (0..)
                .zip(&instance.sites)
                .map(|(index, site)| written_site(instance, index, site))
                .collect(),
            places: WrittenPlaces::of(&instance.demand),
        }
    }

    /// The question; that it makes sense is for [`Instance::fault`] to say.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn instance(&self) -> Result<Instance, Refusal> {
        Ok(Instance {
            sites: self.sites.iter().map(site).collect(),
            sector_sites: self.sector_sites()?,
            sector_time_us: self.sector_time_us,
            groups: self.groups.clone(),
            demand: self.places.demand()?,
            budget_cents: self.budget_cents,
            promised_micro: self.promised_micro.clone(),
            rules: self.rules.iter().map(rule).collect(),
            alternatives: self.alternatives.clone(),
            captors: self.captors.iter().map(captor).collect(),
        })
    }

    fn sector_sites(&self) -> Result<Vec<u32>, Refusal> {
        let count: u64 = self.sites.iter().map(|site| u64::from(site.sectors)).sum();
        if count > SECTORS_MAX {
            let place = "certificate.json, question.sites";
            return Err(Refusal::of(place, format!("{count} sectors"), format!("at most {SECTORS_MAX}")));
        }
        let sectors = (0..)
            .zip(&self.sites)
            .flat_map(|(index, site)| std::iter::repeat_n(index, site.sectors as usize));
        Ok(sectors.collect())
    }
}

fn written_rule(rule: &Rule) -> WrittenRule {
    let Rule { name, constant_micro_eur, household_micro_eur, sites_micro_eur } = rule.clone();
    WrittenRule { name, constant_micro_eur, household_micro_eur, sites_micro_eur }
}

fn rule(written: &WrittenRule) -> Rule {
    let WrittenRule { name, constant_micro_eur, household_micro_eur, sites_micro_eur } = written.clone();
    Rule { name, constant_micro_eur, household_micro_eur, sites_micro_eur }
}

fn written_captor(captor: &Captor) -> WrittenCaptor {
    let Captor { name, sites, fed_by_others, max_ratio_micro, spare_micro } = captor.clone();
    WrittenCaptor { name, sites, fed_by_others, max_ratio_micro, spare_micro }
}

fn captor(written: &WrittenCaptor) -> Captor {
    let WrittenCaptor { name, sites, fed_by_others, max_ratio_micro, spare_micro } = written.clone();
    Captor { name, sites, fed_by_others, max_ratio_micro, spare_micro }
}

fn written_site(instance: &Instance, index: u32, site: &SiteColumn) -> WrittenSite {
    let first = |index: u32| instance.sector_sites.partition_point(|site| *site < index);
    WrittenSite {
        id: site.id.clone(),
        capex_cents: site.capex_cents,
        fixed_open: site.fixed_open,
        fed_by_pop: site.fed_by_pop,
        sectors: (first(index + 1) - first(index)) as u32,
        neighbours: site.neighbours.clone(),
    }
}

fn site(written: &WrittenSite) -> SiteColumn {
    SiteColumn {
        id: written.id.clone(),
        capex_cents: written.capex_cents,
        fixed_open: written.fixed_open,
        fed_by_pop: written.fed_by_pop,
        neighbours: written.neighbours.clone(),
    }
}

impl WrittenPlaces {
    fn of(demand: &[DemandRow]) -> Self {
        let offers = demand.iter().flat_map(|row| {
            let mut gaps = Gaps::default();
            row.offers.iter().flat_map(move |offer| {
                let [down_us, up_us] = offer.airtime_us.map(u64::from);
                [gaps.gap(offer.sector), down_us, up_us]
            })
        });
        Self {
            ids: demand.iter().map(|row| row.id.clone()).collect(),
            weights_micro: Packed::of(demand.iter().map(|row| unsigned(row.weight_micro))),
            households_micro: Packed::of(demand.iter().map(|row| unsigned(row.households_micro))),
            groups: Packed::of(demand.iter().map(|row| row.group.into())),
            offer_counts: Packed::of(demand.iter().map(|row| row.offers.len() as u64)),
            offers: Packed::of(offers),
            two_chains: two_chains(demand),
        }
    }

    fn demand(&self) -> Result<Vec<DemandRow>, Refusal> {
        let weights_micro = self.list("weights_micro", &self.weights_micro, self.ids.len())?;
        let households_micro = self.list("households_micro", &self.households_micro, self.ids.len())?;
        let groups = self.list("groups", &self.groups, self.ids.len())?;
        let counts = self.list("offer_counts", &self.offer_counts, self.ids.len())?;
        let all: u64 = counts.iter().fold(0, |all, count| all.saturating_add(*count));
        let length = usize::try_from(all.saturating_mul(OFFER as u64)).unwrap_or(usize::MAX);
        let numbers = self.list("offers", &self.offers, length)?;
        let mut numbers = numbers.as_chunks::<OFFER>().0.iter();
        let mut demand = Vec::with_capacity(self.ids.len());
        let amounts = weights_micro.into_iter().zip(households_micro);
        for (((id, (weight, households)), group), count) in
            self.ids.iter().zip(amounts).zip(groups).zip(counts)
        {
            let refused = |found| Refusal::of(format!("{PLACES}, place {id:?}"), found, "numbers in range");
            demand.push(DemandRow {
                id: id.clone(),
                weight_micro: narrow(weight).map_err(refused)?,
                households_micro: narrow(households).map_err(refused)?,
                group: narrow(group).map_err(refused)?,
                offers: offers(numbers.by_ref().take(count as usize)).map_err(refused)?,
                two_chains: false,
            });
        }
        self.mark_two_chains(&mut demand)?;
        Ok(demand)
    }

    /// Marks the places that need two chains.
    fn mark_two_chains(&self, demand: &mut [DemandRow]) -> Result<(), Refusal> {
        let refused = |found| Refusal::of(format!("{PLACES}.two_chains"), found, "places of the question");
        let Some(packed) = &self.two_chains else { return Ok(()) };
        let mut gaps = Gaps::default();
        for gap in some_numbers(packed).map_err(refused)? {
            let place = gaps.index(gap).map_err(refused)?;
            let row = demand.get_mut(place as usize).ok_or_else(|| refused(format!("place {place}")))?;
            if std::mem::replace(&mut row.two_chains, true) {
                return Err(refused(format!("place {place} twice")));
            }
        }
        Ok(())
    }

    /// A packed list of this length.
    fn list(&self, name: &str, packed: &Packed, length: usize) -> Result<Vec<u64>, Refusal> {
        let place = || format!("{PLACES}.{name}");
        let numbers = packed.numbers().map_err(|found| Refusal::of(place(), found, "a packed list"))?;
        if numbers.len() != length {
            let expected = format!("{length}, for {} places", self.ids.len());
            return Err(Refusal::of(place(), format!("{} numbers", numbers.len()), expected));
        }
        Ok(numbers)
    }
}

const PLACES: &str = "certificate.json, question.places";

/// The places that need two chains; none where no place does.
fn two_chains(demand: &[DemandRow]) -> Option<Packed> {
    let mut gaps = Gaps::default();
    let places = (0..).zip(demand).filter(|(_, row)| row.two_chains);
    let numbers: Vec<u64> = places.map(|(place, _)| gaps.gap(place)).collect();
    (!numbers.is_empty()).then(|| Packed::of(numbers))
}

fn offers<'a>(numbers: impl Iterator<Item = &'a [u64; OFFER]>) -> Result<Vec<Offer>, String> {
    let mut gaps = Gaps::default();
    let offer = |&[gap, down_us, up_us]: &[u64; OFFER]| {
        Ok(Offer { sector: gaps.index(gap)?, airtime_us: [narrow(down_us)?, narrow(up_us)?] })
    };
    numbers.map(offer).collect()
}
