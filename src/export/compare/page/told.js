// What a click on either map tells, plan by plan.

function startClicks(data, map, view) {
  const kinds = ["site", "point", "circle", "comune"];
  map.on("click", (event) => {
    const { x, y } = event.point;
    for (const kind of kinds) {
      const reach = kind === "comune" ? 0 : 6;
      const box = [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ];
      const [found] = map.queryRenderedFeatures(box, { layers: [kind] });
      if (found) return tell(data, map, view, kind, found.properties.index, event.lngLat);
    }
  });
  map.on("mousemove", (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ["site", "point", "circle"] });
    map.getCanvas().style.cursor = found.length > 0 ? "pointer" : "";
  });
}

function tell(data, map, view, kind, index, at) {
  if (!map) return;
  openPopup(map, at, () => {
    const [title, body] =
      kind === "site"
        ? toldSite(data, data.plans[view.plan].sites[index])
        : kind === "point"
          ? toldPoint(data, data.points[index])
          : toldComune(data, data.comuni[index]);
    return element(
      "div",
      { class: "told", tabindex: "0", role: "group", "aria-label": title, onkeydown: closeOnEscape },
      element("h3", {}, title),
      body,
    );
  });
}

const toldSite = (data, site) => [
  placeName(site.name),
  facts([
    [say("site"), site.id],
    [say("owner"), ownerWords(data.owners.find((owner) => owner.id === site.owner) ?? { name: site.owner })],
    [say("served"), number(site.households_served)],
    [say("capital"), euro(site.capex_eur)],
    [say("also_in"), data.plans.filter((plan) => plan.siteById.has(site.id)).map((plan) => plan.short).join(", ")],
  ]),
];

const toldPoint = (data, point) => [
  point.comune.name,
  element(
    "div",
    {},
    facts([
      [say("point"), point.id],
      [say("households"), number(point.households)],
    ]),
    element(
      "ul",
      { class: "key" },
      data.plans.map((plan) => {
        const state = point.states[plan.index];
        return state ? row(swatch(pointPaint(state)), `${plan.index + 1} ${plan.short}: ${stateWord(state)}`) : null;
      }),
    ),
  ),
];

const toldComune = (data, comune) => [
  comune.name,
  facts([
    [say("households"), number(comune.households)],
    ...data.plans.map((plan) => [
      `${plan.index + 1} ${plan.short}`,
      comune.covered[plan.index] === null ? say("not_in_plan") : coveredWords(comune, plan),
    ]),
    ["ISTAT", comune.istat],
  ]),
];

/** Covered, as a share too, and against the first plan. */
function coveredWords(comune, plan) {
  const change = comune.differences[plan.index];
  const text = `${number(comune.covered[plan.index])} (${percent(comune.covered_ratio[plan.index])})`;
  return change === null ? text : `${text}, ${signed(change, { maximumFractionDigits: 0 })}`;
}
