//! Files of a comparison: what is written is what the dictionary says, and no name does any harm. What the page looks like and
//! does is tested in a browser (`tests/browser`).

use std::fs;
use std::path::Path;

use super::super::page::{SCRIPTS as SHARED, keys_of_words};
use super::*;
use crate::export::sample;
use crate::progress::Silent;
use crate::score::{PlanAtHand, compare_report};

/// Writes a comparison of the small plan and another into a folder.
fn write(home: &Path, other: &Plan) {
    let first = sample::plan();
    let plan = |plan, folder| PlanAtHand {
        folder,
        plan,
        sha256: "aa",
        scenario: None,
        scenario_changed: false,
        question: None,
    };
    let report = compare_report(&[plan(&first, "x/one"), plan(other, "x/two")], vec!["told".into()]);
    let territories: Territories =
        sample::comuni().into_iter().map(|comune| (comune.istat, comune.polygon)).collect();
    let results =
        CompareResults { report: &report, plans: vec![&first, other], territories: Some(&territories) };
    let mut folder = OutputFolder::open(home).unwrap();
    write_compare(&results, &mut folder, &Silent).unwrap();
    folder.commit().unwrap();
}

#[test]
fn tables_have_the_columns_of_the_dictionary_and_every_file_is_described() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &sample::plan());
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    for (name, fields) in [("compare.csv", dictionary::FIGURES), ("compare_comuni.csv", dictionary::COMUNI)] {
        let header = fields.iter().map(|field| field.name).collect::<Vec<_>>().join(",");
        let table = read(name);
        assert_eq!(table.lines().next().unwrap(), header);
        assert!(table.lines().count() > 4, "{table}");
        assert!(table.lines().nth(1).unwrap().contains(",one,"), "{table}");
    }
    let readme = read("README.txt");
    for name in names() {
        assert!(readme.contains(&format!("\n{name}: ")), "{name}");
        assert!(home.path().join(name).is_file(), "{name}");
    }
    let report: CompareReport = serde_json::from_str(&read("compare.json")).unwrap();
    assert_eq!(report.warnings[0], "told");
}

#[test]
fn no_name_leaves_the_place_of_text_or_becomes_a_formula() {
    let home = tempfile::tempdir().unwrap();
    let mut other = sample::plan();
    other.scenario.name = "=1+1</script><script>alert(1)</script>\u{2028}<!--".into();
    other.comuni[0].name = "</title><img src=x>".into();
    write(home.path(), &other);
    let page = fs::read_to_string(home.path().join("compare.html")).unwrap();
    assert!(!page.contains("alert(1)</script>") && !page.contains("<img src=x"));
    let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
    assert!(!data.contains('\u{2028}'));
    assert!(serde_json::from_str::<serde_json::Value>(data).is_ok());
    assert!(!page.contains("{{title}}") && !page.contains("{{data}}"));
    assert!(page.contains("default-src 'none'"), "the browser itself refuses every request");
    let table = fs::read_to_string(home.path().join("compare.csv")).unwrap();
    assert!(table.contains(",'=1+1") && !table.contains(",=1+1"), "{table}");
}

#[test]
fn equal_plans_give_equal_bytes() {
    let [one, other] = [(), ()].map(|()| tempfile::tempdir().unwrap());
    let mut later = sample::plan();
    write(one.path(), &later);
    (later.provenance.threads, later.provenance.wall_s) = (64, 1e6);
    write(other.path(), &later);
    for name in names() {
        let read = |home: &Path| fs::read(home.join(name)).unwrap();
        assert!(read(one.path()) == read(other.path()), "{name}");
    }
}

#[test]
fn scripts_stay_in_their_elements_and_name_no_network() {
    for part in SCRIPTS.iter().chain([&PAGE, &STYLE]) {
        assert!(!part.contains("http://") && !part.contains("https://"));
    }
    assert!(SCRIPTS.iter().all(|script| !script.contains("</script") && !script.contains("<!--")));
    assert!(!STYLE.contains("</style"));
}

/// Every key that the page or a script asks for is in a table with two languages, and every entry of its own is asked for.
#[test]
fn every_text_is_used_and_every_use_has_its_text() {
    let own = keys_of_words(&SCRIPTS[..1]);
    let all = keys_of_words(&[SHARED[0], SCRIPTS[0]]);
    assert_eq!(
        all.iter().collect::<std::collections::BTreeSet<_>>().len(),
        all.len(),
        "a key is given twice"
    );
    let used: String = [PAGE].iter().chain(&SHARED[1..]).chain(&SCRIPTS[1..]).copied().collect();
    let made = ["figure_", "group_", "differs_", "standing_", "layer_", "comuni_", "wins_", "loses_"];
    for key in &own {
        let asked = used.contains(&format!("\"{key}\"")) || made.iter().any(|start| key.starts_with(start));
        assert!(asked, "{key} is said nowhere");
    }
    for asked in used.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"')) {
        assert!(all.iter().any(|key| key == asked.0), "{} has no text", asked.0);
    }
    let plan = sample::plan();
    let twice = || PlanAtHand {
        folder: "x",
        plan: &plan,
        sha256: "",
        scenario: None,
        scenario_changed: false,
        question: None,
    };
    for figure in compare_report(&[twice(), twice()], Vec::new()).figures {
        let is_guideline = figure.figure.starts_with("guideline_");
        assert!(is_guideline || all.contains(&format!("figure_{}", figure.figure)), "{}", figure.figure);
    }
}
