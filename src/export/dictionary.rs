//! What each file of the output folder holds, field by field: the one table behind `README.txt` and the table headers.

use super::coverage_area::{DRIFT_MAX_RATIO, PATCH_CELLS_MIN};
use crate::score::ValueUnit;

/// A column, attribute or band.
#[derive(Debug)]
pub(super) struct Field {
    /// As it stands in the file.
    pub name: &'static str,
    /// Unit, or the range of a ratio; empty for text.
    pub unit: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

/// A file of the output folder.
#[derive(Debug)]
pub(super) struct File {
    /// Its name; that of a folder ends in a slash.
    pub name: &'static str,
    /// What it is.
    pub holds: &'static str,
    /// Its columns, attributes or bands, in order.
    pub fields: &'static [Field],
}

pub(super) const fn field(name: &'static str, unit: &'static str, meaning: &'static str) -> Field {
    Field { name, unit, meaning }
}

pub(super) const fn file(name: &'static str, holds: &'static str, fields: &'static [Field]) -> File {
    File { name, holds, fields }
}

const SITE: &[Field] = &[
    field(
        "id",
        "",
        "stable id of the site; after a slash the way in which it is built, where there are others",
    ),
    field("name", "", "name"),
    field("lon_deg", "degrees east", "longitude, WGS 84"),
    field("lat_deg", "degrees north", "latitude, WGS 84"),
    field("istat", "", "ISTAT code of the comune in whose area it stands; empty outside of all planned ones"),
    field("ground_m", "m", "ground above mean sea level"),
    field("height_m", "m", "antenna above ground"),
    field("owner", "", "id of the owner"),
    field("owner_public", "", "true where the owner is a public body"),
    field("status", "", "existing, committed or candidate in the scenario"),
    field("structure", "", "what the antennas stand on"),
    field(
        "households_covered",
        "households",
        "of the covered: to which it could give the asked service, were there time",
    ),
    field("households_served", "households", "that it serves in the busy hour"),
    field("households_alone", "households", "of the covered: to which no other site of the plan could"),
    field("households_turned_away", "households", "that hear it best and find no time in the busy hour"),
    field("capex_eur", "euro", "capital cost, its feeding link included"),
    field("opex_eur_per_year", "euro per year", "running cost, its feeding link and lease included"),
    field("in_kind_eur_per_year", "euro per year", "value of what the owner lends free of charge"),
    field("hops", "links", "to the fibre"),
    field(
        "retailers",
        "operators",
        "that can sell there: the eligible ones, at most as many as it bears; empty where it only carries links",
    ),
];

const SECTOR: &[Field] = &[
    field("site", "", "id of the site"),
    field("sector", "number", "at the site, from 1"),
    field("lon_deg", "degrees east", "longitude of the site, WGS 84"),
    field("lat_deg", "degrees north", "latitude of the site, WGS 84"),
    field("azimuth_deg", "degrees", "clockwise from true north; empty where it serves all around"),
    field("tilt_deg", "degrees", "mechanical, downwards; empty where it serves all around"),
    field("channel", "number", "from 1"),
    field("eirp_dbm", "dBm", "radiated in the middle of its beam"),
    field("households_served", "households", "that it serves in the busy hour"),
    field("households_turned_away", "households", "that hear it best and find no time in the busy hour"),
    field(
        "downlink_load_ratio",
        "0 to 1",
        "share of its downlink time that the served take in the busy hour",
    ),
    field("uplink_load_ratio", "0 to 1", "the same of its uplink"),
    field("offered_downlink_load_ratio", "ratio", "if it served all who hear it best; above 1: overloaded"),
    field("offered_uplink_load_ratio", "ratio", "the same of its uplink"),
    field("downlink_activity_ratio", "0 to 1", "share of the time in which it is taken to disturb others"),
    field("uplink_activity_ratio", "0 to 1", "the same of its households"),
    field("uplink_noise_rise_db", "dB", "what households of other sectors add to the noise at the site"),
];

const COMUNE: &[Field] = &[
    field("istat", "", "six-digit ISTAT code (text: it may begin with 0)"),
    field("name", "", "name"),
    field("population", "residents", "residents"),
    field(
        "altitude_zone",
        "",
        "altitude zone as the comuni file has it; empty where the scenario names none",
    ),
    field("small", "true or false", "below the population threshold of the scenario"),
    field("households", "households", "all"),
    field("households_covered", "households", "to which the plan gives the asked service"),
    field("covered_ratio", "0 to 1", "covered by all; empty where there are none"),
    field("households_previously_unserved", "households", "without broadband before the plan"),
    field("households_newly_served", "households", "of those, covered by the plan"),
    field("captive_ratio", "0 to 1", "largest share of the covered that depends on one private owner alone"),
    field("captive_ratio_after", "0 to 1", "the same once all concessions and reversions are through"),
    field(
        "hhi",
        "0 to 10,000",
        "how far dependence on private owners lies in few hands (Herfindahl and Hirschman); 0: nobody depends on one",
    ),
    field(
        "in_kind_present_value_eur",
        "euro",
        "what is lent free of charge to sites in its area, over the horizon, discounted",
    ),
    field("households_promised", "households", "promised to it by the scenario; 0 where nothing is"),
    field("households_no_site_reaches", "households", "not covered: no usable site has them in sight"),
    field(
        "households_signal_too_weak",
        "households",
        "not covered: a usable site has them in sight, but margin or rate are short",
    ),
    field("households_no_backhaul", "households", "not covered: the sites that reach them cannot be fed"),
    field(
        "households_ruled_out_by_ownership",
        "households",
        "not covered: private sites alone reach them, and guideline 1 or 2 is enforced",
    ),
    field(
        "households_too_few_operators",
        "households",
        "not covered: at the sites that reach them fewer operators than must can sell, and guideline 3 is enforced",
    ),
    field("households_over_budget", "households", "not covered: other uses of the budget cover more"),
    field(
        "households_running_costs",
        "households",
        "not covered: a site for them would not earn its running costs (guideline 4)",
    ),
    field("households_outweighed", "households", "not covered, though affordable: more is covered without"),
    field(
        "households_interference",
        "households",
        "not covered: enough signal, but disturbed by the plan's own sectors",
    ),
    field(
        "households_no_capacity",
        "households",
        "not covered: no sector that could serve them has time left",
    ),
    field(
        "households_link_full",
        "households",
        "not covered: a link on their sector's way to the fibre cannot carry them too",
    ),
    field(
        "fix_capex_eur",
        "euro",
        "one more site with what feeds it, or faster links, that would cover most of these for the money, tried in the busy hour",
    ),
    field("fix_sites", "", "ids of the sites that this would build, from the fibre outwards"),
    field("fix_links", "", "sites of the plan whose links it would make faster, from the fibre outwards"),
    field(
        "fix_households",
        "households",
        "by how many more of the comune it would cover: those won, less those lost",
    ),
];

const LINK: &[Field] = &[
    field("from", "", "id of the end nearer to the fibre"),
    field("to", "", "id of the other end"),
    field("band_ghz", "GHz", "carrier frequency"),
    field("length_km", "km", "length"),
    field("capacity_mbps", "Mbit/s", "what its tier carries in each direction"),
    field("load_mbps", "Mbit/s", "what it carries in the busy hour, in the larger direction"),
    field("margin_db", "dB", "over the receiver threshold of its tier in clear air"),
    field("availability_percent", "%", "share of the time in which its tier works"),
    field("clearance_m", "m", "least height of the ray above the terrain"),
    field("capex_eur", "euro", "capital cost, also part of that of the site that it feeds"),
    field("opex_eur_per_year", "euro per year", "running cost, also part of that of the site that it feeds"),
];

const HOUSEHOLD: &[Field] = &[
    field("id", "", "id of the household point"),
    field("istat", "", "ISTAT code of its comune"),
    field("ground_m", "m", "ground under it above mean sea level"),
    field("households", "households", "at this point"),
    field("households_previously_unserved", "households", "those without broadband before the plan"),
    field(
        "state",
        "",
        "covered, or why not: no_site_reaches, signal_too_weak, no_backhaul, ruled_out_by_ownership, \
         too_few_operators, over_budget, running_costs, outweighed, interference, no_capacity, link_full",
    ),
    field(
        "server",
        "",
        "site that serves it; not covered: best heard of the plan, or of all usable ones; null: none in range",
    ),
    field("sector", "number", "of that site, from 1"),
    field("rx_level_dbm", "dBm", "level of that sector"),
    field(
        "sinr_db",
        "dB",
        "ratio of its signal to noise and interference; null: no site of the plan in range",
    ),
    field("uplink_sinr_db", "dB", "the same at the site, the household at full power"),
    field("mcs", "", "fastest downlink scheme that holds with the asked probability"),
    field("rate_mbps", "Mbit/s", "its net rate, if the household had the sector for itself"),
    field("uplink_rate_mbps", "Mbit/s", "net rate of the fastest uplink scheme"),
    field("margin_db", "dB", "over the thresholds of the promised rates, weaker direction"),
    field("probability_ratio", "0 to 1", "probability of the promised rates from that sector"),
    field("clearance_m", "m", "least height of the ray above terrain and clutter; negative: blocked"),
    field("fresnel_clearance_m", "m", "the same, less the radius of the first Fresnel zone"),
    field(
        "fix_capex_eur",
        "euro",
        "not covered: the least for which one more site with what feeds it, or faster links, would cover it, tried in the busy hour",
    ),
    field("fix_sites", "", "ids of the sites that this would build, from the fibre outwards"),
    field("fix_links", "", "sites of the plan whose links it would make faster, from the fibre outwards"),
];

const COVERAGE: &[Field] = &[
    field(
        "rate_mbps",
        "Mbit/s",
        "net rate, met with the asked probability, of a household that has the sector for itself",
    ),
    field("mcs", "", "its modulation and coding scheme"),
    field("server", "", "id of the best server"),
    field("area_km2", "km2", "area in the working projection"),
];

/// Bands of `coverage.tif` in which the map of a plan and that of given sites say the same.
pub(super) mod bands {
    use super::{Field, field};

    pub const RX_LEVEL: Field = field("rx_level_dbm", "dBm", "level of the best server's best sector");
    pub const SINR: Field =
        field("sinr_db", "dB", "ratio of its signal to noise and interference at a household");
    pub const UPLINK_SINR: Field =
        field("uplink_sinr_db", "dB", "the same at the site of a household at full power");
    pub const MARGIN: Field = field(
        "margin_db",
        "dB",
        "over the thresholds of the promised rates, weaker direction, interference counted",
    );
    pub const RATE: Field = field(
        "rate_mbps",
        "Mbit/s",
        "its net rate for a household that has the sector for itself; no data: nothing holds in one direction",
    );
    pub const UPLINK_RATE: Field =
        field("uplink_rate_mbps", "Mbit/s", "net rate of the fastest uplink scheme; no data: none");
    pub const SERVER_COUNT: Field = field(
        "server_count",
        "sites",
        "sites, of the eight strongest, that give the asked service, interference counted",
    );
}

/// Bands of `coverage.tif`, in order.
pub(super) const BANDS: &[Field] = &[
    bands::RX_LEVEL,
    bands::SINR,
    bands::UPLINK_SINR,
    bands::MARGIN,
    field("probability_ratio", "1", "probability of the promised rates, 0 to 1"),
    field(
        "mcs",
        "index",
        "fastest downlink scheme that holds with the asked probability, from 0 in radio.downlink_schemes of plan.json",
    ),
    bands::RATE,
    bands::UPLINK_RATE,
    field("best_server", "index", "best server, counted from 0 in the order of sites.csv"),
    field("sector", "index", "its best sector, counted from 0 in the order of sectors.csv"),
    bands::SERVER_COUNT,
];

const LEDGER: &[Field] = &[
    field("asset", "", "the site's id, a slash and the item; or spectrum, spectrum once or cpe"),
    field(
        "kind",
        "",
        "structure, equipment, link, lease (rent paid), in_kind (land, roof or mast lent free of charge), spectrum or cpe (terminals of \
         subscribers that the network buys)",
    ),
    field("site", "", "id of the site; empty for the spectrum and for terminals"),
    field("item", "", "id in the scenario's costs, or lease, in_kind, spectrum_fee or spectrum_one_off_fee"),
    field("label", "", "what it is"),
    field("owner", "", "id of the owner; empty where the band is licence-exempt, and of terminals"),
    field("owner_public", "true or false", "the owner is a public body"),
    field("reversion_year", "year", "at whose end its private owner hands it over; empty where it does not"),
    field("reverts_to", "", "id of the public owner that gets it then"),
    field("manager", "", "who manages it"),
    field("capex_eur", "euro", "capital cost; 0 where it stands already, is rented or lent"),
    field("funds", "euro", "which fund pays how much of it: fund amount; fund amount"),
    field("opex_eur_per_year", "euro per year", "running cost"),
    field("lifetime_years", "years", "after which it is bought again; empty where nothing is bought"),
    field("renewals", "", "how often within the horizon; of terminals the years in which some are bought"),
    field("renewals_eur", "euro", "what these cost together; of terminals all of them"),
    field(
        "present_value_eur",
        "euro",
        "capital, renewals, running cost and what is paid once, discounted to year 0",
    ),
    field(
        "in_kind_eur_per_year",
        "euro per year",
        "what the owner gives by lending it: avoided rent; no cost, and in no sum of costs",
    ),
    field("in_kind_present_value_eur", "euro", "the same over the horizon, discounted; the owner's credit"),
    field("source", "", "where the price comes from"),
    field("price_year", "year", "of the price; empty where the scenario gives none"),
];

const CASHFLOW: &[Field] = &[
    field("year", "years", "from 0, when the network is built"),
    field("capex_eur", "euro", "spent to build"),
    field("renewal_eur", "euro", "spent to renew"),
    field("cpe_eur", "euro", "spent on terminals for subscribers; no column where the network buys none"),
    field(
        "one_off_fee_eur",
        "euro",
        "paid once for the right to the spectrum, out of no fund; no column where nothing is",
    ),
    field("opex_eur", "euro", "running cost"),
    field("revenue_eur", "euro", "sum of what is earned"),
    field("take_up_ratio", "0 to 1", "share of the covered households that subscribe"),
    field("wholesale_eur", "euro", "earned: lines sold to operators"),
    field("hosting_eur", "euro", "earned: operators hosted on public sites"),
    field("anchor_fees_eur", "euro", "earned: anchor institutions, no more than they spend today"),
    field("energy_eur", "euro", "part of opex_eur: energy"),
    field("rent_eur", "euro", "part of opex_eur: rent of sites"),
    field("maintenance_eur", "euro", "part of opex_eur: upkeep of sites"),
    field("spectrum_eur", "euro", "part of opex_eur: fee of the spectrum"),
    field("backhaul_eur", "euro", "part of opex_eur: links, less their energy"),
    field("reserve_eur", "euro", "earned and not spent by the end of the year, capital apart"),
    field("reserve_stressed_eur", "euro", "the same in the worst case of the scenario's stresses"),
    field("cost_present_value_eur", "euro", "all that the year costs, discounted to year 0"),
    field("revenue_present_value_eur", "euro", "revenue_eur, discounted to year 0"),
];

const EQUITY: &[Field] = &[
    field("grouping", "", "comune_size, altitude or province"),
    field(
        "group",
        "",
        "residents of the comune, altitude of comune or point, first three digits of the ISTAT code",
    ),
    field("comuni", "comuni", "in the group; by ground of points, those that have households in it"),
    field("households", "households", "all"),
    field("households_covered", "households", "to which the plan gives the asked service"),
    field("covered_ratio", "0 to 1", "covered by all; empty where there are none"),
    field("households_previously_unserved", "households", "without broadband before the plan"),
    field("households_newly_served", "households", "of those, covered by the plan"),
];

const RANKED: &[Field] = &[
    field("istat", "", "six-digit ISTAT code (text: it may begin with 0)"),
    field("name", "", "name"),
    field("population", "residents", "residents"),
    field("households", "households", "all"),
    field("households_covered", "households", "to which the plan gives the asked service"),
    field("covered_ratio", "0 to 1", "covered by all"),
    field("households_uncovered", "households", "not covered"),
    field("main_reason", "", "why most of these are not; empty where all are covered"),
];

const FEES: &[Field] = &[
    field("istat", "", "six-digit ISTAT code (text: it may begin with 0)"),
    field("name", "", "name"),
    field("population", "residents", "residents"),
    field(
        "served",
        "true or false",
        "the plan covers the institution that makes it a member; else it pays no fee",
    ),
    field("lines", "lines", "anchor institutions there that the plan covers"),
    field("weight", "ratio", "weight of the fee by its size"),
    field("fee_eur_per_year", "euro per year", "membership fee"),
    field("capped", "true or false", "the cap lets it pay no more than that"),
    field("tariff_eur_per_year", "euro per year", "tariff for all its lines"),
];

/// Every file, in the order in which a reader wants them.
pub(super) const FILES: &[File] = &[
    file(
        "plan.json",
        "everything, machine-readable; its JSON Schema is printed by `divario schema plan`",
        &[],
    ),
    file(
        "certificate.json",
        "the plan in whole numbers with the proof of objective.bound, which `divario verify` checks without a solver; its JSON \
         Schema is printed by `divario schema certificate`",
        &[],
    ),
    file(
        "scenario.json",
        "the scenario file as it was read, byte for byte; its paths start where that file lay: `divario compare` tells from it which \
         keys differ between plans",
        &[],
    ),
    file("sites.csv", "sites of the plan, by id", SITE),
    file("sectors.csv", "sectors of the sites that serve households", SECTOR),
    file("comuni.csv", "comuni, by ISTAT code", COMUNE),
    file(
        "equity.csv",
        "households by size of comune, altitude and province; Gini and Theil coefficient are in plan.json, equity",
        EQUITY,
    ),
    file("worst_comuni.csv", "the ten comuni with the lowest covered ratio, the lowest first", RANKED),
    file("small_comuni.csv", "comuni below the population threshold, in the same order", RANKED),
    file("ledger.csv", "every asset of the network, what it rents and is lent; costs are sums of it", LEDGER),
    file("cashflow.csv", "the money year by year", CASHFLOW),
    file("fees.csv", "what members pay their service centre; no rows where the scenario has none", FEES),
    file("sites.geojson", "the rows of sites.csv as points", SITE),
    file("links.geojson", "microwave links that feed the sites, as lines", LINK),
    file("comuni.geojson", "the rows of comuni.csv as areas", COMUNE),
    file("households.geojson", "household points", HOUSEHOLD),
    file("coverage.geojson", "covered ground as areas, by rate and best server", COVERAGE),
    file("coverage.tif", "cloud-optimised GeoTIFF in the working projection; no data is NaN; bands:", BANDS),
    file("sites.qml", "how QGIS draws sites.geojson: it takes the style that lies beside a layer", &[]),
    file("links.qml", "the same for links.geojson", &[]),
    file("comuni.qml", "the same for comuni.geojson", &[]),
    file("households.qml", "the same for households.geojson", &[]),
    file("coverage.qml", "the same for coverage.geojson, and for the band rate_mbps of coverage.tif", &[]),
    file(
        "plan.gpkg",
        "OGC GeoPackage: the five GeoJSON layers in one file, with the same fields (true is 1) and styles",
        &[],
    ),
    file("plan.kml", "sites and links for surveyors, to be opened on a telephone or in a globe", &[]),
    file("households.fgb", "household points as FlatGeobuf, where there are more than 100,000", &[]),
    file("summary_en.txt", "the plan on one page, to be read aloud", &[]),
    file("summary_it.txt", "the same in Italian", &[]),
    file(
        "charts/",
        "pictures of the same figures; of what other budgets would buy, if the plan was given a frontier, whose frontier.json has its figures",
        &[],
    ),
    file(
        "report.html",
        "the plan on one page, for a council: map, tables, charts, guidelines, proof; opens in any browser, without a network",
        &[],
    ),
    file("map.png", "the plan on the shaded terrain, for a first look", &[]),
];

/// What values and bounds count, where several plans are set side by side.
pub(super) fn unit_note(unit: ValueUnit) -> &'static str {
    match unit {
        ValueUnit::Households => "Values and bounds count households.",
        ValueUnit::WeightedHouseholds => {
            "Values and bounds count households and anchor institutions as the scenario's objective weighs them: they are no \
             numbers of households."
        }
    }
}

/// What holds for every GeoJSON file.
pub(super) const GEOJSON_NOTE: &str =
    "GeoJSON follows RFC 7946: WGS 84, longitude first, at most 7 decimals (1 cm).";

/// What a reader of the maps must know and no field says.
pub(super) fn notes() -> [String; 2] {
    [
        GEOJSON_NOTE.to_owned(),
        format!(
            "In coverage.geojson patches of fewer than {PATCH_CELLS_MIN} raster cells, covered or not, belong to a neighbour as \
             long as no area, and so not their sum, changes by more than {} %; coverage.tif and households.geojson keep every \
             cell and point.",
            100.0 * DRIFT_MAX_RATIO
        ),
    ]
}

/// Names of a file's fields, in order; none for a file that has none or is not listed.
pub(super) fn field_names(file_name: &str) -> impl Iterator<Item = &'static str> {
    let file = FILES.iter().find(|file| file.name == file_name);
    file.into_iter().flat_map(|file| file.fields).map(|field| field.name)
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::super::rows::{
        AssetRow, ComuneRow, CoverageRow, EquityRow, FeeRow, HouseholdRow, LinkRow, RankedRow, SectorRow,
        SiteRow,
    };
    use super::*;
    use crate::export::coverage_area::areas;
    use crate::export::sample;
    use crate::progress::Silent;

    /// Names of a row's fields, in the order in which it is written.
    fn written<R: Serialize>(row: R) -> Vec<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.serialize(row).unwrap();
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        text.lines().next().unwrap().split(',').map(str::to_owned).collect()
    }

    #[test]
    fn every_field_that_is_written_is_explained_in_the_same_order() {
        let world = sample::World::new();
        let plan = &world.plan;
        let centre = plan.service_centre.as_ref().unwrap();
        let area = &areas(&world.rasters, &Silent).unwrap()[0];
        let rows = [
            ("sites.csv", written(SiteRow::from(&plan.sites[0]))),
            ("sites.geojson", written(SiteRow::from(&plan.sites[0]))),
            ("sectors.csv", written(SectorRow::new(&plan.sites[0], &plan.sites[0].sectors[0]))),
            ("comuni.csv", written(ComuneRow::from(&plan.comuni[0]))),
            ("comuni.geojson", written(ComuneRow::from(&plan.comuni[0]))),
            ("equity.csv", written(EquityRow::new("province", &plan.equity.by_province[0]))),
            ("worst_comuni.csv", written(RankedRow::new(&plan.equity.worst_comuni[0], &plan.comuni[0]))),
            ("small_comuni.csv", written(RankedRow::new(&plan.equity.small_comuni[0], &plan.comuni[0]))),
            ("links.geojson", written(LinkRow::from(&plan.links[0]))),
            ("households.geojson", written(HouseholdRow::from(&plan.points[0]))),
            ("coverage.geojson", written(CoverageRow::new(area, 50.0, plan, &plan.sites[0]))),
            ("fees.csv", written(FeeRow::new(&centre.members[0], &plan.comuni[0]))),
            ("ledger.csv", written(AssetRow::from(&plan.ledger[0]))),
            ("cashflow.csv", written(&plan.cost.years[0])),
        ];
        for (name, fields) in rows {
            assert_eq!(field_names(name).collect::<Vec<_>>(), fields, "{name}");
        }
    }
}
