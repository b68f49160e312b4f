//! From the inputs to the question: what terrain, radio and rain leave to choose from.

use super::captivity::private_nodes;
use super::question::Question;
use crate::backhaul::{Link, Network, candidate_links, feed_pairs};
use crate::coverage::{self, Access, Hearings, Matrix, PlaceOffer, matrix, offers, orient};
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
    /// What places hear of the sites that were judged so far.
    pub hearings: Hearings,
    /// The links one by one, and which sector offers what to whom: what questions are made of.
    candidates: Vec<Link>,
    offered: Vec<Vec<PlaceOffer>>,
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
        let candidates = candidate_links(&scenario.backhaul, &inputs.sites, &inputs.pops, terrain, progress)?;
        let offered = offers(&access, terrain, demand, &scenario.service, &sites, &coverage);
        let (links, question) = asked(inputs, &sites, &candidates, &offered)?;
        Ok(Self {
            access,
            sites,
            coverage,
            links,
            question,
            hearings: Hearings::default(),
            candidates,
            offered,
        })
    }

    /// For each place (the household points, then the anchors) what it could be offered, whether or not a sector has the time.
    pub fn offered(&self) -> &[Vec<PlaceOffer>] {
        &self.offered
    }

    /// The links that feed these of all sites, of which some serve a network: chains to those who ask for two first.
    pub fn tree(&self, pop_count: usize, open: &[bool], network: &coverage::Network) -> Vec<Link> {
        feed_pairs(&self.links, pop_count, open, &self.question.poles(network))
    }

    /// Asks for another builder: terrain, signals and links are the same, what sites may be used and cost, and what subscribers take of a
    /// sector's time, is not.
    ///
    /// # Errors
    /// As [`Self::ask_again`].
    pub fn ask_anew(&mut self, inputs: &Inputs) -> Result<(), Error> {
        let Inputs { scenario, terrain, demand, .. } = inputs;
        for (site, read) in self.sites.iter_mut().zip(&inputs.sites) {
            site.terms.clone_from(&read.terms);
        }
        if demand.anchors.is_empty() {
            self.coverage.anchors.iter_mut().for_each(Vec::clear);
        }
        self.hearings = Hearings::default();
        self.offered = offers(&self.access, terrain, demand, &scenario.service, &self.sites, &self.coverage);
        self.ask_again(inputs)
    }

    /// Asks again: terrain, radio and sites are the same, what is paid, enforced and weighed is not.
    ///
    /// # Errors
    /// [`Error::Input`] where amounts are too large to be added up.
    pub fn ask_again(&mut self, inputs: &Inputs) -> Result<(), Error> {
        (self.links, self.question) = asked(inputs, &self.sites, &self.candidates, &self.offered)?;
        Ok(())
    }
}

/// The links as the scenario's rules have them, and the question.
fn asked(
    inputs: &Inputs,
    sites: &[Site],
    candidates: &[Link],
    offered: &[Vec<PlaceOffer>],
) -> Result<(Network, Question), Error> {
    let links = Network::new(candidates).with_last_resorts(private_nodes(inputs));
    let question = Question::new(inputs, sites, offered, &links);
    refuse_amounts(&question)?;
    Ok((links, question))
}

/// A question that makes no sense was made of amounts that nobody has.
fn refuse_amounts(question: &Question) -> Result<(), Error> {
    let Some(fault) = question.instance.fault() else { return Ok(()) };
    let remedy = "lower the prices, funds, weights or households that add up to so much";
    Err(Error::Input(vec![Problem::at("amounts-out-of-range", "", fault, remedy)]))
}
