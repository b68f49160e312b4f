//! The comuni: each cell of the province belongs to the town hall that is easiest to walk to.

use super::noise::unit;
use super::settlements::{hamlets, towns};
use super::survey::Survey;
use super::travel::{NOWHERE, Walk};

/// How many there are.
const COUNT: usize = 17;
/// Name of the province and of its capital. Invented, like every name here.
pub const PROVINCE: &str = "Sarvento";
/// Names and households of comuni whose town hall lies by the sea, the best harbour first.
const COASTAL: [(&str, u32); 5] = [
    (PROVINCE, 4_320),
    ("Portobrina", 2_480),
    ("Marinarsa", 1_710),
    ("Torrelume", 1_240),
    ("Rivalunga", 930),
];
/// Names and households of the others, the lowest town first.
const INLAND: [(&str, u32); 16] = [
    ("Borgosalvo", 1_390),
    ("Ponteverio", 1_020),
    ("Pievelarga", 760),
    ("Calaspina", 610),
    ("Villatersa", 540),
    ("Fontebruna", 470),
    ("Olmarezzo", 390),
    ("Casalpigno", 330),
    ("Montegarbo", 290),
    ("Roccadora", 250),
    ("Castelnevio", 210),
    ("Nocedola", 180),
    ("Selvarsa", 150),
    ("Colledoro", 130),
    ("Leccarola", 115),
    ("Altapieve", 95),
];
/// A town hall within so many cells of the water stands by the sea.
const HARBOUR_CELLS: usize = 40;
/// What hamlets are called after their comune's name.
const HAMLETS: [&str; 8] = ["Ponte", "Costa", "Pieve", "Molini", "Serra", "Vigne", "Soprana", "Fontane"];

/// A comune.
pub struct Comune {
    /// Six-digit code in a province, 999, that does not exist.
    pub istat: String,
    /// Name.
    pub name: &'static str,
    /// Cell of its town hall.
    pub town: usize,
    /// Whether the town hall stands by the sea.
    pub by_the_sea: bool,
    /// Its hamlets: cell and name, the largest first.
    pub hamlets: Vec<(usize, String)>,
    /// Households.
    pub households: u32,
    /// Residents.
    pub population: u32,
    /// ISTAT's altitude zone: 1 inland mountain, 2 coastal mountain, 3 inland hill, 4 coastal hill.
    pub altitude_zone: u8,
}

/// The comuni, and which of them each cell belongs to.
pub struct Comuni {
    /// By rising code.
    pub list: Vec<Comune>,
    /// For each cell, the position in `list`; none outside the province.
    pub of: Vec<Option<usize>>,
}

impl Comuni {
    /// Founds the towns and draws the borders.
    pub fn found(survey: &Survey) -> Self {
        let named = named(survey);
        let halls: Vec<usize> = named.iter().map(|&(hall, ..)| hall).collect();
        let walk = Walk::from(survey, &halls, |cell| survey.province[cell]);
        let mut of: Vec<Option<usize>> = (0..survey.lattice.cells())
            .map(|cell| (walk.effort[cell] != NOWHERE).then_some(walk.start[cell]))
            .collect();
        part_diagonals(survey, &mut of);
        let list = (0..named.len()).map(|index| comune(survey, &of, index, named[index])).collect();
        Self { list, of }
    }
}

/// Town hall, whether it stands by the sea, name and households, in the order of the codes.
type Named = (usize, bool, &'static str, u32);

fn named(survey: &Survey) -> Vec<Named> {
    let halls = towns(survey, COUNT);
    let (shore, mut inland): (Vec<usize>, Vec<usize>) =
        halls.into_iter().partition(|&hall| survey.near_sea(hall, HARBOUR_CELLS));
    inland.sort_by(|&a, &b| survey.height_m[a].total_cmp(&survey.height_m[b]).then(a.cmp(&b)));
    let shore =
        shore.into_iter().zip(COASTAL).map(|(hall, (name, households))| (hall, true, name, households));
    let inland =
        inland.into_iter().zip(INLAND).map(|(hall, (name, households))| (hall, false, name, households));
    shore.chain(inland).collect()
}

fn comune(
    survey: &Survey,
    of: &[Option<usize>],
    index: usize,
    (town, by_the_sea, name, households): Named,
) -> Comune {
    let count = if by_the_sea { 4 } else { 3 + (households / 250).min(4) as usize };
    let places = hamlets(survey, town, |cell| of[cell] == Some(index), count);
    let per_household = 1.82 + 0.4 * unit(61, index as u64, 0);
    Comune {
        istat: format!("9990{:02}", index + 1),
        name,
        town,
        by_the_sea,
        hamlets: places
            .into_iter()
            .zip(HAMLETS)
            .map(|(cell, kind)| (cell, format!("{name} {kind}")))
            .collect(),
        households,
        population: (f64::from(households) * per_household) as u32,
        altitude_zone: altitude_zone(survey, of, index),
    }
}

/// Mountain where the mean height is 600 m or more; coastal where the territory touches the sea.
fn altitude_zone(survey: &Survey, of: &[Option<usize>], index: usize) -> u8 {
    let cells: Vec<usize> = (0..of.len()).filter(|&cell| of[cell] == Some(index)).collect();
    let mean_m = cells.iter().map(|&cell| survey.height_m[cell]).sum::<f64>() / cells.len() as f64;
    let coastal = cells.iter().any(|&cell| survey.near_sea(cell, 1));
    match (mean_m >= 600.0, coastal) {
        (true, false) => 1,
        (true, true) => 2,
        (false, false) => 3,
        (false, true) => 4,
    }
}

/// Borders must not cross in a point: where a comune holds two cells of a two by two block that touch only at
/// their corner, it gets a third.
fn part_diagonals(survey: &Survey, of: &mut [Option<usize>]) {
    let side = survey.lattice.side;
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for cell in 0..survey.lattice.cells() - side {
            if (cell + 1) % side != 0 {
                changed |= part_block(of, [cell, cell + 1, cell + side, cell + side + 1]);
            }
        }
    }
}

fn part_block(of: &mut [Option<usize>], [a, b, c, d]: [usize; 4]) -> bool {
    for (one, other, between) in [(a, d, [b, c]), (b, c, [a, d])] {
        let crossing = of[one] == of[other] && between.iter().all(|&cell| of[cell] != of[one]);
        if let (true, Some(_)) = (crossing, of[one]) {
            let given = between.into_iter().find(|&cell| of[cell].is_some()).unwrap_or(between[0]);
            of[given] = of[one];
            return true;
        }
    }
    false
}
