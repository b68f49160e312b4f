// What other budgets would buy, as a table under its chart, the plan of the page among them.

function startFrontier(data) {
  if (!data.frontier) return;
  byId("frontier").hidden = false;
  const rows = [...data.frontier.points, ownBudget(data)].sort((a, b) => a.budget_eur - b.budget_eur);
  inEveryLanguage(() => {
    byId("frontier-text").textContent = frontierText(data.frontier);
    fill(byId("frontier-head"), frontierHead());
    fill(byId("frontier-rows"), rows.map(frontierRow));
  });
}

/** The plan of the page as a row; a proof of another question is of no use beside the others. */
function ownBudget({ cost, households, objective }) {
  return {
    is_own: true,
    budget_eur: cost.budget_eur,
    capex_eur: cost.capex_eur,
    households_covered: households.covered,
    households_newly_served: households.newly_served,
    gap_ratio: objective.gap_ratio,
  };
}

function frontierText({ scenario, same_scenario: isSame }) {
  const other = () => say("frontier_other", { name: scenario.name, hash: scenario.sha256.slice(0, 12) });
  return `${say("frontier_text")} ${isSame ? say("frontier_same") : other()}`;
}

function frontierHead() {
  const title = (key) => element("th", { scope: "col", class: "figure" }, say(key));
  const figures = ["capital", "frontier_covered", "newly", "frontier_gap", "frontier_further"];
  return element("tr", {}, element("th", { scope: "col" }, say("budget")), figures.map(title));
}

function frontierRow(row) {
  const figure = (text) => element("td", { class: "figure" }, text);
  return element(
    "tr",
    { class: row.is_own ? "own" : null },
    element("th", { scope: "row" }, [euro(row.budget_eur), ...frontierMarks(row)].join(" · ")),
    figure(euro(row.capex_eur)),
    figure(number(row.households_covered)),
    figure(number(row.households_newly_served)),
    figure(gapPercent(row.gap_ratio, true)),
    figure(euro(row.eur_per_further_household)),
  );
}

function frontierMarks(row) {
  return [
    row.is_own && "frontier_own",
    row.is_knee && "frontier_knee",
    row.is_scenario_budget && "frontier_scenario",
    row.status === "infeasible" && "frontier_none",
  ]
    .filter(Boolean)
    .map((key) => say(key));
}
