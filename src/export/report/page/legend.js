// The legend is the switchboard: what a colour means stands beside the switch that shows it.

/** What is switched on; kept over a change of language. */
const chosen = {
  ground: "rate",
  points: true,
  sites: true,
  links: true,
  pops: true,
  anchors: false,
  names: true,
  dark: new Set(),
};

function startLegend(map, data) {
  const occurring = data.states.filter((state) => data.points.some((point) => point.state === state));
  occurring.forEach((state) => chosen.dark.add(state));
  const place = byId("layers");
  const title = byId("title-layers");
  place.addEventListener("change", (event) => switched(map, event.target));
  place.addEventListener("submit", (event) => event.preventDefault());
  inEveryLanguage(() => fill(place, title, groundKey(data), householdKey(data, occurring), networkKey(data)));
  whenStyled(map, () => {
    for (const [group, ids] of Object.entries(GROUPS)) showLayers(map, ids, chosen[group]);
    showGround(map, chosen.ground);
  });
}

function switched(map, box) {
  const { group, ground, state } = box.dataset;
  if (ground) chosen.ground = ground;
  if (group) chosen[group] = box.checked;
  if (state) chosen.dark[box.checked ? "add" : "delete"](state);
  for (const key of byId("layers").querySelectorAll("[data-key]")) key.hidden = key.dataset.key !== chosen.ground;
  whenStyled(map, () => {
    if (ground) showGround(map, ground);
    if (group) showLayers(map, GROUPS[group], box.checked);
    if (state) showStates(map, chosen.dark);
  });
}

function groundKey(data) {
  const choice = (ground, heading) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: "ground", "data-ground": ground, checked: chosen.ground === ground }),
      " ",
      heading,
    );
  const key = (ground, rows) => element("ul", { class: "key", "data-key": ground, hidden: chosen.ground !== ground }, rows);
  return element(
    "fieldset",
    {},
    element("legend", {}, say("ground")),
    choice("rate", say("ground_rate")),
    key("rate", rateRows(data)),
    choice("server", say("ground_server")),
    key("server", [element("li", { class: "note" }, say("server_note"))]),
    choice("share", say("ground_share")),
    key("share", shareRows()),
    choice("none", say("ground_none")),
    voidKey(data.relief),
  );
}

/** Where no height is known, if that is anywhere. */
const voidKey = (relief) =>
  relief?.void_rgb ? element("ul", { class: "key" }, row(square(`rgb(${relief.void_rgb})`), say("no_elevation"))) : null;

function rateRows(data) {
  const words = ({ low, high }) =>
    low === high ? number(low, 1) : say("between", { low: number(low, 1), high: number(high, 1) });
  return [...data.rateClasses].reverse().map((one) => row(square(one.colour), words(one)));
}

const box = (group, words) =>
  element("label", {}, element("input", { type: "checkbox", "data-group": group, checked: chosen[group] }), " ", words);

function householdKey(data, occurring) {
  const state = (name) =>
    element(
      "li",
      {},
      element(
        "label",
        {},
        element("input", { type: "checkbox", "data-state": name, checked: chosen.dark.has(name) }),
        swatch(pointPaint(name)),
        element("span", {}, stateWord(name)),
      ),
    );
  return element(
    "fieldset",
    {},
    element("legend", {}, say("households")),
    box("points", say("points_tab")),
    element("ul", { class: "key" }, occurring.map(state)),
    element("p", { class: "note" }, say("points_note")),
  );
}

function networkKey(data) {
  return element(
    "fieldset",
    {},
    element("legend", {}, say("network")),
    box("sites", say("sites")),
    element("ul", { class: "key", id: "network-key" }, ownerRows(data), statusRows(data)),
    box("links", say("links")),
    element("ul", { class: "key" }, marginRows(data)),
    box("pops", [swatch(popPaint()), say("pops")]),
    anchorBox(data),
    box("names", say("names")),
  );
}

function anchorBox(data) {
  if (data.anchors.length === 0) return [];
  const kinds = [true, false].filter((covered) => data.anchors.some((anchor) => anchor.covered === covered));
  const rows = kinds.map((covered) => row(swatch(anchorPaint(covered)), say(covered ? "anchor_covered" : "anchor_dark")));
  return [box("anchors", say("anchors")), element("ul", { class: "key" }, rows)];
}
