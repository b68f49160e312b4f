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
  holds: (value) => (value === null ? "–" : say(value === 1 ? "holds" : "fails")),
};

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
