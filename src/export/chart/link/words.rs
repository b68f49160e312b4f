//! What the picture says in words: title, verdict, ends, obstacle, budget.

use crate::propagation::EARTH_RADIUS_KM;
use crate::radio::{Direction, Way};
use crate::scenario::ModelName;
use crate::score::{AccessPath, BackhaulPath, EndKind, HeightsAlone, PathEnd, PathObstacle, PathReport};

/// A heading and two lines below it.
pub(super) type Cell = [String; 3];

pub(super) fn title(report: &PathReport) -> String {
    let geometry = &report.geometry;
    format!(
        "{} → {}: {}, {} MHz",
        name(&report.from),
        name(&report.to),
        distance(geometry.length_km),
        number(geometry.frequency_mhz, 3)
    )
}

/// Sight and zone in a sentence, and over what Earth.
pub(super) fn verdict(report: &PathReport) -> String {
    let geometry = &report.geometry;
    let by = |clearance_m: f64| metres(clearance_m.abs());
    let sight = if geometry.in_sight {
        format!("In sight, the ray {} clear", by(geometry.clearance_m))
    } else {
        format!("Blocked by {}", by(geometry.clearance_m))
    };
    let zone = match (geometry.fresnel_clearance_m >= 0.0, geometry.fresnel_06_clearance_m >= 0.0) {
        (true, _) => "the whole first Fresnel zone is free".to_owned(),
        (_, true) => "0.6 of the first Fresnel zone is free".to_owned(),
        _ => format!("0.6 of the first Fresnel zone lacks {}", by(geometry.fresnel_06_clearance_m)),
    };
    let factor = number(geometry.effective_earth_radius_km / EARTH_RADIUS_KM, 2);
    let model = report.access.as_ref().map_or("ITU-R P.530", |access| model(access.loss.model));
    format!("{sight}; {zone}. Effective Earth radius {factor} times the true one. {model}.")
}

pub(super) fn model(name: ModelName) -> &'static str {
    match name {
        ModelName::FreeSpace => "Free space, ITU-R P.525",
        ModelName::P526 => "ITU-R P.526",
        ModelName::P1812 => "ITU-R P.1812",
        ModelName::Itm => "Irregular Terrain Model",
    }
}

/// Who stands there.
pub(super) fn end(end: &PathEnd) -> String {
    let named = end.name.as_ref().filter(|named| Some(*named) != end.id.as_ref());
    named.map_or_else(|| name(end), |named| format!("{}, {named}", name(end)))
}

/// Where its antenna is.
pub(super) fn antenna(end: &PathEnd) -> String {
    let top_m = end.ground_m + end.antenna_height_m;
    format!(": antenna {} up, at {}", metres(end.antenna_height_m), metres(top_m))
}

pub(super) fn name(end: &PathEnd) -> String {
    match (&end.id, end.kind) {
        (Some(id), EndKind::Household) => format!("household {id}"),
        (Some(id), _) => id.clone(),
        (None, _) => format!("{:.5}, {:.5}", end.lon, end.lat),
    }
}

pub(super) fn obstacle(obstacle: &PathObstacle) -> String {
    let place = format!("Tightest at {}", distance(obstacle.distance_km));
    if obstacle.clearance_m < 0.0 {
        return format!("{place}: stands {} into the ray", metres(-obstacle.clearance_m));
    }
    let lacks = if obstacle.lacks_m > 0.0 {
        format!("0.6 of the zone lacks {}", metres(obstacle.lacks_m))
    } else {
        "0.6 of the zone is free".to_owned()
    };
    format!("{place}: {} below the ray, {lacks}", metres(obstacle.clearance_m))
}

/// The panel below the drawing.
pub(super) fn panel(report: &PathReport) -> Vec<Cell> {
    let mut cells = match (&report.access, &report.backhaul) {
        (Some(access), _) => of_access(access),
        (_, Some(backhaul)) => of_backhaul(backhaul),
        _ => Vec::new(),
    };
    let heights = &report.clearing_heights;
    for (heading, alone) in [
        ("Antenna to clear ray", heights.ray),
        ("… 0.6 of the zone", heights.fresnel_06),
        ("… the whole zone", heights.fresnel_1),
    ] {
        cells.push(clearing(heading, alone, heights.limit_m));
    }
    cells
}

fn clearing(heading: &str, alone: HeightsAlone, limit_m: f64) -> Cell {
    let height = |height_m: Option<f64>| match height_m {
        Some(0.0) => "any".to_owned(),
        // up: a centimetre less does not clear
        Some(height_m) => metres((height_m * 10.0 - 1e-6).ceil() / 10.0),
        None => format!("over {limit_m} m"),
    };
    cell(heading, &format!("left: {}", height(alone.from_m)), &format!("or right: {}", height(alone.to_m)))
}

fn of_access(access: &AccessPath) -> Vec<Cell> {
    let of = |way: Way| access.budget.iter().find(|direction| direction.way == way);
    let both = |unit: &str, value: fn(&Direction) -> f64| {
        let one =
            |way| of(way).map_or_else(|| "–".to_owned(), |row| format!("{} {unit}", signed(value(row), 1)));
        [format!("down {}", one(Way::Downlink)), format!("up {}", one(Way::Uplink))]
    };
    let [level_down, level_up] = both("dBm", |row| row.rx_level_dbm);
    let [margin_down, margin_up] = both("dB", |row| row.margin_db);
    let reserve_db = of(access.deciding).map_or(f64::NAN, |row| row.reserve_db);
    let verdict = if access.holds { "hold" } else { "fail" };
    let percent = |ratio: f64| number(100.0 * ratio, 1);
    let [down, up] = [&access.downlink, &access.uplink].map(|rate| {
        rate.fastest_mbps.map_or_else(|| "none".to_owned(), |mbps| format!("{} Mbit/s", number(mbps, 2)))
    });
    vec![
        cell("Received level", &level_down, &level_up),
        cell("Margin over threshold", &margin_down, &margin_up),
        cell(
            &format!("Promised rates: {verdict}"),
            &format!("{} decides", access.deciding.word()),
            &format!("reserve {} dB", signed(reserve_db, 1)),
        ),
        cell(
            "Probability over places",
            &format!("{} %", percent(access.probability_ratio)),
            &format!("{} % asked", percent(access.asked_probability_ratio)),
        ),
        cell("Rates that hold", &format!("down {down}"), &format!("up {up}")),
    ]
}

fn of_backhaul(link: &BackhaulPath) -> Vec<Cell> {
    let availability =
        link.availability_percent.map_or_else(|| "not known".to_owned(), |percent| format!("{percent:.4} %"));
    let rule = if link.rule_holds { "holds" } else { "fails" };
    vec![
        cell(
            "Band",
            &format!("{} GHz", number(link.band_ghz, 3)),
            &format!("up to {} km", number(link.band_length_max_km, 3)),
        ),
        cell(
            "Received level",
            &format!("{} dBm", signed(link.rx_level_dbm, 1)),
            &format!("{} dBm needed", signed(link.receiver_threshold_dbm, 1)),
        ),
        cell("Margin", &format!("{} dB", signed(link.margin_db, 1)), &carries(link)),
        cell(
            if link.rule_holds { "Availability" } else { "Availability if clear" },
            &availability,
            &format!("{} % asked", number(link.availability_min_percent, 4)),
        ),
        cell(
            &format!("Planning rule: {rule}"),
            &format!("0.6 zone: {}", signed_metres(link.median_clearance_m)),
            &format!("k 2/3 ray: {}", signed_metres(link.subrefractive_clearance_m)),
        ),
    ]
}

/// The most that a usable tier carries.
fn carries(link: &BackhaulPath) -> String {
    let usable = link.tiers.iter().filter(|tier| tier.usable).map(|tier| tier.capacity_mbps);
    let most = usable.reduce(f64::max);
    most.map_or("no tier usable".to_owned(), |mbps| format!("up to {} Mbit/s", number(mbps, 2)))
}

fn cell(heading: &str, one: &str, other: &str) -> Cell {
    [heading.to_owned(), one.to_owned(), other.to_owned()]
}

/// Metres below a kilometre, else kilometres.
pub(super) fn distance(km: f64) -> String {
    if km < 1.0 { format!("{:.0} m", km * 1_000.0) } else { format!("{km:.2} km") }
}

fn metres(value_m: f64) -> String {
    format!("{value_m:.1} m")
}

fn signed_metres(value_m: f64) -> String {
    format!("{} m", signed(value_m, 1))
}

/// With a minus sign that is as wide as a plus.
fn signed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let is_zero = digits.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !is_zero { format!("−{digits}") } else { digits }
}

/// Without the zeros at its end.
fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
