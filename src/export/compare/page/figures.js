// The head of the page: cards, the table of key figures, and what is not comparable.

const figureNamed = (data, name) => data.report.figures.find((figure) => figure.figure === name);

function startFigures(data) {
  inEveryLanguage(() => {
    const { plans, report } = data;
    const title = data.oneName ? plans[0].scenario.name : say("title_of_several", { count: plain(plans.length) });
    document.title = `${title} – ${say("kicker")}`;
    byId("name").textContent = title;
    byId("description").textContent = say("description", { first: plans[0].label });
    byId("not-comparable").hidden = report.comparable;
    fill(byId("differs"), report.differs.map((one) => element("li", {}, difference(data, one))));
    fill(byId("cards"), plans.map((plan) => card(data, plan)));
    byId("key-text").textContent = say("key_text", { first: plans[0].short });
    fill(byId("key-figures"), keyTable(data));
  });
}

function difference(data, { index, reason, count, example }) {
  const name = data.comuni.find((comune) => comune.istat === example)?.name ?? example;
  return say(`differs_${reason}`, { plan: data.plans[index].short, count: number(count), example: name });
}

/** A plan in short: cost for each covered household first. */
function card(data, plan) {
  const [each, covered, capital] = ["present_value_per_covered_household_eur", "households_covered", "capex_eur"].map((name) =>
    figureNamed(data, name),
  );
  const line = (figure, words) =>
    element("div", { class: "line" }, element("dt", {}, words), element("dd", {}, valueIn(figure, plan), " ", changeIn(figure, plan)));
  return element(
    "article",
    { class: plan.dominated_by.length > 0 || plan.misses_duty ? "card fails" : "card" },
    element("h3", {}, planTag(plan)),
    each ? element("p", { class: "value" }, valueIn(each, plan)) : null,
    element("p", { class: "note" }, say("figure_present_each"), element("br"), (each && changeIn(each, plan)) ?? firstWords(plan)),
    bar(each, plan),
    element("dl", { class: "lines" }, line(covered, say("figure_households_covered")), line(capital, say("figure_capex_eur"))),
    element("p", { class: "held" }, say("card_guidelines"), " ", plan.governance.map((one) => guidelineTag(one))),
    plan.misses_duty ? element("p", { class: "missed" }, tick(false), say("duty_missed")) : null,
    plan.dominated_by.length > 0 ? element("p", { class: "dominated" }, dominatedWords(data, plan)) : null,
  );
}

const firstWords = (plan) => element("span", { class: "change" }, plan.index === 0 ? say("is_first") : "\u00a0");

/** Length tells the value among all plans; the number above says the same. */
function bar(figure, plan) {
  const values = figure?.values.filter((value) => value !== null) ?? [];
  const own = figure?.values[plan.index];
  if (values.length === 0 || own === null) return null;
  const share = (100 * own) / Math.max(...values, 1e-9);
  return shape(
    "svg",
    { class: "bar", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
    shape("rect", { width: 100, height: 4, fill: "#e9ecef" }),
    shape("rect", { width: share, height: 4, fill: "#0072b2" }),
  );
}

function guidelineTag({ guideline, holds }) {
  return element(
    "span",
    { class: holds ? "tag holds" : "tag fails" },
    `${plain(guideline)}\u00a0`,
    tick(holds),
    element("span", { class: "unseen" }, say(holds ? "holds" : "fails")),
  );
}

const dominatedWords = (data, plan) =>
  say("dominated", { plans: plan.dominated_by.map((label) => data.plans.find((one) => one.label === label)?.short ?? label).join(", ") });

function keyTable(data) {
  const { plans, report } = data;
  const groups = [...new Set(report.figures.map((figure) => figure.group))];
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, say("figure")),
    plans.map((plan) => element("th", { scope: "col", class: "figure" }, planTag(plan))),
  );
  const body = (group) =>
    element(
      "tbody",
      {},
      element("tr", { class: "group" }, element("th", { scope: "colgroup", colspan: plans.length + 1 }, say(`group_${group}`))),
      report.figures.filter((figure) => figure.group === group).map((figure) => keyRow(data, figure)),
    );
  return element(
    "table",
    { class: `key-figures plans-${plans.length}` },
    element("caption", { class: "unseen" }, say("title_key")),
    element("thead", {}, head),
    groups.map(body),
  );
}

function keyRow({ plans, report }, figure) {
  const unsure = !report.comparable && !figure.comparable;
  const verdict = (plan) => (figure.unit === "holds" ? figure.values[plan.index] : null);
  const cell = (plan) =>
    element(
      "td",
      { class: `figure ${["fails", "holds"][verdict(plan)] ?? ""}`.trim() },
      element("span", { class: "own" }, verdict(plan) === null ? null : [tick(verdict(plan) === 1), " "], valueIn(figure, plan)),
      noteOf(figure, plan),
      changeIn(figure, plan),
    );
  return element("tr", {}, element("th", { scope: "row" }, figureWords(figure, plans), unsure ? ` ${say("unsure")}` : ""), plans.map(cell));
}

/** What a value alone does not say. */
function noteOf(figure, plan) {
  const note = (words) => words && element("span", { class: "change" }, words);
  if (figure.figure === "least_covered_comune_ratio") return note(plan.least_covered_comune);
  const isBeyondAll = figure.figure.startsWith("minimum_take_up") && figure.values[plan.index] > 1;
  return isBeyondAll ? note(say("not_even_all")) : null;
}

/** What a guideline measures stands in plan.json, in both languages. */
function figureWords(figure, plans) {
  const number = plain(Number(figure.figure.split("_")[1]));
  if (/^guideline_\d_holds$/.test(figure.figure)) return say("guideline", { number });
  if (figure.unit === "of_guideline") return chosenWords(plans.map((plan) => auditOf(figure, plan)).find(Boolean), "measure");
  return say(`figure_${figure.figure}`);
}
