// Small things that lie in gift packs, and the basket that holds the largest.

import { heart } from "./emblem.mjs";
import { gold, lighter, matt } from "./light.mjs";
import { asoOke, stamp } from "./motif.mjs";
import { arc, dice, line, num } from "./sheet.mjs";
import { lathe, pose, soften, tube } from "./solid.mjs";

/** A tag on a string. */
export function tag(sheet, x, y, size, ink, turn = -12) {
  sheet.add(
    `<g transform="translate(${num(x)} ${num(y)}) rotate(${turn}) scale(${num(size / 100)})"><path d="M-60 -34H38L62 0L38 34H-60Z" fill="#1a0c06" opacity=".35" transform="translate(5 8)" filter="${sheet.blur(5)}"/><path d="M-60 -34H38L62 0L38 34H-60Z" fill="#f6ead3"/><circle cx="40" cy="0" r="6" fill="${ink}"/><path d="${line(heart(-14, 0, 17).map(([a, b]) => [a, -b]))}" fill="${ink}"/></g>`,
  );
}

/** A round tin of mints. */
export function tinBox(sheet, view, at) {
  const tin = lathe(
    view,
    soften(
      [
        [3.1, 0],
        [3.1, 2.4],
        [0, 2.4],
      ],
      0.25,
    ),
    at,
  );
  tin.paint(sheet, gold("#c9ccd0"));
  const { x, y, rx, ry } = tin.rim(2.4, 2.5);
  sheet.add(
    `<ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(rx)}" ry="${num(ry)}" fill="#2f6b52"/><ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(rx * 0.8)}" ry="${num(ry * 0.8)}" fill="none" stroke="#f3e7cf" stroke-width="3"/>`,
  );
}

/** A pleated fan, open. */
export function fan(sheet, x, y, r, colors) {
  for (let k = 0; k < 15; k++) {
    const [a, b] = [
      Math.PI + 0.35 + k * 0.163,
      Math.PI + 0.35 + (k + 1) * 0.163,
    ];
    const blade = [[x, y], ...arc(x, y, r, r, a, b, 4)];
    sheet.add(
      `<path d="${line(blade)}" fill="${colors[k % colors.length]}"/><path d="${line(blade)}" fill="${sheet.fade(
        x + Math.cos(a) * r,
        y + Math.sin(a) * r,
        x + Math.cos(b) * r,
        y + Math.sin(b) * r,
        [
          [0, "#fff", 0.25],
          [1, "#000", 0.28],
        ],
      )}"/>`,
    );
  }
  sheet.add(
    `<path d="${line(arc(x, y, r * 0.72, r * 0.72, Math.PI + 0.35, Math.PI + 0.35 + 15 * 0.163, 40), true)}" fill="none" stroke="#f4d58a" stroke-width="5"/><circle cx="${num(x)}" cy="${num(y)}" r="9" fill="#e2b45c"/>`,
  );
}

/** A purse of aso-oke with a golden clasp. */
export function purse(sheet, view, at) {
  const p = pose({ at, yaw: 0.2, standing: true, tilt: 0.06 });
  const shapes = asoOke(14, 9);
  const outline = [
    ...arc(2, 2, 2, 2, Math.PI, 1.5 * Math.PI, 8),
    ...arc(12, 2, 2, 2, 1.5 * Math.PI, 2 * Math.PI, 8),
    [13.2, 9],
    [0.8, 9],
  ].map(([a, b]) => view.see(p([a, b, 0])));
  sheet.add(
    `<path d="${line(outline)}" fill="#1a0c06" opacity=".4" transform="translate(8 8)" filter="${sheet.blur(8)}"/><g clip-path="${sheet.clip(line(outline))}">${stamp(
      shapes,
      ([s, t]) => view.see(p([s + 7, t, 0])),
      (ink) => ["#8e2339", "#e2b45c", "#c4557a", "#5a1230"][ink],
      view.scale,
    )}<path d="${line(outline)}" fill="${sheet.fade(
      ...outline.at(-1),
      ...outline[14],
      [
        [0, "#fff", 0.3],
        [0.5, "#fff", 0],
        [1, "#000", 0.35],
      ],
    )}"/></g>`,
  );
  tube(
    sheet,
    [0.6, 4, 8, 13.4].map((a) => view.see(p([a, 9.1, 0]))),
    view.scale * 0.4,
    gold(),
  );
  const clasp = view.see(p([7, 9.6, 0]));
  sheet.add(
    `<circle cx="${num(clasp[0])}" cy="${num(clasp[1])}" r="11" fill="${sheet.glow(
      clasp[0] - 4,
      clasp[1] - 4,
      15,
      [
        [0, "#fff1c9"],
        [0.5, "#d9a94e"],
        [1, "#7a5518"],
      ],
    )}"/>`,
  );
}

/** A woven basket: weave(false) draws the far half of its rim, weave(true) all that is in front of its contents. */
export function basket(sheet, view, at, r, h, color = "#b98a52") {
  const body = lathe(
    view,
    soften(
      [
        [r * 0.78, 0],
        [r * 0.82, 0.2],
        [r, h],
      ],
      0.4,
    ),
    at,
  );
  const weave = (front) => {
    if (front) {
      body.paint(sheet, matt(color), 0, h);
      for (let row = 0; row * 1.15 < h - 0.4; row++) {
        for (let k = -14; k <= 14; k++) {
          const a = (k + (row % 2) * 0.5) * 0.112;
          if (Math.abs(a) > 1.53) continue;
          const q = [
            [-0.054, 0.1],
            [0.054, 0.1],
            [0.054, 1.05],
            [-0.054, 1.05],
          ].map(([da, dh]) =>
            body.spot(
              Math.max(-1.56, Math.min(1.56, a + da)),
              row * 1.15 + dh + 0.15,
            ),
          );
          const ink = matt(
            lighter(color, ((((k * 7 + row * 3) % 5) + 5) % 5) * 0.05),
          ).at([Math.sin(a), 0.25, Math.cos(a)]);
          sheet.add(
            `<path d="${line(q)}" fill="${ink}"/><path d="${line([q[3], q[2]], true)}" stroke="#fff" stroke-opacity=".25" stroke-width="2"/><path d="${line([q[0], q[1]], true)}" stroke="#2a1508" stroke-opacity=".5" stroke-width="2.4"/>`,
          );
        }
      }
    }
    const rim = body.rim(h, r);
    const half = front
      ? arc(rim.x, rim.y, rim.rx, rim.ry, 0, Math.PI, 40)
      : arc(rim.x, rim.y, rim.rx, rim.ry, Math.PI, 2 * Math.PI, 40);
    tube(sheet, half, view.scale * 0.55, matt(lighter(color, 0.12)), 7);
    const twist = half
      .filter((_, i) => i % 2 === 0)
      .map(
        ([x, y]) =>
          `M${num(x - 8)} ${num(y + 10)}L${num(x + 8)} ${num(y - 10)}`,
      )
      .join("");
    sheet.add(
      `<path d="${twist}" stroke="#4a2a10" stroke-opacity=".35" stroke-width="2.6"/>`,
    );
  };
  return { body, weave, rim: body.rim(h, r) };
}

/** A small knitted hat with a bobble. */
export function knitHat(sheet, view, at) {
  const wool = matt("#7fa08b");
  const cap = lathe(
    view,
    soften(
      [
        [3.7, 0],
        [3.75, 1.4],
        [3.5, 3.2],
        [2.5, 4.9],
        [1.1, 5.7],
        [0, 5.8],
      ],
      1.2,
    ),
    at,
  );
  const brim = lathe(
    view,
    soften(
      [
        [3.7, 0],
        [4.05, 0.2],
        [4.05, 1.7],
        [3.7, 1.9],
      ],
      0.5,
    ),
    at,
  );
  const ribs = (turned, low, high, ink, step) => {
    for (let k = -12; k <= 12; k++) {
      const side = Array.from({ length: 9 }, (_, i) =>
        turned.spot((k / 12) * 1.5, low + ((high - low) * i) / 8),
      );
      sheet.add(
        `<path d="${line(side, true)}" fill="none" stroke="${ink}" stroke-opacity=".4" stroke-width="${step}" stroke-dasharray="5 2.5"/>`,
      );
    }
  };
  cap.paint(sheet, wool);
  ribs(cap, 1.6, 5.6, "#3d5a48", 2.6);
  brim.paint(sheet, matt("#fbf3e4"), 0, 1.9);
  ribs(brim, 0.2, 1.7, "#a08c6c", 2.6);
  const [x, y] = view.see([at[0], at[1], at[2] + 6.5]);
  const r = view.scale * 1.25;
  sheet.add(
    `<circle cx="${num(x)}" cy="${num(y)}" r="${num(r)}" fill="${sheet.glow(
      x - r * 0.35,
      y - r * 0.4,
      r * 1.5,
      [
        [0, "#ffffff"],
        [0.5, "#f3e8d6"],
        [1, "#b9a585"],
      ],
    )}"/>`,
  );
  const roll = dice("wool");
  for (let k = 0; k < 46; k++) {
    const a = roll() * Math.PI * 2;
    const d = Math.sqrt(roll()) * r;
    sheet.add(
      `<path d="M${num(x + Math.cos(a) * d)} ${num(y + Math.sin(a) * d)}l${num(Math.cos(a) * 7)} ${num(Math.sin(a) * 7)}" stroke="${roll() > 0.5 ? "#fff" : "#d5c4a8"}" stroke-opacity=".7" stroke-width="2.4" stroke-linecap="round"/>`,
    );
  }
}

/** A sealed letter. */
export function envelope(sheet, x, y, s) {
  sheet.add(
    `<g transform="translate(${num(x)} ${num(y)}) rotate(9)"><rect x="${num(-s)}" y="${num(-s * 0.75)}" width="${num(2 * s)}" height="${num(1.5 * s)}" rx="6" fill="#f8efdf"/><path d="M${num(-s)} ${num(-s * 0.72)}L0 ${num(s * 0.12)}L${num(s)} ${num(-s * 0.72)}" fill="#efe2cb" stroke="#c9b692" stroke-width="3" stroke-linejoin="round"/><circle cx="0" cy="${num(s * 0.08)}" r="${num(s * 0.24)}" fill="#9c1f34"/><path d="${line(heart(0, 0, s * 0.12).map(([a, b]) => [a, s * 0.08 - b]))}" fill="#d75a6b"/></g>`,
  );
}
