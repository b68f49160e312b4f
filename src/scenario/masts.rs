//! What is mounted at sites: the layout and antenna of the base station, or a site's own.

use super::{Antenna, Scenario, SectorLayout};

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

impl Scenario {
    /// What is mounted at the sites of the scenario: the base station's equipment where some sites have none of their own, then
    /// each group's own.
    #[must_use]
    pub fn masts(&self) -> Vec<Mast<'_>> {
        let base = &self.radio.base_station;
        let (layout_at, antenna_at) = ("/radio/base_station/layout", "/radio/base_station/antenna");
        let mut masts: Vec<Mast> = Vec::new();
        for (pointer, terms) in self.all_terms() {
            let own = |at: &str, has: bool, base_at: &str| {
                if has { format!("{pointer}/{at}") } else { base_at.to_owned() }
            };
            let layout_at = own("layout", terms.layout.is_some(), layout_at);
            let antenna_at = own("antenna", terms.antenna.is_some(), antenna_at);
            let own_antenna_alone = terms.antenna.is_some() && terms.layout.is_none();
            let mast = Mast {
                own_at: if own_antenna_alone { antenna_at.clone() } else { layout_at.clone() },
                layout: terms.layout.as_ref().unwrap_or(&base.layout),
                layout_at,
                antenna: terms.antenna.as_ref().unwrap_or(&base.antenna),
                antenna_at,
            };
            if !masts.contains(&mast) {
                masts.push(mast);
            }
        }
        masts
    }
}
