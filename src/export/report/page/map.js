// What the map draws from. What is shown of it stands in layers.js, what a click tells in popup.js.

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
    names: layer([]),
    leaders: layer([]),
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
