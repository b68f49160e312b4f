//! A small world for tests: two comuni, five points, six sites, one point of presence.
//!
//! ```text
//!            point 0      1       2        3         4
//! comune     Triora     Pigna   Pigna   Triora     Pigna       Triora: 5,000 residents, Pigna: 4,999
//! households   100        50      30       20        10
//! unserved      40        50      30       20        10
//! a open       −70                                             candidate mast of the province
//! b open       −75                                             existing roof of Triora, fed by a
//! c open                 −70                                   committed mast of Torri S.p.A. (private)
//! d                              −80                           candidate mast, can be fed
//! e                                       −80                  candidate mast, cannot be fed
//! f                                                 −60        forbidden
//! ```

use std::collections::BTreeMap;

use ndarray::Array2;

use super::{CoverageAlone, Fix, InputFile, Leeway, Plan, RuledOut, Stages, Tries, assemble};
use crate::backhaul::{Carried, Link, LinkTier, Node};
use crate::coverage::{Access, Matrix, Network, NetworkSector, PlaceService, Reach, Reception};
use crate::demand::{Anchor, Comune, Demand, HouseholdPoint};
use crate::optimise::Extension;
use crate::radio::Ratios;
use crate::scenario::{Scenario, SiteTerms, Status};
use crate::sites::{Antennas, Sector, Site};
use crate::terrain::{Grid, LayerUse, Terrain};
use crate::units::{LonLat, Projected};

const SCENARIO: &str = include_str!("world.json");
const HERE: LonLat = LonLat { lon_deg: 7.7, lat_deg: 44.0 };
const ORIGIN: Projected = Projected { east_m: 0.0, north_m: 0.0 };

/// Everything a plan is assembled from, to be changed by a test.
#[derive(Debug)]
pub(super) struct World {
    pub(super) scenario: Scenario,
    pub(super) terrain: Terrain,
    pub(super) demand: Demand,
    pub(super) sites: Vec<Site>,
    pub(super) coverage: Matrix,
    pub(super) feedable: Vec<bool>,
    pub(super) open: Vec<bool>,
    pub(super) links: Vec<Link>,
    pub(super) extensions: Vec<Option<Extension>>,
    pub(super) leeway: Leeway,
    /// Faster links that serve somebody.
    pub(super) upgrades: Vec<Fix>,
    pub(super) objective: f64,
    /// For each site: the comune where it stands.
    pub(super) site_comuni: [Option<usize>; 6],
    /// For each site: why no plan may build it.
    pub(super) ruled_out: [Option<RuledOut>; 6],
    /// For each point: captive in every plan.
    pub(super) captive: [bool; 5],
    /// For each comune: households promised.
    pub(super) promised: Vec<f64>,
    /// Points for which no sector has time, and points that are disturbed.
    pub(super) turned_away: Vec<usize>,
    pub(super) disturbed: Vec<usize>,
    /// For each site: the link into it needs its dearer tier.
    pub(super) busy_links: [bool; 6],
    /// Points that some link has no room for.
    pub(super) behind_full_links: Vec<usize>,
}

impl World {
    /// The world above, its plan being a, b and c.
    pub(super) fn three_sites() -> Self {
        let mut world = Self {
            scenario: serde_json::from_str(SCENARIO).unwrap(),
            terrain: flat(),
            demand: demand(),
            sites: sites(),
            coverage: nothing_covered(),
            feedable: vec![true, true, true, true, false, false],
            site_comuni: [None; 6],
            ruled_out: [None; 6],
            captive: [false; 5],
            promised: Vec::new(),
            open: vec![true, true, true, false, false, false],
            links: Vec::new(),
            extensions: vec![None; 6],
            leeway: Leeway::default(),
            upgrades: Vec::new(),
            objective: 260.0,
            turned_away: Vec::new(),
            disturbed: Vec::new(),
            busy_links: [false; 6],
            behind_full_links: Vec::new(),
        };
        world.cover("a", 0, -70.0).cover("b", 0, -75.0).cover("c", 1, -70.0);
        world.cover("d", 2, -80.0).cover("e", 3, -80.0).cover("f", 4, -60.0);
        world.feed(Node::Pop(0), "a").feed(Node::Site(0), "b").feed(Node::Pop(0), "c");
        world.extend("d", 25_000.0, &["d"]);
        world
    }

    /// Lets a site cover a point at a received level, dBm; replaces what it did there.
    pub(super) fn cover(&mut self, site: &str, point: u32, rx_level_dbm: f32) -> &mut Self {
        let covered = &mut self.coverage.covered[index(site)];
        covered.retain(|(covered, _)| *covered != point);
        covered.push((point, reach(rx_level_dbm)));
        covered.sort_by_key(|(point, _)| *point);
        self
    }

    /// What it would cost to have a site work too.
    pub(super) fn extend(&mut self, site: &str, capex_eur: f64, built: &[&str]) -> &mut Self {
        let sites = built.iter().map(|id| index(id)).collect();
        self.extensions[index(site)] = Some(Extension { capex_eur, sites });
        self
    }

    /// Names the strongest usable site at a point.
    pub(super) fn best(&mut self, point: usize, site: &str, rx_level_dbm: f32) -> &mut Self {
        self.coverage.best[point] = Some((index(site) as u32, reach(rx_level_dbm)));
        self
    }

    /// Feeds a site from a node, and from no other.
    pub(super) fn feed(&mut self, from: Node, site: &str) -> &mut Self {
        let to = Node::Site(index(site));
        self.links.retain(|link| link.to != to);
        self.links.push(Link {
            from,
            to,
            band: 0,
            band_ghz: 18.0,
            length_km: 7.5,
            rx_level_dbm: -40.0,
            tiers: vec![
                LinkTier { capacity_mbps: 100.0, margin_db: 30.0, availability_percent: 99.995 },
                LinkTier { capacity_mbps: 200.0, margin_db: 24.0, availability_percent: 99.991 },
            ],
            clearance_m: 12.0,
        });
        self
    }

    /// A site, to be changed.
    pub(super) fn site_mut(&mut self, id: &str) -> &mut Site {
        &mut self.sites[index(id)]
    }

    /// One sector a site that is open, fed and no relay; each point with the strongest of those that cover it.
    fn network(&self) -> Network {
        let works = |site: usize| self.open[site] && self.is_fed(site) && self.sites[site].serves();
        let sites: Vec<usize> = (0..self.sites.len()).filter(|site| works(*site)).collect();
        let sector = |site: &usize| NetworkSector {
            site: *site,
            number: 0,
            channel: 1,
            activity_ratio: [0.1, 0.05],
            uplink_noise_rise_db: 0.0,
            load_ratio: [0.1, 0.05],
            offered_load_ratio: [0.1, 0.05],
            households_served: 0.0,
            households_turned_away: 0.0,
        };
        Network {
            sectors: sites.iter().map(sector).collect(),
            points: (0..self.demand.points.len())
                .map(|point| self.place(&sites, &self.coverage.covered, point))
                .collect(),
            anchors: (0..self.demand.anchors.len())
                .map(|anchor| self.place(&sites, &self.coverage.anchors, anchor))
                .collect(),
        }
    }

    /// Every link with its lowest tier and 20 Mbit/s, or the dearer one and 120.
    fn carried(&self) -> Vec<Option<Carried>> {
        let mut carried = vec![None; self.sites.len()];
        for link in &self.links {
            if let Node::Site(site) = link.to {
                let (tier, load_mbps) = if self.busy_links[site] { (1, 120.0) } else { (0, 20.0) };
                carried[site] = Some(Carried { band: link.band, tier, is_cheapest: tier == 0, load_mbps });
            }
        }
        carried
    }

    fn is_fed(&self, site: usize) -> bool {
        let mut at = Node::Site(site);
        for _ in 0..=self.links.len() {
            match at {
                Node::Pop(_) => return true,
                site @ Node::Site(_) => match self.links.iter().find(|link| link.to == site) {
                    Some(link) => at = link.from,
                    None => return false,
                },
            }
        }
        false
    }

    fn place(&self, sites: &[usize], covered: &[Vec<(u32, Reach)>], place: usize) -> PlaceService {
        let reach = |sector: usize| {
            covered[sites[sector]]
                .iter()
                .find(|(at, _)| *at as usize == place)
                .map(|(_, reach)| (sector, *reach))
        };
        let mut best: Option<(usize, Reach)> = None;
        let mut servers = Vec::new();
        for (sector, reach) in (0..sites.len()).filter_map(reach) {
            servers.push(sites[sector]);
            if best.is_none_or(|(_, other)| reach.rx_level_dbm > other.rx_level_dbm) {
                best = Some((sector, reach));
            }
        }
        let strongest = best.map(|(sector, reach)| reception(sector, &reach));
        let has_signal = !servers.is_empty();
        if self.disturbed.contains(&place) {
            servers.clear();
        }
        let is_away = self.turned_away.contains(&place) || self.behind_full_links.contains(&place);
        let kept = !servers.is_empty() && !is_away;
        PlaceService {
            has_signal,
            servers,
            too_large: false,
            link_full: self.behind_full_links.contains(&place),
            served_by: strongest.filter(|_| kept),
            strongest,
        }
    }

    /// What the extensions serve, whose sectors have all the time that they need and disturb nobody; then the faster links.
    fn fixes(&self) -> Vec<Fix> {
        let fix = |extension: &Extension| {
            let serving = extension.sites.iter().filter(|site| !self.sites[**site].terms.relay_only);
            let reached = serving.flat_map(|site| &self.coverage.covered[*site]).map(|(point, _)| *point);
            let points: std::collections::BTreeSet<u32> = reached.collect();
            Fix {
                sites: extension.sites.clone(),
                new_links: Vec::new(),
                links: Vec::new(),
                slower_links: Vec::new(),
                capex_eur: extension.capex_eur,
                points: points.into_iter().collect(),
                lost: Vec::new(),
            }
        };
        self.extensions.iter().flatten().map(fix).chain(self.upgrades.iter().cloned()).collect()
    }

    /// The plan of this world.
    pub(super) fn plan(&self) -> Plan {
        let (radio, service) = (&self.scenario.radio, &self.scenario.service);
        let antennas = Antennas::without_files(radio).unwrap();
        let access = Access::new(radio, service, &antennas).unwrap();
        assemble(&Stages {
            access: &access,
            network: &self.network(),
            scenario: &self.scenario,
            scenario_sha256: "00",
            terrain: &self.terrain,
            demand: &self.demand,
            sites: &self.sites,
            site_comuni: &self.site_comuni,
            coverage: &self.coverage,
            feedable: &self.feedable,
            open: &self.open,
            extensions: &self.extensions,
            coverage_alone: Some(CoverageAlone { claimed: 200.0, covered: 120.0 }),
            tries: &Tries { fixes: self.fixes(), objections: BTreeMap::new() },
            leeway: &self.leeway,
            links: &self.links,
            carried: &self.carried(),
            value: self.objective,
            signal_value: self.objective,
            ruled_out: &self.ruled_out,
            captive: &self.captive,
            promised: &self.promised,
            kept_and_bound: [self.promised.iter().sum(); 2],
            bound: 260.0,
            solver: "by hand",
            warnings: vec!["first of all".into()],
            inputs: ["b.csv", "a.csv"]
                .map(|path| InputFile { path: path.into(), sha256: "00".into() })
                .to_vec(),
            threads: 2,
            wall_s: 1.234_56,
        })
    }
}

/// A reach at a received level, dBm, whose threshold is −90 dBm.
pub(super) fn reach(rx_level_dbm: f32) -> Reach {
    Reach {
        path_loss_db: 120.0,
        sector: 0,
        serves: true,
        rx_level_dbm,
        margin_db: rx_level_dbm + 90.0,
        probability_ratio: 0.95,
        clearance_m: 10.0,
        fresnel_clearance_m: 2.0,
    }
}

/// What a reach becomes where nothing disturbs it.
fn reception(sector: usize, reach: &Reach) -> Reception {
    Reception {
        sector,
        path_loss_db: f64::from(reach.path_loss_db),
        rx_level_dbm: f64::from(reach.rx_level_dbm),
        sinr: Ratios { downlink_db: 20.0, uplink_db: 12.0 },
        margin_db: f64::from(reach.margin_db),
        probability_ratio: f64::from(reach.probability_ratio),
        schemes: [Some(2), Some(1)],
        rates_mbps: [Some(3.6), Some(2.2)],
        clearance_m: f64::from(reach.clearance_m),
        fresnel_clearance_m: f64::from(reach.fresnel_clearance_m),
    }
}

fn index(site: &str) -> usize {
    ["a", "b", "c", "d", "e", "f"].iter().position(|id| *id == site).unwrap()
}

fn nothing_covered() -> Matrix {
    Matrix {
        covered: vec![Vec::new(); 6],
        anchors: vec![Vec::new(); 6],
        best: vec![None; 5],
        pairs: 30,
        void_pairs: 0,
    }
}

fn flat() -> Terrain {
    let grid = Grid { west_m: 0.0, north_m: 200.0, cell_m: 100.0, rows: 2, cols: 2 };
    let sources = vec![LayerUse { file: "dem.tif".into(), cells: 3 }];
    Terrain { sources, ..Terrain::bare(grid, "EPSG:32632", Array2::zeros((2, 2))) }
}

fn demand() -> Demand {
    let comune = |istat: &str, name: &str, population| Comune {
        istat: istat.into(),
        name: name.into(),
        population,
        altitude_zone: None,
        polygon: geo::MultiPolygon::new(Vec::new()),
        served_today_ratio: 0.0,
    };
    let point = |(index, (comune, households, unserved_households))| HouseholdPoint {
        id: format!("p{index}"),
        comune,
        lon_lat: HERE,
        position: ORIGIN,
        households,
        unserved_households,
    };
    let points = [(0, 100.0, 40.0), (1, 50.0, 50.0), (1, 30.0, 30.0), (0, 20.0, 20.0), (1, 10.0, 10.0)];
    let town_hall = Anchor {
        kind: "town_hall".into(),
        name: "Pigna".into(),
        comune: 1,
        lon_lat: HERE,
        position: ORIGIN,
        committed_mbps: None,
        dual_path: false,
    };
    Demand {
        comuni: vec![comune("008052", "Triora", 5_000), comune("008054", "Pigna", 4_999)],
        points: points.into_iter().enumerate().map(point).collect(),
        anchors: vec![town_hall],
    }
}

fn sites() -> Vec<Site> {
    let mut sites = vec![
        site("a", "province", Status::Candidate, "mast"),
        site("b", "triora", Status::Existing, "roof"),
        site("c", "torri", Status::Committed, "mast"),
        site("d", "province", Status::Candidate, "mast"),
        site("e", "province", Status::Candidate, "mast"),
        site("f", "province", Status::Forbidden, "mast"),
    ];
    sites[1].terms.in_kind_eur_per_year = 900.0;
    sites[2].terms.lease_eur_per_year = 1_200.0;
    sites
}

fn site(id: &str, owner: &str, status: Status, structure: &str) -> Site {
    Site {
        id: id.into(),
        place: id.into(),
        name: id.to_uppercase(),
        lon_lat: HERE,
        position: ORIGIN,
        ground_m: 900.0,
        terms: SiteTerms {
            owner: owner.into(),
            status,
            structure: structure.into(),
            antenna_height_m: 25.0,
            antenna: None,
            layout: None,
            lease_eur_per_year: 0.0,
            in_kind_eur_per_year: 0.0,
            relay_only: false,
            operators_max: None,
            reverts: None,
            alternatives: Vec::new(),
        },
        true_north_deg: 0.0,
        sectors: vec![Sector::omni(14.0, 35.0)],
        towards_demand: false,
    }
}
