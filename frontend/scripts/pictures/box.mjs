// What gifts are packed in: lidded boxes, open trays, hatboxes and baskets, with ribbon and shredded paper.

import { darker, lighter, matt, mix, satin } from "./light.mjs";
import { arc, curve, dice, line, num, oval } from "./sheet.mjs";
import { block, lathe, normalOf, plate, pose, shadow } from "./solid.mjs";

/** A satin bow whose knot is at a point of the sheet. */
export function bow(sheet, x, y, size, color) {
  const silk = (x1, y1, x2, y2) =>
    sheet.fade(x1, y1, x2, y2, [
      [0, darker(color, 0.35)],
      [0.25, lighter(color, 0.12)],
      [0.45, lighter(color, 0.45)],
      [0.6, color],
      [1, darker(color, 0.4)],
    ]);
  const part = (points, fill, extra = "") =>
    sheet.add(`<path d="${line(curve(points, 9))}" fill="${fill}" ${extra}/>`);
  const at = (dx, dy) => [x + dx * size, y + dy * size];
  sheet.add(
    `<ellipse cx="${num(x + size * 0.12)}" cy="${num(y + size * 0.32)}" rx="${num(size * 1.25)}" ry="${num(size * 0.4)}" fill="#1c0c08" opacity=".38" filter="${sheet.blur(size * 0.11)}"/>`,
  );
  for (const side of [-1, 1]) {
    const s = (dx, dy) => at(dx * side, dy);
    const tail = [
      s(0.02, 0.02),
      s(0.32, 0.3),
      s(0.55, 0.62),
      s(0.98, 0.86),
      s(0.86, 0.98),
      s(0.7, 1.1),
      s(0.36, 0.82),
      s(0.12, 0.42),
      s(-0.06, 0.08),
      s(0.02, 0.02),
    ];
    part(tail, silk(...s(0.0, 0.2), ...s(0.8, 0.9)));
    part(
      [
        s(0.02, -0.05),
        s(0.5, -0.62),
        s(1.08, -0.66),
        s(1.28, -0.28),
        s(1.0, 0.1),
        s(0.5, 0.16),
        s(0.02, 0.08),
        s(0.02, -0.05),
      ],
      silk(...s(0.1, -0.5), ...s(1.1, 0.3)),
    );
    part(
      [
        s(0.34, -0.12),
        s(0.66, -0.34),
        s(1.02, -0.42),
        s(1.14, -0.26),
        s(0.94, -0.04),
        s(0.6, 0.02),
        s(0.34, -0.12),
      ],
      sheet.fade(...s(0.3, 0), ...s(1.15, -0.3), [
        [0, darker(color, 0.62)],
        [0.7, darker(color, 0.32)],
        [1, darker(color, 0.12)],
      ]),
    );
    for (const [dx, dy] of [
      [0.55, -0.42],
      [0.5, 0.06],
    ])
      sheet.add(
        `<path d="${line(curve([s(0.08, dy * 0.1), s(dx * 0.6, dy * 0.8), s(dx, dy)], 8), true)}" fill="none" stroke="${darker(color, 0.5)}" stroke-opacity=".5" stroke-width="${num(size * 0.022)}" stroke-linecap="round"/>`,
      );
  }
  part(
    [
      at(-0.17, -0.14),
      at(0, -0.19),
      at(0.17, -0.14),
      at(0.19, 0.08),
      at(0.1, 0.2),
      at(-0.1, 0.2),
      at(-0.19, 0.08),
      at(-0.17, -0.14),
    ],
    silk(...at(-0.2, -0.1), ...at(0.2, 0.15)),
  );
}

/** A frame in which a box w × d stands with its middle at `at`. */
function middle(at, yaw, w, d) {
  return pose({
    at: [
      at[0] - (w / 2) * Math.cos(yaw) + (d / 2) * Math.sin(yaw),
      at[1] - (w / 2) * Math.sin(yaw) - (d / 2) * Math.cos(yaw),
      at[2] ?? 0,
    ],
    yaw,
  });
}

const dim = (sheet, d, from, to, strength) =>
  sheet.add(
    `<path d="${d}" fill="${sheet.fade(...from, ...to, [
      [0, "#1a0c06", 0],
      [1, "#1a0c06", strength],
    ])}"/>`,
  );

function walls(w, d) {
  return [
    [
      [0, 0],
      [w, 0],
    ],
    [
      [w, 0],
      [w, d],
    ],
    [
      [w, d],
      [0, d],
    ],
    [
      [0, d],
      [0, 0],
    ],
  ];
}

/** A closed box with a lid and ribbon both ways. */
export function giftBox(
  sheet,
  view,
  {
    at = [0, 0, 0],
    yaw = 0.5,
    w = 18,
    d = 18,
    h = 9,
    color = "#f0e2cf",
    ribbon = "#7a2038",
    wide = 2,
    tie = true,
    pattern,
  } = {},
) {
  const place = middle(at, yaw, w, d);
  const paper = matt(color);
  shadow(
    sheet,
    view,
    plate(w, d).flatMap((p) => [place([...p, 0]), place([...p, h])]),
    { ground: at[2] ?? 0, length: 0.6 },
  );
  block(sheet, view, place, plate(w, d, 0.15), 0, h, paper);
  const lidHigh = Math.min(2.6, h * 0.34);
  const over = 0.25;
  const lid = middle(at, yaw, w + 2 * over, d + 2 * over);
  const seeLid = (p) => view.see(lid(p));
  const faces = (frame, ww, dd, z0, z1, draw) =>
    walls(ww, dd).forEach(([p, q]) => {
      if (normalOf(view, frame, [...p, 0], [...q, 0], [...p, 1])[2] > 0.01)
        draw(
          p,
          q,
          (t, z) =>
            view.see(
              frame([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, z]),
            ),
          normalOf(view, frame, [...p, 0], [...q, 0], [...p, 1]),
          z0,
          z1,
        );
    });
  const silk = satin(ribbon);
  faces(place, w, d, 0, h, (p, q, on, normal) => {
    const quad = line([on(0, 0), on(1, 0), on(1, h), on(0, h)]);
    dim(sheet, quad, on(0.5, h), on(0.5, 0), 0.22);
    const half = wide / 2 / Math.hypot(q[0] - p[0], q[1] - p[1]);
    if (tie)
      sheet.add(
        `<path d="${line([on(0.5 - half, 0), on(0.5 + half, 0), on(0.5 + half, h), on(0.5 - half, h)])}" fill="${silk.at(normal)}"/>`,
      );
    const under = line([
      on(0, h - lidHigh),
      on(1, h - lidHigh),
      on(1, h - lidHigh - 0.8),
      on(0, h - lidHigh - 0.8),
    ]);
    sheet.add(
      `<path d="${under}" fill="#1a0c06" opacity=".38" filter="${sheet.blur(4)}"/>`,
    );
  });
  const top = block(
    sheet,
    view,
    lid,
    plate(w + 2 * over, d + 2 * over, 0.2),
    h - lidHigh,
    h + 0.1,
    matt(lighter(color, 0.06)),
  );
  if (pattern)
    sheet.add(
      `<g clip-path="${sheet.clip(top.face)}">${pattern(([s, t]) => seeLid([s, t, h + 0.1]), normalOf(view, lid, [0, 0, 0], [1, 0, 0], [0, 1, 0]))}</g>`,
    );
  const [W, D] = [w + 2 * over, d + 2 * over];
  faces(lid, W, D, h - lidHigh, h + 0.1, (p, q, on, normal, z0, z1) => {
    const half = wide / 2 / Math.hypot(q[0] - p[0], q[1] - p[1]);
    if (tie)
      sheet.add(
        `<path d="${line([on(0.5 - half, z0), on(0.5 + half, z0), on(0.5 + half, z1), on(0.5 - half, z1)])}" fill="${silk.at(normal)}"/>`,
      );
    sheet.add(
      `<path d="${line([on(0, z1), on(1, z1)], true)}" stroke="#fff" stroke-opacity=".5" stroke-width="1.8"/>`,
    );
  });
  const flat = silk.at(normalOf(view, lid, [0, 0, 0], [1, 0, 0], [0, 1, 0]));
  if (tie) {
    const strips = [
      [
        [W / 2 - wide / 2, 0],
        [W / 2 + wide / 2, 0],
        [W / 2 + wide / 2, D],
        [W / 2 - wide / 2, D],
      ],
      [
        [0, D / 2 - wide / 2],
        [W, D / 2 - wide / 2],
        [W, D / 2 + wide / 2],
        [0, D / 2 + wide / 2],
      ],
    ];
    for (const strip of strips) {
      const seen = strip.map((p) => seeLid([...p, h + 0.1]));
      sheet.add(
        `<path d="${line(seen)}" fill="#1a0c06" opacity=".3" transform="translate(2 3)" filter="${sheet.blur(3)}"/><path d="${line(seen)}" fill="${sheet.fade(
          ...seen[0],
          ...seen[2],
          [
            [0, lighter(flat, 0.25)],
            [0.5, flat],
            [1, darker(flat, 0.25)],
          ],
        )}"/>`,
      );
    }
  }
  sheet.add(
    `<path d="${top.face}" fill="${sheet.fade(
      ...seeLid([0, D, h]),
      ...seeLid([W, 0, h]),
      [
        [0, "#fff6e2", 0.3],
        [0.5, "#fff6e2", 0.02],
        [1, "#1a0c06", 0.14],
      ],
    )}"/>`,
  );
  return { knot: seeLid([W / 2, D / 2, h + 0.3]), see: seeLid, h };
}

/** Shredded paper: curled strips heaped between points of the sheet. */
export function shreds(
  sheet,
  spots,
  color,
  { count = 120, size = 26, seed = "shreds" } = {},
) {
  const roll = dice(seed);
  let svg = "";
  for (let k = 0; k < count; k++) {
    const [x, y] = spots(roll(), roll());
    const a = roll() * Math.PI * 2;
    const r = size * (0.6 + roll() * 0.9);
    const tone = roll();
    const points = curve(
      [
        [x - Math.cos(a) * r, y - Math.sin(a) * r * 0.5],
        [x - Math.sin(a) * r * 0.5, y + Math.cos(a) * r * 0.35 - r * 0.2],
        [x + Math.cos(a) * r, y + Math.sin(a) * r * 0.5],
      ],
      5,
    );
    const ink =
      tone < 0.3
        ? darker(color, 0.32 - tone * 0.6)
        : lighter(color, (tone - 0.3) * 0.6);
    svg += `<path d="${line(points, true)}" stroke="${ink}" stroke-width="${num(4 + roll() * 3)}"/>`;
  }
  sheet.add(`<g fill="none" stroke-linecap="round">${svg}</g>`);
}

/** An open box: fill() draws the contents between its back and its front. */
export function tray(
  sheet,
  view,
  {
    at = [0, 0, 0],
    yaw = 0.35,
    w = 26,
    d = 19,
    h = 7,
    color = "#c79c68",
    paper = "#f0e4cf",
    seed = "tray",
    filler = 0.62,
    ribbon,
  } = {},
  fill = () => {},
) {
  const place = middle(at, yaw, w, d);
  const see = (p) => view.see(place(p));
  const board = matt(color);
  shadow(
    sheet,
    view,
    plate(w, d).flatMap((p) => [place([...p, 0]), place([...p, h])]),
    { length: 0.6, ground: at[2] ?? 0 },
  );
  const inside = line(plate(w, d).map((p) => see([...p, h])));
  sheet.add(`<path d="${inside}" fill="${darker(color, 0.5)}"/>`);
  walls(w, d).forEach(([p, q]) => {
    const n = normalOf(view, place, [...q, 0], [...p, 0], [...q, 1]);
    if (n[2] <= 0.01) return;
    const quad = [
      see([...p, 0]),
      see([...q, 0]),
      see([...q, h]),
      see([...p, h]),
    ];
    sheet.add(`<path d="${line(quad)}" fill="${board.at(n)}"/>`);
    dim(sheet, line(quad), see([...p, h]), see([...p, 0]), 0.6);
  });
  const z = h * filler;
  const bed = line(plate(w, d).map((p) => see([...p, z])));
  sheet.add(
    `<g clip-path="${sheet.clip(inside)}"><path d="${bed}" fill="${darker(paper, 0.3)}"/>`,
  );
  shreds(sheet, (a, b) => see([w * a, d * (1 - b), z]), paper, {
    count: 260,
    size: view.scale * 0.95,
    seed,
  });
  sheet.add("</g>");
  fill({ place, see, z });
  sheet.add(
    `<g clip-path="${sheet.clip(line(hullOf(view, place, w, d, h)))}">`,
  );
  shreds(sheet, (a, b) => see([w * a, d * 0.13 * b, z + 0.4]), paper, {
    count: 60,
    size: view.scale * 0.75,
    seed: `${seed} front`,
  });
  shreds(
    sheet,
    (a, b) =>
      see(
        yaw > 0
          ? [w * (0.02 + 0.08 * b), d * a, z + 0.2]
          : [w * (0.98 - 0.08 * b), d * a, z + 0.2],
      ),
    paper,
    { count: 16, size: view.scale * 0.6, seed: `${seed} side` },
  );
  sheet.add("</g>");
  walls(w, d).forEach(([p, q]) => {
    const n = normalOf(view, place, [...p, 0], [...q, 0], [...p, 1]);
    if (n[2] <= 0.01) return;
    const quad = [
      see([...p, 0]),
      see([...q, 0]),
      see([...q, h]),
      see([...p, h]),
    ];
    const ink = board.at(n);
    sheet.add(
      `<path d="${line(quad)}" fill="${ink}" stroke="${ink}" stroke-width=".8"/>`,
    );
    dim(sheet, line(quad), see([...p, h]), see([...p, 0]), 0.24);
    if (ribbon) {
      const on = (t, zz) =>
        see([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, zz]);
      sheet.add(
        `<path d="${line([on(0, h * 0.38), on(1, h * 0.38), on(1, h * 0.62), on(0, h * 0.62)])}" fill="${satin(ribbon).at(n)}"/>`,
      );
    }
    sheet.add(
      `<path d="${line([quad[2], quad[3]], true)}" stroke="${lighter(color, 0.5)}" stroke-width="4.5" stroke-linecap="round"/>`,
    );
  });
  return { see, knot: see([w / 2, 0, h * 0.5]) };
}

function hullOf(view, place, w, d, h) {
  return plate(w, d).map((p) => view.see(place([...p, h])));
}

/** A paper rose seen from above and a little from the front. */
export function rose(sheet, x, y, r, color, turn = 0) {
  sheet.add(
    `<circle cx="${num(x)}" cy="${num(y + r * 0.12)}" r="${num(r * 1.02)}" fill="#22060a" opacity=".35" filter="${sheet.blur(r * 0.12)}"/>`,
  );
  for (let layer = 0; layer < 5; layer++) {
    const k = 1 - layer * 0.19;
    const n = 6 - layer;
    for (let i = 0; i < n; i++) {
      const a = turn + layer * 0.7 + (i * 2 * Math.PI) / n;
      const [cx, cy] = [
        x + Math.cos(a) * r * k * 0.42,
        y + Math.sin(a) * r * k * 0.38 - layer * r * 0.02,
      ];
      const s = r * k * 0.64;
      const tone = mix(
        color,
        layer < 2 ? "#ffffff" : "#1a0206",
        layer < 2 ? 0.05 + 0.03 * i : 0.07 * layer,
      );
      sheet.add(
        `<ellipse cx="${num(cx)}" cy="${num(cy)}" rx="${num(s)}" ry="${num(s * 0.86)}" transform="rotate(${num((a * 180) / Math.PI)} ${num(cx)} ${num(cy)})" fill="${sheet.fade(
          x,
          y,
          cx + Math.cos(a) * s,
          cy + Math.sin(a) * s,
          [
            [0, darker(color, 0.75)],
            [0.55, darker(tone, 0.22)],
            [0.86, tone],
            [1, lighter(tone, 0.3)],
          ],
        )}"/>`,
      );
    }
  }
  sheet.add(
    `<path d="${line(
      curve(
        Array.from({ length: 12 }, (_, i) => [
          x + Math.cos(i * 0.9 + turn) * r * 0.022 * i,
          y + Math.sin(i * 0.9 + turn) * r * 0.02 * i,
        ]),
        4,
      ),
      true,
    )}" fill="none" stroke="${darker(color, 0.6)}" stroke-width="${num(r * 0.05)}" stroke-linecap="round"/>`,
  );
}

/** A round box; fill() draws what stands in its mouth. */
export function hatbox(
  sheet,
  view,
  {
    at = [0, 0, 0],
    r = 10,
    h = 12,
    color = "#f1ddd6",
    ribbon = "#8e2339",
  } = {},
  fill = () => {},
) {
  const body = lathe(
    view,
    [
      [r, 0],
      [r, h],
    ],
    at,
  );
  shadow(sheet, view, body.points, { length: 0.5, ground: at[2] ?? 0 });
  body.paint(sheet, matt(color));
  const band = lathe(
    view,
    [
      [r * 1.004, h * 0.3],
      [r * 1.004, h * 0.52],
    ],
    at,
  );
  band.paint(sheet, satin(ribbon), 0, h * 0.52);
  const rim = body.rim(h, r);
  sheet.add(
    `<path d="${oval(rim.x, rim.y, rim.rx, rim.ry)}" fill="${lighter(color, 0.25)}"/><path d="${oval(rim.x, rim.y, rim.rx * 0.97, rim.ry * 0.96)}" fill="${darker(color, 0.55)}"/>`,
  );
  fill(rim);
  const front = arc(
    rim.x,
    rim.y,
    rim.rx * 0.985,
    rim.ry * 0.98,
    0.12,
    Math.PI - 0.12,
    40,
  );
  sheet.add(
    `<path d="${line(front, true)}" fill="none" stroke="${lighter(color, 0.45)}" stroke-width="5"/>`,
  );
  return { knot: band.spot(-0.25, h * 0.41), body };
}
