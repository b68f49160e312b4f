//! Structures that could carry antennas today: bell towers, public masts, masts of private companies.

use super::comuni::Comuni;
use super::survey::Survey;

/// Public masts in the province.
const PUBLIC_MASTS: usize = 6;
/// Masts of private companies.
const PRIVATE_MASTS: usize = 2;
/// Two masts keep so far apart, m.
const MAST_SPACING_M: f64 = 3_800.0;
/// A mast stands so near to a settlement.
const MAST_REACH_M: f64 = 1_900.0;

/// A structure.
pub struct Structure {
    /// Unique id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `bell_tower`, `public_mast` or `private_mast`.
    pub kind: &'static str,
    /// Its cell.
    pub cell: usize,
}

/// Every structure: bell towers, public masts, private masts.
pub fn structures(survey: &Survey, comuni: &Comuni) -> Vec<Structure> {
    let mut structures = bell_towers(comuni);
    structures.extend(masts(survey, comuni));
    structures
}

/// One at each town hall and one in each hamlet.
fn bell_towers(comuni: &Comuni) -> Vec<Structure> {
    let places = comuni.list.iter().flat_map(|comune| {
        let hamlets = comune.hamlets.iter().map(|(cell, name)| (*cell, name.clone()));
        std::iter::once((comune.town, comune.name.to_string())).chain(hamlets)
    });
    places
        .enumerate()
        .map(|(index, (cell, place))| Structure {
            id: format!("bell-{:02}", index + 1),
            name: format!("Campanile di {place}"),
            kind: "bell_tower",
            cell,
        })
        .collect()
}

/// Masts stand on shoulders above settlements: the two best went to private companies, the next are public.
fn masts(survey: &Survey, comuni: &Comuni) -> Vec<Structure> {
    let chosen = summits(survey, comuni, PUBLIC_MASTS + PRIVATE_MASTS);
    let mut masts: Vec<Structure> =
        chosen.into_iter().enumerate().map(|(index, cell)| mast(comuni, index, cell)).collect();
    masts.sort_by(|a, b| b.kind.cmp(a.kind).then(a.id.cmp(&b.id)));
    masts
}

fn mast(comuni: &Comuni, index: usize, cell: usize) -> Structure {
    let place = comuni.of[cell].map_or("", |index| comuni.list[index].name);
    if index < PRIVATE_MASTS {
        let id = format!("private-{:02}", index + 1);
        return Structure { id, name: format!("Traliccio privato di {place}"), kind: "private_mast", cell };
    }
    let id = format!("public-{:02}", index + 1 - PRIVATE_MASTS);
    Structure { id, name: format!("Traliccio pubblico di {place}"), kind: "public_mast", cell }
}

/// Local tops near settlements, those that stand highest above their surroundings first.
fn summits(survey: &Survey, comuni: &Comuni, count: usize) -> Vec<usize> {
    let mut tops: Vec<(u64, usize)> = (0..survey.lattice.cells())
        .filter(|&cell| survey.lattice.square(cell, 2).all(|near| comuni.of[near].is_some()))
        .filter(|&cell| survey.height_m[cell] > 150.0)
        .filter(|&cell| is_top(survey, cell) && near_people(survey, comuni, cell))
        .map(|cell| (survey.above_river_m[cell] as u64, cell))
        .collect();
    tops.sort_by(|a, b| b.cmp(a));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, cell) in tops {
        let apart = chosen.iter().all(|&other| survey.lattice.distance_m(cell, other) >= MAST_SPACING_M);
        if apart && chosen.len() < count {
            chosen.push(cell);
        }
    }
    chosen
}

fn is_top(survey: &Survey, cell: usize) -> bool {
    survey.lattice.square(cell, 9).all(|near| survey.height_m[near] <= survey.height_m[cell])
}

fn near_people(survey: &Survey, comuni: &Comuni, cell: usize) -> bool {
    comuni.list.iter().any(|comune| {
        std::iter::once(comune.town)
            .chain(comune.hamlets.iter().map(|hamlet| hamlet.0))
            .any(|home| survey.lattice.distance_m(home, cell) <= MAST_REACH_M)
    })
}
