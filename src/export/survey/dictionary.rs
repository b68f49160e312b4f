//! What each file of a coverage map holds, field by field.

use super::super::dictionary::{Field, File, GEOJSON_NOTE, field, file};

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
    field("served_km2", "km2", "land to which it gives the asked service"),
    field("best_km2", "km2", "land of which it is the best server"),
    field(
        "households_served",
        "households",
        "to which it gives the asked service, by exact path to each point",
    ),
];

/// Bands of `coverage.tif`, in order: those of all sites together, then server and path loss by rank.
pub(in super::super) const BANDS: &[Field] = &[
    field("path_loss_db", "dB", "basic transmission loss from the best server"),
    field("rx_level_dbm", "dBm", "received level from the best server"),
    field("margin_db", "dB", "over the threshold of the asked rate, weaker direction, best server"),
    field("probability_ratio", "1", "probability of the asked service from the best server, 0 to 1"),
    field("rate_mbps", "Mbit/s", "highest physical-layer rate met with the asked probability; no data: none"),
    field("best_server", "index", "site with the least path loss: number in sites.geojson and coverage.json"),
    field("server_count", "sites", "sites that give the asked service"),
    field("clearance_m", "m", "largest over the sites: least height of the ray above terrain and clutter"),
    field("fresnel_clearance_m", "m", "the same, less the radius of the first Fresnel zone"),
    field("sites_in_sight", "sites", "sites whose clearance is positive"),
    field("server_2", "index", "site with the second least path loss"),
    field("path_loss_2_db", "dB", "basic transmission loss from there"),
    field("server_3", "index", "site with the third least path loss"),
    field("path_loss_3_db", "dB", "basic transmission loss from there"),
    field("server_4", "index", "site with the fourth least path loss"),
    field("path_loss_4_db", "dB", "basic transmission loss from there"),
    field("server_5", "index", "site with the fifth least path loss"),
    field("path_loss_5_db", "dB", "basic transmission loss from there"),
    field("server_6", "index", "site with the sixth least path loss"),
    field("path_loss_6_db", "dB", "basic transmission loss from there"),
    field("server_7", "index", "site with the seventh least path loss"),
    field("path_loss_7_db", "dB", "basic transmission loss from there"),
    field("server_8", "index", "site with the eighth least path loss"),
    field("path_loss_8_db", "dB", "basic transmission loss from there"),
];

/// Every file, in the order in which a reader wants them; the map has `bands` bands.
pub(super) fn files(bands: usize) -> [File; 3] {
    let map = "cloud-optimised GeoTIFF in the working projection; no data is NaN; bands:";
    [
        file(
            "coverage.json",
            "all figures, machine-readable; its JSON Schema is printed by `divario schema coverage`",
            &[],
        ),
        file("coverage.tif", map, &BANDS[..bands]),
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
        "The map tells signal, not load: interference between sites and shared capacity are not counted.".to_owned(),
    ]
}
