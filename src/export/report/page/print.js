// On paper a table has all its rows, and the map is a picture.

function startPrint(map, tables) {
  byId("print").addEventListener("click", () => window.print());
  const picture = byId("map-print");
  inEveryLanguage(() => picture.setAttribute("aria-label", say("map_printed")));
  window.addEventListener("beforeprint", () => {
    tables.forEach((table) => table.paintAll());
    if (map) copyMap(map.getCanvas(), picture);
    picture.hidden = !map;
  });
  window.addEventListener("afterprint", () => {
    tables.forEach((table) => table.paintSome());
    picture.hidden = true;
  });
}

/** Copied at once, since a browser that prints waits for no picture to load. */
function copyMap(canvas, picture) {
  picture.width = canvas.width;
  picture.height = canvas.height;
  picture.getContext("2d").drawImage(canvas, 0, 0);
}
