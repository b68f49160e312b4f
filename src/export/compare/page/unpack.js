// The data of the page, unpacked: compare.json as it stands, networks and points of each plan.

function unpacked(data) {
  const { report } = data;
  const oneName = new Set(report.plans.map((plan) => plan.scenario.name)).size === 1;
  data.oneName = oneName;
  data.plans = report.plans.map((plan, index) => ({
    ...plan,
    ...networkOf(data.networks[index]),
    index,
    short: oneName ? plan.folder : plan.label,
  }));
  data.comuni = report.comuni.map((comune, index) => ({
    ...comune,
    index,
    population: comune.households,
    geometry: multiPolygon(data.territories?.[index] ?? [], data.geometry_per_degree),
  }));
  data.points = unpackedPoints(data);
  for (const comune of data.comuni) comune.bounds = groundOf(data, comune);
  middles(data).forEach((at, index) => {
    data.comuni[index].at = at;
  });
  data.sites = data.plans.flatMap((plan) => plan.sites);
  data.pops = data.plans.flatMap((plan) => plan.pops);
  data.owners = [...new Map(data.plans.flatMap((plan) => plan.owners).map((owner) => [owner.id, owner])).values()];
  data.ranked = rankedOwners(data);
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
    states: packed.state.map((states) => data.states[states[index]] ?? null),
  }));
}

/** The bounds of a comune: of its ground, or where no folder has it, of its points. */
function groundOf(data, comune) {
  const corners = comune.geometry.coordinates.flat(2);
  if (corners.length > 0) return boundsOf(corners);
  const own = data.points.filter((point) => point.comune === comune).map((point) => point.at);
  return boundsOf(own.length > 0 ? own : data.points.map((point) => point.at));
}
