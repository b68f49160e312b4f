//! What is mounted at sites: the layout and antenna of the base station, or a site's own.

use super::{Alternative, Antenna, Scenario, SectorLayout, SiteTerms};

/// A layout and an antenna that some sites have.
#[derive(Debug, Clone, PartialEq)]
pub struct Mast<'a> {
    /// Where the scenario has what is special about it, as a JSON pointer: the site's own layout, else its own antenna, else the
    /// base station's layout.
    pub own_at: String,
    /// Where its sectors look.
    pub layout: &'a SectorLayout,
    /// Where the scenario has that.
    pub layout_at: String,
    /// The antenna of its sectors.
    pub antenna: &'a Antenna,
    /// Where the scenario has that.
    pub antenna_at: String,
}

/// What some sites have of their own, each with where the scenario has it, as a JSON pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Equipment<'a> {
    /// Where their sectors look.
    pub layout: Option<(String, &'a SectorLayout)>,
    /// The antenna of their sectors.
    pub antenna: Option<(String, &'a Antenna)>,
}

impl<'a> Equipment<'a> {
    fn of(pointer: &str, terms: &'a SiteTerms) -> Self {
        Self {
            layout: terms.layout.as_ref().map(|layout| (format!("{pointer}/layout"), layout)),
            antenna: terms.antenna.as_ref().map(|antenna| (format!("{pointer}/antenna"), antenna)),
        }
    }

    /// The same in another way to build the site.
    fn built(&self, pointer: &str, way: &'a Alternative) -> Self {
        let layout = way.layout.as_ref().map(|layout| (format!("{pointer}/layout"), layout));
        let antenna = way.antenna.as_ref().map(|antenna| (format!("{pointer}/antenna"), antenna));
        Self {
            layout: layout.or_else(|| self.layout.clone()),
            antenna: antenna.or_else(|| self.antenna.clone()),
        }
    }
}

impl Scenario {
    /// What each group of sites has of its own, in each of the ways to build them.
    #[must_use]
    pub fn own_equipment(&self) -> Vec<Equipment<'_>> {
        let mut all = Vec::new();
        for (pointer, terms) in self.all_terms() {
            let own = Equipment::of(&pointer, terms);
            let ways = terms.alternatives.iter().enumerate();
            let built = ways.map(|(index, way)| own.built(&format!("{pointer}/alternatives/{index}"), way));
            let built: Vec<Equipment> = built.collect();
            all.push(own);
            all.extend(built);
        }
        all
    }

    /// What is mounted at the sites of the scenario: the base station's equipment where some sites have none of their own, then
    /// each group's own.
    #[must_use]
    pub fn masts(&self) -> Vec<Mast<'_>> {
        let base = &self.radio.base_station;
        let mut masts: Vec<Mast> = Vec::new();
        for Equipment { layout, antenna } in self.own_equipment() {
            let own_antenna_alone = antenna.is_some() && layout.is_none();
            let (layout_at, layout) =
                layout.unwrap_or_else(|| ("/radio/base_station/layout".to_owned(), &base.layout));
            let (antenna_at, antenna) =
                antenna.unwrap_or_else(|| ("/radio/base_station/antenna".to_owned(), &base.antenna));
            let own_at = if own_antenna_alone { antenna_at.clone() } else { layout_at.clone() };
            let mast = Mast { own_at, layout, layout_at, antenna, antenna_at };
            if !masts.contains(&mast) {
                masts.push(mast);
            }
        }
        masts
    }
}
