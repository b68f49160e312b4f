// What a click on the map shows, and how tables lead to places on it.

/** Shows what is known of a place; `ground` may add what lies under it. */
function tell(map, data, kind, thing, at, ground) {
  if (!map) return;
  const paint = () => {
    const [title, body] = about[kind](data, thing);
    return element(
      "div",
      { class: "told", tabindex: "0", role: "group", "aria-label": title, onkeydown: closeOnEscape },
      element("h3", {}, title),
      ground ? coverageFacts(data, ground) : null,
      body,
    );
  };
  openPopup(map, at, paint);
}

/** What a click can meet, the topmost first. */
const CLICKABLE = [
  ["site", "sites"],
  ["pop", "pops"],
  ["anchor", "anchors"],
  ["point", "points"],
  ["link", "links"],
  ["comune", "comuni"],
];

function startClicks(map, data) {
  keepPopupSpoken();
  if (!map) return;
  map.on("click", (event) => {
    const { x, y } = event.point;
    for (const [kind, list] of CLICKABLE) {
      const reach = kind === "comune" ? 0 : 6;
      const [found] = map.queryRenderedFeatures(
        [
          [x - reach, y - reach],
          [x + reach, y + reach],
        ],
        { layers: [kind] },
      );
      if (found)
        return tell(
          map,
          data,
          kind,
          data[list][found.properties.index],
          event.lngLat,
          kind === "comune" ? groundAt(map, data, event.point) : null,
        );
    }
  });
  map.on("mousemove", (event) => {
    const layers = CLICKABLE.map(([kind]) => kind).filter((kind) => kind !== "comune");
    map.getCanvas().style.cursor = map.queryRenderedFeatures(event.point, { layers }).length > 0 ? "pointer" : "";
  });
}

function groundAt(map, data, point) {
  if (!["rate", "server"].includes(chosen.ground)) return null;
  const [found] = map.queryRenderedFeatures(point, { layers: [chosen.ground] });
  return found ? data.coverage[found.properties.index] : null;
}

/** Moves the map to a place or over an area, and tells what is there. */
function goTo(map, data, kind, thing) {
  if (!map) return;
  const calm = isCalm();
  const at = thing.at ?? [(thing.bounds[0] + thing.bounds[2]) / 2, (thing.bounds[1] + thing.bounds[3]) / 2];
  // Below the middle, so that there is room above for what is told.
  const flight = { offset: [0, map.getContainer().clientHeight / 6], animate: !calm, duration: 700 };
  if (thing.bounds) map.fitBounds(thing.bounds, { padding: 40, maxZoom: 14, ...flight });
  else map.easeTo({ center: at, zoom: Math.max(map.getZoom(), 13), ...flight });
  byId("map").scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  tell(map, data, kind, thing, at);
}
