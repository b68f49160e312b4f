//! Tables for the spreadsheet: CSV after RFC 4180, UTF-8, comma between fields, full stop in numbers.

use std::borrow::Cow;
use std::fmt::Display;

use serde::Serialize;

use super::rows::{AssetRow, ComuneRow, EquityRow, FeeRow, RankedRow, SectorRow, SiteRow};
use super::{dictionary, failed};
use crate::problem::Error;
use crate::score::{ComuneEquity, ComuneReport, Plan};

/// `comuni.csv`.
pub(super) fn comuni(plan: &Plan) -> Result<Vec<u8>, Error> {
    table("comuni.csv", plan.comuni.iter().map(ComuneRow::from))
}

/// `sites.csv`.
pub(super) fn sites(plan: &Plan) -> Result<Vec<u8>, Error> {
    table("sites.csv", plan.sites.iter().map(SiteRow::from))
}

/// `sectors.csv`.
pub(super) fn sectors(plan: &Plan) -> Result<Vec<u8>, Error> {
    let rows = plan
        .sites
        .iter()
        .flat_map(|site| site.sectors.iter().map(move |sector| SectorRow::new(site, sector)));
    table("sectors.csv", rows)
}

/// `equity.csv`.
pub(super) fn equity(plan: &Plan) -> Result<Vec<u8>, Error> {
    let groupings = [
        ("comune_size", &plan.equity.by_comune_size),
        ("altitude", &plan.equity.by_altitude),
        ("province", &plan.equity.by_province),
    ];
    let rows = groupings
        .into_iter()
        .flat_map(|(name, groups)| groups.iter().map(move |group| EquityRow::new(name, group)));
    table("equity.csv", rows)
}

/// `worst_comuni.csv`.
pub(super) fn worst_comuni(plan: &Plan) -> Result<Vec<u8>, Error> {
    ranked("worst_comuni.csv", plan, &plan.equity.worst_comuni)
}

/// `small_comuni.csv`.
pub(super) fn small_comuni(plan: &Plan) -> Result<Vec<u8>, Error> {
    ranked("small_comuni.csv", plan, &plan.equity.small_comuni)
}

fn ranked<'a>(name: &str, plan: &'a Plan, ranked: &'a [ComuneEquity]) -> Result<Vec<u8>, Error> {
    let row = |one: &'a ComuneEquity| Some(RankedRow::new(one, comune(plan, &one.istat)?));
    table(name, ranked.iter().filter_map(row))
}

/// `fees.csv`.
pub(super) fn fees(plan: &Plan) -> Result<Vec<u8>, Error> {
    let members = plan.service_centre.iter().flat_map(|centre| &centre.members);
    table("fees.csv", members.filter_map(|one| Some(FeeRow::new(one, comune(plan, &one.istat)?))))
}

fn comune<'a>(plan: &'a Plan, istat: &str) -> Option<&'a ComuneReport> {
    plan.comuni.iter().find(|comune| comune.istat == istat)
}

/// `ledger.csv`: every asset, with owner and funds.
pub(super) fn ledger(plan: &Plan) -> Result<Vec<u8>, Error> {
    table("ledger.csv", plan.ledger.iter().map(AssetRow::from))
}

/// `cashflow.csv`: the money, year by year.
pub(super) fn cashflow(plan: &Plan) -> Result<Vec<u8>, Error> {
    let years = &plan.cost.years;
    let is_there = |name: &str| match name {
        "cpe_eur" => years.iter().any(|year| year.cpe_eur.is_some()),
        "one_off_fee_eur" => years.iter().any(|year| year.one_off_fee_eur.is_some()),
        _ => true,
    };
    let columns = dictionary::field_names("cashflow.csv").filter(|name| is_there(name));
    table_with(columns, "cashflow.csv", &plan.cost.years)
}

/// The header comes from the dictionary, so that a table without rows has one too.
fn table<R: Serialize>(name: &str, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, Error> {
    table_with(dictionary::field_names(name), name, rows)
}

/// A table under a header of its own. A text that a spreadsheet would take for a formula has an apostrophe before it.
pub(super) fn table_with<R: Serialize>(
    header: impl Iterator<Item = &'static str>,
    name: &str,
    rows: impl IntoIterator<Item = R>,
) -> Result<Vec<u8>, Error> {
    let not_written = |error: &dyn Display| failed(format!("{name}: {error}"));
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|error| not_written(&error))?;
    }
    let rows = writer.into_inner().map_err(|error| not_written(&error))?;
    let writer = harmless(header, &rows).map_err(|error| not_written(&error))?;
    writer.into_inner().map_err(|error| not_written(&error))
}

/// The rows once more, under their header, without formulas.
fn harmless(
    header: impl Iterator<Item = &'static str>,
    rows: &[u8],
) -> Result<csv::Writer<Vec<u8>>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows);
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(rows.len()));
    writer.write_record(header)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        for cell in &row {
            let text = if is_formula(cell) { Cow::from(format!("'{cell}")) } else { Cow::from(cell) };
            writer.write_field(text.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer)
}

/// What spreadsheets work out when they open a table: names come from other people's files, and may be made to.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn lines(bytes: Result<Vec<u8>, Error>) -> Vec<String> {
        String::from_utf8(bytes.unwrap()).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn rows_follow_the_plan_and_text_is_quoted() {
        let plan = sample::plan();
        let sites = lines(sites(&plan));
        assert!(sites[0].starts_with("id,name,lon_deg,lat_deg,istat,ground_m,height_m,"));
        assert!(sites[1].starts_with(
            "A,\"Bric <script>alert('à')</script> 🗼, \"\"high\"\"\",7.7123457,44.0,008001,900.0,20.0,"
        ));
        let comuni = lines(comuni(&plan));
        assert_eq!(
            comuni[2],
            "008002,Bassa d'Òneglia,7000,,false,0.0,0.0,,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,42000.0,B C,,0.0"
        );
        assert_eq!(
            lines(cashflow(&plan))[2],
            "1,0.0,500.0,75.0,0.0,1200.0,900.0,0.25,900.0,0.0,0.0,0.0,0.0,1200.0,0.0,0.0,0.0,0.0,0.0,0.0"
        );
        assert_eq!(
            lines(ledger(&plan))[1],
            "A/mast,structure,A,mast,Mast,province,true,,,Consortium,60000.0,province 40000; region 20000,1000.0,20,0,0.0,61000.0,\
             0.0,0.0,council decree,2025"
        );
    }

    #[test]
    fn what_nobody_buys_has_no_column() {
        let mut plan = sample::plan();
        plan.cost.years.iter_mut().for_each(|year| (year.cpe_eur, year.one_off_fee_eur) = (None, None));
        let lines = lines(cashflow(&plan));
        assert!(
            lines[0].starts_with("year,capex_eur,renewal_eur,opex_eur,")
                && lines[2].starts_with("1,0.0,500.0,1200.0,")
        );
    }

    #[test]
    fn what_a_spreadsheet_would_work_out_stays_text() {
        let mut plan = sample::plan();
        plan.sites[0].name = "=HYPERLINK(\"http://example.org\")".into();
        plan.sites[0].lon = -7.5;
        let [_, row] = [0, 1].map(|index| lines(sites(&plan))[index].clone());
        assert!(row.starts_with("A,\"'=HYPERLINK(\"\"http://example.org\"\")\",-7.5,44.0,"), "{row}");
        assert!(["=1", "+39 010", "-A1", "@x", "\tx"].map(is_formula) == [true; 5]);
        assert!(["-1", "+2.5e3", "-0.0", "1=1", "A-1", ""].map(is_formula) == [false; 6]);
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let plan = Plan { sites: Vec::new(), ..sample::plan() };
        assert_eq!(lines(sites(&plan)).len(), 1);
    }
}
