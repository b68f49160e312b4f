// Columns of the tables: what sorts, and what is shown.

const column = (title, value, text, more) => ({ title: () => say(title), value, text, ...more });
const numeric = { number: true };
const wide = { number: true, wide: true };

const comuniColumns = () => [
  column(
    "comune",
    (c) => c.name,
    (c) => c.name,
  ),
  column(
    "residents",
    (c) => c.population,
    (c) => number(c.population),
    wide,
  ),
  column(
    "households",
    (c) => c.households,
    (c) => number(c.households),
    numeric,
  ),
  column(
    "covered",
    (c) => c.households_covered,
    (c) => number(c.households_covered),
    numeric,
  ),
  column(
    "share",
    (c) => c.covered_ratio,
    (c) => percent(c.covered_ratio, 1, true),
    numeric,
  ),
  column(
    "newly",
    (c) => c.households_newly_served,
    (c) => number(c.households_newly_served),
    wide,
  ),
  column(
    "fix",
    (c) => c.fix_capex_eur,
    (c) => euro(c.fix_capex_eur),
    numeric,
  ),
  column(
    "fix_households",
    (c) => (c.fix_capex_eur === null ? null : c.fix_households),
    (c) => (c.fix_capex_eur === null ? "–" : number(c.fix_households)),
    numeric,
  ),
];

const siteColumns = (data) => [
  column(
    "site",
    (s) => placeName(s.name),
    (s) => placeName(s.name),
  ),
  column(
    "owner",
    (s) => ownerName(data, s.owner),
    (s) => ownerName(data, s.owner),
  ),
  column(
    "status",
    (s) => say(`status_${s.status}`),
    (s) => say(`status_${s.status}`),
  ),
  column(
    "served",
    (s) => s.households_served,
    (s) => number(s.households_served),
    numeric,
  ),
  column(
    "capital",
    (s) => s.capex_eur,
    (s) => euro(s.capex_eur),
    numeric,
  ),
  column(
    "running",
    (s) => s.opex_eur_per_year,
    (s) => euro(s.opex_eur_per_year),
    numeric,
  ),
  column(
    "height",
    (s) => s.height_m,
    (s) => withUnit(s.height_m, "m"),
    wide,
  ),
];

const pointColumns = () => [
  column(
    "comune",
    (p) => p.comune.name,
    (p) => p.comune.name,
  ),
  column(
    "point",
    (p) => p.id,
    (p) => p.id,
  ),
  column(
    "households",
    (p) => p.households,
    (p) => number(p.households),
    numeric,
  ),
  column(
    "state",
    (p) => stateWord(p.state),
    (p) => stateWord(p.state),
  ),
  column(
    "fix",
    (p) => p.fix?.capex_eur ?? null,
    (p) => euro(p.fix?.capex_eur),
    numeric,
  ),
];
