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
  startPrint([[map, byId("map-print")]], tables);
  window.divarioReport = { map, shown, summed };
}
