//! What the folder says about itself.

use super::Province;
use super::comuni::PROVINCE;
use super::globe::EPSG;
use super::noise::SEED;

/// The text of the folder's README.
pub fn readme(province: &Province) -> String {
    let comuni = province.comuni.list.len();
    let small = province.comuni.list.iter().filter(|comune| comune.population < 5_000).count();
    let residents: u32 = province.comuni.list.iter().map(|comune| comune.population).sum();
    let points = province.points.len();
    let households: u32 = province.points.iter().map(|point| point.households).sum();
    let served: u32 =
        province.points.iter().filter(|point| point.served()).map(|point| point.households).sum();
    let side = province.survey.lattice.side;
    let cell_m = province.survey.lattice.cell_m;
    let top_m = top_m(province);
    let (bell_towers, public, private) = (
        structures(province, "bell_tower"),
        structures(province, "public_mast"),
        structures(province, "private_mast"),
    );
    format!(
        "# The province of {PROVINCE}: INVENTED

**Nothing here is real.** Ground, coast, comuni, names, people, lines and masts were grown by a program from the
seed {SEED}. The place where the map puts them, about 8.0-8.3 E and 43.9-44.1 N, is a real stretch of Ligurian
coast and sea that looks otherwise; the comuni carry codes of a province 999, which does not exist. The data serve
to try divario out, to test it, and to show what files a planner needs. They say nothing about any real comune.

Generated; do not edit. `cargo run --release --example 01_demo_province` writes every file of this folder
anew, this one included, byte for byte; `tests/demo_province.rs` checks that. The program stands in
`examples/01_demo_province/`.

{comuni} comuni ({small} with fewer than 5,000 residents), {residents} residents, {households} households at
{points} points, {served} of them with broadband today. The highest ground of the province is at {top_m} m.

| file | holds |
|---|---|
| `elevation.tif` | ground height, whole metres, Int16, {side} x {side} cells of {cell_m} m, EPSG:{EPSG}; the sea, and only the sea, is 0 |
| `land_cover.tif` | class number, Byte, same cells: 0 water, 1 built-up, 2 crops and terraces, 3 grass, 4 broadleaved wood, 5 coniferous wood, 6 rock |
| `comuni.geojson` | polygons without gaps between them; `istat`, `name`, `province`, `population`, `households`, `households_served` (those with fttc or ftth), `altitude_zone` (1 inland mountain, 2 coastal mountain, 3 inland hill, 4 coastal hill) |
| `households.csv` | `id`, `istat`, `lon`, `lat`, `households`, `service_class`: the best line on sale, `none`, `adsl`, `fttc` or `ftth` |
| `town_halls.geojson` | one a comune; `istat`, `name` |
| `candidate_sites.geojson` | `id`, `name`, `kind`: {bell_towers} `bell_tower`, {public} `public_mast`, {private} `private_mast` |
| `ballots.csv` | `round` (1 before people were informed, 2 after), `voter`, `comune`, and 10 points over the priorities of `scenarios/demo.json` |

Longitudes and latitudes are WGS 84 with six decimals. Every cell of the province drains to the sea over cells that
never rise; land beyond the province's border drains to the sea or off the map.
"
    )
}

fn structures(province: &Province, kind: &str) -> usize {
    province.structures.iter().filter(|structure| structure.kind == kind).count()
}

fn top_m(province: &Province) -> f64 {
    let cells = province.inside().into_iter().zip(&province.survey.height_m);
    cells.filter(|&(inside, _)| inside).fold(0.0, |top_m, (_, &height_m)| f64::max(top_m, height_m))
}
