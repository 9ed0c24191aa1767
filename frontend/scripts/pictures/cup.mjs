// Cups and mugs: turned bodies with an open mouth, handles, saucers, steam.

import { darker, glaze, lighter, mix } from "./light.mjs";
import { curve, line, num, oval } from "./sheet.mjs";
import { lathe, soften, tube } from "./solid.mjs";

const SHAPES = {
  mug: {
    body: [
      [3.3, 0],
      [3.9, 0.35],
      [4.1, 4],
      [4.1, 9.5],
    ],
    round: 0.8,
    wall: 0.32,
  },
  round: {
    body: [
      [2.6, 0],
      [3.0, 0.4],
      [4.6, 2.6],
      [4.7, 5.4],
      [4.0, 8.8],
    ],
    round: 2.2,
    wall: 0.36,
  },
  enamel: {
    body: [
      [3.7, 0],
      [4.1, 0.25],
      [4.25, 7.9],
    ],
    round: 0.35,
    wall: 0.14,
  },
  espresso: {
    body: [
      [1.7, 0],
      [2.0, 0.3],
      [3.0, 2.4],
      [3.15, 5.2],
    ],
    round: 1.2,
    wall: 0.22,
  },
  tall: {
    body: [
      [2.7, 0],
      [3.1, 0.3],
      [3.9, 7],
      [4.3, 12],
    ],
    round: 1.6,
    wall: 0.28,
  },
  calabash: {
    body: [
      [2.2, 0],
      [2.8, 0.3],
      [5.1, 2.6],
      [5.3, 4.6],
      [4.3, 7.9],
    ],
    round: 2.6,
    wall: 0.4,
  },
  keep: {
    body: [
      [2.9, 0],
      [3.15, 0.25],
      [4.2, 11.6],
    ],
    round: 0.5,
    wall: 0.25,
  },
};

/** A cup. paint() draws handle, body and inside; decorate between paintBody() and paintMouth(). */
export function cup(
  sheet,
  view,
  {
    shape = "mug",
    at = [0, 0, 0],
    outside = glaze("#f4efe6"),
    inside = "#f6f1e7",
    drink,
    fill = 0.82,
    handle = 1,
    foot,
    handleMaterial = outside,
    lip = outside,
  } = {},
) {
  const form = SHAPES[shape];
  const profile = soften([[0, 0], ...form.body], form.round);
  const body = lathe(view, profile, at);
  const top = form.body.at(-1)[1];
  const mouth = form.body.at(-1)[0];
  return {
    body,
    top,
    mouth,
    points: body.points,
    paintBody() {
      if (handle) ear(sheet, body, form, handle, handleMaterial, view);
      body.paint(sheet, outside);
      if (foot) body.paint(sheet, foot, 0, top * 0.14);
    },
    paintMouth() {
      const outer = body.rim(top, mouth);
      const inner = body.rim(top, mouth - form.wall);
      const lipFill = sheet.fade(
        outer.x - outer.rx,
        0,
        outer.x + outer.rx,
        0,
        [-1, -0.7, -0.35, 0, 0.5, 0.85, 1].map((x) => [
          (x + 1) / 2,
          lip.at([x * 0.5, 0.82, 0.35]),
        ]),
      );
      sheet.add(
        `<path d="${oval(outer.x, outer.y, outer.rx, outer.ry)}" fill="${lipFill}"/>`,
      );
      const hole = oval(inner.x, inner.y, inner.rx, inner.ry);
      sheet.add(
        `<path d="${hole}" fill="${sheet.fade(
          inner.x - inner.rx,
          0,
          inner.x + inner.rx,
          0,
          [
            [0, darker(inside, 0.5)],
            [0.3, darker(inside, 0.3)],
            [0.75, lighter(inside, 0.1)],
            [1, darker(inside, 0.12)],
          ],
        )}"/>`,
      );
      sheet.add(
        `<path d="${hole}" fill="${sheet.fade(
          0,
          inner.y - inner.ry,
          0,
          inner.y + inner.ry,
          [
            [0, "#1c0f08", 0.3],
            [0.5, "#1c0f08", 0.06],
            [1, "#1c0f08", 0],
          ],
        )}"/>`,
      );
      if (drink) {
        const depth = body.rim(top * fill, (mouth - form.wall) * 0.99);
        const clip = sheet.clip(hole);
        sheet.add(
          `<g clip-path="${clip}"><path d="${oval(depth.x, depth.y, depth.rx, depth.ry)}" fill="${sheet.glow(
            depth.x - depth.rx * 0.2,
            depth.y,
            depth.rx * 1.15,
            [
              [0, lighter(drink, 0.12)],
              [0.75, drink],
              [1, darker(drink, 0.45)],
            ],
            view.sin,
          )}"/>` +
            `<path d="${oval(depth.x, depth.y, depth.rx * 0.96, depth.ry * 0.96)}" fill="none" stroke="${lighter(drink, 0.55)}" stroke-opacity=".45" stroke-width="2.4"/>` +
            `<ellipse cx="${num(depth.x - depth.rx * 0.4)}" cy="${num(depth.y + depth.ry * 0.25)}" rx="${num(depth.rx * 0.3)}" ry="${num(depth.ry * 0.16)}" fill="#fff" opacity=".22" filter="${sheet.blur(4)}"/></g>`,
        );
      }
      sheet.add(
        `<path d="${hole}" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="1.4"/>`,
      );
    },
  };
}

function ear(sheet, body, form, side, material, view) {
  const top = form.body.at(-1)[1];
  const angle = side * 1.42;
  const [high, low] = [top * 0.8, top * 0.24];
  const [a, b] = [
    body.spot(angle, high, body.rOf(high) * 0.93),
    body.spot(angle, low, body.rOf(low) * 0.93),
  ];
  const out = view.scale * Math.min(3.1, top * 0.34) * side;
  const points = curve(
    [
      a,
      [a[0] + out * 0.62, a[1] - view.scale * 0.12],
      [a[0] + out * 1.02, a[1] + (b[1] - a[1]) * 0.28],
      [a[0] + out * 0.86, a[1] + (b[1] - a[1]) * 0.72],
      [b[0] + out * 0.42, b[1] + view.scale * 0.05],
      b,
    ],
    9,
  );
  const size = view.scale * Math.min(0.52, top * 0.056);
  tube(
    sheet,
    points,
    (t) => size * (1 + 0.28 * Math.abs(2 * t - 1) ** 3),
    material,
    13,
  );
}

/** A saucer or a small plate. */
export function saucer(
  sheet,
  view,
  { at = [0, 0, 0], r = 5.4, material = glaze("#f4efe6"), line: edge } = {},
) {
  const dish = lathe(
    view,
    [
      [r * 0.55, 0],
      [r * 0.6, 0.1],
      [r * 0.97, 0.85],
      [r, 0.95],
    ],
    at,
  );
  const { x, y, rx, ry } = dish.rim(0.95, r);
  return {
    points: dish.points,
    paint() {
      dish.paint(sheet, material);
      const c = (nx, ny, nz) => material.at([nx, ny, nz]);
      sheet.add(
        `<path d="${oval(x, y, rx, ry)}" fill="${sheet.fade(
          x - rx,
          y - ry,
          x + rx,
          y + ry,
          [
            [0, c(0.15, 0.85, 0.4)],
            [0.5, c(-0.05, 0.9, 0.4)],
            [1, c(-0.3, 0.75, 0.5)],
          ],
        )}"/>`,
      );
      sheet.add(
        `<path d="${oval(x, y + 4, rx * 0.62, ry * 0.6)}" fill="#1a0e08" opacity=".13" filter="${sheet.blur(5)}"/>`,
      );
      sheet.add(
        `<path d="${oval(x, y + 5, rx * 0.66, ry * 0.64)}" fill="none" stroke="#fff" stroke-opacity=".3" stroke-width="2"/>`,
      );
      sheet.add(
        `<path d="${oval(x, y, rx * 0.985, ry * 0.985)}" fill="none" stroke="${edge ?? lighter(material.color, 0.5)}" stroke-opacity="${edge ? 1 : 0.6}" stroke-width="${edge ? 3.4 : 1.6}"/>`,
      );
    },
  };
}

/** Steam over a hot cup. */
export function steam(
  sheet,
  x,
  y,
  { high = 240, wide = 46, strength = 0.62 } = {},
) {
  for (const [k, dx] of [
    [0, -wide * 0.6],
    [1, 0],
    [2, wide * 0.6],
  ]) {
    const points = curve(
      Array.from({ length: 7 }, (_, i) => [
        x + dx + Math.sin(i * 1.15 + k * 1.9) * wide * (0.2 + i * 0.075),
        y - (high * (0.72 + (0.28 * ((k * 2) % 3)) / 2) * i) / 6,
      ]),
      6,
    );
    const left = points.map(([px, py], i) => [
      px - (5 + 9 * Math.sin((Math.PI * i) / points.length)),
      py,
    ]);
    const right = points
      .map(([px, py], i) => [
        px + (5 + 9 * Math.sin((Math.PI * i) / points.length)),
        py,
      ])
      .reverse();
    sheet.add(
      `<path d="${line([...left, ...right])}" fill="${sheet.fade(
        0,
        y,
        0,
        y - high,
        [
          [0, "#fff", 0],
          [0.25, "#fff", strength],
          [1, "#fff", 0],
        ],
      )}" filter="${sheet.blur(10)}"/>`,
    );
  }
}

/** Milk foam drawn into coffee: a leaf of pale strokes on the drink. */
export function foamLeaf(sheet, rim, color = "#f3dfc0") {
  const at = (a, b) => [rim.x + a * rim.rx, rim.y + b * rim.ry];
  for (let k = 0; k < 5; k++) {
    const [b, w] = [0.55 - k * 0.24, 0.52 - k * 0.085];
    sheet.add(
      `<path d="${line(curve([at(-w, b - 0.2), at(-w * 0.5, b + 0.12), at(0, b - 0.1), at(w * 0.5, b + 0.12), at(w, b - 0.2)], 8), true)}" fill="none" stroke="${k % 2 ? color : mix(color, "#ffffff", 0.3)}" stroke-width="${num(rim.ry * 0.13)}" stroke-linecap="round" opacity=".9"/>`,
    );
  }
  sheet.add(
    `<path d="${line([at(0, 0.75), at(0, -0.7)], true)}" stroke="${color}" stroke-width="${num(rim.ry * 0.05)}" opacity=".8"/>`,
  );
}
