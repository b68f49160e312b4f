// Signs of the map and its legend: drawn once as SVG paths, and from those as pictures for the map.

/** The outline of an owner's sign as the `d` of a path around (0, 0). */
function ownerPath(rank, reach) {
  const [corners, start, stretch] = OWNER_SHAPES[rank];
  const corner = (index) => {
    const angle = ((start + (360 / corners) * index) * Math.PI) / 180;
    return `${(reach * stretch * Math.cos(angle)).toFixed(2)},${(reach * stretch * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${Array.from({ length: corners }, (_, index) => corner(index)).join("L")}Z`;
}

const circlePath = (radius) =>
  `M${-radius},0a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;

/** Layers of paint of a site's sign, the lowest first: shape and colour tell its owner, its heart its status. */
function sitePaint(rank, status) {
  const rim = OWNER_COLOURS[rank] === INK ? WHITE : INK;
  return [
    [ownerPath(rank, 11.5), WHITE],
    [ownerPath(rank, 9.5), rim],
    [ownerPath(rank, 8), OWNER_COLOURS[rank]],
    ...heartPaint(status),
  ];
}

/** What stands or is decided already has a white heart. */
function heartPaint(status) {
  const hearts = {
    existing: [[circlePath(3.4), INK], [circlePath(2.6), WHITE]],
    committed: [[circlePath(2.4), INK], [circlePath(1.5), WHITE]],
  };
  return hearts[status] ?? [];
}

/** A status in the legend: of a shape and colours that no owner has. */
const statusPaint = (status) => [
  [circlePath(9.5), "#868e96"],
  [circlePath(8.3), "#dee2e6"],
  ...heartPaint(status),
];

const popPaint = () => [
  [circlePath(12), WHITE],
  [circlePath(10), INK],
  [circlePath(6.8), WHITE],
  [circlePath(4), INK],
];

function anchorPaint(covered) {
  const square = (half) => `M${-half},${-half}h${2 * half}v${2 * half}h${-2 * half}Z`;
  return [
    [square(6.5), WHITE],
    [square(5), INK],
    [square(3.4), covered ? INK : WHITE],
  ];
}

function pointPaint(state) {
  const [colour, core] = STATE_SIGNS[state];
  const paint = [
    [circlePath(6.2), WHITE],
    [circlePath(5), colour],
  ];
  return core ? [...paint, [circlePath(2.3), core]] : paint;
}

/** A sign in the legend; words beside it say the same. */
function swatch(paint) {
  const paths = paint.map(([d, colour]) => shape("path", { d, fill: colour }));
  return shape("svg", { class: "sign", viewBox: "-13 -13 26 26", "aria-hidden": "true" }, paths);
}

function square(colour) {
  return shape(
    "svg",
    { class: "sign", viewBox: "-13 -13 26 26", "aria-hidden": "true" },
    shape("rect", { x: -12, y: -8, width: 24, height: 16, fill: colour, stroke: "#868e96" }),
  );
}

function stroke(colour) {
  return shape(
    "svg",
    { class: "sign", viewBox: "-13 -13 26 26", "aria-hidden": "true" },
    shape("path", { d: "M-12,0H12", stroke: colour, "stroke-width": 3.2 }),
  );
}

/** The same paint as pixels for the map, twice as fine. */
function picture(paint) {
  const side = 56;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.translate(side / 2, side / 2);
  pen.scale(2, 2);
  for (const [d, colour] of paint) {
    pen.fillStyle = colour;
    pen.fill(new Path2D(d));
  }
  return pen.getImageData(0, 0, side, side);
}
