// Kinds of layers, and a switch for them.

/** Radius of a point of usual size, px, by zoom. */
const pointRadius = (factor) => [
  "interpolate",
  ["exponential", 1.5],
  ["zoom"],
  7,
  ["*", 1.3 * factor, ["get", "reach"]],
  10,
  ["*", 2.7 * factor, ["get", "reach"]],
  13,
  ["*", 6 * factor, ["get", "reach"]],
  16,
  ["*", 9 * factor, ["get", "reach"]],
];

function line(id, source, colour, width, opacity) {
  return {
    id,
    type: "line",
    source,
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width, "line-opacity": opacity },
  };
}

function points(id, factor, colour) {
  return {
    id,
    type: "circle",
    source: "points",
    layout: { "circle-sort-key": ["get", "rank"] },
    paint: { "circle-radius": pointRadius(factor), "circle-color": colour, "circle-pitch-alignment": "map" },
  };
}

function signs(id, source, image, size) {
  return {
    id,
    type: "symbol",
    source,
    layout: {
      "icon-image": image,
      "icon-allow-overlap": true,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 7, 0.55 * size, 11, size],
    },
  };
}

/** So many comuni, those with the most households, are named whatever stands there. */
const NAMED_FIRST = 8;

function nameFeatures(comuni, places) {
  const first = [...comuni].sort((a, b) => b.households - a.households).slice(0, NAMED_FIRST);
  return comuni.map((comune, index) =>
    feature(pointAt(places[index]), { name: comune.name, rank: -comune.households, first: first.includes(comune) }),
  );
}

/** Where a name may stand about its place, in ems: on it, beside it, and beside towers that stand there. */
const AROUND = [
  ["center", [0, 0]],
  ...[0.6, 1.6, 2.6].flatMap((ems) => [
    ["top", [0, ems]],
    ["bottom", [0, -ems]],
    ["left", [ems, 0]],
    ["right", [-ems, 0]],
  ]),
];
/** Where besides one of the first names may stand. */
const ASKEW = [0.6, 1.6, 2.6].flatMap((ems) => [
  ["top-left", [ems, ems]],
  ["top-right", [-ems, ems]],
  ["bottom-left", [ems, -ems]],
  ["bottom-right", [-ems, -ems]],
]);

/** Below the signs, for a map places what lies on top first: so names give way to signs. The first ones stand even where no place is free. */
const names = () => [nameLayer("name", false, AROUND), nameLayer("first-name", true, [...AROUND, ...ASKEW])];

function nameLayer(id, first, around) {
  return {
    id,
    type: "symbol",
    source: "names",
    filter: ["==", ["get", "first"], first],
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["sans-serif"],
      "text-size": 13,
      "text-max-width": 9,
      "text-overlap": first ? "always" : "never",
      "symbol-sort-key": ["get", "rank"],
      "text-variable-anchor-offset": around.flat(),
    },
    paint: { "text-color": INK, "text-halo-color": WHITE, "text-halo-width": 1.8 },
  };
}

function showLayers(map, ids, visible) {
  for (const id of ids) map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
}
