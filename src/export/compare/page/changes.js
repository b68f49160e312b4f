// What the comparison rests on: proofs, what changed in the inputs, warnings.

function startGrounds(data) {
  inEveryLanguage(() => {
    fill(byId("proofs"), data.plans.map((plan) => element("li", {}, element("strong", {}, planTag(plan)), ": ", proofWords(data, plan))));
    byId("keys-text").textContent = keysText(data);
    fill(byId("keys"), keysTable(data));
    fill(byId("inputs"), inputsTable(data));
    fill(byId("warning-lists"), warningLists(data));
    fill(byId("foot"), element("p", {}, say("made_by", { version: data.report.provenance.divario })));
  });
}

function proofWords(data, plan) {
  const gap = figureNamed(data, "gap_ratio").values[plan.index];
  const own = plan.status === "infeasible" ? say("infeasible") : say("proof_own", { gap: gapPercent(gap, true) });
  const dominated = plan.dominated_by.length > 0 ? ` ${dominatedWords(data, plan)}` : "";
  if (!plan.proof) return `${own}${dominated}`;
  return `${own} ${against(plan.proof)}${dominated}`;
}

function against({ same_objective, value_difference, unproven, may_be_the_search }) {
  if (same_objective === null) return say("objective_unknown");
  if (!same_objective) return say("objective_other");
  if (may_be_the_search === null) return say("objective_equal");
  const values = { difference: signed(value_difference, { maximumFractionDigits: 1 }), unproven: number(unproven, 1) };
  return say(may_be_the_search ? "may_be_search" : "not_the_search", values);
}

function keysText({ plans, report }) {
  const named = (some) => some.map((plan) => plan.short).join(", ");
  const without = plans.filter((plan) => !plan.scenario_at_hand);
  const changed = without.filter((plan) => plan.scenario_changed);
  const missing = without.filter((plan) => !plan.scenario_changed);
  const parts = [];
  if (missing.length > 0) parts.push(say("only_hashes", { plans: named(missing) }));
  if (changed.length > 0) parts.push(say("changed_since", { plans: named(changed) }));
  if (plans.length - without.length > 1 && report.scenario_keys.length === 0) parts.push(say("no_keys"));
  if (report.scenario_keys.length > 0) parts.push(say("keys_found", { count: plain(report.scenario_keys.length) }));
  return parts.join(" ");
}

function keysTable({ plans, report }) {
  if (report.scenario_keys.length === 0) return null;
  const value = (key) => (plan) => {
    const text = key.values[plan.index];
    return element("td", {}, text === null ? say(plan.scenario_at_hand ? "key_absent" : "key_unknown") : element("code", {}, text));
  };
  return element(
    "table",
    { class: `plans-${plans.length}` },
    headOf(say("key"), plans),
    element(
      "tbody",
      {},
      report.scenario_keys.map((key) => element("tr", {}, element("th", { scope: "row" }, element("code", {}, breaking(key.pointer))), plans.map(value(key)))),
    ),
  );
}

const headOf = (title, plans) =>
  element(
    "thead",
    {},
    element(
      "tr",
      {},
      element("th", { scope: "col" }, title),
      plans.map((plan) => element("th", { scope: "col" }, planTag(plan))),
    ),
  );

/** First letters of a hash; the whole stands in compare.json. */
const HASH_LETTERS = 12;

function inputsTable({ plans, report }) {
  const hashes = (sha256) => plans.map((plan) => element("td", {}, sha256[plan.index] ? element("code", {}, sha256[plan.index].slice(0, HASH_LETTERS)) : "–"));
  const line = (name, standing, cells) =>
    element("tr", {}, element("th", { scope: "row" }, breaking(name)), element("td", {}, say(`standing_${standing}`)), cells);
  const scenarios = plans.map((plan) => plan.scenario.sha256);
  const same = new Set(scenarios).size === 1;
  const head = headOf(say("file"), plans);
  head.querySelector("th").after(element("th", { scope: "col" }, say("standing")));
  return element(
    "table",
    { class: `plans-${plans.length}` },
    head,
    element(
      "tbody",
      {},
      line(say("scenario_file"), same ? "same" : "changed", hashes(scenarios)),
      report.inputs.map(({ path, sha256, standing }) => line(path, standing, hashes(sha256))),
    ),
  );
}

function warningLists({ plans, report }) {
  const list = (texts) => element("ul", { class: "warning-list", lang: "en" }, texts.map((text) => element("li", {}, text)));
  const own = plans.filter((plan) => plan.warnings.length > 0);
  const all = report.warnings.length > 0 ? [element("h3", {}, say("warnings_of_all")), list(report.warnings)] : [];
  if (all.length + own.length === 0) return element("p", {}, say("no_warnings"));
  return [...all, ...own.flatMap((plan) => [element("h3", {}, say("warnings_of"), " ", planTag(plan)), list(plan.warnings)])];
}
