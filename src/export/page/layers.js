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

/** Where names stand is told by names.js. */
function nameLayer(id, first, px) {
  return {
    id,
    type: "symbol",
    source: "names",
    filter: ["==", ["get", "first"], first],
    layout: {
      "text-field": ["get", "lines"],
      "text-font": ["sans-serif"],
      "text-size": px,
      "text-max-width": 100,
      "text-offset": ["array", "number", 2, ["get", "offset"]],
      // Others are left out where they meet while the map moves.
      "text-overlap": first ? "always" : "never",
      "symbol-sort-key": ["get", "rank"],
    },
    paint: { "text-color": INK, "text-halo-color": WHITE, "text-halo-width": 2.2 },
  };
}

/** Below the signs. */
const leaders = () => [line("leader-light", "leaders", WHITE, 3.6, 0.9), line("leader", "leaders", INK, 1.2, 1)];

/** Above the signs, the largest comuni on top. */
const names = () => [nameLayer("name", false, NAME_PX), nameLayer("first-name", true, FIRST_NAME_PX)];

function showLayers(map, ids, visible) {
  for (const id of ids) map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
}
