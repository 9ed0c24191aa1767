// Bottles, flasks and tumblers, turned from a profile.

import { glaze, gold, lighter, matt, satin, steel } from "./light.mjs";
import { stamp } from "./motif.mjs";
import { lathe, soften } from "./solid.mjs";

/** Shapes in centimetres on the round of a turned thing: white for a mask. */
export function wrapped(view, turned, shapes, height = 0, spin = 0, radius) {
  const warp = ([s, t]) => {
    const r = radius ?? turned.rOf(height);
    const angle = Math.max(-1.56, Math.min(1.56, s / r + spin));
    return turned.spot(angle, height + t);
  };
  const seen = shapes.filter(({ rings }) =>
    rings.some((ring) =>
      ring.some(
        ([s]) => Math.abs(s / (radius ?? turned.rOf(height)) + spin) < 1.5,
      ),
    ),
  );
  return (tint) => stamp(seen, warp, tint, view.scale);
}

/** Prints shapes of several inks on a turned thing; materials by ink. */
export function print(
  sheet,
  view,
  turned,
  shapes,
  materials,
  { height = 0, spin = 0, within, radius } = {},
) {
  const svg = wrapped(view, turned, shapes, height, spin, radius);
  materials.forEach((material, ink) => {
    // Inks cover each other in the order of the shapes: later shapes cut holes into this ink's mask.
    const holes = svg((other) => (other === ink ? "#fff" : "#000"));
    if (!shapes.some((shape) => shape.ink === ink)) return;
    const fenced = within
      ? `<g clip-path="${sheet.clip(turned.belt(...within))}">${holes}</g>`
      : holes;
    turned.inlay(sheet, material, fenced);
  });
}

/** Letters cut down to bright metal: a dark edge above, a light one below. */
export function engrave(
  sheet,
  view,
  turned,
  shapes,
  material = steel("#e9ebee"),
  { height = 0, spin = 0 } = {},
) {
  const svg = wrapped(view, turned, shapes, height, spin);
  sheet.add(
    `<g opacity=".45" transform="translate(-.9 -1.3)">${svg((ink) => (ink ? "none" : "#120a08"))}</g>`,
    `<g opacity=".4" transform="translate(.9 1.2)">${svg((ink) => (ink ? "none" : "#ffffff"))}</g>`,
  );
  turned.inlay(
    sheet,
    material,
    svg((ink) => (ink ? "#000" : "#fff")),
  );
}

/** Fine horizontal lines that make metal look brushed. */
export function brushed(sheet, turned, from, to, strength = 0.075) {
  let svg = "";
  for (let h = from, i = 0; h < to; h += 0.11, i++) {
    const points = Array.from({ length: 19 }, (_, k) =>
      turned.spot(-1.5 + k / 6, h),
    );
    svg += `<path d="M${points.map((p) => p.map((n) => n.toFixed(1)).join(" ")).join("L")}" stroke="${(i * 7) % 5 > 1 ? "#fff" : "#000"}" stroke-opacity="${0.3 + ((i * 37) % 7) / 10}"/>`;
  }
  sheet.add(
    `<g fill="none" stroke-width=".8" opacity="${strength}">${svg}</g>`,
  );
}

/** The dark line and glint where two parts meet. */
export function seam(sheet, turned, h, width = 2.2) {
  const half = (up) =>
    Array.from({ length: 31 }, (_, k) =>
      turned.spot(-1.57 + (k * 3.14) / 30, h + up),
    )
      .map((p) => p.map((n) => n.toFixed(1)).join(" "))
      .join("L");
  sheet.add(
    `<path d="M${half(0)}" fill="none" stroke="#140a08" stroke-opacity=".55" stroke-width="${width}"/><path d="M${half(-0.09)}" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="1.2"/>`,
  );
}

/** Lights the flat top of a lid: a glint along its far edge. */
export function topLight(sheet, turned, h, r, color = "#fff") {
  const { x, y, rx, ry } = turned.rim(h, r);
  sheet.add(
    `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${sheet.fade(
      x - rx,
      y,
      x + rx,
      y,
      [
        [0, color, 0.42],
        [0.5, color, 0.1],
        [1, "#000", 0.14],
      ],
    )}"/>`,
  );
}

const SHAPES = {
  slim: {
    body: [
      [3.1, 0],
      [3.45, 0.25],
      [3.45, 17.6],
      [2.2, 20.6],
      [2.05, 21.4],
    ],
    round: 1.1,
    lid: [
      [2.45, 21.3],
      [2.45, 25.6],
      [0, 25.6],
    ],
    top: 2.45,
  },
  wide: {
    body: [
      [3.5, 0],
      [3.85, 0.3],
      [3.85, 18.2],
      [2.7, 20.2],
      [2.6, 20.9],
    ],
    round: 0.9,
    lid: [
      [3.0, 20.8],
      [3.05, 23.2],
      [0, 23.2],
    ],
    top: 3.0,
  },
  thin: {
    body: [
      [2.6, 0],
      [2.95, 0.3],
      [2.95, 18.5],
      [2.5, 20.6],
      [2.5, 21.2],
    ],
    round: 1.2,
    lid: [
      [2.62, 21.1],
      [2.55, 23.8],
      [0, 23.8],
    ],
    top: 2.55,
  },
  flask: {
    body: [
      [3.0, 0],
      [3.3, 0.2],
      [3.3, 18.6],
    ],
    round: 0.4,
    lid: [
      [3.34, 18.7],
      [3.34, 22.6],
      [0, 22.6],
    ],
    top: 3.34,
  },
  thermos: {
    body: [
      [4.2, 0],
      [4.55, 0.3],
      [4.55, 20.5],
      [3.6, 23.0],
      [3.5, 23.6],
    ],
    round: 1.0,
    lid: [
      [3.95, 23.5],
      [3.75, 29.2],
      [0, 29.2],
    ],
    top: 3.75,
  },
  tumbler: {
    body: [
      [3.0, 0],
      [3.15, 0.2],
      [3.25, 6],
      [4.1, 9.5],
      [4.35, 17.2],
    ],
    round: 1.2,
    lid: [
      [4.5, 17.1],
      [4.5, 18.4],
      [3.9, 18.9],
      [0, 18.9],
    ],
    top: 3.9,
  },
  food: {
    body: [
      [4.5, 0],
      [4.9, 0.3],
      [4.9, 11.8],
      [4.6, 12.6],
    ],
    round: 0.7,
    lid: [
      [5.0, 12.5],
      [5.0, 17.2],
      [0, 17.2],
    ],
    top: 5.0,
  },
  sport: {
    body: [
      [3.3, 0],
      [3.7, 0.4],
      [3.6, 6],
      [3.35, 9.4],
      [3.6, 12.6],
      [3.75, 17.0],
      [2.9, 19.2],
      [2.8, 19.8],
    ],
    round: 1.6,
    lid: [
      [3.2, 19.7],
      [3.15, 22.0],
      [2.2, 22.6],
      [0, 22.6],
    ],
    top: 2.2,
  },
};

const FINISH = { satin, glaze, matt, steel, gold };

/** Draws a bottle and returns its parts for decoration: { body, lid }. parts may paint only some of it. */
export function bottle(
  sheet,
  view,
  {
    shape = "slim",
    at = [0, 0, 0],
    color = "#1f2a44",
    finish = "satin",
    lidColor = color,
    lidFinish = "satin",
    band = true,
  } = {},
) {
  const form = SHAPES[shape];
  const body = lathe(view, soften([[0, 0], ...form.body], form.round), at);
  const lid = lathe(view, soften(form.lid, 0.28), at);
  const neck = lathe(
    view,
    [
      [form.body.at(-1)[0] * 0.97, form.body.at(-1)[1]],
      [form.body.at(-1)[0] * 0.97, form.body.at(-1)[1] + 0.4],
    ],
    at,
  );
  const cover = (FINISH[finish] ?? satin)(color);
  const cap = (FINISH[lidFinish] ?? satin)(lidColor);
  return {
    body,
    lid,
    form,
    points: [...body.points, ...lid.points],
    paintBody() {
      body.paint(sheet, cover);
      if (band) body.paint(sheet, steel(), 0.0, 0.55);
      if (finish === "steel")
        brushed(sheet, body, 0.6, form.body.at(-1)[1] - 0.2);
    },
    paintLid() {
      neck.paint(sheet, steel("#a9adb3"));
      lid.paint(sheet, cap);
      topLight(
        sheet,
        lid,
        form.lid.at(-1)[1],
        form.top - 0.25,
        lighter(lidColor, 0.6),
      );
      if (lidFinish === "steel")
        brushed(sheet, lid, form.lid[0][1] + 0.2, form.lid.at(-1)[1] - 0.3);
      seam(sheet, lid, form.lid[0][1]);
    },
  };
}
