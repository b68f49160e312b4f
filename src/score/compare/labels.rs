//! What plans are called: by their scenarios' names without what all of them end in, and where these are equal, by the ends of
//! their folders' paths.

use super::PlanAtHand;

/// Labels of the plans, and the ends of their folders' paths; all labels differ, and all ends do.
pub(super) fn of(plans: &[PlanAtHand]) -> (Vec<String>, Vec<String>) {
    let folders = ends(&plans.iter().map(|one| one.folder).collect::<Vec<_>>());
    let names: Vec<&str> = plans.iter().map(|one| one.plan.scenario.name.as_str()).collect();
    let names = without_shared_ending(names);
    let repeated = |name: &str| names.iter().filter(|other| **other == name).count() > 1;
    let label = |(index, name): (usize, &&str)| {
        if repeated(name) { format!("{name} ({})", folders[index]) } else { (*name).to_owned() }
    };
    let labels: Vec<String> = names.iter().enumerate().map(label).collect();
    // A name may look like another with its folder: then all bear their folders.
    let alike = labels.iter().enumerate().any(|(at, label)| labels[..at].contains(label));
    let with_folder = || names.iter().zip(&folders).map(|(name, folder)| format!("{name} ({folder})"));
    let labels = if alike { with_folder().collect() } else { labels };
    (labels, folders)
}

/// Regimes of one scenario bear its name after a dash, and are told apart by what stands before it.
fn without_shared_ending(names: Vec<&str>) -> Vec<&str> {
    let is_shared =
        |ending: &&str| names.iter().all(|name| name.len() > ending.len() && name.ends_with(ending));
    let ending = names[0].match_indices(" – ").map(|(at, _)| &names[0][at..]).find(is_shared);
    let Some(ending) = ending else { return names };
    let short: Vec<&str> = names.iter().map(|name| &name[..name.len() - ending.len()]).collect();
    if short.iter().all(|name| *name == short[0]) { names } else { short }
}

/// The last parts of each path, as few as tell all apart.
fn ends(folders: &[&str]) -> Vec<String> {
    let parts = |folder: &&str| -> Vec<String> {
        let parts = folder.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".");
        parts.map(str::to_owned).collect()
    };
    let paths: Vec<Vec<String>> = folders.iter().map(parts).collect();
    let longest = paths.iter().map(Vec::len).max().unwrap_or(1);
    let end = |path: &Vec<String>, count: usize| path[path.len().saturating_sub(count)..].join("/");
    let of_length = |count: usize| -> Vec<String> { paths.iter().map(|path| end(path, count)).collect() };
    let differ = |ends: &Vec<String>| (1..ends.len()).all(|at| !ends[..at].contains(&ends[at]));
    let found = (1..=longest).map(of_length).find(differ);
    found.unwrap_or_else(|| folders.iter().map(|&folder| folder.to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_names_end_in_is_left_out() {
        let short = |names: &[&'static str]| without_shared_ending(names.to_vec());
        assert_eq!(
            short(&["Open band – Valle", "A right – for all – Valle"]),
            ["Open band", "A right – for all"]
        );
        assert_eq!(short(&["A – Valle – 2", "B – Valle – 2"]), ["A", "B"]);
        for kept in [
            ["A – Valle", "Valle"],
            ["A – Valle", "A – Valle"],
            ["A – Valle", "B – Monte"],
            [" – Valle", "B – Valle"],
        ] {
            assert_eq!(short(&kept), kept);
        }
    }

    #[test]
    fn folders_are_told_by_as_little_as_it_takes() {
        assert_eq!(ends(&["out/a/", "/home/x/out/b"]), ["a", "b"]);
        assert_eq!(ends(&["one/plan", "two/plan", "three"]), ["one/plan", "two/plan", "three"]);
        assert_eq!(ends(&["a", "./a/a"]), ["a", "a/a"]);
    }
}
