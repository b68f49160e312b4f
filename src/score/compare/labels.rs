//! What plans are called: by their scenarios' names, and where these are equal, by the ends of their folders' paths.

use super::PlanAtHand;

/// Labels of the plans, and the ends of their folders' paths; all labels differ, and all ends do.
pub(super) fn of(plans: &[PlanAtHand]) -> (Vec<String>, Vec<String>) {
    let folders = ends(&plans.iter().map(|one| one.folder).collect::<Vec<_>>());
    let names: Vec<&str> = plans.iter().map(|one| one.plan.scenario.name.as_str()).collect();
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
    fn folders_are_told_by_as_little_as_it_takes() {
        assert_eq!(ends(&["out/a/", "/home/x/out/b"]), ["a", "b"]);
        assert_eq!(ends(&["one/plan", "two/plan", "three"]), ["one/plan", "two/plan", "three"]);
        assert_eq!(ends(&["a", "./a/a"]), ["a", "a/a"]);
    }
}
