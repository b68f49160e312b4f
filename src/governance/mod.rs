//! Governance: who owns, pays and sells, and the four guidelines, each audited by a pure function.
//!
//! | guideline | what it asks | file |
//! |---|---|---|
//! | 1 | no private monopoly, in access, feeding or spectrum | `no_monopoly.rs`, measured by `dependence.rs`; how it ends: `concession.rs` |
//! | 2 | public money stays public; local bodies share in the management | `public_money.rs`, `seats.rs` |
//! | 3 | operators compete, and accept social duties | `competition.rs` |
//! | 4 | the running network needs no public money | `balance.rs` |
//!
//! Beside them the fees of a territorial service centre of the comuni are worked out (`service_centre`).
//!
//! The guidelines are those that the provinces set for a public network; every number in them is a
//! threshold of the scenario ([`Rules`]). An audit takes plain numbers and names, knows no map and no file, and
//! answers with a [`Verdict`]: measure, value, limit, and a text that can be read aloud, in English and Italian.
//!
//! A value is held against its limit after rounding to the digits in which it is reported (money to cents,
//! ratios to six decimals), so that a verdict never contradicts the numbers beside it. A value equal to its
//! limit keeps the guideline.

mod balance;
mod competition;
mod concession;
mod dependence;
mod document;
mod funds;
mod no_monopoly;
mod public_money;
mod seats;
mod service_centre;
mod spectrum;
mod verdict;
mod wholesale;
mod words;

pub use balance::{BalanceCase, Operation, audit_balance};
pub use competition::{Competition, ServingSite, audit_competition};
pub use concession::{Concession, Reversion, years_of_end};
pub use dependence::{
    Captivity, Concentration, CoveredPoint, Dependence, captivities, concentrations, worst_captivity,
    worst_concentration,
};
pub use document::{Fund, Governance, ManagingBody, Operator, Owner, OwnerKind, Rules};
pub use funds::{Claim, Purpose};
pub use no_monopoly::{Monopoly, audit_monopoly, captives_beyond, monopoly_by_spectrum};
pub use public_money::{PublicMoney, audit_public_money, local_member_count, management_fault};
pub use seats::{Seats, SmallSeats, seats_fault};
pub use service_centre::{
    FeeClass, FeeTerms, Member, MemberFee, ServiceCentre, ServiceFees, ServiceStress, ServiceYear, SizeClass,
    service_fees,
};
pub use spectrum::{CoverageDuty, DutyComune, Spectrum};
pub use verdict::Verdict;
pub use wholesale::{AnchorFee, Stresses, TowerLoss, Wholesale};
pub use words::{Said, euro};
pub(crate) use words::{
    amount, counted, listed, number, percent, price_that_does, ratio_that_does, round_amount, said, share,
    thousands,
};
