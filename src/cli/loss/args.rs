//! What `divario loss` accepts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use divario::propagation::itm::VariabilityMode;
use divario::units::LonLat;

const EXAMPLE: &str = "\
Example:
  divario loss --model p1812 --profile examples/02_one_path.csv --frequency-mhz 3500 --tx-height-m 25 --rx-height-m 6

An option that the model does not read is refused. What is left out and has a default is listed with the result. In JSON a
term that the path did not need is null. p2108, p2109 and p530 answer with a key of their own.";

// Headings of the help, by what an option belongs to.
const AIR: &str = "Air, Earth and coast (p1812, p526, itm)";
const SHARES: &str = "Shares not exceeded";
const ITM: &str = "Irregular Terrain Model (itm, itm-area)";
const COMPARISON: &str = "Comparison models (sui, ecc33, cost231-hata)";
const PLACE: &str = "Clutter and buildings (p2108, p2109)";
const LINK: &str = "Fixed links (p530)";

/// Arguments of `loss`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, allow_negative_numbers = true)]
pub struct Loss {
    /// Profile: CSV with distance_km,height_m and, where known, clutter_height_m and zone (inland, coastal, sea); first
    /// row transmitter, last row receiver; - is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "distance_km")]
    pub profile: Option<PathBuf>,
    /// The model.
    #[arg(long, value_enum)]
    pub model: Name,
    /// Length of the path, km, in place of a profile (free-space, sui, ecc33, cost231-hata, itm-area, p2108-statistical).
    #[arg(long, value_name = "KM", value_parser = number)]
    pub distance_km: Option<f64>,
    /// Carrier frequency, MHz.
    #[arg(long, value_name = "MHZ", value_parser = number)]
    pub frequency_mhz: Option<f64>,
    /// Height of the transmitting antenna above ground, m.
    #[arg(long, value_name = "M", value_parser = number)]
    pub tx_height_m: Option<f64>,
    /// Height of the receiving antenna above ground, m.
    #[arg(long, value_name = "M", value_parser = number)]
    pub rx_height_m: Option<f64>,
    /// Polarisation; vertical if left out.
    #[arg(long, value_enum)]
    pub polarisation: Option<PolarisationName>,
    /// Share of the time in which the loss is not exceeded, % (p1812, itm, itm-area); 50 if left out.
    #[arg(long, value_name = "PERCENT", value_parser = number, help_heading = SHARES)]
    pub time_percent: Option<f64>,
    /// Share of like places in which the loss is not exceeded, % (p1812, itm, itm-area, p2108-statistical); 50 if left out.
    #[arg(long, value_name = "PERCENT", value_parser = number, help_heading = SHARES)]
    pub location_percent: Option<f64>,
    /// Share of like situations in which the loss is not exceeded, % (itm, itm-area); 50 if left out.
    #[arg(long, value_name = "PERCENT", value_parser = number, help_heading = SHARES)]
    pub situation_percent: Option<f64>,
    /// Standard deviation over like places, dB (p1812); needed where --location-percent is not 50.
    #[arg(long, value_name = "DB", value_parser = number, help_heading = AIR)]
    pub location_sigma_db: Option<f64>,
    /// Position of the transmitter, for the latitude of the path (p1812).
    #[arg(long, value_name = "LON,LAT", value_parser = position, allow_hyphen_values = true, help_heading = AIR)]
    pub tx: Option<LonLat>,
    /// Position of the receiver, for the latitude of the path (p1812).
    #[arg(long, value_name = "LON,LAT", value_parser = position, allow_hyphen_values = true, help_heading = AIR)]
    pub rx: Option<LonLat>,
    /// Distance of the transmitter from the coast towards the receiver, km (p1812); 500 if left out, 0 for an end at sea.
    #[arg(long, value_name = "KM", value_parser = number, help_heading = AIR)]
    pub tx_coast_km: Option<f64>,
    /// Distance of the receiver from the coast towards the transmitter, km (p1812); 500 if left out, 0 for an end at sea.
    #[arg(long, value_name = "KM", value_parser = number, help_heading = AIR)]
    pub rx_coast_km: Option<f64>,
    /// Fall of the refractivity over the lowest kilometre, N-units/km (p1812); 45 if left out.
    #[arg(long, value_name = "N/KM", value_parser = number, help_heading = AIR)]
    pub delta_n: Option<f64>,
    /// Refractivity at sea level, N-units (p1812, itm, itm-area); 325 for p1812 and 301 for itm if left out.
    #[arg(long, value_name = "N", value_parser = number, help_heading = AIR)]
    pub n0: Option<f64>,
    /// Radius of an Earth over which the refracted ray runs straight, km (p526); 4/3 of the true one if left out.
    #[arg(long, value_name = "KM", value_parser = number, help_heading = AIR)]
    pub effective_earth_radius_km: Option<f64>,
    /// Climate (itm, itm-area); continental-temperate if left out.
    #[arg(long, value_enum, help_heading = ITM)]
    pub climate: Option<ClimateName>,
    /// NTIA's number of the mode of variability (itm, itm-area): 0 single message, 1 accidental, 2 mobile, 3 broadcast;
    /// +10 without variability over places, +20 without that over situations; 12 if left out.
    #[arg(long, value_name = "NUMBER", value_parser = mode, help_heading = ITM)]
    pub variability_mode: Option<u32>,
    /// Confidence, % (itm, itm-area), together with --reliability-percent and in place of the three shares.
    #[arg(long, value_name = "PERCENT", value_parser = number, requires = "reliability_percent", help_heading = SHARES)]
    pub confidence_percent: Option<f64>,
    /// Reliability, % (itm, itm-area), together with --confidence-percent and in place of the three shares.
    #[arg(long, value_name = "PERCENT", value_parser = number, requires = "confidence_percent", help_heading = SHARES)]
    pub reliability_percent: Option<f64>,
    /// Relative permittivity of the ground (itm, itm-area); 15 if left out.
    #[arg(long, value_name = "RATIO", value_parser = number, help_heading = ITM)]
    pub permittivity: Option<f64>,
    /// Conductivity of the ground, S/m (itm, itm-area); 0.005 if left out.
    #[arg(long, value_name = "S/M", value_parser = number, help_heading = ITM)]
    pub conductivity_s_per_m: Option<f64>,
    /// Irregularity of the terrain, m (itm-area).
    #[arg(long, value_name = "M", value_parser = number, help_heading = ITM)]
    pub delta_h_m: Option<f64>,
    /// Care with which the transmitter was sited (itm-area); random if left out.
    #[arg(long, value_enum, help_heading = ITM)]
    pub tx_siting: Option<SitingName>,
    /// Care with which the receiver was sited (itm-area); random if left out.
    #[arg(long, value_enum, help_heading = ITM)]
    pub rx_siting: Option<SitingName>,
    /// Terrain category (sui): a hilly and wooded, b between, c flat with few trees.
    #[arg(long, value_enum, help_heading = COMPARISON)]
    pub terrain: Option<TerrainName>,
    /// Shadowing added to the median, dB (sui); 0 if left out.
    #[arg(long, value_name = "DB", value_parser = number, help_heading = COMPARISON)]
    pub shadowing_db: Option<f64>,
    /// Size of the town (ecc33, cost231-hata); medium if left out.
    #[arg(long, value_enum, help_heading = COMPARISON)]
    pub city: Option<CityName>,
    /// Kind of surroundings (p2108-height-gain).
    #[arg(long, value_enum, help_heading = PLACE)]
    pub clutter: Option<ClutterName>,
    /// Height of the surroundings, m (p2108-height-gain); that of the recommendation if left out.
    #[arg(long, value_name = "M", value_parser = number, help_heading = PLACE)]
    pub clutter_height_m: Option<f64>,
    /// Width of the street, m (p2108-height-gain); 27 if left out.
    #[arg(long, value_name = "M", value_parser = number, help_heading = PLACE)]
    pub street_width_m: Option<f64>,
    /// Kind of building (p2109).
    #[arg(long, value_enum, help_heading = PLACE)]
    pub building: Option<BuildingName>,
    /// Probability that the loss is not exceeded, % (p2109); 50 if left out.
    #[arg(long, value_name = "PERCENT", value_parser = number, help_heading = PLACE)]
    pub probability_percent: Option<f64>,
    /// Elevation of the path at the building's face, degrees (p2109); 0 if left out.
    #[arg(long, value_name = "DEG", value_parser = number, help_heading = PLACE)]
    pub elevation_deg: Option<f64>,
    /// Margin of the link in clear air, dB (p530).
    #[arg(long, value_name = "DB", value_parser = number, help_heading = LINK)]
    pub flat_margin_db: Option<f64>,
    /// Refractivity gradient not exceeded for 1 % of the average year, N-units/km (p530); that of Genova if left out.
    #[arg(long, value_name = "N/KM", value_parser = number, help_heading = LINK)]
    pub dn1: Option<f64>,
    /// Standard deviation of the terrain heights around the link, m (p530); 100 if left out.
    #[arg(long, value_name = "M", value_parser = number, help_heading = LINK)]
    pub terrain_roughness_m: Option<f64>,
    /// Rain rate exceeded for 0.01 % of the average year, mm/h (p530); that of Genova if left out.
    #[arg(long, value_name = "MM/H", value_parser = number, help_heading = LINK)]
    pub rain_rate_mm_per_h: Option<f64>,
}

/// The models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// ITU-R P.1812: point to area over terrain, 30 MHz to 6 GHz.
    P1812,
    /// ITU-R P.526: free space and delta-Bullington diffraction.
    P526,
    /// NTIA's Irregular Terrain Model (Longley-Rice), point to point.
    Itm,
    /// The same in area mode: no profile, a terrain irregularity.
    ItmArea,
    /// ITU-R P.525: distance alone.
    FreeSpace,
    /// SUI (Erceg) for fixed wireless suburbs.
    Sui,
    /// ECC-33 for fixed wireless towns.
    Ecc33,
    /// COST 231's extension of Hata's curves.
    #[value(name = "cost231-hata")]
    Cost231Hata,
    /// ITU-R P.2108 §3.1: a terminal below the roofs or trees around it.
    P2108HeightGain,
    /// ITU-R P.2108 §3.2: clutter by share of places.
    P2108Statistical,
    /// ITU-R P.2109: entry into a building.
    P2109,
    /// ITU-R P.530 with P.838: share of the time in which a fixed link works.
    P530,
}

/// Plane of the electric field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolarisationName {
    /// Level with the ground.
    Horizontal,
    /// Upright.
    Vertical,
}

/// Climates of ITM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClimateName {
    Equatorial,
    ContinentalSubtropical,
    MaritimeSubtropical,
    Desert,
    ContinentalTemperate,
    MaritimeTemperateLand,
    MaritimeTemperateSea,
}

/// How an antenna of ITM's area mode was sited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SitingName {
    Random,
    Careful,
    VeryCareful,
}

/// Terrain categories of SUI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TerrainName {
    A,
    B,
    C,
}

/// Sizes of towns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CityName {
    /// Medium-sized town or suburb.
    Medium,
    /// Large town with tall buildings; centre of a metropolis.
    #[value(alias = "metropolitan")]
    Large,
}

/// Surroundings of P.2108 §3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClutterName {
    Water,
    Open,
    Suburban,
    UrbanTrees,
    DenseUrban,
}

/// Buildings of P.2109.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BuildingName {
    Traditional,
    ThermallyEfficient,
}

fn mode(text: &str) -> Result<u32, String> {
    let known = text.parse().ok().filter(|number| VariabilityMode::from_ntia(*number).is_some());
    known.ok_or_else(|| "give 0, 1, 2 or 3, with 10, 20 or 30 added".into())
}

fn number(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ if text.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite) => {
            Err(format!("write {} with a decimal point", text.replace(',', ".")))
        }
        _ => Err("give a number".into()),
    }
}

fn position(text: &str) -> Result<LonLat, String> {
    let wrong = || "give longitude and latitude in degrees, as 8.93,44.41".to_owned();
    let (lon, lat) = text.split_once(',').ok_or_else(wrong)?;
    let (lon_deg, lat_deg) = (number(lon).map_err(|_| wrong())?, number(lat).map_err(|_| wrong())?);
    if (-180.0..=180.0).contains(&lon_deg) && (-90.0..=90.0).contains(&lat_deg) {
        Ok(LonLat { lon_deg, lat_deg })
    } else {
        Err("longitude is −180 to 180 and latitude −90 to 90 degrees".into())
    }
}
