// What is told in a box on the map.

let popup = null;

/** Opens a box with what `paint` makes, in place of one that is open; Escape and closing lead back to where it was asked for. */
function openPopup(map, at, paint) {
  const opener = document.activeElement;
  popup?.remove();
  const opened = new maplibregl.Popup({ maxWidth: "min(320px, 86vw)", focusAfterOpen: false })
    .setLngLat(at)
    .setDOMContent(paint())
    .addTo(map);
  opened.repaint = () => opened.setDOMContent(paint());
  opened.on("close", () => opener?.isConnected && opener.focus({ preventScroll: true }));
  popup = opened;
  nameCloser();
  document.querySelector(".told").focus({ preventScroll: true });
  if (map.isMoving()) map.once("moveend", () => keepInside(map, opened, PANS));
  else keepInside(map, opened, PANS);
}

/** Times that the map is moved for a box, which may hang on another side of its place then. */
const PANS = 3;

/** Between a box and the edge of the map, px. */
const BOX_MARGIN = 8;

/** Whether whoever looks asks for little motion. */
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the map until the whole of a box can be seen. */
function keepInside(map, opened, pans) {
  if (!opened.isOpen() || pans === 0) return;
  const box = opened.getElement().getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  const beyond = (low, high, from, to) => {
    if (low < from + BOX_MARGIN) return low - from - BOX_MARGIN;
    if (high > to - BOX_MARGIN) return Math.min(high - to + BOX_MARGIN, low - from - BOX_MARGIN);
    return 0;
  };
  const by = [beyond(box.left, box.right, frame.left, frame.right), beyond(box.top, box.bottom, frame.top, frame.bottom)];
  if (by.every((px) => Math.abs(px) < 1)) return;
  map.once("moveend", () => keepInside(map, opened, pans - 1));
  map.panBy(by, { animate: !isCalm(), duration: 300 });
}

function closeOnEscape({ key }) {
  if (key === "Escape") popup.remove();
}

function nameCloser() {
  document.querySelector(".maplibregl-popup-close-button")?.setAttribute("aria-label", say("close"));
}

/** Paints an open box again when the language changes. */
function keepPopupSpoken() {
  inEveryLanguage(() => {
    if (popup?.isOpen()) popup.repaint();
  });
}
