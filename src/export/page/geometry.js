// Geometry, unpacked from whole steps to GeoJSON.

/** Running sums of whole steps, in degrees. */
function positions(steps, unit) {
  let [x, y] = [0, 0];
  const found = [];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    found.push([x / unit, y / unit]);
  }
  return found;
}

/** Rings are written without the corner that closes them. */
function multiPolygon(polygons, unit) {
  const ring = (steps) => {
    const corners = positions(steps, unit);
    return [...corners, corners[0]];
  };
  return { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) };
}

const feature = (geometry, properties, id) => ({ type: "Feature", id, geometry, properties });
const collection = (features) => ({ type: "FeatureCollection", features });

function boundsOf(places) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

/** What a map of the whole plan shows: the comuni, and whatever of the network lies outside them. */
function wholeBounds(data) {
  const corners = data.comuni.flatMap(({ bounds }) => [bounds.slice(0, 2), bounds.slice(2)]);
  const used = data.pops.filter((pop) => pop.links > 0);
  const places = [...corners, ...data.sites.map((site) => site.at), ...used.map((pop) => pop.at)];
  if (places.length === 0) return [data.relief.west_deg, data.relief.south_deg, data.relief.east_deg, data.relief.north_deg];
  return boundsOf(places);
}

/** Where the households of a comune lie, for its name on the map; its middle where it has none. */
function middles(data) {
  const totals = new Map(data.comuni.map((comune) => [comune, [0, 0, 0]]));
  for (const point of data.points) {
    const total = totals.get(point.comune);
    const weight = Math.max(point.households, 1e-9);
    total[0] += point.at[0] * weight;
    total[1] += point.at[1] * weight;
    total[2] += weight;
  }
  return data.comuni.map((comune) => {
    const [x, y, weight] = totals.get(comune);
    const [west, south, east, north] = comune.bounds;
    return weight > 0 ? [x / weight, y / weight] : [(west + east) / 2, (south + north) / 2];
  });
}
