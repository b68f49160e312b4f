// The three tables beside the map.

let listPoints = () => {};

function startTables(map, data) {
  const opener = (kind) => (thing) => goTo(map, data, kind, thing);
  const [comuni, sites, points] = startTabs(["comuni", "sites_tab", "points_tab"]);
  const tables = [
    makeTable(comuni.panel, {
      label: () => say("comuni"),
      rows: data.comuni,
      columns: comuniColumns(),
      open: opener("comune"),
      placeholder: () => say("filter_comuni"),
      matches: (c, wanted) => has(c.name, c.istat)(wanted),
      printed: true,
    }),
    makeTable(sites.panel, {
      label: () => say("sites_tab"),
      rows: data.sites,
      columns: siteColumns(data),
      open: opener("site"),
      placeholder: () => say("filter_sites"),
      matches: (s, wanted) => has(s.name, s.id, ownerName(data, s.owner))(wanted),
      printed: true,
    }),
    makeTable(points.panel, {
      label: () => say("points_tab"),
      rows: darkFirst(data),
      columns: pointColumns(),
      open: opener("point"),
      placeholder: () => say("filter_points"),
      matches: (p, wanted) => has(p.comune.name, p.comune.istat, p.id)(wanted),
      choices: stateChoices(data),
    }),
  ];
  listPoints = (comune) => {
    points.show();
    tables[2].pick(comune.istat, "");
    points.panel.querySelector("input").focus();
  };
  return tables;
}

/** Those left without first, the most households before fewer. */
const darkFirst = (data) =>
  [...data.points].sort(
    (a, b) => (a.state === "covered") - (b.state === "covered") || b.households - a.households || a.index - b.index,
  );

function stateChoices(data) {
  const occurring = data.states.filter((state) => data.points.some((point) => point.state === state));
  return {
    label: () => say("state"),
    options: () => [
      ["", say("every_state")],
      ["dark", say("every_dark")],
      ...occurring.map((state) => [state, stateWord(state)]),
    ],
    keeps: (point, choice) => choice === "" || (choice === "dark" ? point.state !== "covered" : point.state === choice),
  };
}
