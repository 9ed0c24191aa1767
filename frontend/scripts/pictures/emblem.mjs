// Drawn signs that stand alone on a cover, a bottle or a cup: letters, skylines, flowers, hills.
// Flat, in centimetres, in the same shapes as the cloth patterns.

import { arc, curve, dice } from "./sheet.mjs";

const bow = (x, y, rx, ry, from, to) =>
  arc(x, y, rx, ry, from * Math.PI, to * Math.PI, 14);
// Capitals on a field 1 high: [width, strokes]. Drawn, not set, so that no font of the machine matters.
const CAPITALS = {
  A: [
    0.78,
    [
      [
        [0, 0],
        [0.39, 1],
        [0.78, 0],
      ],
      [
        [0.14, 0.34],
        [0.64, 0.34],
      ],
    ],
  ],
  B: [
    0.6,
    [
      [
        [0, 0],
        [0, 1],
        [0.3, 1],
        ...bow(0.3, 0.77, 0.24, 0.23, 0.5, -0.5),
        [0, 0.54],
      ],
      [[0.3, 0.54], ...bow(0.32, 0.27, 0.28, 0.27, 0.5, -0.5), [0, 0]],
    ],
  ],
  D: [
    0.72,
    [
      [
        [0, 0],
        [0, 1],
        [0.24, 1],
        ...bow(0.24, 0.5, 0.48, 0.5, 0.5, -0.5),
        [0, 0],
      ],
    ],
  ],
  E: [
    0.52,
    [
      [
        [0.52, 0],
        [0, 0],
        [0, 1],
        [0.52, 1],
      ],
      [
        [0, 0.53],
        [0.44, 0.53],
      ],
    ],
  ],
  G: [
    0.82,
    [[...bow(0.46, 0.5, 0.46, 0.5, 0.25, 1.78), [0.84, 0.46], [0.52, 0.46]]],
  ],
  I: [
    0.08,
    [
      [
        [0.04, 0],
        [0.04, 1],
      ],
    ],
  ],
  K: [
    0.62,
    [
      [
        [0, 0],
        [0, 1],
      ],
      [
        [0.58, 1],
        [0.02, 0.42],
      ],
      [
        [0.2, 0.6],
        [0.62, 0],
      ],
    ],
  ],
  L: [
    0.48,
    [
      [
        [0, 1],
        [0, 0],
        [0.48, 0],
      ],
    ],
  ],
  M: [
    0.86,
    [
      [
        [0, 0],
        [0.06, 1],
        [0.43, 0.2],
        [0.8, 1],
        [0.86, 0],
      ],
    ],
  ],
  N: [
    0.7,
    [
      [
        [0, 0],
        [0, 1],
        [0.7, 0],
        [0.7, 1],
      ],
    ],
  ],
  O: [0.92, [[...bow(0.46, 0.5, 0.46, 0.5, 0, 2)]]],
  S: [
    0.54,
    [
      [
        ...curve(
          [
            [0.5, 0.85],
            [0.28, 1],
            [0.04, 0.78],
            [0.27, 0.53],
            [0.52, 0.26],
            [0.26, 0],
            [0.01, 0.17],
          ],
          6,
        ),
      ],
    ],
  ],
  T: [
    0.62,
    [
      [
        [0.31, 0],
        [0.31, 1],
      ],
      [
        [0, 1],
        [0.62, 1],
      ],
    ],
  ],
  U: [
    0.68,
    [[[0, 1], [0, 0.34], ...bow(0.34, 0.34, 0.34, 0.34, 1, 2), [0.68, 1]]],
  ],
  Y: [
    0.68,
    [
      [
        [0, 1],
        [0.34, 0.48],
        [0.68, 1],
      ],
      [
        [0.34, 0.48],
        [0.34, 0],
      ],
    ],
  ],
  Z: [
    0.6,
    [
      [
        [0, 1],
        [0.6, 1],
        [0, 0],
        [0.6, 0],
      ],
    ],
  ],
  "&": [
    0.7,
    [
      [
        ...curve(
          [
            [0.7, 0],
            [0.16, 0.74],
            [0.3, 1],
            [0.46, 0.8],
            [0.06, 0.3],
            [0.26, 0],
            [0.68, 0.44],
          ],
          6,
        ),
      ],
    ],
  ],
  " ": [0.3, []],
};

/** A word in capitals, its middle at [x, y], size high. */
export function word(
  text,
  x,
  y,
  size,
  { gap = 0.34, weight = 0.09, ink = 0 } = {},
) {
  const letters = [...text].map((letter) => CAPITALS[letter]);
  const whole = letters.reduce((sum, [w]) => sum + w + gap, -gap) * size;
  const rings = [];
  let at = x - whole / 2;
  for (const [w, strokes] of letters) {
    for (const stroke of strokes)
      rings.push(
        fine(
          stroke.map(([a, b]) => [at + a * size, y + (b - 0.5) * size]),
          size * 0.3,
        ),
      );
    at += (w + gap) * size;
  }
  return [{ ink, rings, open: true, stroke: size * weight }];
}

/** More points on long strokes, so that they bend with the surface. */
function fine(points, step) {
  const out = [points[0]];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const n = Math.max(
      1,
      Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / step),
    );
    for (let k = 1; k <= n; k++)
      out.push([
        a[0] + ((b[0] - a[0]) * k) / n,
        a[1] + ((b[1] - a[1]) * k) / n,
      ]);
  }
  return out;
}

const rect = (x, y, w, h) =>
  fine(
    [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
      [x, y],
    ],
    0.5,
  );

/** Lagos by the water: towers, the theatre's cap, the cable bridge, waves. Ink 0, windows 1. */
export function skyline(w, h, { x = -w / 2, y = 0, seed = "eko" } = {}) {
  const roll = dice(seed);
  const shapes = [];
  const fill = (ring, ink = 0) => shapes.push({ ink, rings: [ring] });
  for (let at = x, i = 0; at < x + w; i++) {
    const kind = i % 6;
    if (kind === 3) {
      const span = Math.min(h * 1.5, w * 0.3);
      fill(rect(at, y + h * 0.16, span, h * 0.035));
      const mast = at + span / 2;
      fill([
        [mast - h * 0.03, y],
        [mast, y + h * 1.02],
        [mast + h * 0.03, y],
      ]);
      for (let k = 1; k <= 6; k++)
        for (const side of [-1, 1])
          shapes.push({
            ink: 0,
            rings: [
              [
                [mast, y + h * (0.98 - k * 0.05)],
                [mast + (side * k * span) / 13, y + h * 0.18],
              ],
            ],
            open: true,
            stroke: h * 0.014,
          });
      at += span;
    } else if (kind === 5) {
      const wide = h * 0.95;
      fill([
        [at + wide * 0.05, y],
        ...arc(at + wide / 2, y + h * 0.24, wide / 2, h * 0.2, Math.PI, 0, 16),
        [at + wide * 0.95, y],
      ]);
      at += wide;
    } else {
      const [wide, tall] = [
        h * (0.2 + roll() * 0.16),
        h * (0.4 + roll() * 0.5),
      ];
      fill(rect(at, y, wide, tall));
      if (kind === 1)
        fill([
          [at, y + tall],
          [at + wide / 2, y + tall + h * 0.14],
          [at + wide, y + tall],
        ]);
      if (kind === 2)
        fill(rect(at + wide * 0.44, y + tall, wide * 0.12, h * 0.2));
      for (let r = 0; r < (tall / h) * 9 - 1; r++)
        for (let c = 0; c < 3; c++)
          if (roll() > 0.25)
            fill(
              rect(
                at + wide * (0.16 + c * 0.26),
                y + h * (0.06 + r * 0.11),
                wide * 0.14,
                h * 0.05,
              ),
              1,
            );
      at += wide + h * 0.03;
    }
  }
  for (let k = 0; k < 3; k++)
    shapes.push({
      ink: 0,
      open: true,
      stroke: h * 0.022,
      rings: [
        Array.from({ length: 81 }, (_, i) => [
          x + (w * i) / 80,
          y - h * (0.08 + k * 0.09) + Math.sin(i * 0.9 + k * 2) * h * 0.022,
        ]),
      ],
    });
  return shapes;
}

/** Hipped roofs over each other on a hill, as in Ibadan. Inks 0 … 2 by row, seams 3. */
export function rooftops(
  w,
  h,
  { x = -w / 2, y = 0, seed = "ibadan", rows = 6 } = {},
) {
  const roll = dice(seed);
  const shapes = [];
  for (let j = rows - 1; j >= 0; j--) {
    for (let at = x - roll() * 1.5; at < x + w; ) {
      const [wide, tall] = [
        (w / 5) * (0.7 + roll() * 0.5),
        (h / rows) * (0.8 + roll() * 0.35),
      ];
      const base = y + (h * j) / rows + Math.sin((at / w) * 5 + j) * h * 0.05;
      const inset = wide * (0.16 + roll() * 0.14);
      shapes.push({
        ink: j % 3,
        rings: [
          [
            [at, base],
            [at + inset, base + tall],
            [at + wide - inset, base + tall],
            [at + wide, base],
          ],
        ],
      });
      shapes.push({
        ink: 3,
        rings: [
          [
            [at, base],
            [at + inset, base + tall],
            [at + wide - inset, base + tall],
            [at + wide, base],
            [at, base],
          ],
        ],
        open: true,
        stroke: h * 0.008,
      });
      for (let k = 1; k < 7; k++)
        shapes.push({
          ink: 3,
          rings: [
            [
              [at + (wide * k) / 7, base],
              [at + inset + ((wide - 2 * inset) * k) / 7, base + tall],
            ],
          ],
          open: true,
          stroke: h * 0.004,
        });
      at += wide * 0.86;
    }
  }
  return shapes;
}

/** One hibiscus: five petals, veins, a long style. Inks 0 petals, 1 veins, 2 pollen. */
export function hibiscus(x, y, r, turn = 0) {
  const shapes = [];
  for (let k = 0; k < 5; k++) {
    const a = turn + (k * 2 * Math.PI) / 5;
    const at = (d, off) => [
      x + Math.cos(a + off) * r * d,
      y + Math.sin(a + off) * r * d,
    ];
    shapes.push({
      ink: 0,
      rings: [
        curve(
          [
            at(0.05, 0),
            at(0.55, -0.5),
            at(0.95, -0.48),
            at(1.02, -0.1),
            at(0.95, 0.12),
            at(1.0, 0.42),
            at(0.6, 0.56),
            at(0.05, 0),
          ],
          6,
        ),
      ],
    });
    for (const off of [-0.24, 0, 0.24])
      shapes.push({
        ink: 1,
        rings: [[at(0.16, off), at(0.72, off)]],
        open: true,
        stroke: r * 0.025,
      });
  }
  shapes.push({
    ink: 1,
    rings: [arc(x, y, r * 0.17, r * 0.17, 0, 2 * Math.PI, 16)],
  });
  const tip = (d) => [
    x + Math.cos(turn + 0.6) * r * d,
    y + Math.sin(turn + 0.6) * r * d,
  ];
  shapes.push({
    ink: 2,
    rings: [[tip(0), tip(0.62)]],
    open: true,
    stroke: r * 0.06,
  });
  for (const d of [0.5, 0.6, 0.7])
    shapes.push({
      ink: 2,
      rings: [arc(...tip(d), r * 0.06, r * 0.06, 0, 2 * Math.PI, 8)],
    });
  return shapes;
}

/** A climbing stem with leaves. Ink 3. */
export function stem(points, leaf) {
  const path = curve(points, 8);
  const shapes = [{ ink: 3, rings: [path], open: true, stroke: leaf * 0.1 }];
  for (let i = 4, side = 1; i < path.length - 2; i += 5, side = -side) {
    const [px, py] = path[i];
    shapes.push({
      ink: 3,
      rings: [
        curve(
          [
            [px, py],
            [px + side * leaf * 0.5, py + leaf * 0.45],
            [px + side * leaf, py + leaf * 0.35],
            [px + side * leaf * 0.55, py - leaf * 0.05],
            [px, py],
          ],
          5,
        ),
      ],
    });
  }
  return shapes;
}

/** Ridges behind each other. Inks 0 … layers-1 from the far one. */
export function hills(
  w,
  h,
  { x = -w / 2, y = 0, layers = 3, seed = "obudu" } = {},
) {
  const roll = dice(seed);
  return Array.from({ length: layers }, (_, k) => {
    const phase = roll() * 6;
    const top = h * (1 - k / (layers + 0.4));
    const ridge = Array.from({ length: 61 }, (_, i) => [
      x + (w * i) / 60,
      y +
        top *
          (0.72 +
            0.2 * Math.sin(i * 0.22 + phase) +
            0.1 * Math.sin(i * 0.53 + phase * 2)),
    ]);
    return {
      ink: k,
      rings: [
        [
          ...fine(
            [
              [x + w, y],
              [x, y],
            ],
            0.6,
          ),
          ...ridge,
        ],
      ],
    };
  });
}

export const heart = (x, y, r) =>
  curve(
    [
      [x, y - r],
      [x - r * 0.95, y + r * 0.1],
      [x - r * 0.6, y + r * 0.75],
      [x, y + r * 0.4],
      [x + r * 0.6, y + r * 0.75],
      [x + r * 0.95, y + r * 0.1],
      [x, y - r],
    ],
    7,
  );

export const star = (x, y, r, points = 4, inner = 0.3) =>
  Array.from({ length: points * 2 }, (_, i) => {
    const d = i % 2 ? r * inner : r;
    return [
      x + Math.sin((i * Math.PI) / points) * d,
      y + Math.cos((i * Math.PI) / points) * d,
    ];
  });
