//! `summary_en.txt` and `summary_it.txt`: the plan on one page, to be read aloud in a council.
//!
//! Every figure stands in `plan.json`, as it is, rounded, or as a percentage of a ratio; only lists are counted.

mod costs;
mod doubts;
mod reach;
#[cfg(test)]
mod tests;
mod verdicts;

use super::stamp::one_line;
use super::wrapped::wrapped;
use crate::governance::{Said, said};
use crate::score::Plan;

/// Longest line.
const LINE_CHARS: usize = 80;

/// A heading, and the paragraphs below it.
struct Section {
    heading: Said,
    paragraphs: Vec<Said>,
}

/// The page in both languages.
pub(super) fn text(plan: &Plan) -> Said {
    let name = one_line(&plan.scenario.name);
    let title = said!("{name}: the plan on one page", "{name}: il piano in una pagina", name = name.as_str());
    let sections = [
        reach::section(plan),
        costs::capital(plan),
        costs::running(plan),
        verdicts::section(plan),
        reach::left_out(plan),
        doubts::section(plan),
    ];
    let page = |words: fn(&Said) -> &str| {
        let mut page = wrapped(words(&title), LINE_CHARS);
        for Section { heading, paragraphs } in &sections {
            page.push('\n');
            page.push_str(&wrapped(&words(heading).to_uppercase(), LINE_CHARS));
            for paragraph in paragraphs {
                page.push_str(&wrapped(words(paragraph), LINE_CHARS));
            }
        }
        page
    };
    Said { en: page(|said| &said.en), it: page(|said| &said.it) }
}
