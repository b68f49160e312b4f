// The head of the page and the road from signal to service.

function startFigures(data) {
  byId("name").textContent = data.scenario.name;
  startDescription(data.scenario.description ?? "");
  inEveryLanguage(() => {
    document.title = `${data.scenario.name} – ${say("kicker")}`;
    fill(byId("figures"), figures(data));
    byId("honesty").textContent = honesty(data);
    fill(byId("steps"), steps(data));
    fill(byId("reasons"), reasons(data));
  });
}

/** Longer than this, a description begins with a few lines, so that the figures are seen first; paper has all of it. */
const SHORT_LETTERS = 360;

function startDescription(text) {
  const [place, more] = [byId("description"), byId("description-more")];
  place.textContent = text;
  if (text.length <= SHORT_LETTERS) return;
  let whole = false;
  const show = () => {
    place.classList.toggle("begun", !whole);
    more.setAttribute("aria-expanded", String(whole));
    more.textContent = say(whole ? "description_less" : "description_more");
  };
  more.hidden = false;
  more.addEventListener("click", () => {
    whole = !whole;
    show();
  });
  inEveryLanguage(show);
}

function figures({ households, cost, objective, status }) {
  const figure = (value, what, note) =>
    element("div", {}, element("dt", {}, what), element("dd", { class: "value" }, value), element("dd", { class: "note" }, note));
  const all = [
    figure(
      percent(households.covered_ratio),
      say("figure_covered"),
      say("figure_covered_note", { covered: number(households.covered), total: number(households.total) }),
    ),
    figure(
      number(households.newly_served),
      say("figure_new"),
      say("figure_new_note", { total: number(households.previously_unserved) }),
    ),
    figure(euro(cost.capex_eur), say("figure_capital"), say("figure_capital_note", { budget: euro(cost.budget_eur) })),
    figure(
      exactEuro(cost.capex_per_covered_household_eur),
      say("figure_each"),
      say("figure_each_note", { running: euro(cost.opex_eur_per_year) }),
    ),
  ];
  return status === "infeasible"
    ? all
    : [...all, figure(gapPercent(objective.gap_ratio), say("figure_proof"), say("figure_proof_note"))];
}

function honesty({ households }) {
  const alone = households.coverage_alone;
  if (!alone) return "";
  return say("honesty", { claimed: number(alone.claimed), served: number(alone.covered), covered: number(households.covered) });
}

function steps({ households }) {
  const step = (title, value) => {
    const share = households.total > 0 ? (100 * value) / households.total : 0;
    const bar = shape(
      "svg",
      { class: "bar", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
      shape("rect", { width: 100, height: 4, fill: "#e9ecef" }),
      shape("rect", { width: share, height: 4, fill: "#0072b2" }),
    );
    return element("li", {}, element("span", {}, say(title)), element("strong", {}, number(value)), bar);
  };
  return [
    step("step_total", households.total),
    step("step_reachable", households.reachable),
    step("step_signal", households.with_signal),
    step("step_covered", households.covered),
  ];
}

function reasons(data) {
  const total = (state) => sum(data.comuni.map((comune) => comune[`households_${state}`] ?? 0));
  const rows = data.states
    .filter((state) => state !== "covered")
    .map((state) => [state, total(state)])
    .filter(([, households]) => households > 0)
    .sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return element("p", {}, say("nobody_left"));
  const line = ([state, households]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, swatch(pointPaint(state)), " ", stateWord(state)),
      element("td", { class: "figure" }, written(households, { maximumFractionDigits: 0 })),
    );
  return element(
    "table",
    {},
    element("caption", {}, say("reasons_caption")),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, say("reason")),
        element("th", { scope: "col", class: "figure" }, say("households")),
      ),
    ),
    element("tbody", {}, rows.map(line)),
  );
}
