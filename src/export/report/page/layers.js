// Layers of the map from the ground upwards, and switches for them.

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
    margins(),
    ...leaders(),
    signs("anchor", "anchors", ["get", "sign"], 0.8),
    signs("site", "sites", ["get", "sign"], siteSize(data)),
    signs("pop", "pops", "pop", POP_SIZE),
    ...names(),
  ];
}

const POP_SIZE = 1;
const siteSize = ({ sites }) => (sites.length > 60 ? 0.8 : 1);

/** What names keep clear of. */
const signsOf = (data) => [
  ...data.sites.map(({ at }) => ({ at, size: siteSize(data) })),
  ...data.pops.filter(({ links }) => links > 0).map(({ at }) => ({ at, size: POP_SIZE })),
];

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

/** Layers that are switched together. */
const GROUPS = {
  points: ["point-rim", "point", "point-core"],
  sites: ["site"],
  links: ["link-light", "link", "margin"],
  pops: ["pop"],
  anchors: ["anchor"],
  names: ["name", "first-name", "leader-light", "leader"],
};

/** One kind of ground at a time: rate, server, share or none. */
function showGround(map, chosen) {
  for (const id of ["rate", "server", "share"]) showLayers(map, [id], id === chosen);
}

/** Points of these states alone. */
function showStates(map, states) {
  for (const id of GROUPS.points) map.setFilter(id, ["in", ["get", "state"], ["literal", [...states]]]);
}
