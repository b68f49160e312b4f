//! `certificate.json`, as it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::packed::Packed;
use super::refusal::Refusal;

/// What the first field of every certificate says.
pub const FORMAT: &str = "divario certificate 3";

/// A plan in whole numbers with the proof that none serves much more: what `divario verify` checks. Packed lists are whole numbers
/// in LEB128, then base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// `divario certificate 3`.
    pub format: String,
    /// The scenario that was planned.
    pub scenario: ScenarioFile,
    /// Every other file read, in order of path as the scenario names it.
    pub inputs: Vec<InputHash>,
    /// SHA-256 of `plan.json` without its lines of `threads` and `wall_s`, hexadecimal.
    pub plan_sha256: String,
    /// What was to be decided.
    pub question: WrittenQuestion,
    /// SHA-256 of `question` as compact JSON, keys in their order, hexadecimal.
    pub question_sha256: String,
    /// What was decided.
    pub answer: WrittenAnswer,
    /// What is claimed of it.
    pub claim: Claim,
    /// Inequalities that every plan keeps.
    pub rows: Vec<WrittenRow>,
    /// The cases in prefix order: each split is followed by all of the case without its site, then all of that with it.
    pub cases: Vec<WrittenCase>,
    /// The same for what is kept of the promises; empty where nothing is promised.
    pub kept_cases: Vec<WrittenCase>,
    /// SHA-256 of the list of `answer`, `claim`, `rows`, `cases` and `kept_cases` as compact JSON, keys in their order, hexadecimal.
    pub proof_sha256: String,
}

/// The scenario file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// The scenario's name.
    pub name: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InputHash {
    /// Path as the scenario names it.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// The question in whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuestion {
    /// Capital that may be spent, cents.
    pub budget_cents: i64,
    /// Time that each sector has in each direction, µs of each second.
    pub sector_time_us: u32,
    /// Groups of places (comuni), by name.
    pub groups: Vec<String>,
    /// Households promised to each group, millionths; empty where nothing is promised.
    pub promised_micro: Vec<i64>,
    /// What every plan keeps besides.
    pub rules: Vec<WrittenRule>,
    /// Sets of sites (by rising index) of which a plan opens one at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Vec<u32>>,
    /// Private owners of whom no more than a share of each group may be captive; left out where that is not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captors: Vec<WrittenCaptor>,
    /// Sites that a plan may use, by id.
    pub sites: Vec<WrittenSite>,
    /// Places that some sector could serve.
    pub places: WrittenPlaces,
}

/// What is there in every plan, what a served household adds, and what sites that work add, are 0 or more together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenRule {
    /// Its name.
    pub name: String,
    /// What is there in every plan, millionths of a euro.
    pub constant_micro_eur: i64,
    /// What a served household adds, millionths of a euro.
    pub household_micro_eur: i64,
    /// Sites (by rising index) that add something where they work, with how much, millionths of a euro.
    pub sites_micro_eur: Vec<(u32, i64)>,
}

/// A private owner: of each group's served households no more than a share may depend on it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCaptor {
    /// Its name.
    pub name: String,
    /// Its sites, by rising index.
    pub sites: Vec<u32>,
    /// Sites, by rising index, with a possible link to a fibre point of presence that is not the owner's.
    pub fed_by_others: Vec<u32>,
    /// The share, millionths.
    pub max_ratio_micro: i64,
    /// Households beside it, for what rounding adds, millionths.
    pub spare_micro: i64,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenSite {
    /// Stable id.
    pub id: String,
    /// Capital cost with the cheapest link that could feed it, cents.
    pub capex_cents: i64,
    /// In every plan (existing or committed).
    pub fixed_open: bool,
    /// A link to a fibre point of presence is possible.
    pub fed_by_pop: bool,
    /// Number of its sectors; sectors are counted through from 0, site by site.
    pub sectors: u32,
    /// Sites (by index from 0) with which a link is possible.
    pub neighbours: Vec<u32>,
}

/// The places, quantity by quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenPlaces {
    /// Stable ids.
    pub ids: Vec<String>,
    /// What serving each is worth, millionths; packed.
    pub weights_micro: Packed,
    /// Households in each, millionths; packed.
    pub households_micro: Packed,
    /// The group of each, by index from 0; packed.
    pub groups: Packed,
    /// How many sectors could serve each; packed.
    pub offer_counts: Packed,
    /// Three numbers for each such sector: its index less that of the place's sector before it, and what the place would take of
    /// its time, downlink and uplink, µs of each second; packed.
    pub offers: Packed,
    /// The places that need two chains, by index from 0, each less that of the one before it; packed. Left out where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_chains: Option<Packed>,
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenAnswer {
    /// Open sites, by rising index.
    pub open: Vec<u32>,
    /// For each place 0, or 1 more than the index of the sector that serves it; packed.
    pub served_by: Packed,
    /// What the links cost to build beyond what the open sites hold for them, cents.
    pub links_extra_cents: i64,
    /// For each rule what they take from it beyond what its sites hold for them, millionths of a euro; left out where that is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules_extra_micro_eur: Vec<i64>,
}

/// What is claimed of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Weight that it serves, millionths.
    pub value_micro: i64,
    /// Money that it spends on sites and links, cents.
    pub spent_cents: i64,
    /// No plan that keeps as much of the promises serves more weight than this, millionths.
    pub bound_micro: i64,
    /// Households that it serves of those promised, millionths.
    pub kept_micro: i64,
    /// No plan serves more of those promised than this, millionths.
    pub kept_bound_micro: i64,
}

/// An inequality that every plan keeps, by what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WrittenRow {
    /// C3: what is open costs no more than the budget.
    Budget {},
    /// C3 and C4: a site does not work where no affordable chain feeds it.
    OutOfReach {},
    /// C4: a site works only where a site of a separator does.
    Feeding {
        /// Index of the site.
        site: u32,
        /// Indices of the sites that cut it off from the fibre, rising.
        separator: Vec<u32>,
    },
    /// C1, C5 and C10: what groups are served is bounded by prices.
    Value {
        /// Indices of the groups, rising.
        groups: Vec<u32>,
        /// What counts of a place.
        counted: WrittenCounted,
        /// The price of each place of these groups, millionths; packed.
        prices: Packed,
        /// Three numbers for each sector whose time has a price: its index less that of the one before it, and the price of its
        /// time, downlink and uplink, millionths per µs; packed.
        times: Packed,
        /// For each place that needs two chains and whose price those do not take that could serve it: its index in the question less
        /// that of the one before it, 0 or 1 more than the index of the site that is lost, how many sites take its price, and these, each
        /// less the one before it; packed. Left out where there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        separators: Option<Packed>,
        /// C9: prices of captives, by rising group; left out where there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        captives: Vec<WrittenCaptives>,
    },
    /// C6: what is kept of the promises is no more than what these groups are served and the others were promised.
    Promises {
        /// Indices of the groups, rising.
        groups: Vec<u32>,
    },
    /// C7: the rule of this index.
    Rule(u32),
    /// C8: of the set of this index one site works at most.
    Alternatives(u32),
}

/// Prices of the captives that a private owner has in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCaptives {
    /// Index of the group.
    pub group: u32,
    /// Index of the owner.
    pub captor: u32,
    /// How much less a captive household counts, millionths for each millionth of it.
    pub price_micro: i64,
    /// The discount of each place of the group, millionths; packed.
    pub discounts: Packed,
}

/// What counts of a place that is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WrittenCounted {
    /// Its weight.
    Weight {},
    /// Its weight and its households, for each group so many millionths times; packed.
    Both(Packed),
    /// Its households, for each group so many millionths times; packed.
    Households(Packed),
}

/// A split into two cases, or a case with what proves its bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WrittenCase {
    /// Plans in which the site of this index does not work, then those in which it does.
    Split(u32),
    /// Two numbers for each row that is summed: its index less that of the one before it, and how often it counts, thousand-millionths;
    /// packed.
    Sum(Packed),
}

/// Only this, so that another format is named as such and not by the first field that differs.
#[derive(Deserialize)]
struct Head {
    format: String,
}

impl Certificate {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// What is no certificate of this format.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let refused = |error: serde_json::Error| {
            Refusal::of("certificate.json", error, "the fields that `divario schema certificate` describes")
        };
        check_format(&serde_json::from_slice::<Head>(bytes).map_err(refused)?.format)?;
        serde_json::from_slice(bytes).map_err(refused)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        indented(self)
    }

    /// What `proof_sha256` must be.
    #[must_use]
    pub fn hash_of_proof(&self) -> String {
        hash_of(&(&self.answer, self.claim, &self.rows, &self.cases, &self.kept_cases))
    }
}

impl WrittenQuestion {
    /// What `question_sha256` must be.
    #[must_use]
    pub fn hash(&self) -> String {
        hash_of(self)
    }
}

/// Refuses every format but ours.
pub(super) fn check_format(format: &str) -> Result<(), Refusal> {
    Refusal::unless_equal("certificate.json, format", format, FORMAT)
}

const PLAIN: &str = "text and whole numbers can always be written";

fn indented(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).expect(PLAIN);
    bytes.push(b'\n');
    bytes
}

fn hash_of(part: &impl Serialize) -> String {
    hexadecimal(&Sha256::digest(serde_json::to_vec(part).expect(PLAIN)))
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
