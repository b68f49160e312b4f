//! Long names where a table has little room.

use std::collections::BTreeSet;

/// The names as they are shown, each at most `width` letters long and no two alike: a long one without its middle, where that leaves
/// all different, else with its number in place of its end.
pub(super) fn short_names(names: &[&str], width: usize) -> Vec<String> {
    let with_tail =
        |tail: usize| -> Vec<String> { names.iter().map(|name| without_middle(name, width, tail)).collect() };
    let is_distinct = |short: &Vec<String>| short.iter().collect::<BTreeSet<_>>().len() == short.len();
    let middle = (width - 1) / 2;
    let tails = (0..middle).map(|step| middle - step).chain(middle + 1..width);
    let numbered = || {
        let short = |(number, name): (usize, &&str)| match letters(name) {
            length if length <= width => (*name).to_owned(),
            _ => format!("{}…{number}", first(name, width - 1 - number.to_string().len())),
        };
        (1..).zip(names).map(short).collect()
    };
    tails.map(with_tail).find(is_distinct).unwrap_or_else(numbered)
}

/// The beginning and so many of the last letters of a name that is too long.
fn without_middle(name: &str, width: usize, tail: usize) -> String {
    let length = letters(name);
    if length <= width {
        return name.to_owned();
    }
    let end: String = name.chars().skip(length - tail).collect();
    format!("{}…{end}", first(name, width - 1 - tail))
}

fn first(name: &str, count: usize) -> String {
    name.chars().take(count).collect()
}

fn letters(name: &str) -> usize {
    name.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 20;

    fn assert_distinct(ids: &[&str]) -> Vec<String> {
        let short = short_names(ids, WIDTH);
        assert!(short.iter().all(|id| letters(id) <= WIDTH), "{short:?}");
        assert_eq!(short.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{short:?}");
        short
    }

    #[test]
    fn long_ids_lose_their_middle() {
        let ids = ["province", "private_macro_area_licence", "private_regional_licence"];
        assert_eq!(assert_distinct(&ids), ["province", "private_ma…a_licence", "private_re…l_licence"]);
    }

    #[test]
    fn no_two_ids_become_alike() {
        let (letters, middle) = ("x".repeat(30), "y".repeat(30));
        let early = [format!("ab{letters}"), format!("ac{letters}")];
        let late = [format!("{letters}ab"), format!("{letters}ac")];
        let inside = [format!("{letters}ab{middle}"), format!("{letters}ac{middle}")];
        let both = [&early[..], &late, &inside].concat();
        for ids in [&early[..], &late, &inside, &both] {
            assert_distinct(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
