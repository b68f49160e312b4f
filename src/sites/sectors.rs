//! The sectors of a site: where each looks, how far down, with what power.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Antennas;
use crate::radio::antenna::{GainTable, Pattern};
use crate::scenario::{Antenna, BaseStation, SectorLayout};

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
    /// Gain in the middle of its beam, dBi.
    pub peak_gain_dbi: f64,
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
        Self {
            azimuth_deg: 0.0,
            tilt_deg: 0.0,
            tx_power_dbm,
            all_around: true,
            peak_gain_dbi: gain_dbi,
            channel: None,
            gains,
        }
    }

    /// Gain in a direction, dBi: azimuth in degrees from the north of the map's grid, elevation in degrees.
    #[must_use]
    #[inline]
    pub fn gain_dbi(&self, azimuth_deg: f64, elevation_deg: f64) -> f64 {
        self.gains.gain_dbi(azimuth_deg - self.azimuth_deg, elevation_deg)
    }
}

/// What a site has of its own, where that is not what the base station has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Own<'a> {
    /// Where its sectors look.
    pub layout: Option<&'a SectorLayout>,
    /// Their antenna.
    pub antenna: Option<&'a Antenna>,
}

/// Makes sectors, and one table of gains for each antenna and tilt.
#[derive(Debug)]
pub struct SectorMaker<'a> {
    base_station: &'a BaseStation,
    antennas: &'a Antennas,
    /// By the antenna's place among the sites' own (none: the base station's), and the bits of the tilt.
    tables: BTreeMap<(Option<usize>, u64), Arc<GainTable>>,
}

/// An antenna, and its place among the sites' own.
type Mounted<'a> = (Option<usize>, &'a Pattern);

impl<'a> SectorMaker<'a> {
    /// For sites with this equipment.
    #[must_use]
    pub fn new(base_station: &'a BaseStation, antennas: &'a Antennas) -> Self {
        Self { base_station, antennas, tables: BTreeMap::new() }
    }

    /// The sectors of a site with what it has of its own. The grid's azimuth of true north is added to theirs. Those that look
    /// towards demand stand at equal angles until that is known.
    pub fn sectors(&mut self, own: Own, true_north_deg: f64) -> Vec<Sector> {
        let base_station = self.base_station;
        let mounted = self.antennas.mounted(own.antenna);
        match own.layout.unwrap_or(&base_station.layout) {
            SectorLayout::Omni {} => vec![Sector { all_around: true, ..self.sector(mounted, 0.0, 0.0) }],
            SectorLayout::Regular { count, first_azimuth_deg, tilt_deg } => {
                self.around(mounted, *count, first_azimuth_deg + true_north_deg, *tilt_deg)
            }
            SectorLayout::TowardsDemand { count, tilt_deg } => self.around(mounted, *count, 0.0, *tilt_deg),
            SectorLayout::Given { sectors } => sectors
                .iter()
                .map(|given| {
                    let sector = self.sector(mounted, given.azimuth_deg + true_north_deg, given.tilt_deg);
                    let tx_power_dbm = given.tx_power_dbm.unwrap_or(sector.tx_power_dbm);
                    Sector { tx_power_dbm, channel: given.channel, ..sector }
                })
                .collect(),
        }
    }

    /// Whether the sectors of a site with this of its own look towards demand.
    #[must_use]
    pub fn looks_towards_demand(&self, own: Own) -> bool {
        matches!(own.layout.unwrap_or(&self.base_station.layout), SectorLayout::TowardsDemand { .. })
    }

    fn around(&mut self, mounted: Mounted, count: u32, first_azimuth_deg: f64, tilt_deg: f64) -> Vec<Sector> {
        let step_deg = 360.0 / f64::from(count);
        (0..count)
            .map(|index| self.sector(mounted, first_azimuth_deg + f64::from(index) * step_deg, tilt_deg))
            .collect()
    }

    fn sector(&mut self, (place, pattern): Mounted, azimuth_deg: f64, tilt_deg: f64) -> Sector {
        let table = || Arc::new(GainTable::new(pattern, tilt_deg));
        let gains = Arc::clone(self.tables.entry((place, tilt_deg.to_bits())).or_insert_with(table));
        Sector {
            azimuth_deg: azimuth_deg.rem_euclid(360.0),
            tilt_deg,
            tx_power_dbm: self.base_station.station.tx_power_dbm,
            all_around: false,
            peak_gain_dbi: pattern.peak_gain_dbi(),
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

    fn antennas() -> Antennas {
        let pole: Antenna = serde_json::from_value(pole()).unwrap();
        let own = vec![(pole, Pattern::Isotropic { gain_dbi: 9.0 })];
        Antennas { base_station: PANEL, own, cpe: PANEL }
    }

    fn pole() -> serde_json::Value {
        serde_json::json!({"omni": {"gain_dbi": 9, "vertical_beamwidth_deg": 9, "side_lobe_db": 15, "electrical_tilt_deg": 0}})
    }

    fn azimuths(sectors: &[Sector]) -> Vec<f64> {
        sectors.iter().map(|sector| sector.azimuth_deg).collect()
    }

    #[test]
    fn regular_sectors_stand_at_equal_angles_from_true_north() {
        let base = base_station(r#"{"regular": {"count": 4, "first_azimuth_deg": 350, "tilt_deg": 2}}"#);
        let sectors = SectorMaker::new(&base, &antennas()).sectors(Own::default(), 1.5);
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
        let antennas = antennas();
        let mut maker = SectorMaker::new(&base, &antennas);
        let sectors = maker.sectors(Own { layout: Some(&own), antenna: None }, -1.0);
        assert_eq!(azimuths(&sectors), [9.0, 199.0]);
        assert_eq!((sectors[0].tx_power_dbm, sectors[0].channel), (30.0, Some(2)));
        assert_eq!((sectors[1].tx_power_dbm, sectors[1].channel), (35.0, None));
        assert_eq!(azimuths(&maker.sectors(Own::default(), 5.0)), [0.0], "all around there is no azimuth");
    }

    #[test]
    fn a_site_may_have_an_antenna_of_its_own() {
        let base = base_station(r#"{"regular": {"count": 3, "first_azimuth_deg": 0, "tilt_deg": 0}}"#);
        let (antennas, pole) = (antennas(), serde_json::from_value(pole()).unwrap());
        let mut maker = SectorMaker::new(&base, &antennas);
        let own = Own { layout: Some(&SectorLayout::Omni {}), antenna: Some(&pole) };
        assert_eq!(maker.sectors(own, 0.0).iter().map(|one| one.peak_gain_dbi).collect::<Vec<_>>(), [9.0]);
        assert_eq!(maker.sectors(Own::default(), 0.0)[2].peak_gain_dbi, 16.0);
    }
}
