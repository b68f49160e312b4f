// The table of winners and losers, and how many households are won and lost.

function startComuni(data, maps) {
  byId("comuni-table").classList.add(`plans-${data.plans.length}`);
  inEveryLanguage(() => fill(byId("points-won"), wonTable(data)));
  return [
    makeTable(byId("comuni-table"), {
      label: () => say("title_winners"),
      rows: data.comuni,
      columns: comuniColumns(data),
      open: (comune) => showComune(data, maps, comune),
      placeholder: () => say("filter_comuni"),
      matches: (comune, wanted) => has(comune.name, comune.istat)(wanted),
      choices: changeChoices(),
      printed: true,
    }),
  ];
}

function comuniColumns(data) {
  const column = (title, value, text, numeric) => ({ title, value, text, number: numeric });
  const ofPlan = (plan) =>
    plan.index === 0
      ? column(
          () => planTag(plan),
          (comune) => comune.covered[0],
          (comune) => number(comune.covered[0]),
          true,
        )
      : column(
          () => planTag(plan),
          (comune) => comune.differences[plan.index],
          (comune) => changeCell(comune, plan),
          true,
        );
  return [
    column(
      () => say("comune"),
      (comune) => comune.name,
      (comune) => comune.name,
      false,
    ),
    column(
      () => say("households"),
      (comune) => comune.households,
      (comune) => number(comune.households),
      true,
    ),
    ...data.plans.map(ofPlan),
  ];
}

function changeCell(comune, plan) {
  const difference = comune.differences[plan.index];
  const kind = difference > 0 ? "better" : difference < 0 ? "worse" : "";
  const words = difference === null ? "–" : difference === 0 ? say("same") : signed(difference, { maximumFractionDigits: 0 });
  return element(
    "span",
    {},
    element("span", { class: "own" }, number(comune.covered[plan.index])),
    element("span", { class: `change ${kind}`.trim() }, kind ? element("span", { "aria-hidden": "true" }, difference > 0 ? "▲ " : "▼ ") : null, words),
  );
}

function changeChoices() {
  const some = (keeps) => (comune) => comune.differences.some((difference) => difference !== null && keeps(difference));
  const kinds = {
    wins: some((difference) => difference > 0),
    loses: some((difference) => difference < 0),
    changed: some((difference) => difference !== 0),
  };
  return {
    label: () => say("choose_comuni"),
    options: () => [["", say("every_comune")], ...Object.keys(kinds).map((kind) => [kind, say(`comuni_${kind}`)])],
    keeps: (comune, choice) => choice === "" || kinds[choice](comune),
  };
}

function showComune(data, maps, comune) {
  const map = maps[1] ?? maps[0];
  if (!map) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  map.fitBounds(comune.bounds, { padding: 40, maxZoom: 13, animate: !calm, duration: 700 });
  byId("place").scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  tell(data, map, views[1], "comune", comune.index, comune.at);
}

/** Of each plan but the first: points that it wins and loses. */
function wonTable({ plans }) {
  const cells = ({ points }) => [points.households_won, points.won, points.households_lost, points.lost].map((value) => number(value));
  const line = (plan) =>
    element("tr", {}, element("th", { scope: "row" }, planTag(plan)), cells(plan).map((text) => element("td", { class: "figure" }, text)));
  const head = ["plan", "households_won", "points_won", "households_lost", "points_lost"].map((key, index) =>
    element("th", { scope: "col", class: index > 0 ? "figure" : null }, say(key)),
  );
  return element(
    "div",
    { class: "scroll won", tabindex: "0", role: "region", "aria-label": say("won_caption", { first: plans[0].short }) },
    element(
      "table",
      {},
      element("caption", {}, say("won_caption", { first: plans[0].short })),
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, plans.slice(1).map(line)),
    ),
  );
}
