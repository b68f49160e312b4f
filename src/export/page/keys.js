// Rows of a legend: what a colour or a sign means.

/** Runs once the map can be changed; never where there is none. */
function whenStyled(map, act) {
  if (map) map.isStyleLoaded() ? act() : map.once("load", act);
}

const row = (sign, ...words) => element("li", {}, sign, element("span", {}, ...words));

/** Limits of classes are the page's own, no figures of the plan. */
const plain = (value) => written(value, { maximumFractionDigits: 0 });

function shareRows() {
  const whole = SHARE_LIMITS.map((limit) => plain(100 * limit));
  const words = SHARE_COLOURS.map((_, index) =>
    index === 0
      ? say("under", { limit: whole[0] })
      : index === SHARE_LIMITS.length
        ? say("over", { limit: whole[index - 1] })
        : say("between", { low: whole[index - 1], high: whole[index] }),
  );
  const rows = SHARE_COLOURS.map((colour, index) => row(square(colour), words[index])).reverse();
  return [...rows, row(square(shareColour(null)), say("share_none"))];
}

const stateWord = (state) => say(state === "covered" ? "covered_state" : state);

const ownerWords = (owner) => (owner.kind === "private" ? `${owner.name} (${say("private_owner")})` : owner.name);

/** The sign of each owner that has sites; those beyond the signs together. */
function ownerRows(data) {
  const rows = data.ranked
    .slice(0, OWNER_SHAPES.length - 1)
    .map((owner, rank) => row(swatch(sitePaint(rank, "candidate")), ownerWords(owner)));
  if (data.ranked.length < OWNER_SHAPES.length) return rows;
  const rest = data.ranked.length === OWNER_SHAPES.length ? ownerWords(data.ranked[OWNER_SHAPES.length - 1]) : say("other_owners");
  return [...rows, row(swatch(sitePaint(OWNER_SHAPES.length - 1, "candidate")), rest)];
}

/** What tells sites that stand from those that are to be built. */
function statusRows(data) {
  const statuses = ["existing", "committed", "candidate"].filter((status) => data.sites.some((site) => site.status === status));
  return statuses.map((status) => row(swatch(statusPaint(status)), say(`status_${status}`)));
}

function marginRows(data) {
  const [low, high] = MARGIN_LIMITS.map(plain);
  const words = [say("under", { limit: low }), say("between", { low, high }), say("over", { limit: high })];
  const occurs = (colour) => data.links.some((link) => marginColour(link.margin_db) === colour);
  return MARGIN_COLOURS.map((colour, index) => (occurs(colour) ? row(stroke(colour), words[index]) : null)).reverse();
}

/** Below this, cents count, as in the words beside it. */
const WHOLE_FROM_EUR = 1000;

function inUnit(value, unit) {
  if (unit === "ratio") return percent(value, 2);
  if (unit === "eur") return Math.abs(value) < WHOLE_FROM_EUR && !Number.isInteger(value) ? exactEuro(value) : euro(value);
  return say(value === 1 ? `one_of_${unit}` : unit, { count: number(value) });
}

/** A tick where something holds, a cross where it does not; words beside it say the same. */
function tick(holds) {
  return shape(
    "svg",
    { viewBox: "0 0 16 16", "aria-hidden": "true" },
    shape("path", {
      d: holds ? "M3 8.5l3.2 3.2L13 4.8" : "M4 4l8 8M12 4l-8 8",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2.2,
    }),
  );
}

/** Words of plan.json in the page's language; a number and its % stay on one line. */
const chosenWords = (report, key) => ((language === "it" && report[`${key}_it`]) || report[key]).replace(/(\d) %/g, "$1\u00a0%");
