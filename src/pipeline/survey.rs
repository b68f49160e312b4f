//! The road from a scenario to a coverage map of given sites: no choice, no links, no money.

use std::path::PathBuf;
use std::time::Instant;

use super::asked::asked_sites;
use super::busy_hour;
use super::output;
use super::survey_memory::require_memory;
use crate::coverage::{
    Access, Asked, Hearings, Matrix, Network, SiteCells, Survey, Window, exact_matrix, orient,
    survey as survey_window,
};
use crate::export::{SurveyResults, survey_bands, write_survey};
use crate::governance::thousands;
use crate::inputs::Inputs;
use crate::problem::{Error, Findings};
use crate::progress::Progress;
use crate::scenario::Status;
use crate::score::{InputFile, SurveyReport, SurveyStages, survey_report};
use crate::sites::Site;

/// What to survey, and where the results go.
#[derive(Debug, Clone)]
pub struct SurveyRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Ids of the sites; none: all that may serve.
    pub sites: Vec<String>,
    /// How many of the strongest sites are kept for each cell, at least 1.
    pub strongest: usize,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// Surveys given sites and writes every file of it.
///
/// # Errors
/// Any [`Error`] but [`Error::Infeasible`]; the output folder is then as it was before.
pub fn survey(request: &SurveyRequest, progress: &dyn Progress) -> Result<SurveyReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "coverage.json")?;
    let inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let mut folder = output::spare(folder, "coverage.json", &inputs)?;
    let heard = Heard::by(&inputs, request, progress)?;
    let report = survey_report(SurveyStages {
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        access: &heard.access,
        points: &inputs.demand.points,
        sites: &heard.asked_for,
        survey: &heard.survey,
        matrix: &heard.matrix,
        network: &heard.network,
        bands: survey_bands(&heard.survey),
        warnings: warnings(&inputs, &heard),
        inputs: input_files(&inputs),
        threads: request.threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    });
    write_survey(&SurveyResults { report: &report, survey: &heard.survey }, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

pub(super) fn input_files(inputs: &Inputs) -> Vec<InputFile> {
    let file = |(path, sha256): &(String, String)| InputFile { path: path.clone(), sha256: sha256.clone() };
    inputs.checksums.iter().map(file).collect()
}

/// What the asked sites do, in cells and at household points.
struct Heard<'i> {
    access: Access,
    asked_for: Vec<&'i Site>,
    survey: Survey,
    matrix: Matrix,
    network: Network,
    warnings: Vec<String>,
}

impl<'i> Heard<'i> {
    fn by(inputs: &'i Inputs, request: &SurveyRequest, progress: &dyn Progress) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let access = Access::new(&inputs.scenario.radio, &inputs.scenario.service, &inputs.antennas)?;
        let asked_for = asked_sites(&request.sites, &inputs.sites, &mut findings);
        findings.settle()?;
        let allowed: Vec<Site> = asked_for.iter().map(|site| allowed(site)).collect();
        let sites = orient(&access, &inputs.terrain, &inputs.demand, &allowed, progress)?;
        let asked = Asked { strongest: request.strongest.clamp(1, sites.len()) };
        let window = window(inputs, &access, &sites)?;
        require_memory(&inputs.terrain, &window, (asked, sites.len()))?;
        let matrix = exact_matrix(&access, &inputs.terrain, &inputs.demand, &sites, progress)?;
        let numbered: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
        let network = busy_hour(inputs, &access, &numbered, &Hearings::default(), progress)?;
        let survey = survey_window(&access, &inputs.terrain, &numbered, &network, &window, asked, progress)?;
        Ok(Self { access, asked_for, survey, matrix, network, warnings: findings.warnings })
    }
}

fn window(inputs: &Inputs, access: &Access, sites: &[Site]) -> Result<Window, Error> {
    let positions = sites.iter().map(|site| site.position);
    Window::around(&inputs.terrain.grid, positions, access.range_max_m()).ok_or_else(|| Error::Failed {
        stage: "placing the map",
        reason: "no cell of the terrain lies within range of the sites".into(),
    })
}

/// The site as if it might serve: whoever asks for a site wants to see what it would do.
pub(super) fn allowed(site: &Site) -> Site {
    let mut site = site.clone();
    (site.terms.status, site.terms.relay_only) = (Status::Candidate, false);
    site
}

fn warnings(inputs: &Inputs, heard: &Heard) -> Vec<String> {
    let mut warnings = [&inputs.warnings[..], &heard.warnings].concat();
    let cells = heard.survey.site_cells.iter().fold(SiteCells::default(), |sum, cells| sum.plus(*cells));
    if cells.behind_void > 0 {
        let [voids, all] =
            [cells.behind_void, cells.in_range + cells.behind_void].map(|count| thousands(count as f64));
        warnings.push(format!(
            "{voids} of {all} paths to cells of the map cross cells without elevation and are left out"
        ));
    }
    if heard.matrix.void_pairs > 0 {
        let [voids, pairs] =
            [heard.matrix.void_pairs, heard.matrix.pairs].map(|count| thousands(count as f64));
        warnings.push(format!(
            "{voids} of {pairs} paths to household points cross cells without elevation and count as not served"
        ));
    }
    warnings.extend(super::warnings::coarse_terrain(inputs));
    if cells.served == 0 {
        warnings.push(
            "no site gives the asked rate and probability to any cell; look at radio, service and the antenna heights"
                .into(),
        );
    }
    warnings
}
