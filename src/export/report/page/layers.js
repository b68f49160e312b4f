// Layers of the map from the ground upwards, and switches for them.

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

function mapLayers(data) {
  const hidden = { layout: { visibility: "none" } };
  const ground = (id, source, colour, more) => ({
    id,
    type: "fill",
    source,
    paint: { "fill-color": ["get", colour], "fill-antialias": false, "fill-opacity": 0.85 },
    ...more,
  });
  return [
    { id: "land", type: "background", paint: { "background-color": LAND } },
    ground("rate", "coverage", "rate_colour"),
    ground("server", "coverage", "server_colour", hidden),
    ground("share", "comuni", "colour", hidden),
    ...(data.relief ? [{ id: "relief", type: "raster", source: "relief", paint: { "raster-fade-duration": 0 } }] : []),
    line("rim-light", "comuni", WHITE, 3.4, 0.7),
    line("rim", "comuni", "#54585c", 1.1, 0.9),
    // Without paint of its own, so that a click on dark ground finds its comune.
    { id: "comune", type: "fill", source: "comuni", paint: { "fill-opacity": 0 } },
    line("link-light", "links", WHITE, 5.5, 0.9),
    line("link", "links", ["get", "colour"], 2.4, 1),
    points("point-rim", 1.3, WHITE),
    points("point", 1, ["get", "colour"]),
    points("point-core", 0.45, ["get", "core"]),
    // Below the signs, for a map places what lies on top first: so names give way to signs.
    names(),
    margins(),
    signs("anchor", "anchors", ["get", "sign"], 0.8),
    signs("site", "sites", ["get", "sign"], data.sites.length > 60 ? 0.8 : 1),
    signs("pop", "pops", "pop", 1),
  ];
}

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

function margins() {
  return {
    id: "margin",
    type: "symbol",
    source: "links",
    minzoom: 10.5,
    layout: {
      "symbol-placement": "line-center",
      "text-field": ["get", "label"],
      "text-font": ["sans-serif"],
      "text-size": 11,
      "text-padding": 2,
    },
    paint: { "text-color": INK, "text-halo-color": WHITE, "text-halo-width": 2 },
  };
}

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
      "text-variable-anchor": ["center", "top", "bottom"],
      "text-radial-offset": 0.6,
    },
    paint: { "text-color": INK, "text-halo-color": WHITE, "text-halo-width": 1.8 },
  };
}

/** Layers that are switched together. */
const GROUPS = {
  points: ["point-rim", "point", "point-core"],
  sites: ["site"],
  links: ["link-light", "link", "margin"],
  pops: ["pop"],
  anchors: ["anchor"],
  names: ["name"],
};

function showLayers(map, ids, visible) {
  for (const id of ids) map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
}

/** One kind of ground at a time: rate, server, share or none. */
function showGround(map, chosen) {
  for (const id of ["rate", "server", "share"]) showLayers(map, [id], id === chosen);
}

/** Points of these states alone. */
function showStates(map, states) {
  for (const id of GROUPS.points) map.setFilter(id, ["in", ["get", "state"], ["literal", [...states]]]);
}
