// Figures and differences in words.

const UNITS = {
  eur: (value) => euro(value),
  eur_per_year: (value) => euro(value),
  eur_per_month: exactEuro,
  households: (value) => number(value),
  ratio: (value) => percent(value, 1, true),
  gap: (value) => gapPercent(value, true),
  index: (value) => number(value, 3, true),
  count: (value) => number(value),
  points: (value) => number(value),
  weight: (value) => number(value, 1),
  least_price: leastPrice,
  least_take_up: leastTakeUp,
  holds: (value) => (value === null ? "–" : say(value === 1 ? "holds" : "fails")),
};

/** What just does is rounded up, as in the words of guideline 4: whoever asks or reaches it keeps the rule. */
const roundedUp = (value, perUnit) => Math.max(0, Math.ceil(value * perUnit - 1e-6)) / perUnit;

function leastPrice(eur) {
  shown.add(eur);
  return written(roundedUp(eur, 100), cents);
}

function leastTakeUp(ratio) {
  shown.add(ratio);
  return `${written(roundedUp(100 * ratio, 10), { minimumFractionDigits: 1, maximumFractionDigits: 1 })}\u00a0%`;
}

/** A difference with its sign. */
function signed(value, options) {
  shown.add(value);
  return written(value, { signDisplay: "exceptZero", ...options });
}

const signedRatio = (value, decimals = 1) => `${signedScaled(value, decimals)}\u00a0${say("points_percent")}`;

function signedScaled(ratio, decimals = 1) {
  shown.add(ratio);
  return written(100 * ratio, { signDisplay: "exceptZero", maximumFractionDigits: decimals });
}

const wholeEuro = { style: "currency", currency: "EUR", maximumFractionDigits: 0 };
const CHANGES = {
  eur: (value) => signed(value, wholeEuro),
  eur_per_year: (value) => signed(value, wholeEuro),
  eur_per_month: (value) => signed(value, cents),
  least_price: (value) => signed(value, cents),
  least_take_up: (value) => signedRatio(value),
  households: (value) => signed(value, { maximumFractionDigits: 0 }),
  ratio: (value) => signedRatio(value),
  gap: (value) => signedRatio(value, 2),
  index: (value) => signed(value, { maximumFractionDigits: 3 }),
  count: (value) => signed(value, { maximumFractionDigits: 0 }),
  points: (value) => signed(value),
  weight: (value) => signed(value, { maximumFractionDigits: 1 }),
  holds: () => "",
  operators: (value) => signed(value, { maximumFractionDigits: 0 }),
};

/** The unit of a figure in one plan: guidelines measure each in its own, and what a household costs is told to the cent. */
function unitIn(figure, plan) {
  if (figure.group === "cost_per_household") return "eur_per_month";
  if (figure.figure === "gap_ratio") return "gap";
  if (figure.figure.startsWith("break_even_price")) return "least_price";
  if (figure.figure.startsWith("minimum_take_up")) return "least_take_up";
  if (figure.unit !== "of_guideline") return figure.unit;
  return auditOf(figure, plan)?.unit ?? "count";
}

const auditOf = (figure, plan) => plan.governance.find((one) => one.guideline === Number(figure.figure.split("_")[1]));

function valueIn(figure, plan) {
  const value = figure.values[plan.index];
  if (value === null) return "–";
  return figure.unit === "of_guideline" ? inUnit(value, unitIn(figure, plan)) : UNITS[unitIn(figure, plan)](value);
}

/** What a plan changes in a figure: sign, amount, and in words whether that is better; null for the first. */
function changeIn(figure, plan) {
  const difference = figure.differences[plan.index];
  const verdict = figure.verdicts[plan.index];
  if (verdict === "first") return null;
  if (difference === null) return figure.values[plan.index] === null ? null : element("span", { class: "change" }, say("no_difference"));
  if (verdict === "same") return element("span", { class: "change" }, say("same"));
  const amount = (CHANGES[unitIn(figure, plan)] ?? CHANGES.count)(difference);
  const sign = difference > 0 ? "▲" : "▼";
  const words = ["better", "worse"].includes(verdict) ? say(verdict) : "";
  return element(
    "span",
    { class: `change ${verdict}` },
    element("span", { "aria-hidden": "true" }, figure.unit === "holds" ? "" : `${sign} `),
    [amount, words].filter(Boolean).join(" "),
  );
}

/** A name that may break after its underscores and slashes. */
function breaking(name) {
  return name.split(/(?<=[_/-])/).flatMap((part, index) => (index > 0 ? [element("wbr"), part] : [part]));
}

/** A plan by number and name. */
const planTag = (plan) => [element("span", { class: "badge" }, String(plan.index + 1)), " ", ...breaking(plan.short)];
