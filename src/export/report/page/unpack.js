// The data of the page, unpacked: what comes from plan.json as it stands there, geometry as GeoJSON.

function unpacked(data) {
  const unit = data.geometry_per_degree;
  Object.assign(data, networkOf(data));
  data.comuni.forEach((comune, index) => {
    comune.geometry = multiPolygon(data.territories[index], unit);
    comune.bounds = boundsOf(comune.geometry.coordinates.flat(2));
  });
  data.coverage = data.coverage.map((area, index) => ({ ...area, index, geometry: multiPolygon(area.polygons, unit) }));
  data.points = unpackedPoints(data);
  return data;
}

function unpackedPoints(data) {
  const packed = data.points;
  const at = positions(packed.steps, data.points_per_degree);
  return packed.id.map((id, index) => ({
    index,
    id,
    at: at[index],
    comune: data.comuni[packed.comune[index]],
    households: packed.households[index],
    unserved: packed.households_previously_unserved[index],
    state: data.states[packed.state[index]],
    server: data.servers[packed.server[index]] ?? null,
    rate_mbps: packed.rate_mbps[index],
    uplink_rate_mbps: packed.uplink_rate_mbps[index],
    margin_db: packed.margin_db[index],
    fix: data.fixes[packed.fix[index]] ?? null,
  }));
}
