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
