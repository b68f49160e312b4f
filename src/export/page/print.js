// On paper a table has all its rows, and a map is a picture.

function startPrint(maps, tables) {
  byId("print").addEventListener("click", () => window.print());
  inEveryLanguage(() => {
    for (const [, picture] of maps) picture.setAttribute("aria-label", say("map_printed"));
  });
  window.addEventListener("beforeprint", () => {
    tables.forEach((table) => table.paintAll());
    for (const [map, picture] of maps) {
      if (map) copyMap(map.getCanvas(), picture);
      picture.hidden = !map;
    }
  });
  window.addEventListener("afterprint", () => {
    tables.forEach((table) => table.paintSome());
    for (const [, picture] of maps) picture.hidden = true;
  });
}

/** Copied at once, since a browser that prints waits for no picture to load. */
function copyMap(canvas, picture) {
  picture.width = canvas.width;
  picture.height = canvas.height;
  picture.getContext("2d").drawImage(canvas, 0, 0);
}
