//! What each file of a coverage map holds, field by field.

use super::super::dictionary::{Field, File, GEOJSON_NOTE, bands, field, file};

const SITE: &[Field] = &[
    field("number", "index", "number of the site in the bands of coverage.tif, from 0, by rising id"),
    field("id", "", "stable id of the site"),
    field("name", "", "name"),
    field("owner", "", "id of the owner"),
    field("status", "", "existing, committed, candidate or forbidden in the scenario"),
    field("relay_only", "true or false", "in the scenario it carries links alone"),
    field("ground_m", "m", "ground above mean sea level"),
    field("height_m", "m", "antenna above ground"),
    field("in_range_km2", "km2", "land within range, the path known"),
    field("in_sight_km2", "km2", "land in sight"),
    field("served_km2", "km2", "land to which its signal alone gives the asked service"),
    field("best_km2", "km2", "land of which it is the best server"),
    field(
        "households_served",
        "households",
        "to which its signal alone gives the asked service, by exact path to each point",
    ),
];

/// Bands of `coverage.tif`, in order: those of all sites together, then server and level by rank.
pub(in super::super) const BANDS: &[Field] = &[
    field("path_loss_db", "dB", "basic transmission loss from the best server"),
    bands::RX_LEVEL,
    bands::SINR,
    bands::UPLINK_SINR,
    bands::MARGIN,
    field("probability_ratio", "1", "probability of the promised rates from the best server, 0 to 1"),
    field(
        "mcs",
        "index",
        "fastest downlink scheme that holds with the asked probability, from 0 by rising rate",
    ),
    bands::RATE,
    bands::UPLINK_RATE,
    field("best_server", "index", "site that is heard best: number in sites.geojson and coverage.json"),
    field("sector", "index", "its best sector, from 0"),
    bands::SERVER_COUNT,
    field("clearance_m", "m", "largest over the sites: least height of the ray above terrain and clutter"),
    field("fresnel_clearance_m", "m", "the same, less the radius of the first Fresnel zone"),
    field("sites_in_sight", "sites", "sites whose clearance is positive"),
    field("server_2", "index", "site that is heard second best"),
    field("rx_level_2_dbm", "dBm", "level of its best sector"),
    field("server_3", "index", "site that is heard third best"),
    field("rx_level_3_dbm", "dBm", "level of its best sector"),
    field("server_4", "index", "site that is heard fourth best"),
    field("rx_level_4_dbm", "dBm", "level of its best sector"),
    field("server_5", "index", "site that is heard fifth best"),
    field("rx_level_5_dbm", "dBm", "level of its best sector"),
    field("server_6", "index", "site that is heard sixth best"),
    field("rx_level_6_dbm", "dBm", "level of its best sector"),
    field("server_7", "index", "site that is heard seventh best"),
    field("rx_level_7_dbm", "dBm", "level of its best sector"),
    field("server_8", "index", "site that is heard eighth best"),
    field("rx_level_8_dbm", "dBm", "level of its best sector"),
];

/// Every file, in the order in which a reader wants them; the map has `bands` bands.
pub(super) fn files(bands: usize) -> [File; 4] {
    let map = "cloud-optimised GeoTIFF in the working projection; no data is NaN; bands:";
    [
        file(
            "coverage.json",
            "all figures, machine-readable; its JSON Schema is printed by `divario schema coverage`",
            &[],
        ),
        file("coverage.tif", map, &BANDS[..bands]),
        file("coverage.qml", "how QGIS draws coverage.tif: its band rate_mbps", &[]),
        file("sites.geojson", "the sites as points", SITE),
    ]
}

/// What a reader of the map must know and no field says.
pub(super) fn notes() -> [String; 3] {
    [
        GEOJSON_NOTE.to_owned(),
        "A cell has no data at sea, where no site is in range, and where every path crosses cells without elevation. \
         It stands for its centre; household points are computed by the exact path to each of them."
            .to_owned(),
        "The bands count interference between the sites of the map, and not load: a cell tells what a household there would get if \
         it had the sector for itself. households_served in coverage.json counts both."
            .to_owned(),
    ]
}
