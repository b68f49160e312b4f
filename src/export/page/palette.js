// Colours and classes. Rates and shares are ColorBrewer sequences, points and owners Okabe and Ito's set as in map.png,
// servers Tol's muted set: all made for readers who see colours differently, and none says anything that a word does not.

const INK = "#212529";
const WHITE = "#ffffff";
const LAND = "#f1efe9";

// ColorBrewer YlGnBu, seven classes.
const RATE_COLOURS = ["#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"];
// ColorBrewer BuPu, five classes.
const SHARE_COLOURS = ["#edf8fb", "#b3cde3", "#8c96c6", "#8856a7", "#810f7c"];
const SHARE_LIMITS = [0.25, 0.5, 0.75, 0.9];
const SERVER_COLOURS = ["#88ccee", "#ddcc77", "#cc6677", "#44aa99", "#aa4499", "#999933", "#332288", "#117733", "#882255"];

// Fill, and the core that tells states apart where colours do not.
const STATE_SIGNS = {
  covered: ["#14281e", null],
  no_site_reaches: ["#d55e00", null],
  signal_too_weak: ["#d55e00", WHITE],
  no_backhaul: ["#cc79a7", INK],
  ruled_out_by_ownership: ["#0072b2", WHITE],
  too_few_operators: ["#0072b2", INK],
  over_budget: ["#e69f00", WHITE],
  running_costs: ["#5a5a14", WHITE],
  outweighed: ["#f0e442", INK],
  interference: ["#9452c8", WHITE],
  no_capacity: ["#b4143c", WHITE],
  link_full: ["#b4143c", INK],
  no_second_path: ["#b4143c", WHITE],
};

const OWNER_COLOURS = ["#b41e28", "#212529", "#783c96", "#f0e442", "#ffffff", "#8c8c8c"];
// Corners of each owner's sign, the turn of the first, and its reach.
const OWNER_SHAPES = [
  [3, -90, 1.15],
  [4, -45, 1.1],
  [4, -90, 1.1],
  [3, 90, 1.15],
  [6, -90, 1],
  [8, -67.5, 0.9],
];

const MARGIN_LIMITS = [10, 20];
const MARGIN_COLOURS = ["#d55e00", "#7a4fb0", INK];

/** Rates in at most seven classes, rising: each rate by itself where there are few. */
function rateClasses(areas) {
  const rates = [...new Set(areas.map((area) => area.rate_mbps))].sort((a, b) => a - b);
  const count = Math.min(rates.length, RATE_COLOURS.length);
  const classes = Array.from({ length: count }, (_, index) => {
    const own = rates.filter((_, place) => Math.floor((place * count) / rates.length) === index);
    const colour = count > 1 ? Math.round((index * (RATE_COLOURS.length - 1)) / (count - 1)) : 4;
    return { low: own[0], high: own[own.length - 1], colour: RATE_COLOURS[colour] };
  });
  return classes;
}

const classOfRate = (classes, rate) => classes.find((one) => rate >= one.low && rate <= one.high);

function shareColour(ratio) {
  if (ratio === null) return "#d9d9d9";
  return SHARE_COLOURS[SHARE_LIMITS.filter((limit) => ratio >= limit).length];
}

const marginColour = (margin) => MARGIN_COLOURS[MARGIN_LIMITS.filter((limit) => margin >= limit).length];

/** A colour for each site, so that near ones differ: each takes the colour whose nearest bearer is farthest. */
function serverColours(sites) {
  const bearers = SERVER_COLOURS.map(() => []);
  const far =
    ([x, y]) =>
    ([u, v]) =>
      Math.hypot((x - u) * Math.cos((y * Math.PI) / 180), y - v);
  return new Map(
    sites.map((site) => {
      const nearest = bearers.map((places) => Math.min(Infinity, ...places.map(far(site.at))));
      const chosen = nearest.indexOf(Math.max(...nearest));
      bearers[chosen].push(site.at);
      return [site.id, SERVER_COLOURS[chosen]];
    }),
  );
}

/** Owners that have sites, by falling number of sites, then as the plan lists them. */
function rankedOwners(data) {
  const count = (owner) => data.sites.filter((site) => site.owner === owner.id).length;
  const having = data.owners.filter((owner) => count(owner) > 0);
  return having
    .map((owner, place) => [owner, count(owner), place])
    .sort((a, b) => b[1] - a[1] || a[2] - b[2])
    .map(([owner]) => owner);
}

const ownerRank = (ranked, id) =>
  Math.min(
    ranked.findIndex((owner) => owner.id === id),
    OWNER_SHAPES.length - 1,
  );
