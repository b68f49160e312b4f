//! From the inputs to the question: what terrain, radio and rain leave to choose from.

use super::captivity::private_nodes;
use super::question::Question;
use crate::backhaul::{Network, candidate_links};
use crate::coverage::{Access, Matrix, matrix, offers, orient};
use crate::inputs::Inputs;
use crate::problem::{Error, Problem};
use crate::progress::Progress;
use crate::sites::Site;

/// All that is known before anything is chosen.
pub(super) struct Options {
    /// The access link.
    pub access: Access,
    /// All sites, their sectors turned.
    pub sites: Vec<Site>,
    /// What the signal of each site does by itself.
    pub coverage: Matrix,
    /// All possible links.
    pub links: Network,
    /// What is to be decided.
    pub question: Question,
}

impl Options {
    /// Computes them from what has been read.
    ///
    /// # Errors
    /// [`Error::Input`] where the radio contradicts itself, or amounts are too large to be added up; [`Error::Interrupted`] on request.
    pub fn of(inputs: &Inputs, progress: &dyn Progress) -> Result<Self, Error> {
        let Inputs { scenario, terrain, demand, .. } = inputs;
        let access = Access::new(&scenario.radio, &scenario.service, &inputs.antennas)?;
        let sites = orient(&access, terrain, demand, &inputs.sites, progress)?;
        let coverage = matrix(&access, terrain, demand, &sites, progress)?;
        let links = candidate_links(&scenario.backhaul, &inputs.sites, &inputs.pops, terrain, progress)?;
        let links = Network::new(&links).with_last_resorts(private_nodes(inputs));
        let offered = offers(&access, terrain, demand, &scenario.service, &sites, &coverage);
        let question = Question::new(inputs, &sites, &offered, &links);
        refuse_amounts(&question)?;
        Ok(Self { access, sites, coverage, links, question })
    }

    /// Puts the question again, to inputs of which nothing but the objective has changed.
    ///
    /// # Errors
    /// [`Error::Input`] where amounts are too large to be added up.
    pub fn ask_again(&mut self, inputs: &Inputs) -> Result<(), Error> {
        let Self { access, sites, coverage, links, .. } = self;
        let (demand, service) = (&inputs.demand, &inputs.scenario.service);
        let offered = offers(access, &inputs.terrain, demand, service, sites, coverage);
        self.question = Question::new(inputs, sites, &offered, links);
        refuse_amounts(&self.question)
    }
}

/// A question that makes no sense was made of amounts that nobody has.
fn refuse_amounts(question: &Question) -> Result<(), Error> {
    let Some(fault) = question.instance.fault() else { return Ok(()) };
    let remedy = "lower the prices, funds, weights or households that add up to so much";
    Err(Error::Input(vec![Problem::at("amounts-out-of-range", "", fault, remedy)]))
}
