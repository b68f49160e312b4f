//! LTE and 5G NR as fixed wireless access, by the attenuated Shannon bound of 3GPP TR 36.942 (annex A).
//!
//! The numbers lie in `data/radio/lte_fixed_wireless.json` and `nr_fixed_wireless.json`:
//!
//! ```text
//! efficiency = α · log2(1 + SNR), none below SNR_min, at most the cap         bit/s/Hz
//! raw rate   = efficiency · resource blocks · width of a block
//! net rate   = raw rate · share of the direction (TDD) · (1 − overhead)
//! ```
//!
//! The bound is taken in the steps of the channel quality indicator, whose names the schemes bear: a step holds from the
//! signal-to-noise ratio on at which the bound reaches it. Implementation losses are in α.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::{Channel, ChannelError, Scheme};
use super::rows::{Band, Number, row_of, sourced};

/// What can be chosen of a cellular technology.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cellular {
    /// Share of the time for the downlink, in TDD; left out: FDD, in which each direction has a channel of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.1, max = 0.9))]
    pub tdd_downlink_ratio: Option<f64>,
}

static LTE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/radio/lte_fixed_wireless.json"))
        .expect("the embedded table is read by every test of this file")
});

static NR: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/radio/nr_fixed_wireless.json"))
        .expect("the embedded table is read by every test of this file")
});

#[derive(Debug, Deserialize)]
struct Table {
    bands: Vec<Band>,
    uplink_power_control_range_db: Number,
    resource_block_khz: Number,
    channels: Vec<ChannelRow>,
    downlink: Bound,
    uplink: Bound,
    downlink_overhead_ratio: Number,
    uplink_overhead_ratio: Number,
    efficiencies: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct ChannelRow {
    width_khz: u64,
    resource_blocks: f64,
}

/// The attenuated Shannon bound of a direction.
#[derive(Debug, Deserialize)]
struct Bound {
    attenuation_ratio: f64,
    efficiency_max_bit_per_s_per_hz: f64,
    snr_min_db: f64,
    source: String,
    evidence: String,
}

#[derive(Debug, Deserialize)]
struct Step {
    name: String,
    bit_per_s_per_hz: f64,
}

pub(super) fn lte_bands() -> &'static [Band] {
    &LTE.bands
}

pub(super) fn nr_bands() -> &'static [Band] {
    &NR.bands
}

pub(super) fn lte(
    settings: &Cellular,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    channel(&LTE, settings, channel_mhz, overhead_ratio)
}

pub(super) fn nr(
    settings: &Cellular,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    channel(&NR, settings, channel_mhz, overhead_ratio)
}

fn channel(
    table: &Table,
    settings: &Cellular,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    let width = row_of(&table.channels, |row| row.width_khz, channel_mhz)?;
    let occupied_mhz = width.resource_blocks * table.resource_block_khz.value / 1_000.0;
    let [downlink_ratio, uplink_ratio] =
        settings.tdd_downlink_ratio.map_or([1.0, 1.0], |ratio| [ratio, 1.0 - ratio]);
    let direction = |bound: &Bound, time_ratio: f64, overhead: Number| {
        let kept_ratio = time_ratio * (1.0 - overhead_ratio.unwrap_or(overhead.value));
        bound.schemes(&table.efficiencies, occupied_mhz, kept_ratio)
    };
    Ok(Channel {
        noise_bandwidth_mhz: occupied_mhz,
        uplink_power_control_range_db: table.uplink_power_control_range_db.value,
        downlink: direction(&table.downlink, downlink_ratio, table.downlink_overhead_ratio),
        uplink: direction(&table.uplink, uplink_ratio, table.uplink_overhead_ratio),
    })
}

impl Bound {
    /// The steps that the bound reaches, in a bandwidth (MHz) of which a share is kept for data.
    fn schemes(&self, steps: &[Step], occupied_mhz: f64, kept_ratio: f64) -> Vec<Scheme> {
        let reached =
            steps.iter().filter(|step| step.bit_per_s_per_hz <= self.efficiency_max_bit_per_s_per_hz);
        let scheme = |step: &Step| {
            let phy_rate_mbps = step.bit_per_s_per_hz * occupied_mhz;
            Scheme {
                name: step.name.clone(),
                phy_rate_mbps,
                net_rate_mbps: phy_rate_mbps * kept_ratio,
                snr_db: self.snr_db(step.bit_per_s_per_hz),
                source: sourced(&self.source, &self.evidence),
            }
        };
        reached.map(scheme).filter(|scheme| scheme.snr_db >= self.snr_min_db).collect()
    }

    /// Signal-to-noise ratio at which the bound reaches an efficiency (bit/s/Hz), dB.
    fn snr_db(&self, efficiency: f64) -> f64 {
        10.0 * ((efficiency / self.attenuation_ratio).exp2() - 1.0).log10()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_worked_by_hand() {
        // α = 0.6, 2.4063 bit/s/Hz: 2^4.0105 - 1 = 15.1170, 11.795 dB. 20 MHz: 18 MHz occupied, 43.313 Mbit/s raw,
        // three quarters of it net
        let channel = lte(&Cellular { tdd_downlink_ratio: None }, 20.0, None).unwrap();
        let step = channel.downlink.iter().find(|scheme| scheme.name == "CQI 9").unwrap();
        assert!((step.snr_db - 11.795).abs() < 0.001, "{}", step.snr_db);
        assert!((step.phy_rate_mbps - 43.3134).abs() < 1e-9);
        assert!((step.net_rate_mbps - 32.485_05).abs() < 1e-9);
        assert_eq!(channel.noise_bandwidth_mhz, 18.0);
    }

    #[test]
    fn the_cap_and_the_floor_cut_the_steps() {
        let channel = lte(&Cellular { tdd_downlink_ratio: None }, 10.0, None).unwrap();
        let names = |schemes: &[Scheme]| {
            [schemes.first(), schemes.last()].map(|scheme| scheme.map(|scheme| scheme.name.clone()).unwrap())
        };
        // 4.4 bit/s/Hz lie between CQI 12 and 13, 2.0 between 8 and 9; CQI 1 needs -7.2 and -5.2 dB
        assert_eq!(names(&channel.downlink), ["CQI 1", "CQI 12"]);
        assert_eq!(names(&channel.uplink), ["CQI 1", "CQI 8"]);
    }

    #[test]
    fn a_tdd_network_shares_its_time() {
        let [fdd, tdd] = [None, Some(0.75)]
            .map(|tdd_downlink_ratio| nr(&Cellular { tdd_downlink_ratio }, 40.0, None).unwrap());
        assert!((tdd.downlink[3].net_rate_mbps - 0.75 * fdd.downlink[3].net_rate_mbps).abs() < 1e-9);
        assert!((tdd.uplink[3].net_rate_mbps - 0.25 * fdd.uplink[3].net_rate_mbps).abs() < 1e-9);
        assert!((fdd.noise_bandwidth_mhz - 38.16).abs() < 1e-9);
    }
}
