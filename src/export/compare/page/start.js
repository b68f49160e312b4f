// From data to page.

function start() {
  const data = unpacked(JSON.parse(byId("data").textContent));
  startLanguage();
  startFigures(data);
  startGrounds(data);
  keepPopupSpoken();
  const maps = startMaps(data);
  const tables = startComuni(data, maps);
  const pictures = [...document.querySelectorAll("canvas.map-print")];
  startPrint(
    maps.map((map, index) => [map, pictures[index]]),
    tables,
  );
  window.divarioReport = { maps, shown, summed };
}
