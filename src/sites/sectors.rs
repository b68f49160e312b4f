//! The sectors of a site: where each looks, how far down, with what power.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::radio::antenna::{GainTable, Pattern};
use crate::scenario::{BaseStation, SectorLayout};

/// A sector of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Sector {
    /// Azimuth of its boresight, degrees clockwise from the north of the map's grid, 0 to 360.
    pub azimuth_deg: f64,
    /// Mechanical tilt, degrees downwards.
    pub tilt_deg: f64,
    /// Transmitter power, dBm.
    pub tx_power_dbm: f64,
    /// It serves all around: azimuth and tilt say nothing.
    pub all_around: bool,
    /// Channel that the scenario gives it, from 1.
    pub channel: Option<u32>,
    /// Gain of its antenna, tilted, by azimuth off boresight and elevation; sectors share one.
    pub gains: Arc<GainTable>,
}

impl Sector {
    /// A sector that serves all around with the same gain (dBi) and a power (dBm).
    #[must_use]
    pub fn omni(gain_dbi: f64, tx_power_dbm: f64) -> Self {
        let gains = Arc::new(GainTable::new(&Pattern::Isotropic { gain_dbi }, 0.0));
        Self { azimuth_deg: 0.0, tilt_deg: 0.0, tx_power_dbm, all_around: true, channel: None, gains }
    }

    /// Gain in a direction, dBi: azimuth in degrees from the north of the map's grid, elevation in degrees.
    #[must_use]
    #[inline]
    pub fn gain_dbi(&self, azimuth_deg: f64, elevation_deg: f64) -> f64 {
        self.gains.gain_dbi(azimuth_deg - self.azimuth_deg, elevation_deg)
    }
}

/// Makes sectors, and one table of gains for each tilt.
#[derive(Debug)]
pub struct SectorMaker<'a> {
    base_station: &'a BaseStation,
    pattern: &'a Pattern,
    by_tilt: BTreeMap<u64, Arc<GainTable>>,
}

impl<'a> SectorMaker<'a> {
    /// For sites with this equipment.
    #[must_use]
    pub fn new(base_station: &'a BaseStation, pattern: &'a Pattern) -> Self {
        Self { base_station, pattern, by_tilt: BTreeMap::new() }
    }

    /// The sectors of a site; `layout` is its own, if it has one. The grid's azimuth of true north is added to theirs.
    /// Those that look towards demand stand at equal angles until that is known.
    pub fn sectors(&mut self, layout: Option<&SectorLayout>, true_north_deg: f64) -> Vec<Sector> {
        let base_station = self.base_station;
        match layout.unwrap_or(&base_station.layout) {
            SectorLayout::Omni {} => vec![Sector { all_around: true, ..self.sector(0.0, 0.0) }],
            SectorLayout::Regular { count, first_azimuth_deg, tilt_deg } => {
                self.around(*count, first_azimuth_deg + true_north_deg, *tilt_deg)
            }
            SectorLayout::TowardsDemand { count, tilt_deg } => self.around(*count, 0.0, *tilt_deg),
            SectorLayout::Given { sectors } => sectors
                .iter()
                .map(|given| {
                    let sector = self.sector(given.azimuth_deg + true_north_deg, given.tilt_deg);
                    let tx_power_dbm = given.tx_power_dbm.unwrap_or(sector.tx_power_dbm);
                    Sector { tx_power_dbm, channel: given.channel, ..sector }
                })
                .collect(),
        }
    }

    /// Whether a site's sectors look towards demand; `layout` is its own, if it has one.
    #[must_use]
    pub fn looks_towards_demand(&self, layout: Option<&SectorLayout>) -> bool {
        matches!(layout.unwrap_or(&self.base_station.layout), SectorLayout::TowardsDemand { .. })
    }

    fn around(&mut self, count: u32, first_azimuth_deg: f64, tilt_deg: f64) -> Vec<Sector> {
        let step_deg = 360.0 / f64::from(count);
        (0..count)
            .map(|index| self.sector(first_azimuth_deg + f64::from(index) * step_deg, tilt_deg))
            .collect()
    }

    fn sector(&mut self, azimuth_deg: f64, tilt_deg: f64) -> Sector {
        let table = || Arc::new(GainTable::new(self.pattern, tilt_deg));
        let gains = Arc::clone(self.by_tilt.entry(tilt_deg.to_bits()).or_insert_with(table));
        Sector {
            azimuth_deg: azimuth_deg.rem_euclid(360.0),
            tilt_deg,
            tx_power_dbm: self.base_station.station.tx_power_dbm,
            all_around: false,
            channel: None,
            gains,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::radio::antenna::SectorPattern;

    const PANEL: Pattern = Pattern::Sector(SectorPattern {
        gain_dbi: 16.0,
        horizontal_beamwidth_deg: 65.0,
        vertical_beamwidth_deg: 8.0,
        front_to_back_db: 28.0,
        side_lobe_db: 20.0,
        electrical_tilt_deg: 0.0,
    });

    fn base_station(layout: &str) -> BaseStation {
        let text = format!(
            r#"{{"station": {{"tx_power_dbm": 35, "feeder_loss_db": 1, "noise_figure_db": 5}},
                "antenna": {{"isotropic": {{"gain_dbi": 0}}}}, "layout": {layout}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn azimuths(sectors: &[Sector]) -> Vec<f64> {
        sectors.iter().map(|sector| sector.azimuth_deg).collect()
    }

    #[test]
    fn regular_sectors_stand_at_equal_angles_from_true_north() {
        let base = base_station(r#"{"regular": {"count": 4, "first_azimuth_deg": 350, "tilt_deg": 2}}"#);
        let sectors = SectorMaker::new(&base, &PANEL).sectors(None, 1.5);
        assert_eq!(azimuths(&sectors), [351.5, 81.5, 171.5, 261.5]);
        assert!(sectors.iter().all(|sector| Arc::ptr_eq(&sector.gains, &sectors[0].gains)));
        assert_eq!(sectors[1].gain_dbi(81.5, -2.0), 16.0);
        assert!(sectors[1].gain_dbi(261.5, 0.0) < -8.0);
    }

    #[test]
    fn a_site_may_have_a_layout_of_its_own() {
        let base = base_station(r#"{"omni": {}}"#);
        let own: SectorLayout = serde_json::from_str(
            r#"{"given": {"sectors": [{"azimuth_deg": 10, "tilt_deg": 0, "tx_power_dbm": 30, "channel": 2},
                {"azimuth_deg": 200, "tilt_deg": 3}]}}"#,
        )
        .unwrap();
        let mut maker = SectorMaker::new(&base, &PANEL);
        let sectors = maker.sectors(Some(&own), -1.0);
        assert_eq!(azimuths(&sectors), [9.0, 199.0]);
        assert_eq!((sectors[0].tx_power_dbm, sectors[0].channel), (30.0, Some(2)));
        assert_eq!((sectors[1].tx_power_dbm, sectors[1].channel), (35.0, None));
        assert_eq!(azimuths(&maker.sectors(None, 5.0)), [0.0], "all around there is no azimuth");
    }
}
