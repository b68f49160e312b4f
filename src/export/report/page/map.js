// The map: what it draws from. What is shown of it stands in layers.js, what a click tells in popup.js.

/** The map, or null where this browser cannot draw one. */
function makeMap(data) {
  try {
    const map = new maplibregl.Map({
      container: "map",
      style: mapStyle(data),
      bounds: wholeBounds(data),
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

function mapStyle(data) {
  return { version: 8, sources: mapSources(data), layers: mapLayers(data) };
}

function mapSources(data) {
  const layer = (features) => ({ type: "geojson", data: collection(features) });
  const { relief } = data;
  const sources = {
    comuni: layer(
      data.comuni.map((comune, index) =>
        feature(
          comune.geometry,
          {
            index,
            colour: shareColour(comune.covered_ratio),
          },
          index,
        ),
      ),
    ),
    names: layer(
      middles(data).map((at, index) =>
        feature(pointAt(at), {
          name: data.comuni[index].name,
          rank: -data.comuni[index].population,
        }),
      ),
    ),
    coverage: { ...layer(coverageFeatures(data)), tolerance: 0.2 },
    links: layer(
      data.links.map((link, index) =>
        feature(lineBetween(data, link), {
          index,
          colour: marginColour(link.margin_db),
          label: `${written(link.margin_db, { maximumFractionDigits: 1 })} dB`,
        }),
      ),
    ),
    points: layer(data.points.map((point) => feature(pointAt(point.at), pointSign(point)))),
    anchors: layer(
      data.anchors.map((anchor, index) =>
        feature(pointAt([anchor.lon, anchor.lat]), {
          index,
          sign: `anchor-${anchor.covered}`,
        }),
      ),
    ),
    sites: layer(
      data.sites.map((site, index) =>
        feature(pointAt(site.at), {
          index,
          sign: `site-${ownerRank(data.ranked, site.owner)}-${site.status}`,
        }),
      ),
    ),
    pops: layer(data.pops.flatMap((pop, index) => (pop.links > 0 ? [feature(pointAt(pop.at), { index })] : []))),
  };
  if (relief) {
    const [west, south, east, north] = [relief.west_deg, relief.south_deg, relief.east_deg, relief.north_deg];
    const coordinates = [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ];
    sources.relief = { type: "image", url: relief.image, coordinates };
  }
  return sources;
}

const pointAt = (coordinates) => ({ type: "Point", coordinates });

function lineBetween(data, link) {
  const end = (id) => (data.siteById.get(id) ?? data.popById.get(id)).at;
  return { type: "LineString", coordinates: [end(link.from), end(link.to)] };
}

function coverageFeatures(data) {
  const servers = serverColours(data.sites);
  return data.coverage.map((area) =>
    feature(area.geometry, {
      index: area.index,
      rate_colour: classOfRate(data.rateClasses, area.rate_mbps).colour,
      server_colour: servers.get(area.server),
    }),
  );
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
