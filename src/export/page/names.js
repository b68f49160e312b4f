// Where names of comuni stand: beside their place, clear of signs, of each other and of the edge of the map.

/** So many comuni, those with the most households, are named whatever stands there. */
const NAMED_FIRST = 8;
const FIRST_NAME_PX = 13;
const NAME_PX = 12;
/** Longer names go on in another line, so high, between words; ems. */
const [NAME_LINE_EM, NAME_LEADING_EM] = [9, 1.2];
/** Room between a name and its place. */
const GAPS_PX = [3, 9, 16];
/** The first names may stand further off, with a line that leads from their place. */
const FIRST_GAPS_PX = [...GAPS_PX, 26, 38];
const LED_FROM_PX = 8;
/** Width and height of a sign in the map, at its size. */
const SIGN_PX = 22;
/** Room that a name keeps to the edge of the map. */
const EDGE_PX = 4;
/** What a square pixel of another name, of the edge, or of a sign costs the first names, in pixels away from their place. */
const [NAME_COST, SIGN_COST] = [10, 0.15];

/** Names to be placed, those of the largest comuni first. */
function nameList(comuni, places) {
  const pen = document.createElement("canvas").getContext("2d");
  const bySize = comuni.map((comune, index) => [comune, places[index]]).sort(([a], [b]) => b.households - a.households);
  return bySize.map(([{ name, households }, at], index) => {
    const px = index < NAMED_FIRST ? FIRST_NAME_PX : NAME_PX;
    pen.font = `${px}px sans-serif`;
    const lines = brokenName(name, (text) => pen.measureText(text).width <= NAME_LINE_EM * px);
    const width = Math.max(...lines.map((line) => pen.measureText(line).width));
    const size = [width + 4, lines.length * NAME_LEADING_EM * px];
    return { name, lines: lines.join("\n"), at, px, size, first: index < NAMED_FIRST, rank: -households };
  });
}

function brokenName(name, fits) {
  return name.split(" ").reduce((lines, word) => {
    const longer = [...lines.slice(-1), word].join(" ");
    return lines.length > 0 && fits(longer) ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

/** Places names whenever the map rests in another view, or in another frame; `signs` tells where signs are and how large. */
function startNames(map, names, signs) {
  let placedFor = null;
  const place = () => {
    const standing = placedNames(map, names, signs());
    map.getSource("names").setData(collection(standing.map(nameFeature)));
    map.getSource("leaders").setData(collection(standing.filter(isLed).map((one) => leader(map, one))));
  };
  const look = () => {
    const view = [map.getZoom(), ...map.getCenter().toArray(), ...frameOf(map), JSON.stringify(signs())].join();
    if (view === placedFor || map.getContainer().clientWidth === 0) return;
    placedFor = view;
    place();
  };
  map.once("style.load", look);
  map.on("idle", look);
}

const nameFeature = ({ name, lines, at, px, size, first, rank, centre, spot }) =>
  feature(pointAt(at), { name, lines, first, rank, size, offset: [(centre[0] - spot[0]) / px, (centre[1] - spot[1]) / px] });

const isLed = ({ first, gap }) => first && gap > LED_FROM_PX;

const leader = (map, { at, end }) => feature({ type: "LineString", coordinates: [at, map.unproject(end).toArray()] }, {});

/** Names that find room one after the other; the first ones stand where they disturb least. */
function placedNames(map, names, signs) {
  const frame = frameOf(map);
  const spots = names.map(({ at }) => pixelAt(map, at));
  const taken = { names: controlBoxes(frame), signs: [...signBoxes(map, signs), ...spots.slice(0, NAMED_FIRST).map(townBox)] };
  const standing = [];
  names.forEach((name, index) => {
    const spot = spots[index];
    const found = bestStand(name, spot, holds(frame, spot) ? frame : EVERYWHERE, taken);
    if (!found) return;
    standing.push({ ...name, ...found, spot });
    taken.names.push(found.box, ...(isLed({ ...name, ...found }) ? leaderBoxes(spot, found.end) : []));
  });
  return standing;
}

/** Of the stands of a first name that which costs least; of another's the nearest that is free. */
function bestStand({ size, first }, spot, frame, taken) {
  const stands = (first ? FIRST_GAPS_PX : GAPS_PX).flatMap((gap) => standsAbout(spot, size, gap));
  stands.sort((a, b) => a.gap - b.gap);
  const cost = (stand) => standCost(stand, frame, taken);
  if (!first) return stands.find((stand) => cost(stand) === stand.gap) ?? null;
  const costs = stands.map(cost);
  return stands[costs.indexOf(Math.min(...costs))];
}

function standCost({ box, gap }, frame, taken) {
  const covered = (boxes) => boxes.reduce((area, other) => area + sharedArea(box, other), 0);
  const beyond = areaOf(box) - sharedArea(box, frame);
  return gap + NAME_COST * (beyond + covered(taken.names)) + SIGN_COST * covered(taken.signs);
}

/** Above, below and beside a place, in steps along its name. */
function standsAbout([x, y], [width, height], gap) {
  const [aside, away] = [width / 2 + gap, height / 2 + gap];
  const rows = [-away, away].flatMap((dy) => [0, -width / 3, width / 3, -aside, aside].map((dx) => [dx, dy]));
  return [[aside, 0], [-aside, 0], ...rows].map(([dx, dy]) => {
    const box = boxAbout([x + dx, y + dy], [width, height]);
    const end = [clamped(x, box[0], box[2]), clamped(y, box[1], box[3])];
    return { centre: [x + dx, y + dy], box, end, gap: Math.hypot(end[0] - x, end[1] - y) };
  });
}
