// The network of a plan: sites and points of presence with their places, and all of them to be found by id.

function networkOf({ sites, links, pops, owners }) {
  for (const site of sites) site.at = [site.lon_deg, site.lat_deg];
  for (const pop of pops) pop.at = [pop.lon, pop.lat];
  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  return { sites, links, pops, owners, siteById: byId(sites), popById: byId(pops), ownerById: byId(owners) };
}
