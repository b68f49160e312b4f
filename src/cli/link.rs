//! `divario link`: one path between two places, and what the user reads about it.

use divario::problem::Error;
use divario::scenario::ModelName;
use divario::score::{
    AccessPath, BackhaulPath, EndKind, PathAntenna, PathEnd, PathObstacle, PathPurpose, PathRate, PathReport,
    PathTier,
};
use divario::{LinkRequest, link};

use super::args::{Global, Link, Purpose};
use super::commands::watching;
use super::progress::Shown;
use super::report::{row, thousands, told};
use super::stop::StopFlag;

/// Runs the command.
pub fn run(arguments: &Link, global: &Global) -> Result<(), Error> {
    let progress = match &arguments.out {
        Some(out) => watching(out, global)?,
        None => Shown::new(global, StopFlag::on_signal(|| ())?),
    };
    let request = LinkRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        from_height_m: arguments.from_height_m,
        to_height_m: arguments.to_height_m,
        purpose: arguments.purpose.map(PathPurpose::from),
    };
    tell(&link(&request, &progress)?, arguments, global)
}

impl From<Purpose> for PathPurpose {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Access => Self::Access,
            Purpose::Backhaul => Self::Backhaul,
        }
    }
}

fn tell(report: &PathReport, arguments: &Link, global: &Global) -> Result<(), Error> {
    told(report, &report.warnings, || said(report, arguments), global)
}

fn said(report: &PathReport, arguments: &Link) -> String {
    let mut lines = summary(report);
    if let Some(out) = &arguments.out {
        lines.push(format!("Results: {} (start with README.txt)", out.display()));
    }
    lines.join("\n")
}

fn summary(report: &PathReport) -> Vec<String> {
    let mut lines = vec![format!("{} to {}", called(&report.from), called(&report.to))];
    lines.push(row("Path", &path(report)));
    lines.extend(end("From", &report.from));
    lines.extend(end("To", &report.to));
    lines.extend(report.access.iter().map(|access| row("Antenna", &antenna(&access.antenna))));
    lines.extend(sight(report));
    lines.extend(heights(report));
    if let Some(access) = &report.access {
        lines.extend(of_access(access));
    }
    if let Some(backhaul) = &report.backhaul {
        lines.extend(of_backhaul(backhaul));
    }
    lines
}

fn path(report: &PathReport) -> String {
    let purpose = match report.purpose {
        PathPurpose::Access => "access",
        PathPurpose::Backhaul => "backhaul",
    };
    let geometry = &report.geometry;
    let slant = if geometry.slant_km == geometry.length_km {
        String::new()
    } else {
        format!(" ({:.3} km straight)", geometry.slant_km)
    };
    format!("{purpose}, {:.3} km{slant}, {} MHz", geometry.length_km, geometry.frequency_mhz)
}

fn called(end: &PathEnd) -> String {
    match (&end.id, end.kind) {
        (Some(id), EndKind::Household) => format!("household {id}"),
        (Some(id), EndKind::Pop) => format!("point of presence {id}"),
        (Some(id), _) => format!("site {id}"),
        (None, _) => format!("{},{}", end.lon, end.lat),
    }
}

fn end(label: &str, end: &PathEnd) -> [String; 2] {
    let named = end.name.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
    [
        row(label, &format!("{}{named}", called(end))),
        row(
            "",
            &format!(
                "antenna {:.2} m over {:.2} m, looks to {:.1}°, {:+.2}°",
                end.antenna_height_m, end.ground_m, end.azimuth_deg, end.elevation_deg
            ),
        ),
    ]
}

fn antenna(antenna: &PathAntenna) -> String {
    let gain = format!("{:.1} of {:.1} dBi", antenna.gain_dbi, antenna.peak_gain_dbi);
    let Some(sector) = antenna.sector else {
        return format!("one, pointed at the other end: {gain}");
    };
    let of = antenna.sector_count;
    match (antenna.boresight_deg, antenna.off_boresight_deg) {
        (Some(boresight_deg), Some(off_deg)) => {
            format!("sector {sector} of {of} to {boresight_deg:.0}°, {off_deg:+.1}° off: {gain}")
        }
        _ => format!("sector {sector} of {of}, all around: {gain}"),
    }
}

fn sight(report: &PathReport) -> Vec<String> {
    let geometry = &report.geometry;
    let by = |clearance_m: f64| {
        let word = if clearance_m < 0.0 { "NOT clear, lacks" } else { "clear by" };
        format!("{word} {:.2} m", clearance_m.abs())
    };
    let mut lines = vec![
        row("Ray", &by(geometry.clearance_m)),
        row("0.6 of 1st Fresnel zone", &by(geometry.fresnel_06_clearance_m)),
        row("Whole 1st Fresnel zone", &by(geometry.fresnel_clearance_m)),
    ];
    match &report.obstacle {
        Some(obstacle) => lines.extend(tightest(obstacle)),
        None => lines.push(row("Tightest obstacle", "none: nothing lies between the ends")),
    }
    lines
}

fn tightest(obstacle: &PathObstacle) -> [String; 3] {
    let at = match (obstacle.lon, obstacle.lat) {
        (Some(lon), Some(lat)) => format!(" at {lon:.5},{lat:.5}"),
        _ => String::new(),
    };
    let clutter = match obstacle.clutter_m {
        0.0 => String::new(),
        clutter_m => format!(" with {clutter_m:.1} m on it"),
    };
    let stands = if obstacle.clearance_m < 0.0 { "in the ray" } else { "under it" };
    [
        row("Tightest obstacle", &format!("after {:.3} km{at}", obstacle.distance_km)),
        row("", &format!("ground {:.2} m{clutter}", obstacle.ground_m)),
        row(
            "",
            &format!(
                "{:.2} m {stands}, zone radius {:.2} m",
                obstacle.clearance_m.abs(),
                obstacle.fresnel_radius_m
            ),
        ),
    ]
}

fn heights(report: &PathReport) -> [String; 4] {
    let heights = &report.clearing_heights;
    let limit_m = heights.limit_m;
    let height = |height_m: Option<f64>| match height_m {
        Some(0.0) => "any".to_owned(),
        Some(height_m) => format!("{height_m:.2} m"),
        None => format!("over {limit_m} m"),
    };
    let columns = |label: &str, one: &str, other: &str| format!("  {label:<28}{one:>14}{other:>14}");
    let pair = |from_m, to_m| [height(from_m), height(to_m)];
    let [ray_from, ray_to] = pair(heights.ray.from_m, heights.ray.to_m);
    let [part_from, part_to] = pair(heights.fresnel_06.from_m, heights.fresnel_06.to_m);
    let [zone_from, zone_to] = pair(heights.fresnel_1.from_m, heights.fresnel_1.to_m);
    [
        format!("\n{}", columns("Height that clears", "from", "or to")),
        columns("the ray", &ray_from, &ray_to),
        columns("0.6 of 1st Fresnel zone", &part_from, &part_to),
        columns("whole 1st Fresnel zone", &zone_from, &zone_to),
    ]
}

fn of_access(access: &AccessPath) -> Vec<String> {
    let loss = &access.loss;
    let decibels = |label: &str, value_db: f64| format!("  {label:<34}{value_db:>8.2} dB");
    let mut lines = vec![
        format!("\n  Path loss, {}", model(loss.model)),
        decibels("free space", loss.free_space_db),
        decibels("terrain and air", loss.terrain_db),
        decibels("clutter", loss.clutter_db),
        decibels("= path loss", loss.total_db),
    ];
    lines.extend(budget(access));
    lines.push(String::new());
    lines.extend(verdict(access));
    lines.push(row("Downlink", &rate(&access.downlink)));
    lines.push(row("Uplink", &rate(&access.uplink)));
    lines.push(row("Interference", "not counted: it needs a plan"));
    lines
}

fn model(name: ModelName) -> &'static str {
    match name {
        ModelName::FreeSpace => "free space (ITU-R P.525)",
        ModelName::P526 => "ITU-R P.526",
        ModelName::P1812 => "ITU-R P.1812",
        ModelName::Itm => "Irregular Terrain Model",
    }
}

fn budget(access: &AccessPath) -> Vec<String> {
    let [down, up] = access.budget.as_slice() else { return Vec::new() };
    let heading = format!("\n  {:<34}{:>8} {:>12}", "Link budget", down.way.word(), up.way.word());
    let rows = down.rows().into_iter().zip(up.rows());
    // a loss of nothing is 0, not −0
    let line = |label: &str, down: f64, up: f64, unit: &str| {
        format!("  {label:<34}{:>8.2} {:>12.2} {unit}", down + 0.0, up + 0.0)
    };
    let lines = rows.map(|((label, down, unit), (_, up, _))| line(label, down, up, unit));
    std::iter::once(heading).chain(lines).collect()
}

fn verdict(access: &AccessPath) -> [String; 3] {
    let word = if access.holds { "hold" } else { "DO NOT HOLD" };
    let reserve = access.budget.iter().find(|direction| direction.way == access.deciding);
    let reserve_db = reserve.map_or(f64::NAN, |direction| direction.reserve_db);
    let (found, asked) = (100.0 * access.probability_ratio, 100.0 * access.asked_probability_ratio);
    [
        row("Promised rates", word),
        row("Deciding direction", &format!("{}, reserve {reserve_db:+.2} dB", access.deciding.word())),
        row("Probability", &format!("{found:.1} % of like places ({asked} % asked)")),
    ]
}

fn rate(rate: &PathRate) -> String {
    let asked = format!("{} Mbit/s asked", rate.asked_mbps);
    match (&rate.fastest_scheme, rate.fastest_mbps) {
        (Some(scheme), Some(mbps)) => format!("{mbps:.2} Mbit/s by {scheme} ({asked})"),
        _ => format!("no scheme holds ({asked})"),
    }
}

fn of_backhaul(link: &BackhaulPath) -> Vec<String> {
    let level = |label: &str, value: f64, unit: &str| format!("  {label:<34}{value:>8.2} {unit}");
    let mut lines = vec![
        format!("\n  {:<34}{:>8}", "Level, the same both ways", format!("{} GHz", link.band_ghz)),
        level("transmitter power", link.tx_power_dbm, "dBm"),
        level("transmitting antenna", link.antenna_gain_dbi, "dBi"),
        level("free space", -link.free_space_db, "dB"),
        level("receiving antenna", link.antenna_gain_dbi, "dBi"),
        level("= received level", link.rx_level_dbm, "dBm"),
        level("threshold of the lowest tier", link.receiver_threshold_dbm, "dBm"),
        level("= margin", link.margin_db, "dB"),
        String::new(),
        row("0.6 of zone, k = 4/3", &format!("{:+.2} m", link.median_clearance_m)),
        row("Ray, k = 2/3", &format!("{:+.2} m", link.subrefractive_clearance_m)),
        row("Planning rule", if link.rule_holds { "holds" } else { "DOES NOT HOLD" }),
    ];
    lines.extend(availability(link));
    lines.extend(tiers(&link.tiers));
    lines
}

/// What each tier of the band carries here, and whether a link may take it.
fn tiers(tiers: &[PathTier]) -> Vec<String> {
    let heading = format!(
        "\n  {:<12}{:>12}{:>12}{:>14}{:>12}{:>10}",
        "Tier", "threshold", "margin", "availability", "capital", "a year"
    );
    let line = |tier: &PathTier| {
        let availability =
            tier.availability_percent.map_or("not known".to_owned(), |percent| format!("{percent:.5} %"));
        format!(
            "  {:<12}{:>8.1} dBm{:>9.2} dB{availability:>14}{:>12}{:>10}{}",
            format!("{} Mbit/s", tier.capacity_mbps),
            tier.receiver_threshold_dbm,
            tier.margin_db,
            format!("{} EUR", thousands(tier.capex_eur)),
            format!("{} EUR", thousands(tier.opex_eur_per_year)),
            if tier.usable { "" } else { "  NOT USABLE" }
        )
    };
    std::iter::once(heading).chain(tiers.iter().map(line)).collect()
}

fn availability(link: &BackhaulPath) -> Vec<String> {
    let asked = format!("{} % asked", link.availability_min_percent);
    let (Some(percent), Some(multipath), Some(rain)) =
        (link.availability_percent, link.multipath_percent, link.rain_percent)
    else {
        return vec![row(
            "Availability",
            &format!("not known: ITU-R P.530 does not take this path ({asked})"),
        )];
    };
    let label = if link.rule_holds { "Availability" } else { "Availability if clear" };
    vec![
        row(label, &format!("{percent:.5} % ({asked}), ITU-R P.530")),
        row("lost to multipath", &format!("{multipath:.5} % of the worst month")),
        row("lost to rain", &format!("{rain:.5} % of the year")),
    ]
}
