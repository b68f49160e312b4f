// A map of signs, lines and areas; which of them stands in layers.js.

/** The map, or null where this browser cannot draw one. */
function makeMap(place, style, bounds) {
  try {
    const map = new maplibregl.Map({
      container: place,
      style,
      bounds,
      fitBoundsOptions: { padding: 24 },
      canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      maxZoom: 17,
      fadeDuration: 0,
      // One finger scrolls the page, two move the map.
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      locale: { "CooperativeGesturesHandler.MobileHelpText": "Two fingers move the map · Due dita muovono la mappa" },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.ScaleControl({ unit: "metric" }), "bottom-left");
    map.on("styleimagemissing", ({ id }) => map.addImage(id, picture(signPaint(id)), { pixelRatio: 2 }));
    return map;
  } catch {
    return null;
  }
}

const pointAt = (coordinates) => ({ type: "Point", coordinates });

function lineBetween(data, link) {
  const end = (id) => (data.siteById.get(id) ?? data.popById.get(id)).at;
  return { type: "LineString", coordinates: [end(link.from), end(link.to)] };
}

/** A point's sign: what is dark lies over what is covered. */
function pointSign(point) {
  const [colour, core] = STATE_SIGNS[point.state];
  const reach = Math.min(0.6 + 0.13 * Math.sqrt(Math.max(point.households, 0)), 1.8);
  return { index: point.index, state: point.state, colour, core: core ?? colour, reach, rank: point.state === "covered" ? 0 : 1 };
}

/** What a sign's name says is painted: `site-0-candidate`, `anchor-true`, `pop`. */
function signPaint(name) {
  const [kind, rank, status] = name.split("-");
  if (kind === "site") return sitePaint(Number(rank), status);
  return kind === "anchor" ? anchorPaint(rank === "true") : popPaint();
}
