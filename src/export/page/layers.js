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

/** Where a name may stand about its place, in ems: on it, beside it, and beside towers that stand there. */
const AROUND = [
  ["center", [0, 0]],
  ...[0.6, 1.6, 2.6].flatMap((ems) => [
    ["top", [0, ems]],
    ["bottom", [0, -ems]],
    ["left", [ems, 0]],
    ["right", [-ems, 0]],
  ]),
].flat();

function names() {
  return {
    id: "name",
    type: "symbol",
    source: "names",
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["sans-serif"],
      "text-size": 13,
      "text-max-width": 9,
      "symbol-sort-key": ["get", "rank"],
      "text-variable-anchor-offset": AROUND,
    },
    paint: { "text-color": INK, "text-halo-color": WHITE, "text-halo-width": 1.8 },
  };
}

function showLayers(map, ids, visible) {
  for (const id of ids) map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
}
