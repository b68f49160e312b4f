//! The tables as they stand in the documentation.

use std::fmt::Write;

use super::compare::{LOSS_STRIDE, RANGE_M, SIGHT_STRIDE, TERMINALS};
use super::statistics::{LARGE_DB, Losses, OBSTRUCTED_DB, Sight};

/// How the line with the date begins.
const DATED: &str = "Measured on ";

/// The whole text.
pub fn text(date: &str, losses: &[(&str, &str, Losses)], sights: &[(&str, Sight)]) -> String {
    let mut text = opening(date);
    text += &loss_table(losses);
    text += &sight_table(sights);
    text
}

/// A text without its date.
pub fn undated(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with(DATED)).collect()
}

fn opening(date: &str) -> String {
    let (tx_m, rx_m, range_km) = (TERMINALS.tx_height_m, TERMINALS.rx_height_m, RANGE_M / 1_000.0);
    let ghz = TERMINALS.frequency_mhz / 1_000.0;
    format!(
        "# How far the sweep is from exact paths\n\n\
         In a sweep a cell takes the samples of the radial beside it; its exact path has samples of its own. Both are computed\n\
         for the same cells and the same sites: summits near the middle of nine equal parts of each terrain, a mast of {tx_m} m,\n\
         receivers of {rx_m} m on land, {ghz} GHz, up to {range_km} km.\n\n\
         {DATED}{date} by `./dev accuracy`, which writes this file; the same data gives the same numbers.\n\n"
    )
}

fn loss_table(losses: &[(&str, &str, Losses)]) -> String {
    let mut text = format!(
        "## Path loss\n\n\
         Difference in dB, either way, that so large a share of the cells does not exceed, in every {LOSS_STRIDE}th row and column;\n\
         and the share of the cells in sight that are off as if an edge stood before them.\n\n\
         | terrain | model | cells | 50 % | 90 % | 99 % | 99.9 % | share over {LARGE_DB} dB | in sight, over {OBSTRUCTED_DB} dB |\n\
         |---|---|---|---|---|---|---|---|---|\n"
    );
    for (world, model, found) in losses {
        let quantiles = found.quantiles_db.map(|apart_db| format!("{apart_db:.2}")).join(" | ");
        let [large_percent, obstructed_percent] =
            [found.large_ratio, found.obstructed_ratio].map(|ratio| 100.0 * ratio);
        let _ = writeln!(
            text,
            "| {world} | {model} | {} | {quantiles} | {large_percent:.2} % | {obstructed_percent:.2} % |",
            found.cells
        );
    }
    text
}

fn sight_table(sights: &[(&str, Sight)]) -> String {
    let mut text = format!(
        "\n## Line of sight\n\n\
         Cells that the sweep sees and the exact path does not, or the other way round, in every {SIGHT_STRIDE}nd row and column; how\n\
         near to grazing the exact ray to them passes (clearance, either way), and how far from the site they lie.\n\n\
         | terrain | sites | cells | in sight | wrong | seen, hidden | clearance of half, of all | half nearer than |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for (world, found) in sights {
        let in_sight_percent = 100.0 * found.seen as f64 / found.cells as f64;
        let wrong_percent = 100.0 * found.wrong_ratio();
        let ([seen, hidden], [half_m, all_m]) = (found.wrong, found.clearance_m);
        let _ = writeln!(
            text,
            "| {world} | {} | {} | {in_sight_percent:.1} % | {wrong_percent:.4} % | {seen}, {hidden} | {half_m:.2} m, {all_m:.2} m | {:.1} km |",
            found.sites, found.cells, found.distance_km
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::statistics::Sighted;
    use super::*;

    #[test]
    fn only_the_date_tells_two_days_apart() {
        let cell = |swept| Sighted { swept, exact: 0.0, in_sight: true, distance_km: 1.0 };
        let on = |date: &str| {
            text(date, &[("a hill", "ITM", Losses::of([cell(0.5), cell(4.0)].into_iter()))], &[])
        };
        assert_ne!(on("2026-01-01"), on("2026-01-02"));
        assert_eq!(undated(&on("2026-01-01")), undated(&on("2026-01-02")));
        assert!(
            on("2026-01-01").contains("| a hill | ITM | 2 | 0.50 | 4.00 | 4.00 | 4.00 | 50.00 % | 0.00 % |")
        );
    }
}
