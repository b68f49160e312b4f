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
    paperOrder,
  );
  window.divarioReport = { maps, shown, summed };
}

/** On paper the maps have the second page, and the long tables follow each other. */
function paperOrder(onPaper) {
  const [place, key] = [byId("place"), byId("key")];
  if (onPaper) key.before(place);
  else key.after(place);
}
