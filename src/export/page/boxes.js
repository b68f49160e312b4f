// Boxes on a map that is shown, as [left, top, right, bottom] in pixels.

const EVERYWHERE = [-Infinity, -Infinity, Infinity, Infinity];

const clamped = (value, low, high) => Math.min(Math.max(value, low), high);
const boxAbout = ([x, y], [width, height]) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
const areaOf = ([left, top, right, bottom]) => (right - left) * (bottom - top);
const holds = ([left, top, right, bottom], [x, y]) => x >= left && x <= right && y >= top && y <= bottom;

function sharedArea(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

function pixelAt(map, lonLat) {
  const { x, y } = map.project(lonLat);
  return [x, y];
}

/** What of a map can be seen, but for a rim. */
function frameOf(map) {
  const { clientWidth, clientHeight } = map.getContainer();
  return [EDGE_PX, EDGE_PX, clientWidth - EDGE_PX, clientHeight - EDGE_PX];
}

/** Where north, buttons and scale lie on a map; on paper too, where its scale is longer. */
const controlBoxes = ([left, top, right, bottom]) => [
  [left, top, left + 40, top + 52],
  [right - 46, top, right, top + 118],
  [left, bottom - 36, left + 24 + 0.2 * (right - left), bottom],
];

/** Signs grow with the zoom, as in `signs` of layers.js. */
function signBoxes(map, signs) {
  const growth = clamped(0.55 + (0.45 * (map.getZoom() - 7)) / 4, 0.55, 1);
  return signs.map(({ at, size }) => boxAbout(pixelAt(map, at), [SIGN_PX * size * growth, SIGN_PX * size * growth]));
}

/** Where a town lies that is named. */
const townBox = (spot) => boxAbout(spot, [8, 8]);

/** What a line covers, in small boxes along it. */
const leaderBoxes = ([x, y], [u, v]) =>
  [0.2, 0.4, 0.6, 0.8].map((share) => boxAbout([x + share * (u - x), y + share * (v - y)], [6, 6]));
