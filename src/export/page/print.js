// On paper a table has all its rows, and a map is a picture.

/** `ordered` puts the sections of the page in their order on paper, and back in that on the screen. */
function startPrint(maps, tables, ordered = () => {}) {
  byId("print").addEventListener("click", () => window.print());
  inEveryLanguage(() => {
    for (const [, picture] of maps) picture.setAttribute("aria-label", say("map_printed"));
  });
  window.addEventListener("beforeprint", () => {
    ordered(true);
    tables.forEach((table) => table.paintAll());
    for (const [map, picture] of maps) {
      if (map) copyMap(map, picture);
      picture.hidden = !map;
    }
  });
  window.addEventListener("afterprint", () => {
    ordered(false);
    tables.forEach((table) => table.paintSome());
    for (const [, picture] of maps) picture.hidden = true;
  });
}

/** Copied at once, since a browser that prints waits for no picture to load. */
function copyMap(map, picture) {
  const canvas = map.getCanvas();
  picture.width = canvas.width;
  picture.height = canvas.height;
  const paper = picture.getContext("2d");
  paper.drawImage(canvas, 0, 0);
  const ratio = canvas.width / map.getContainer().clientWidth;
  paper.scale(ratio, ratio);
  drawScale(paper, map);
  drawNorth(paper, map);
}

/** Metres around the earth, and pixels that this is in zoom 0. */
const [EQUATOR_M, ZOOM_0_PX] = [40_075_016.686, 512];

function drawScale(paper, map) {
  const metresPerPx = (EQUATOR_M * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (ZOOM_0_PX * 2 ** map.getZoom());
  const most = 0.2 * map.getContainer().clientWidth * metresPerPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].find((times) => times * power <= most) * power;
  const [width, bottom] = [metres / metresPerPx, map.getContainer().clientHeight - 14];
  paper.fillStyle = "#ffffffcc";
  paper.fillRect(8, bottom - 24, width + 16, 32);
  paper.strokeStyle = paper.fillStyle = "#222222";
  paper.lineWidth = 2;
  paper.beginPath();
  paper.moveTo(16, bottom - 6);
  paper.lineTo(16, bottom);
  paper.lineTo(16 + width, bottom);
  paper.lineTo(16 + width, bottom - 6);
  paper.stroke();
  paper.font = "13px sans-serif";
  paper.fillText(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, 18, bottom - 9);
}

function drawNorth(paper, map) {
  const right = map.getContainer().clientWidth - 24;
  paper.fillStyle = "#ffffffcc";
  paper.fillRect(right - 14, 8, 28, 46);
  paper.fillStyle = "#222222";
  paper.beginPath();
  paper.moveTo(right, 12);
  paper.lineTo(right + 8, 34);
  paper.lineTo(right - 8, 34);
  paper.fill();
  paper.font = "bold 13px sans-serif";
  paper.textAlign = "center";
  paper.fillText("N", right, 49);
  paper.textAlign = "start";
}
