//! Answer, rows and cases as they are written, and back.

use super::answer::Answer;
use super::captive_prices::CaptivePrices;
use super::document::{WrittenAnswer, WrittenCaptives, WrittenCase, WrittenCounted, WrittenRow};
use super::gaps::{Gaps, narrow, unsigned};
use super::packed::{Packed, some_numbers};
use super::rows::Row;
use super::separator::Separator;
use super::steps::Step;
use super::value_row::{Counted, Prices};

impl WrittenAnswer {
    /// Writes an answer.
    #[must_use]
    pub fn of(answer: &Answer) -> Self {
        let number = |sector: &Option<u32>| sector.map_or(0, |sector| u64::from(sector) + 1);
        Self {
            open: answer.open.clone(),
            served_by: Packed::of(answer.served_by.iter().map(number)),
            links_extra_cents: answer.links_extra_cents,
            rules_extra_micro_eur: answer.rules_extra_micro_eur.clone(),
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// What cannot be read, in words.
    pub fn answer(&self) -> Result<Answer, String> {
        let sector = |number: u64| number.checked_sub(1).map(narrow).transpose();
        let served_by: Result<_, String> = self.served_by.numbers()?.into_iter().map(sector).collect();
        Ok(Answer {
            open: self.open.clone(),
            served_by: served_by?,
            links_extra_cents: self.links_extra_cents,
            rules_extra_micro_eur: self.rules_extra_micro_eur.clone(),
        })
    }
}

impl WrittenRow {
    /// Writes a row.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        match row {
            Row::Budget => Self::Budget {},
            Row::OutOfReach => Self::OutOfReach {},
            Row::Feeding { site, separator } => Self::Feeding { site: *site, separator: separator.clone() },
            Row::Value(prices) => {
                let mut gaps = Gaps::default();
                let times = prices.times_micro_per_us.iter();
                let numbers = times
                    .flat_map(|(sector, [down, up])| [gaps.gap(*sector), unsigned(*down), unsigned(*up)]);
                Self::Value {
                    groups: prices.groups.clone(),
                    counted: WrittenCounted::of(&prices.counted),
                    prices: Packed::of(prices.places_micro.iter().map(|price| unsigned(*price))),
                    times: Packed::of(numbers),
                    separators: written_separators(&prices.separators),
                    captives: prices.captives.iter().map(WrittenCaptives::of).collect(),
                }
            }
            Row::Promises { groups } => Self::Promises { groups: groups.clone() },
            Row::Rule(rule) => Self::Rule(*rule),
            Row::Alternatives(set) => Self::Alternatives(*set),
        }
    }

    /// The row; that it holds is for [`Row::linear`] to say.
    ///
    /// # Errors
    /// What cannot be read, in words.
    pub fn row(&self) -> Result<Row, String> {
        Ok(match self {
            Self::Budget {} => Row::Budget,
            Self::OutOfReach {} => Row::OutOfReach,
            Self::Feeding { site, separator } => Row::Feeding { site: *site, separator: separator.clone() },
            Self::Value { groups, counted, prices, times, separators, captives } => Row::Value(Prices {
                groups: groups.clone(),
                counted: counted.counted()?,
                places_micro: prices.numbers()?.into_iter().map(narrow).collect::<Result<_, _>>()?,
                times_micro_per_us: read_times(times)?,
                separators: separators.as_ref().map_or(Ok(Vec::new()), read_separators)?,
                captives: captives.iter().map(WrittenCaptives::prices).collect::<Result<_, _>>()?,
            }),
            Self::Promises { groups } => Row::Promises { groups: groups.clone() },
            Self::Rule(rule) => Row::Rule(*rule),
            Self::Alternatives(set) => Row::Alternatives(*set),
        })
    }
}

impl WrittenCaptives {
    fn of(captives: &CaptivePrices) -> Self {
        let CaptivePrices { group, captor, price_micro, discounts_micro } = captives;
        let discounts = Packed::of(discounts_micro.iter().map(|discount| unsigned(*discount)));
        Self { group: *group, captor: *captor, price_micro: *price_micro, discounts }
    }

    fn prices(&self) -> Result<CaptivePrices, String> {
        let Self { group, captor, price_micro, discounts } = self;
        let discounts_micro = discounts.numbers()?.into_iter().map(narrow).collect::<Result<_, _>>()?;
        Ok(CaptivePrices { group: *group, captor: *captor, price_micro: *price_micro, discounts_micro })
    }
}

impl WrittenCounted {
    fn of(counted: &Counted) -> Self {
        let packed = |times: &[i64]| Packed::of(times.iter().map(|times| unsigned(*times)));
        match counted {
            Counted::Weight => Self::Weight {},
            Counted::Both(times) => Self::Both(packed(times)),
            Counted::Households(times) => Self::Households(packed(times)),
        }
    }

    fn counted(&self) -> Result<Counted, String> {
        let times =
            |packed: &Packed| packed.numbers()?.into_iter().map(narrow).collect::<Result<Vec<i64>, String>>();
        Ok(match self {
            Self::Weight {} => Counted::Weight,
            Self::Both(packed) => Counted::Both(times(packed)?),
            Self::Households(packed) => Counted::Households(times(packed)?),
        })
    }
}

fn read_times(times: &Packed) -> Result<Vec<(u32, [i64; 2])>, String> {
    let mut gaps = Gaps::default();
    let time = |[gap, down, up]: [u64; 3]| Ok((gaps.index(gap)?, [narrow(down)?, narrow(up)?]));
    in_groups(times)?.into_iter().map(time).collect()
}

/// The separators of a row; none where it has none.
fn written_separators(separators: &[Separator]) -> Option<Packed> {
    let (mut numbers, mut places) = (Vec::new(), Gaps::default());
    for Separator { place, lost, sites } in separators {
        let lost = lost.map_or(0, |site| u64::from(site) + 1);
        numbers.extend([places.gap(*place), lost, sites.len() as u64]);
        let mut gaps = Gaps::default();
        numbers.extend(sites.iter().map(|site| gaps.gap(*site)));
    }
    (!numbers.is_empty()).then(|| Packed::of(numbers))
}

fn read_separators(packed: &Packed) -> Result<Vec<Separator>, String> {
    let numbers = some_numbers(packed)?;
    let (mut rest, mut places) = (numbers.as_slice(), Gaps::default());
    let mut separators = Vec::new();
    while !rest.is_empty() {
        let Some((&[gap, lost, count], after)) = rest.split_first_chunk() else {
            return Err("a separator that breaks off".to_owned());
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let Some((sites, after)) = after.split_at_checked(count) else {
            return Err("a separator that breaks off".to_owned());
        };
        let mut gaps = Gaps::default();
        let sites = sites.iter().map(|gap| gaps.index(*gap)).collect::<Result<_, _>>()?;
        let lost = lost.checked_sub(1).map(narrow).transpose()?;
        separators.push(Separator { place: places.index(gap)?, lost, sites });
        rest = after;
    }
    Ok(separators)
}

impl WrittenCase {
    /// Writes a step.
    #[must_use]
    pub fn of(step: &Step) -> Self {
        match step {
            Step::Split(site) => Self::Split(*site),
            Step::Sum(multipliers) => {
                let mut gaps = Gaps::default();
                let number = |(row, times): &(u32, i64)| [gaps.gap(*row), unsigned(*times)];
                Self::Sum(Packed::of(multipliers.iter().flat_map(number)))
            }
        }
    }

    /// The step.
    ///
    /// # Errors
    /// What cannot be read, in words.
    pub fn step(&self) -> Result<Step, String> {
        Ok(match self {
            Self::Split(site) => Step::Split(*site),
            Self::Sum(packed) => {
                let mut gaps = Gaps::default();
                let multiplier = |[gap, times]: [u64; 2]| Ok((gaps.index(gap)?, narrow(times)?));
                Step::Sum(in_groups(packed)?.into_iter().map(multiplier).collect::<Result<_, String>>()?)
            }
        })
    }
}

/// The numbers of a list, so many at a time.
fn in_groups<const N: usize>(packed: &Packed) -> Result<Vec<[u64; N]>, String> {
    let numbers = packed.numbers()?;
    let (groups, rest) = numbers.as_chunks::<N>();
    if rest.is_empty() {
        Ok(groups.to_vec())
    } else {
        Err(format!("{} numbers, no multiple of {N}", numbers.len()))
    }
}
