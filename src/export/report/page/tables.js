// The three tables beside the map, one behind each tab.

const column = (title, value, text, more) => ({ title: () => say(title), value, text, ...more });
const numeric = { number: true };
const wide = { number: true, wide: true };

const comuniColumns = () => [
  column("comune", (c) => c.name, (c) => c.name),
  column("residents", (c) => c.population, (c) => number(c.population), wide),
  column("households", (c) => c.households, (c) => number(c.households), numeric),
  column("covered", (c) => c.households_covered, (c) => number(c.households_covered), numeric),
  column("share", (c) => c.covered_ratio, (c) => percent(c.covered_ratio, 1, true), numeric),
  column("newly", (c) => c.households_newly_served, (c) => number(c.households_newly_served), wide),
  column("fix", (c) => c.fix_capex_eur, (c) => euro(c.fix_capex_eur), numeric),
  column("fix_households", (c) => c.fix_capex_eur === null ? null : c.fix_households, (c) => c.fix_capex_eur === null ? "–" : number(c.fix_households), numeric),
];

const siteColumns = (data) => [
  column("site", (s) => s.name, (s) => s.name),
  column("owner", (s) => ownerName(data, s.owner), (s) => ownerName(data, s.owner)),
  column("status", (s) => say(`status_${s.status}`), (s) => say(`status_${s.status}`)),
  column("served", (s) => s.households_served, (s) => number(s.households_served), numeric),
  column("capital", (s) => s.capex_eur, (s) => euro(s.capex_eur), numeric),
  column("running", (s) => s.opex_eur_per_year, (s) => euro(s.opex_eur_per_year), numeric),
  column("height", (s) => s.height_m, (s) => withUnit(s.height_m, "m"), wide),
];

const pointColumns = () => [
  column("comune", (p) => p.comune.name, (p) => p.comune.name),
  column("point", (p) => p.id, (p) => p.id),
  column("households", (p) => p.households, (p) => number(p.households), numeric),
  column("state", (p) => stateWord(p.state), (p) => stateWord(p.state)),
  column("fix", (p) => p.fix?.capex_eur ?? null, (p) => euro(p.fix?.capex_eur), numeric),
];

const has = (...texts) => (wanted) => texts.some((text) => text.toLocaleLowerCase().includes(wanted));

let listPoints = () => {};

function startTables(map, data) {
  const opener = (kind) => (thing) => goTo(map, data, kind, thing);
  const [comuni, sites, points] = startTabs(["comuni", "sites_tab", "points_tab"]);
  const tables = [
    makeTable(comuni.panel, { label: () => say("comuni"), rows: data.comuni, columns: comuniColumns(), open: opener("comune"),
      placeholder: () => say("filter_comuni"), matches: (c, wanted) => has(c.name, c.istat)(wanted), printed: true }),
    makeTable(sites.panel, { label: () => say("sites_tab"), rows: data.sites, columns: siteColumns(data), open: opener("site"),
      placeholder: () => say("filter_sites"), matches: (s, wanted) => has(s.name, s.id, ownerName(data, s.owner))(wanted), printed: true }),
    makeTable(points.panel, { label: () => say("points_tab"), rows: darkFirst(data), columns: pointColumns(), open: opener("point"),
      placeholder: () => say("filter_points"), matches: (p, wanted) => has(p.comune.name, p.comune.istat, p.id)(wanted), choices: stateChoices(data) }),
  ];
  listPoints = (comune) => {
    points.show();
    tables[2].pick(comune.istat, "");
    points.panel.querySelector("input").focus();
  };
  return tables;
}

/** Those left without first, the most households before fewer. */
const darkFirst = (data) => [...data.points].sort((a, b) =>
  (a.state === "covered") - (b.state === "covered") || b.households - a.households || a.index - b.index);

function stateChoices(data) {
  const occurring = data.states.filter((state) => data.points.some((point) => point.state === state));
  return {
    label: () => say("state"),
    options: () => [["", say("every_state")], ["dark", say("every_dark")], ...occurring.map((state) => [state, stateWord(state)])],
    keeps: (point, choice) => choice === "" || (choice === "dark" ? point.state !== "covered" : point.state === choice),
  };
}

/** Tabs after the pattern of the ARIA guide: arrows move, one of them is in the order of the Tab key. */
function startTabs(titles) {
  const tabs = titles.map((title, index) => {
    const panel = element("div", { role: "tabpanel", id: `panel-${index}`, "aria-labelledby": `tab-${index}`, hidden: index > 0 });
    const tab = element("button", { type: "button", role: "tab", id: `tab-${index}`, "aria-controls": `panel-${index}` });
    const heading = element("h3", { class: "print-only" });
    inEveryLanguage(() => { tab.textContent = heading.textContent = say(title); });
    return { panel, tab, heading };
  });
  const show = (index) => tabs.forEach(({ panel, tab }, place) => {
    panel.hidden = place !== index;
    tab.setAttribute("aria-selected", String(place === index));
    tab.tabIndex = place === index ? 0 : -1;
  });
  tabs.forEach((one, index) => {
    one.show = () => show(index);
    one.tab.addEventListener("click", one.show);
    one.tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = (index + step + tabs.length) % tabs.length;
      show(next);
      tabs[next].tab.focus();
    });
  });
  fill(byId("tabs"), tabs.map(({ tab }) => tab));
  const note = element("p", { class: "print-only" });
  inEveryLanguage(() => { note.textContent = say("points_not_printed"); });
  fill(byId("panels"), tabs.flatMap(({ heading, panel }) => [heading, panel]), note);
  show(0);
  return tabs;
}
