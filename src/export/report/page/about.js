// What is told of each kind of place on the map.

const siteName = (data, id) => {
  const site = data.siteById.get(id) ?? data.popById.get(id);
  return site ? `${placeName(site.name)} (${id})` : proposedName(data, id);
};

/** A site that the plan does not have, and where it would stand. */
function proposedName(data, id) {
  const site = data.proposed_sites.find((one) => one.id === id);
  if (!site) return id;
  const comune = data.comuni.find(({ istat }) => istat === site.istat);
  return comune ? `${placeName(site.name)} (${id}, ${comune.name})` : `${placeName(site.name)} (${id})`;
}

const ownerName = (data, id) => (data.ownerById.has(id) ? ownerWords(data.ownerById.get(id)) : id);

const about = {
  pop: (data, pop) => [
    pop.name,
    facts([
      [say("pops"), pop.id],
      [say("owner"), ownerName(data, pop.owner)],
      [say("links_from"), number(pop.links)],
    ]),
  ],
  site: (data, site) => [
    placeName(site.name),
    facts([
      [say("site"), site.id],
      [say("owner"), ownerName(data, site.owner)],
      [say("status"), say(`status_${site.status}`)],
      [say("height"), withUnit(site.height_m, "m")],
      [say("ground_height"), withUnit(site.ground_m, "m", 0)],
      [say("served"), number(site.households_served)],
      [say("turned_away"), site.households_turned_away > 0 ? number(site.households_turned_away) : null],
      [say("capital"), euro(site.capex_eur)],
      [say("running"), euro(site.opex_eur_per_year)],
      [say("hops"), number(site.hops)],
    ]),
  ],
  link: (data, link) => [
    `${siteName(data, link.from)} – ${siteName(data, link.to)}`,
    facts([
      [say("margin"), withUnit(link.margin_db, "dB")],
      [say("length"), withUnit(link.length_km, "km")],
      [say("band"), withUnit(link.band_ghz, "GHz")],
      [say("capacity"), withUnit(link.capacity_mbps, "Mbit/s")],
      [say("load"), withUnit(link.load_mbps, "Mbit/s")],
      [say("availability"), withUnit(link.availability_percent, "%", 4)],
      [say("clearance"), withUnit(link.clearance_m, "m")],
      [say("capital"), euro(link.capex_eur)],
    ]),
  ],
  point: (data, point) => [
    point.comune.name,
    element(
      "div",
      {},
      element("p", { class: "state" }, swatch(pointPaint(point.state)), stateWord(point.state)),
      facts([
        [say("point"), point.id],
        [say("households"), number(point.households)],
        [say("without"), point.unserved > 0 ? number(point.unserved) : null],
        [say(point.state === "covered" ? "server" : "heard"), point.server ? siteName(data, point.server) : null],
        ...(point.state === "covered" ? ratesOf(point) : []),
        [say("margin"), withUnit(point.margin_db, "dB")],
      ]),
      point.state === "covered" ? null : element("p", {}, pointFix(data, point)),
    ),
  ],
  anchor: (data, anchor) => [
    anchor.name,
    facts([
      [say("state"), say(anchor.covered ? "anchor_covered" : "anchor_dark")],
      [say("reason"), anchor.covered ? null : stateWord(anchor.state)],
      [say("server"), anchor.server ? siteName(data, anchor.server) : null],
      [say("rate"), withUnit(anchor.rate_mbps, "Mbit/s")],
    ]),
  ],
  comune: (data, comune) => [
    comune.name,
    element(
      "div",
      {},
      facts([
        [say("households"), number(comune.households)],
        [say("covered"), `${number(comune.households_covered)} (${percent(comune.covered_ratio)})`],
      ]),
      reasonList(data, comune),
      comuneFix(data, comune),
      element("button", { type: "button", onclick: () => listPoints(comune) }, say("show_points")),
      facts([
        [say("without"), number(comune.households_previously_unserved)],
        [say("newly"), number(comune.households_newly_served)],
        [say("captive"), comune.captive_ratio > 0 ? percent(comune.captive_ratio, 2) : null],
        [say("residents"), number(comune.population)],
        ["ISTAT", comune.istat],
      ]),
    ),
  ],
};

/** Of covered points alone: of others it is what their signal would give, were there time, which nobody gets. */
const ratesOf = (point) => [
  [say("rate"), withUnit(point.rate_mbps, "Mbit/s")],
  [say("rate_up"), withUnit(point.uplink_rate_mbps, "Mbit/s")],
];

function pointFix(data, { fix }) {
  if (!fix) return say("no_fix");
  const words = fixWords(
    data,
    fix.capex_eur,
    fix.sites,
    (fix.links ?? []).map((link) => link.to),
  );
  const ends = ({ from, to, capacity_mbps }) =>
    `${siteName(data, from)} – ${siteName(data, to)} (${withUnit(capacity_mbps, "Mbit/s")})`;
  const isOfPlan = ({ to }) => data.siteById.has(to);
  const built = fix.new_links.filter((link) => !isOfPlan(link)).map(ends).join(", ");
  const moved = fix.new_links.filter(isOfPlan).map(ends).join(", ");
  const slower = fix.slower_links
    .map(({ to, capacity_mbps }) => `${siteName(data, to)} (${withUnit(capacity_mbps, "Mbit/s")})`)
    .join(", ");
  return [
    words,
    built ? say("fix_new_links", { links: built }) : "",
    moved ? say("fix_moved_links", { links: moved }) : "",
    slower ? say("fix_slower_links", { links: slower }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function comuneFix(data, comune) {
  if (comune.fix_capex_eur === null) return null;
  const ids = (text) => (text ? text.split(" ") : []);
  const words = fixWords(data, comune.fix_capex_eur, ids(comune.fix_sites), ids(comune.fix_links));
  return element("p", {}, `${words} ${say("fix_comune", { households: number(comune.fix_households) })}`);
}

/** Sites to build, or links to make faster, or both. */
function fixWords(data, money, sites, linked) {
  const named = (ids) => ids.map((id) => siteName(data, id)).join(", ");
  const what = sites.length === 0 ? "fix_by_links" : linked.length === 0 ? "fix_by_sites" : "fix_by_both";
  return say(what, { money: euro(money), sites: named(sites), linked: named(linked) });
}

const reasonsOf = (data, comune) => data.states.filter((state) => state !== "covered" && comune[`households_${state}`] > 0);

function reasonList(data, comune) {
  const rows = reasonsOf(data, comune).map((state) =>
    row(swatch(pointPaint(state)), `${number(comune[`households_${state}`])}: ${stateWord(state)}`),
  );
  return rows.length === 0
    ? null
    : element("div", {}, element("p", { class: "small" }, say("left_without")), element("ul", { class: "key" }, rows));
}

function coverageFacts(data, area) {
  return facts([
    [say("server"), siteName(data, area.server)],
    [say("rate"), withUnit(area.rate_mbps, "Mbit/s")],
    [say("scheme"), area.mcs],
  ]);
}
