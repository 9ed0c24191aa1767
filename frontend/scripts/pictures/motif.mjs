// Cloth patterns, flat and in centimetres: each returns shapes { ink, rings, open?, stroke? } that a
// surface then bends round itself. ink is an index into the palette of the thing that is decorated.

import { arc, dice, line, num } from "./sheet.mjs";

const circle = (x, y, r, steps = 26) =>
  arc(x, y, r, r, 0, 2 * Math.PI, steps).slice(0, -1);
const ringOf = (x, y, outer, inner, steps = 30) => [
  circle(x, y, outer, steps),
  circle(x, y, inner, steps),
];
const strip = (x0, y0, x1, y1, cut = 0.6) => {
  const steps = (a, b) => Math.max(1, Math.ceil(Math.abs(b - a) / cut));
  const along = (ax, ay, bx, by) =>
    Array.from(
      { length: steps(ax + ay, bx + by) },
      (_, i, n = steps(ax + ay, bx + by)) => [
        ax + ((bx - ax) * i) / n,
        ay + ((by - ay) * i) / n,
      ],
    );
  return [
    ...along(x0, y0, x1, y0),
    ...along(x1, y0, x1, y1),
    ...along(x1, y1, x0, y1),
    ...along(x0, y1, x0, y0),
  ];
};
const petal = (x, y, angle, length, width, steps = 9) => {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const half = (sign) =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const t = i / steps;
      const w = sign * width * Math.sin(Math.PI * t ** 0.85);
      return [x + cos * length * t - sin * w, y + sin * length * t + cos * w];
    });
  return [...half(1), ...half(-1).reverse()];
};

/** Turns shapes into SVG: warp bends points, tint names the colour of an ink. */
export function stamp(shapes, warp, tint, scale) {
  return shapes
    .map(({ ink, rings, open, stroke }) => {
      const d = rings
        .map((ring) =>
          line(
            ring.map((p) => warp(p)),
            open,
          ),
        )
        .join("");
      const color = tint(ink);
      return stroke
        ? `<path d="${d}" fill="none" stroke="${color}" stroke-width="${num(stroke * scale)}" stroke-linecap="round" stroke-linejoin="round"/>`
        : `<path d="${d}" fill="${color}" fill-rule="evenodd"/>`;
    })
    .join("");
}

/** Squares of adire eleko: rings, leaves, combs and stars, each square its own. Inks 0 (and 1). */
export function adire(
  w,
  h,
  { cell = 3, seed = "adire", x = -w / 2, y = 0 } = {},
) {
  const roll = dice(seed);
  const shapes = [];
  const [nx, ny] = [Math.round(w / cell), Math.max(1, Math.round(h / cell))];
  const [cw, ch] = [w / nx, h / ny];
  const r = Math.min(cw, ch) / 2;
  let last = -1;
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const [cx, cy] = [x + (i + 0.5) * cw, y + (j + 0.5) * ch];
      let kind = Math.floor(roll() * 6);
      if (kind === last) kind = (kind + 1 + Math.floor(roll() * 4)) % 6;
      last = kind;
      const add = (rings, more = {}) => shapes.push({ ink: 0, rings, ...more });
      if (kind === 0) {
        for (const k of [0.86, 0.58, 0.3])
          add(ringOf(cx, cy, r * k, r * (k - 0.11)));
        add([circle(cx, cy, r * 0.09, 10)]);
      } else if (kind === 1) {
        for (let k = 0; k < 8; k++)
          add([petal(cx, cy, (k * Math.PI) / 4, r * 0.84, r * 0.13)]);
        for (let k = 0; k < 8; k++)
          add([
            circle(
              cx + Math.cos(((k + 0.5) * Math.PI) / 4) * r * 0.74,
              cy + Math.sin(((k + 0.5) * Math.PI) / 4) * r * 0.74,
              r * 0.07,
              9,
            ),
          ]);
      } else if (kind === 2) {
        for (let k = -3; k <= 3; k++)
          add([
            strip(
              cx + (k * r) / 4 - r * 0.05,
              cy - r * 0.8,
              cx + (k * r) / 4 + r * 0.05,
              cy + r * 0.8,
            ),
          ]);
        add([circle(cx, cy, r * 0.34)], { ink: 1 });
        add(ringOf(cx, cy, r * 0.34, r * 0.22));
      } else if (kind === 3) {
        const turn = Array.from({ length: 60 }, (_, k) => [
          cx + Math.cos(k / 6) * r * 0.84 * (k / 60),
          cy + Math.sin(k / 6) * r * 0.84 * (k / 60),
        ]);
        add([turn], { open: true, stroke: r * 0.1 });
      } else if (kind === 4) {
        for (let a = -3; a <= 3; a++)
          for (let b = -3; b <= 3; b++)
            if ((a + b) % 2 === 0)
              add([circle(cx + a * r * 0.25, cy + b * r * 0.25, r * 0.085, 9)]);
      } else {
        add([
          petal(cx - r * 0.75, cy - r * 0.75, Math.PI / 4, r * 2.1, r * 0.42),
        ]);
        add(
          [
            petal(
              cx - r * 0.55,
              cy - r * 0.55,
              Math.PI / 4,
              r * 1.55,
              r * 0.26,
            ),
          ],
          { ink: 1 },
        );
        for (let k = 1; k < 7; k++)
          add([
            circle(
              cx - r * 0.55 + k * r * 0.157,
              cy - r * 0.55 + k * r * 0.157,
              r * 0.055,
              8,
            ),
          ]);
      }
    }
  }
  for (let i = 0; i <= nx; i++)
    shapes.push({
      ink: 0,
      rings: [strip(x + i * cw - r * 0.035, y, x + i * cw + r * 0.035, y + h)],
    });
  for (let j = 0; j <= ny; j++)
    shapes.push({
      ink: 0,
      rings: [strip(x, y + j * ch - r * 0.035, x + w, y + j * ch + r * 0.035)],
    });
  return shapes;
}

/** Overlapping fans of Ankara with petals inside. Inks 0 … 4. */
export function fans(w, h, { r = 2, x = -w / 2, y = 0 } = {}) {
  const shapes = [];
  const n = Math.round(w / (2 * r));
  const rr = w / n / 2;
  for (let j = Math.ceil(h / rr) + 1; j >= -1; j--) {
    for (let i = -1; i <= n; i++) {
      const [cx, cy] = [x + (2 * i + (j % 2 ? 1 : 0)) * rr + rr, y + j * rr];
      for (const [ink, k] of [1, 0.86, 0.72, 0.4].entries()) {
        shapes.push({
          ink: ink === 0 ? 4 : ink - 1,
          rings: [circle(cx, cy, rr * k)],
        });
      }
      for (let k = 0; k < 7; k++)
        shapes.push({
          ink: 3,
          rings: [
            petal(
              cx + Math.cos((k * Math.PI) / 6) * rr * 0.44,
              cy + Math.sin((k * Math.PI) / 6) * rr * 0.44,
              (k * Math.PI) / 6,
              rr * 0.25,
              rr * 0.06,
            ),
          ],
        });
      shapes.push({ ink: 4, rings: [circle(cx, cy, rr * 0.17, 14)] });
    }
  }
  return shapes;
}

/** Half suns with rays, rows turned up and down. Inks 0 … 4. */
export function suns(w, h, { r = 2.4, x = -w / 2, y = 0 } = {}) {
  const shapes = [];
  const n = Math.round(w / (2 * r));
  const step = w / n;
  for (let j = 0; j * r * 1.12 < h; j++) {
    const base = y + j * r * 1.12;
    for (let i = -1; i <= n; i++) {
      const cx = x + (i + (j % 2 ? 1 : 0.5)) * step;
      const half = (k) => arc(cx, base, step * 0.5 * k, r * k, 0, Math.PI, 26);
      shapes.push({ ink: j % 2 ? 1 : 0, rings: [half(0.97)] });
      for (let k = 0; k < 9; k++) {
        const a = ((k + 0.5) * Math.PI) / 9;
        const tip = (d, off) => [
          cx + Math.cos(a + off) * step * 0.5 * d,
          base + Math.sin(a + off) * r * d,
        ];
        shapes.push({
          ink: 2,
          rings: [[tip(0.55, -0.09), tip(0.93, 0), tip(0.55, 0.09)]],
        });
      }
      shapes.push(
        { ink: 3, rings: [half(0.5)] },
        { ink: 4, rings: [half(0.38)] },
        { ink: 2, rings: [half(0.16)] },
      );
    }
  }
  return shapes;
}

/** The stripes of aso-oke with its small woven lozenges; stripes run along t. Inks 0 … n-1 by turns. */
export function asoOke(
  w,
  h,
  {
    stripes = [
      [0, 1.1],
      [1, 0.25],
      [2, 0.7],
      [1, 0.25],
      [3, 1.1],
      [1, 0.12],
      [3, 0.3],
      [1, 0.12],
    ],
    x = -w / 2,
    y = 0,
    knots = [2],
  } = {},
) {
  const shapes = [];
  const whole = stripes.reduce((sum, [, s]) => sum + s, 0);
  const stretch = w / whole / Math.max(1, Math.round(w / whole));
  for (let at = x, i = 0; at < x + w - 1e-3; i++) {
    const [ink, width] = stripes[i % stripes.length];
    const to = Math.min(at + width * stretch, x + w);
    shapes.push({ ink, rings: [strip(at, y, to, y + h)] });
    if (knots.includes(ink)) {
      const [m, half] = [(at + to) / 2, (to - at) * 0.34];
      for (let t = y + half * 1.5; t < y + h - half; t += half * 3) {
        shapes.push({
          ink: 1,
          rings: [
            [
              [m - half, t],
              [m, t - half * 1.2],
              [m + half, t],
              [m, t + half * 1.2],
            ],
          ],
        });
      }
    }
    at = to;
  }
  return shapes;
}

/** Dots in quincunx. Ink 0. */
export function dots(w, h, { gap = 1.2, r = 0.25, x = -w / 2, y = 0 } = {}) {
  const shapes = [];
  for (let j = 0; j * gap * 0.87 < h; j++)
    for (let i = 0; i * gap < w; i++)
      shapes.push({
        ink: 0,
        rings: [
          circle(
            x + (i + (j % 2 ? 1 : 0.5)) * gap,
            y + (j + 0.5) * gap * 0.87,
            r,
            14,
          ),
        ],
      });
  return shapes;
}

/** Leaves scattered in rows. Ink 0, veins 1. */
export function leaves(w, h, { gap = 2, x = -w / 2, y = 0 } = {}) {
  const shapes = [];
  for (let j = 0; j * gap * 0.8 < h; j++) {
    for (let i = 0; i * gap < w; i++) {
      const angle = (i + j) % 2 ? 0.9 : 2.2;
      const [cx, cy] = [
        x + (i + (j % 2 ? 0.8 : 0.3)) * gap,
        y + j * gap * 0.8 + 0.2,
      ];
      const length = gap * 0.8;
      shapes.push({ ink: 0, rings: [petal(cx, cy, angle, length, gap * 0.2)] });
      shapes.push({
        ink: 1,
        rings: [
          [
            [cx, cy],
            [
              cx + Math.cos(angle) * length * 0.9,
              cy + Math.sin(angle) * length * 0.9,
            ],
          ],
        ],
        open: true,
        stroke: gap * 0.03,
      });
    }
  }
  return shapes;
}

/** Carved rows of triangles between lines, as on a calabash. Ink 0. */
export function carving(w, h, { x = -w / 2, y = 0, teeth = 18 } = {}) {
  const shapes = [];
  const step = w / teeth;
  for (let i = 0; i < teeth; i++) {
    const a = x + i * step;
    shapes.push({
      ink: 0,
      rings: [
        [
          [a, y],
          [a + step * 0.5, y + h * 0.42],
          [a + step, y],
        ],
      ],
    });
    shapes.push({
      ink: 0,
      rings: [
        [
          [a, y + h],
          [a + step * 0.5, y + h * 0.58],
          [a + step, y + h],
        ],
      ],
    });
    shapes.push({ ink: 0, rings: [circle(a, y + h / 2, step * 0.13, 10)] });
  }
  for (const t of [y - h * 0.1, y + h * 1.1])
    shapes.push({
      ink: 0,
      rings: [strip(x, t - h * 0.025, x + w, t + h * 0.025)],
    });
  return shapes;
}
