//! `report.html`: every figure in it stands in `plan.json`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// What places things on the map, and counts in lists: no figures that the page shows.
const NOT_SHOWN: [&str; 12] = [
    "territories",
    "polygons",
    "steps",
    "geometry_per_degree",
    "points_per_degree",
    "west_deg",
    "south_deg",
    "east_deg",
    "north_deg",
    "comune",
    "state",
    "fix",
];
/// The same, where plan.json has them in another form: rounded to seven decimals, or by name.
const OTHERWISE: [&str; 3] = ["lon_deg", "lat_deg", "server"];

pub fn agrees(out: &Path, plan: &Value) {
    let page = std::fs::read_to_string(out.join("report.html")).unwrap();
    let start = "<script type=\"application/json\" id=\"data\">";
    let text = page.split_once(start).unwrap().1.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(text).unwrap();
    let mut known = BTreeSet::new();
    numbers(plan, &mut |_, number| {
        known.insert(number.to_string());
    });
    let mut count = 0;
    numbers(&data, &mut |key, number| {
        if !NOT_SHOWN.contains(&key) && !OTHERWISE.contains(&key) {
            assert!(known.contains(&number.to_string()), "{key} {number} is not in plan.json");
            count += 1;
        }
    });
    assert!(count > 30, "only {count} figures");
    for list in ["sites", "links", "comuni", "governance", "warnings"] {
        assert_eq!(data[list].as_array().unwrap().len(), plan[list].as_array().unwrap().len(), "{list}");
    }
    assert_eq!(data["points"]["id"].as_array().unwrap().len(), plan["points"].as_array().unwrap().len());
}

/// Every number of a document under the key that holds it; those of a list under the key of the list.
fn numbers(value: &Value, found: &mut dyn FnMut(&str, &serde_json::Number)) {
    under("", value, found);
}

fn under(key: &str, value: &Value, found: &mut dyn FnMut(&str, &serde_json::Number)) {
    match value {
        Value::Number(number) => found(key, number),
        Value::Array(elements) => elements.iter().for_each(|element| under(key, element, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, field)| under(key, field, found)),
        _ => {}
    }
}
