//! The territorial service centre (*centro servizi territoriale*, CST): what each comune pays, so that its books just balance.
//!
//! Small comuni run services together through a centre. Who takes part pays a **membership fee**, by size class, and a **tariff** for
//! each of its lines. In each stress case the centre has a cost and other revenue; what is left to be covered is its need, and the
//! worst case is the one with the largest:
//!
//! ```text
//! need = max over cases of (cost − other revenue), and 0 where all are below
//! tariffs = ⌊share of tariffs · need⌋, by lines; nothing where there are no lines
//! fees = need − tariffs, by the weights of the size classes; of small comuni no more than the cap, of those not served nothing
//! ```
//!
//! What the capped do not pay, the others do: the level of the fees rises until all is covered. Where everybody is capped and it is
//! not, the rest is told as a shortfall; tariffs do not rise for it, since that would be a way around the cap. In the worst case
//! `fees + tariffs + other revenue + shortfall = cost`, to the cent; in the others what is left is no less.
//!
//! Cents are shared out as the file `share_out.rs` describes: each pays the level by its weight, to the nearest cent, cents that fall
//! due together in the order of ISTAT codes. A higher cost in whatever case lowers nobody's fee or tariff, and the order in which members are given
//! changes nothing.
//!
//! *Source*: the centres and their small comuni are those of the CNIPA calls of 2005 and 2007; that a comune of fewer than 5,000
//! residents is small is the calls' and the law's usual step, both *unverified*. The rule for fees is divario's own.

mod document;
mod share_out;

pub use document::{FeeClass, ServiceCentre, ServiceStress};

use share_out::{Claim, level, share_out};

/// A comune that takes part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Residents.
    pub residents: u32,
    /// Lines for which it pays the tariff.
    pub lines: u32,
    /// Whether the network serves it: who is not served pays nothing for its running costs.
    pub is_served: bool,
}

/// Members of a size pay alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeClass {
    /// Residents from which a comune is in it, up to the next class; the lowest takes whoever is smaller too.
    pub from_residents: u32,
    /// Weight of its fee, in millionths.
    pub weight_micro: u64,
}

/// How the need is divided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeeTerms<'a> {
    /// Size classes, in any order.
    pub classes: &'a [SizeClass],
    /// Comuni with fewer residents than this pay no more than the cap: exactly as many is not fewer.
    pub capped_below_residents: u32,
    /// Highest fee of those, cents per year.
    pub cap_cents: u64,
    /// Share of the need that tariffs bear, in millionths, at most a million.
    pub tariff_share_micro: u64,
}

impl FeeTerms<'_> {
    fn claim(&self, member: &Member) -> Claim {
        let is_capped = member.residents < self.capped_below_residents;
        let most_cents = if is_capped { self.cap_cents } else { u64::MAX };
        let weight = if member.is_served { self.weight_micro(member.residents) } else { 0 };
        Claim { weight, most_cents }
    }

    /// Weight of a comune of this size, in millionths; 0 without classes.
    #[must_use]
    pub fn weight_micro(&self, residents: u32) -> u64 {
        let reached = self.classes.iter().filter(|class| class.from_residents <= residents);
        let class = reached.max_by_key(|class| class.from_residents);
        let lowest = || self.classes.iter().min_by_key(|class| class.from_residents);
        class.or_else(lowest).map_or(0, |class| class.weight_micro)
    }
}

/// A year as it could come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceYear {
    /// Cost to be covered, cents.
    pub cost_cents: u64,
    /// What others pay the centre, cents.
    pub other_revenue_cents: u64,
}

impl ServiceYear {
    /// What members have to cover, cents; below 0 where others pay more than all costs.
    #[must_use]
    pub fn need_cents(self) -> i128 {
        i128::from(self.cost_cents) - i128::from(self.other_revenue_cents)
    }
}

/// What a member pays in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFee {
    /// The member.
    pub member: Member,
    /// Membership fee, cents.
    pub fee_cents: u64,
    /// Whether the cap lets it pay no more than that.
    pub is_capped: bool,
    /// Tariff for all its lines, cents.
    pub tariff_cents: u64,
}

/// The books of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceFees {
    /// Members, by ISTAT code.
    pub members: Vec<MemberFee>,
    /// What they have to cover in the worst case, cents.
    pub need_cents: u64,
    /// What of this no member covers, since all are capped or of no weight, cents.
    pub shortfall_cents: u64,
    /// Fee of a member of weight 1 without a cap, cents: what others pay is this by their weight, to the nearest cent.
    pub level_cents: f64,
    /// Tariff of a line, cents; 0 without lines.
    pub tariff_cents_per_line: f64,
    /// What is left in each case, in their order, cents: 0 in the worst where nothing falls short.
    pub balance_cents: Vec<i128>,
}

impl ServiceFees {
    /// Fees of all members, cents.
    #[must_use]
    pub fn fees_cents(&self) -> u64 {
        self.members.iter().map(|one| one.fee_cents).sum()
    }

    /// Tariffs of all members, cents.
    #[must_use]
    pub fn tariffs_cents(&self) -> u64 {
        self.members.iter().map(|one| one.tariff_cents).sum()
    }
}

/// Fees and tariffs that just balance the books of the worst year.
///
/// ```
/// use divario::governance::{FeeTerms, Member, ServiceYear, SizeClass, service_fees};
/// let member = |istat: &str, residents, lines| Member { istat: istat.into(), residents, lines, is_served: true };
/// let members = [member("008001", 800, 1), member("008002", 4_999, 1), member("008003", 5_000, 2)];
/// let class = |from_residents, weight_micro| SizeClass { from_residents, weight_micro };
/// let classes = [class(0, 1_000_000), class(2_000, 2_000_000), class(5_000, 3_000_000)];
/// let terms = FeeTerms {
///     classes: &classes, capped_below_residents: 5_000, cap_cents: 150_000, tariff_share_micro: 250_000,
/// };
/// // 10,000 euro a year, of which others pay 2,000: 8,000 are needed, a quarter of it by 4 lines, 500 euro each.
/// let year = ServiceYear { cost_cents: 1_000_000, other_revenue_cents: 200_000 };
/// let books = service_fees(&members, &terms, &[year]);
/// // 6,000 euro by weights 1, 2 and 3 are 1,000, 2,000 and 3,000; the second may pay 1,500, its 500 go to first and third.
/// let fees: Vec<u64> = books.members.iter().map(|one| one.fee_cents).collect();
/// assert_eq!(fees, [112_500, 150_000, 337_500]);
/// assert_eq!(books.tariff_cents_per_line, 50_000.0);
/// assert_eq!((books.shortfall_cents, books.balance_cents), (0, vec![0]));
/// ```
#[must_use]
pub fn service_fees(members: &[Member], terms: &FeeTerms<'_>, years: &[ServiceYear]) -> ServiceFees {
    let mut members = members.to_vec();
    members.sort();
    let need_cents = needed_cents(years);
    let lines: Vec<Claim> = members.iter().map(line_claim).collect();
    let tariffs = share_out(tariff_part_cents(need_cents, terms), &lines);
    let fees_needed_cents = need_cents - tariffs.iter().sum::<u64>();
    let claims: Vec<Claim> = members.iter().map(|member| terms.claim(member)).collect();
    let fees = share_out(fees_needed_cents, &claims);
    let shortfall_cents = fees_needed_cents - fees.iter().sum::<u64>();
    let paid_cents = i128::from(need_cents - shortfall_cents);
    ServiceFees {
        need_cents,
        shortfall_cents,
        level_cents: level(&claims, &fees) * 1e6,
        tariff_cents_per_line: per_line(&tariffs, &members),
        balance_cents: years.iter().map(|year| paid_cents - year.need_cents()).collect(),
        members: paying(members, &claims, &fees, &tariffs),
    }
}

fn line_claim(member: &Member) -> Claim {
    Claim { weight: member.lines.into(), most_cents: u64::MAX }
}

fn needed_cents(years: &[ServiceYear]) -> u64 {
    let worst = years.iter().map(|year| year.need_cents()).max().unwrap_or(0);
    u64::try_from(worst.max(0)).unwrap_or(u64::MAX)
}

/// What tariffs are to bear, were there lines; rounded down.
fn tariff_part_cents(need_cents: u64, terms: &FeeTerms<'_>) -> u64 {
    let share_micro = u128::from(terms.tariff_share_micro.min(MICRO));
    (u128::from(need_cents) * share_micro / u128::from(MICRO)) as u64
}

const MICRO: u64 = 1_000_000;

fn per_line(tariffs_cents: &[u64], members: &[Member]) -> f64 {
    let lines: u64 = members.iter().map(|member| u64::from(member.lines)).sum();
    if lines == 0 { 0.0 } else { tariffs_cents.iter().sum::<u64>() as f64 / lines as f64 }
}

fn paying(members: Vec<Member>, claims: &[Claim], fees: &[u64], tariffs: &[u64]) -> Vec<MemberFee> {
    let pays = |(index, member): (usize, Member)| MemberFee {
        member,
        fee_cents: fees[index],
        is_capped: claims[index].weight > 0 && fees[index] == claims[index].most_cents,
        tariff_cents: tariffs[index],
    };
    members.into_iter().enumerate().map(pays).collect()
}

#[cfg(test)]
mod tests;
