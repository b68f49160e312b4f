// From data to page.

function start() {
  const data = unpacked(JSON.parse(byId("data").textContent));
  data.ranked = rankedOwners(data);
  data.rateClasses = rateClasses(data.coverage);
  startLanguage();
  startFigures(data);
  startGrounds(data);
  startSources(data);
  const map = makeMap("map", mapStyle(data), wholeBounds(data));
  if (map) startNames(map, nameList(data.comuni, middles(data)), () => signsOf(data));
  startLegend(map, data);
  const tables = startTables(map, data);
  startClicks(map, data);
  startFrame(map, byId("map"), byId("no-map"), data);
  startCharts();
  startFrontier(data);
  startPrint([[map, byId("map-print")]], tables, paperOrder);
  window.divarioReport = { map, shown, summed };
}

/** On paper the road from signal to service fills the first page, and the map has the next one. */
function paperOrder(onPaper) {
  const [place, reach] = [byId("place"), byId("reach")];
  if (onPaper) place.before(reach);
  else place.after(reach);
}
