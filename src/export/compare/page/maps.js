// Two maps whose views move together; each shows a plan, and either what it covers or what it changes.

// ColorBrewer PuOr, seven classes: losses, none, gains.
const CHANGE_COLOURS = ["#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788"];
/** Limits of losses and gains, share of a comune's households. */
const CHANGE_LIMITS = [0.05, 0.2];
const WON = ["#542788", null];
const LOST = ["#b35806", WHITE];

/** What each map shows, and what both show; kept over a change of language. */
const views = [
  { plan: 0, kind: "covers" },
  { plan: 1, kind: "changes" },
];
const both = { comuni: true, points: true, sites: true, links: true, pops: true, names: true };
const BOTH_LAYERS = {
  comuni: ["share", "circle"],
  points: ["point-rim", "point", "point-core"],
  sites: ["site"],
  links: ["link-light", "link"],
  pops: ["pop"],
  names: ["name", "first-name", "leader-light", "leader"],
};

function startMaps(data) {
  views[1].plan = mostChanged(data.plans);
  const bounds = wholeBounds(data);
  const maps = views.map((view, index) => {
    const map = makeMap(`map-${index}`, comparedStyle(data, view), bounds);
    const side = byId(`side-${index}`);
    startFrame(map, byId(`map-${index}`), side.querySelector(".notice"), data);
    return map;
  });
  const list = nameList(data.comuni, data.comuni.map(({ at }) => at));
  views.forEach((view, index) => maps[index] && startNames(maps[index], list, () => signsOf(data.plans[view.plan])));
  if (maps.every(Boolean)) inStep(maps);
  views.forEach((view, index) => startSide(data, maps[index], view, byId(`side-${index}`)));
  startBoth(data, maps);
  return maps;
}

/** The plan that wins and loses most households against the first; of equals the first. */
function mostChanged(plans) {
  const moved = ({ points }) => points.households_won + points.households_lost;
  return plans.slice(1).reduce((most, plan) => (moved(plan) > moved(most) ? plan : most)).index;
}

/** Where one map goes, the other follows at once. */
function inStep([one, other]) {
  let following = false;
  const follow = (from, to) =>
    from.on("move", () => {
      if (following) return;
      following = true;
      to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
      following = false;
    });
  follow(one, other);
  follow(other, one);
}

const [SITE_SIZE, POP_SIZE] = [0.75, 0.8];

/** What names keep clear of. */
const signsOf = (plan) => [
  ...plan.sites.map(({ at }) => ({ at, size: SITE_SIZE })),
  ...plan.pops.filter(({ links }) => links > 0).map(({ at }) => ({ at, size: POP_SIZE })),
];

function comparedStyle(data, view) {
  const drawn = { ...contents(data, view), names: [], leaders: [] };
  const sources = Object.fromEntries(
    Object.entries(drawn).map(([name, features]) => [name, { type: "geojson", data: collection(features) }]),
  );
  const opacity = { "fill-color": ["get", "colour"], "fill-opacity": 0.75 };
  return {
    version: 8,
    sources,
    layers: [
      { id: "land", type: "background", paint: { "background-color": LAND } },
      { id: "share", type: "fill", source: "comuni", paint: { ...opacity, "fill-antialias": false } },
      line("rim-light", "comuni", WHITE, 3.4, 0.7),
      line("rim", "comuni", "#54585c", 1.1, 0.9),
      { id: "comune", type: "fill", source: "comuni", paint: { "fill-opacity": 0 } },
      { id: "circle", type: "circle", source: "circles", paint: circlePaint() },
      line("link-light", "links", WHITE, 4.5, 0.9),
      line("link", "links", INK, 1.6, 0.9),
      points("point-rim", 1.3, WHITE),
      points("point", 1, ["get", "colour"]),
      points("point-core", 0.45, ["get", "core"]),
      ...leaders(),
      signs("site", "sites", ["get", "sign"], SITE_SIZE),
      signs("pop", "pops", "pop", POP_SIZE),
      ...names(),
    ],
  };
}

const circlePaint = () => ({
  "circle-color": ["get", "colour"],
  "circle-radius": ["interpolate", ["linear"], ["zoom"], 7, 6, 11, 16],
  "circle-stroke-color": "#54585c",
  "circle-stroke-width": 1,
  "circle-opacity": 0.8,
});

/** Features of each source for what a map is to show. */
function contents(data, view) {
  const plan = data.plans[view.plan];
  const colour = (comune) => comuneColour(comune, view);
  const ground = data.comuni.map((comune) => feature(comune.geometry, { index: comune.index, colour: colour(comune) }));
  return {
    comuni: ground.filter((one) => one.geometry.coordinates.length > 0),
    circles: data.comuni
      .filter((comune) => comune.geometry.coordinates.length === 0)
      .map((comune) => feature(pointAt(comune.at), { index: comune.index, colour: colour(comune) })),
    points: data.points.flatMap((point) => pointFeature(point, view) ?? []),
    links: plan.links.map((link, index) => feature(lineBetween(plan, link), { index })),
    sites: plan.sites.map((site, index) =>
      feature(pointAt(site.at), { index, sign: `site-${ownerRank(data.ranked, site.owner)}-${site.status}` }),
    ),
    pops: plan.pops.flatMap((pop, index) => (pop.links > 0 ? [feature(pointAt(pop.at), { index })] : [])),
  };
}

function comuneColour(comune, { plan, kind }) {
  if (kind === "covers") return shareColour(comune.covered_ratio[plan]);
  const difference = comune.differences[plan];
  if (plan === 0) return CHANGE_COLOURS[3];
  if (difference === null) return shareColour(null);
  return CHANGE_COLOURS[3 + changeClass(comune.households > 0 ? difference / comune.households : 0)];
}

/** −3 to 3: how much of its households a comune loses or wins. */
function changeClass(ratio) {
  if (ratio === 0) return 0;
  return Math.sign(ratio) * (1 + CHANGE_LIMITS.filter((limit) => Math.abs(ratio) >= limit).length);
}

/** Won, lost, or neither; against the first plan. */
function pointChange(point, plan) {
  const [first, own] = [point.states[0], point.states[plan]];
  if (plan === 0 || first === null || own === null || (first === "covered") === (own === "covered")) return null;
  return own === "covered" ? "won" : "lost";
}

function pointFeature(point, { plan, kind }) {
  const state = point.states[plan];
  if (kind === "covers") return state ? feature(pointAt(point.at), pointSign({ ...point, state })) : null;
  const change = pointChange(point, plan);
  if (!change) return null;
  const [colour, core] = change === "won" ? WON : LOST;
  const sign = pointSign({ ...point, state: "covered" });
  return feature(pointAt(point.at), { ...sign, colour, core: core ?? colour, rank: 1 });
}

function repaintMap(data, map, view) {
  whenStyled(map, () => {
    for (const [name, features] of Object.entries(contents(data, view))) map.getSource(name).setData(collection(features));
  });
}

/** The choices over a map and the legend under it. */
function startSide(data, map, view, side) {
  const form = side.querySelector(".sidechoice");
  const key = side.querySelector(".sidekey");
  const painted = side.querySelector(".print-only");
  const select = (name, label, options) =>
    element(
      "label",
      {},
      element("span", {}, label),
      element(
        "select",
        { "data-choice": name },
        options.map(([value, words]) => element("option", { value, selected: String(view[name]) === String(value) }, words)),
      ),
    );
  const paint = () => {
    const plan = data.plans[view.plan];
    fill(
      form,
      select("plan", say("choose_plan"), data.plans.map((one) => [one.index, `${one.index + 1} ${one.short}`])),
      select("kind", say("choose_kind"), [
        ["covers", say("kind_covers")],
        ["changes", say("kind_changes", { first: data.plans[0].short })],
      ]),
    );
    fill(key, sideKey(data, view));
    painted.textContent = `${plan.index + 1} ${plan.short}: ${view.kind === "covers" ? say("kind_covers") : say("kind_changes", { first: data.plans[0].short })}`;
    const label = `${say("map_label")}: ${painted.textContent}`;
    map?.getCanvas().setAttribute("aria-label", label);
    side.querySelector("canvas.map-print").setAttribute("aria-label", label);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const { choice } = target.dataset;
    view[choice] = choice === "plan" ? Number(target.value) : target.value;
    popup?.remove();
    paint();
    form.querySelector(`[data-choice=${choice}]`).focus();
    repaintMap(data, map, view);
  });
  inEveryLanguage(paint);
  if (map) startClicks(data, map, view);
}

function sideKey(data, view) {
  const list = (title, rows) => element("div", {}, element("h4", {}, title), element("ul", { class: "key" }, rows));
  if (view.kind === "covers") {
    const states = data.states.filter((state) => data.points.some((point) => point.states[view.plan] === state));
    return [
      list(say("ground_share"), shareRows()),
      list(say("households"), states.map((state) => row(swatch(pointPaint(state)), stateWord(state)))),
    ];
  }
  if (view.plan === 0) return element("p", { class: "note" }, say("changes_of_first"));
  return [
    list(say("ground_changes"), changeRows()),
    list(say("households"), [
      row(swatch(changePaint(WON)), say("point_won")),
      row(swatch(changePaint(LOST)), say("point_lost")),
    ]),
  ];
}

function changePaint([colour, core]) {
  const paint = [
    [circlePath(6.2), WHITE],
    [circlePath(5), colour],
  ];
  return core ? [...paint, [circlePath(2.3), core]] : paint;
}

function changeRows() {
  const [low, high] = CHANGE_LIMITS.map((limit) => plain(100 * limit));
  const of = (kind) => [say(`${kind}_over`, { limit: high }), say(`${kind}_between`, { low, high }), say(`${kind}_under`, { limit: low })];
  const words = [...of("wins"), say("no_change"), ...of("loses").reverse()];
  return [...CHANGE_COLOURS].reverse().map((colour, index) => row(square(colour), words[index]));
}

/** What both maps show. */
function startBoth(data, maps) {
  const form = byId("layers");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    both[target.dataset.group] = target.checked;
    for (const map of maps) whenStyled(map, () => showLayers(map, BOTH_LAYERS[target.dataset.group], target.checked));
  });
  inEveryLanguage(() =>
    fill(
      form,
      element("span", { class: "bothtitle" }, say("both_maps")),
      Object.keys(both).map((group) =>
        element(
          "label",
          {},
          element("input", { type: "checkbox", "data-group": group, checked: both[group] }),
          " ",
          say(`layer_${group}`),
        ),
      ),
      element("ul", { class: "key networkkey" }, ownerRows(data), statusRows(data), row(swatch(popPaint()), say("pops"))),
    ),
  );
}
