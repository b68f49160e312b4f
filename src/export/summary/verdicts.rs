//! The four guidelines in words.

use super::Section;
use crate::governance::{Said, number, said};
use crate::score::{GuidelineReport, Plan, SpectrumReport};

/// Each guideline with its verdict, a paragraph each; then the right to the spectrum.
pub(super) fn section(plan: &Plan) -> Section {
    let heading = said!("The four guidelines", "I quattro principi");
    let paragraphs = plan.governance.iter().map(verdict).chain([spectrum(&plan.spectrum)]);
    Section { heading, paragraphs: paragraphs.collect() }
}

fn spectrum(report: &SpectrumReport) -> Said {
    let explained = Said { en: report.explanation.clone(), it: report.explanation_it.clone() };
    said!("Spectrum: {explained}", "Spettro: {explained}", explained = explained)
}

fn verdict(report: &GuidelineReport) -> Said {
    let holds =
        if report.holds { said!("holds", "rispettato") } else { said!("DOES NOT HOLD", "NON RISPETTATO") };
    let explained = Said { en: report.explanation.clone(), it: report.explanation_it.clone() };
    said!(
        "{guideline}. {name}: {holds}. {explained}",
        "{guideline}. {name}: {holds}. {explained}",
        guideline = number(f64::from(report.guideline)),
        name = name(report.guideline),
        holds = holds,
        explained = explained,
    )
}

fn name(guideline: u8) -> Said {
    match guideline {
        1 => said!("No private monopoly", "Nessun monopolio privato"),
        2 => said!("Public money, public network", "Denaro pubblico, rete pubblica"),
        3 => said!("Operators compete", "Operatori in concorrenza"),
        _ => said!("No burden on public budgets", "Nessun onere per i bilanci pubblici"),
    }
}
