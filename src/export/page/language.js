// The language of the page, and numbers as each language writes them.

let language = "en";
const repaints = [];

/** The text for a key, with `{name}` replaced by the values given. */
function say(key, values = {}) {
  const text = WORDS[key][language === "it" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Paints now, and again whenever the language changes. */
function inEveryLanguage(paint) {
  repaints.push(paint);
  paint();
}

function setLanguage(chosen, announce) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  for (const paint of repaints) paint();
  if (announce) document.getElementById("said").textContent = say("language_changed");
}

/** Italian where the address asks for it (`#it`), or else where the browser speaks it. */
function firstLanguage() {
  const asked = location.hash.slice(1);
  if (asked === "it" || asked === "en") return asked;
  return (navigator.language || "").toLowerCase().startsWith("it") ? "it" : "en";
}

function startLanguage() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.language, true));
  }
  setLanguage(firstLanguage(), false);
}

// What was shown, for whoever checks that the page says nothing that plan.json does not.
const shown = new Set();
const summed = new Set();

function written(value, options) {
  const locale = language === "it" ? "it-IT" : "en-GB";
  return new Intl.NumberFormat(locale, { useGrouping: "always", ...options }).format(value).replace("-", "−");
}

/** A figure of plan.json with so many decimals at most; a dash where there is none. */
/** The name of a site: that of a hilltop comes from the program, and is told in the language of the page. */
function placeName(name) {
  const hilltop = /^Hilltop (-?\d+) m$/.exec(name);
  return hilltop ? say("hilltop", { height: written(Number(hilltop[1])) }) : name;
}

function number(value, decimals = 0, always = false) {
  if (value === null || value === undefined) return "–";
  shown.add(value);
  return written(value, { maximumFractionDigits: decimals, minimumFractionDigits: always ? decimals : 0 });
}

function euro(value) {
  if (value === null || value === undefined) return "–";
  shown.add(value);
  return written(value, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
}

const cents = { style: "currency", currency: "EUR", minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Money so small that its cents count, as what a household costs. */
function exactEuro(value) {
  if (value === null || value === undefined) return "–";
  shown.add(value);
  return written(value, cents);
}

/** A ratio of plan.json as a percentage; `always` writes zeros too, for columns. As in the charts, all and none are kept for all and none. */
function percent(ratio, decimals = 1, always = false) {
  if (ratio === null || ratio === undefined) return "–";
  shown.add(ratio);
  const digits = { maximumFractionDigits: decimals, minimumFractionDigits: always ? decimals : 0 };
  const percentage = (value) => written(value, { style: "percent", ...digits }).replace(/\s*%/, "\u00a0%");
  const least = 10 ** -(decimals + 2);
  if (ratio > 0 && ratio < least / 2) return `<${percentage(least)}`;
  return percentage(ratio < 1 && ratio > 1 - least / 2 ? 1 - least : ratio);
}

/** How far a plan may be from the best possible; what is left of it may be little. */
const gapPercent = (ratio, always) => percent(ratio, 2, always);

/** A figure with its unit, held together by a space that does not break. */
function withUnit(value, unit, decimals = 1) {
  return value === null || value === undefined ? "–" : `${number(value, decimals)}\u00a0${unit}`;
}

/** The sum of figures of plan.json, which is none of them itself. */
function sum(values) {
  const total = values.reduce((all, value) => all + value, 0);
  summed.add(total);
  return total;
}
