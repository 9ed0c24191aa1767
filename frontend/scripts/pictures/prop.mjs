// What stands beside the goods and shows how large they are: plants, pens, bowls, beans, candles.

import {
  darker,
  glaze,
  gold,
  lighter,
  matt,
  mix,
  satin,
  steel,
} from "./light.mjs";
import { arc, curve, dice, line, num, oval } from "./sheet.mjs";
import { block, lathe, plate, pose, shadow, soften, tube } from "./solid.mjs";

/** A pen lying from one point of the table to another. */
export function pen(
  sheet,
  view,
  from,
  to,
  { color = "#1d1a1a", trim = gold(), r = 0.42 } = {},
) {
  const see = (t, z = r) =>
    view.see([
      from[0] + (to[0] - from[0]) * t,
      from[1] + (to[1] - from[1]) * t,
      (from[2] ?? 0) + z,
    ]);
  const part = (a, b) =>
    Array.from({ length: 9 }, (_, i) => see(a + ((b - a) * i) / 8));
  const width = view.scale * r;
  const d = line([see(0, 0), see(1, 0)], true);
  sheet.add(
    `<path d="${d}" stroke="#1b0f09" stroke-opacity=".5" stroke-width="${num(width * 1.7)}" stroke-linecap="round" transform="translate(${num(width * 0.7)} ${num(width * 0.6)})" filter="${sheet.blur(5)}"/>`,
  );
  tube(sheet, part(0, 0.1), (t) => width * (0.12 + 0.62 * t), trim);
  tube(
    sheet,
    part(0.1, 0.55),
    (t) => width * (0.76 + 0.24 * Math.min(1, t * 3)),
    satin(color),
  );
  tube(sheet, part(0.55, 0.58), width * 1.08, trim);
  tube(sheet, part(0.58, 0.98), (t) => width * (1.06 - 0.1 * t), satin(color));
  tube(sheet, part(0.98, 1), width * 0.95, trim);
  const clip = [0.62, 0.96].map((t) => see(t, r * 2));
  sheet.add(
    `<path d="${line(clip, true)}" stroke="${darker(trim.color, 0.35)}" stroke-width="${num(width * 0.42)}" stroke-linecap="round"/><path d="${line(clip, true)}" stroke="${lighter(trim.color, 0.5)}" stroke-width="${num(width * 0.2)}" stroke-linecap="round"/>`,
  );
}

function frond(sheet, base, tip, wide, color) {
  const [dx, dy] = [tip[0] - base[0], tip[1] - base[1]];
  const length = Math.hypot(dx, dy);
  const [nx, ny] = [-dy / length, dx / length];
  const at = (t, off) => [
    base[0] + dx * t + nx * off * wide,
    base[1] + dy * t + ny * off * wide + Math.sin(t * Math.PI) * -length * 0.06,
  ];
  const left = curve(
    [at(0, 0), at(0.25, 0.7), at(0.55, 1), at(0.85, 0.5), at(1, 0)],
    7,
  );
  const right = curve(
    [at(0, 0), at(0.25, -0.7), at(0.55, -1), at(0.85, -0.5), at(1, 0)],
    7,
  );
  sheet.add(
    `<path d="${line([...left, ...right.reverse()])}" fill="${sheet.fade(
      ...at(0.5, 1),
      ...at(0.5, -1),
      [
        [0, darker(color, 0.18)],
        [0.49, color],
        [0.51, lighter(color, 0.16)],
        [1, lighter(color, 0.05)],
      ],
    )}"/>`,
  );
  sheet.add(
    `<path d="${line(curve([at(0, 0), at(0.5, 0), at(0.97, 0)], 6), true)}" fill="none" stroke="${lighter(color, 0.4)}" stroke-opacity=".6" stroke-width="1.6"/>`,
  );
}

/** A potted plant. */
export function plant(
  sheet,
  view,
  at,
  {
    pot = "#b5654a",
    leaf = "#3f6b4a",
    size = 1,
    seed = "plant",
    feel = matt,
  } = {},
) {
  const roll = dice(seed);
  const body = lathe(
    view,
    soften(
      [
        [0, 0],
        [2.6 * size, 0],
        [3.5 * size, 6 * size],
        [3.75 * size, 6 * size],
        [3.75 * size, 7 * size],
      ],
      0.2,
    ),
    at,
  );
  shadow(sheet, view, body.points);
  body.paint(sheet, feel(pot));
  const soil = body.rim(7 * size, 3.5 * size);
  sheet.add(
    `<path d="${oval(soil.x, soil.y, soil.rx, soil.ry)}" fill="#2d1d15"/>`,
  );
  const leaves = Array.from({ length: 15 }, (_, i) => {
    const spread = ((i * 0.618) % 1) * 2 - 1;
    return {
      spread,
      high: (1 - spread * spread * 0.55) * (0.75 + roll() * 0.35),
      tone: roll(),
    };
  }).sort((a, b) => b.high - a.high);
  for (const { spread, high, tone } of leaves) {
    const base = [soil.x + spread * soil.rx * 0.35, soil.y];
    const tip = [
      soil.x + spread * view.scale * 7.5 * size,
      soil.y - view.scale * 10.5 * size * high,
    ];
    frond(
      sheet,
      base,
      tip,
      view.scale * 1.15 * size,
      mix(leaf, tone > 0.5 ? "#7fa05f" : "#21452f", tone * 0.4),
    );
  }
}

/** A hand-sized calabash bowl of kola nuts. */
export function kola(sheet, view, at, { size = 1 } = {}) {
  const bowl = lathe(
    view,
    soften(
      [
        [0, 0],
        [2 * size, 0],
        [4.4 * size, 2 * size],
        [4.9 * size, 3.7 * size],
      ],
      1.6 * size,
    ),
    at,
  );
  shadow(sheet, view, bowl.points);
  bowl.paint(sheet, satin("#a8703c"));
  const rim = bowl.rim(3.7 * size, 4.9 * size);
  const inner = oval(rim.x, rim.y, rim.rx * 0.94, rim.ry * 0.93);
  sheet.add(
    `<path d="${oval(rim.x, rim.y, rim.rx, rim.ry)}" fill="#d7a468"/><path d="${inner}" fill="${sheet.fade(
      rim.x - rim.rx,
      0,
      rim.x + rim.rx,
      0,
      [
        [0, "#4a2a14"],
        [1, "#8f5a2c"],
      ],
    )}"/>`,
  );
  const spots = [
    [-0.5, -0.2],
    [0.05, -0.45],
    [0.5, -0.15],
    [-0.22, 0.1],
    [0.25, 0.12],
    [-0.55, 0.25],
    [0.0, 0.42],
    [0.52, 0.35],
  ];
  const colors = [
    "#8b2f2f",
    "#c98a74",
    "#a33b35",
    "#e0c0a0",
    "#7c2a2e",
    "#b4564a",
    "#93332f",
    "#d3a58a",
  ];
  spots.forEach(([a, b], i) => {
    const [x, y] = [
      rim.x + a * rim.rx * 0.9,
      rim.y + b * rim.ry * 0.8 - view.scale * 0.55 * size,
    ];
    const [rx, ry] = [view.scale * 1.25 * size, view.scale * 0.9 * size];
    sheet.add(
      `<g transform="rotate(${i * 37 - 60} ${num(x)} ${num(y)})"><ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(rx)}" ry="${num(ry)}" fill="${sheet.glow(
        x - rx * 0.3,
        y - ry * 0.4,
        rx * 1.25,
        [
          [0, lighter(colors[i], 0.4)],
          [0.5, colors[i]],
          [1, darker(colors[i], 0.55)],
        ],
      )}"/><path d="M${num(x - rx * 0.8)} ${num(y)}Q${num(x)} ${num(y + ry * 0.35)} ${num(x + rx * 0.8)} ${num(y)}" fill="none" stroke="#2a0d0a" stroke-opacity=".5" stroke-width="1.6"/></g>`,
    );
  });
}

/** Coffee beans scattered on the table. */
export function beans(
  sheet,
  view,
  at,
  { count = 9, spread = 3.4, color = "#4b2a18", seed = "beans" } = {},
) {
  const roll = dice(seed);
  for (let i = 0; i < count; i++) {
    const [x, y] = view.see([
      at[0] + (roll() * 2 - 1) * spread,
      at[1] + (roll() * 2 - 1) * spread * 0.8,
      0.3,
    ]);
    const [rx, ry] = [view.scale * 0.62, view.scale * 0.44];
    const turn = Math.round(roll() * 180);
    sheet.add(
      `<ellipse cx="${num(x + 5)}" cy="${num(y + 7)}" rx="${num(rx)}" ry="${num(ry * 0.8)}" fill="#1b0d06" opacity=".45" filter="${sheet.blur(4)}"/><g transform="rotate(${turn} ${num(x)} ${num(y)})"><ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(rx)}" ry="${num(ry)}" fill="${sheet.glow(
        x - rx * 0.3,
        y - ry * 0.3,
        rx * 1.2,
        [
          [0, lighter(color, 0.35)],
          [0.55, color],
          [1, darker(color, 0.6)],
        ],
      )}"/><path d="M${num(x - rx * 0.9)} ${num(y)}q${num(rx * 0.5)} ${num(-ry * 0.5)} ${num(rx * 0.9)} 0t${num(rx * 0.9)} 0" fill="none" stroke="#1a0a04" stroke-opacity=".75" stroke-width="2.4"/></g>`,
    );
  }
}

/** Round wooden beads, petals or sweets lying about. */
export function petals(
  sheet,
  view,
  at,
  { count = 8, spread = 5, color = "#b3263d", seed = "petals", r = 1 } = {},
) {
  const roll = dice(seed);
  for (let i = 0; i < count; i++) {
    const [x, y] = view.see([
      at[0] + (roll() * 2 - 1) * spread,
      at[1] + (roll() * 2 - 1) * spread * 0.7,
      0.1,
    ]);
    const size = view.scale * r * (0.75 + roll() * 0.4);
    const d = line(
      curve(
        [
          [x, y + size * 0.5],
          [x - size * 0.8, y],
          [x - size * 0.35, y - size * 0.55],
          [x, y - size * 0.42],
          [x + size * 0.4, y - size * 0.52],
          [x + size * 0.8, y],
          [x, y + size * 0.5],
        ],
        6,
      ),
    );
    sheet.add(
      `<g transform="rotate(${Math.round(roll() * 360)} ${num(x)} ${num(y)})"><path d="${d}" fill="#200a0a" opacity=".35" transform="translate(3 5)" filter="${sheet.blur(3)}"/><path d="${d}" fill="${sheet.fade(
        x - size,
        y - size,
        x + size,
        y + size,
        [
          [0, lighter(color, 0.3)],
          [0.6, color],
          [1, darker(color, 0.35)],
        ],
      )}"/></g>`,
    );
  }
}

/** A jar with a lid: honey, tea, chin chin, a candle. */
export function jar(
  sheet,
  view,
  at,
  {
    r = 3,
    h = 7,
    content = "#d68a1c",
    lid = "#e8d7b4",
    label = "#f5ecd9",
    flame = false,
  } = {},
) {
  const body = lathe(
    view,
    soften(
      [
        [0, 0],
        [r, 0],
        [r, h * 0.8],
        [r * 0.86, h * 0.88],
        [r * 0.86, h * 0.9],
      ],
      0.5,
    ),
    at,
  );
  body.paint(sheet, glaze(content));
  const tag = lathe(
    view,
    [
      [r * 1.004, h * 0.2],
      [r * 1.004, h * 0.6],
    ],
    at,
  );
  tag.paint(sheet, matt(label), 0, h * 0.6);
  const [lx, ly] = tag.spot(0, h * 0.4);
  sheet.add(
    `<circle cx="${num(lx)}" cy="${num(ly)}" r="${num(view.scale * h * 0.11)}" fill="none" stroke="${darker(content, 0.2)}" stroke-width="3"/><circle cx="${num(lx)}" cy="${num(ly)}" r="${num(view.scale * h * 0.05)}" fill="${content}"/>`,
  );
  if (flame) {
    const rim = body.rim(h * 0.9, r * 0.86);
    sheet.add(
      `<path d="${oval(rim.x, rim.y, rim.rx, rim.ry)}" fill="${lighter(content, 0.5)}"/><path d="M${num(rim.x)} ${num(rim.y)}v-16" stroke="#2a1a10" stroke-width="3"/><circle cx="${num(rim.x)}" cy="${num(rim.y - 34)}" r="60" fill="${sheet.glow(
        rim.x,
        rim.y - 34,
        60,
        [
          [0, "#ffdc8a", 0.7],
          [1, "#ffdc8a", 0],
        ],
      )}"/><path d="M${num(rim.x)} ${num(rim.y - 58)}q13 24 0 42q-13 -18 0 -42Z" fill="#fff0b8"/>`,
    );
  } else {
    const cap = lathe(
      view,
      soften(
        [
          [r * 0.95, h * 0.88],
          [r * 0.95, h * 1.06],
          [0, h * 1.06],
        ],
        0.2,
      ),
      at,
    );
    cap.paint(sheet, lid === "steel" ? steel() : matt(lid));
  }
  return body;
}

/** A bar in paper with a foil end. */
export function bar(
  sheet,
  view,
  at,
  {
    yaw = 0,
    w = 7,
    h = 15,
    thick = 1,
    color = "#5a2d1c",
    band = "#e7c06a",
    tilt = 0,
    standing = false,
  } = {},
) {
  const place = pose({ at, yaw, tilt, standing });
  const { face } = block(
    sheet,
    view,
    place,
    plate(w, h, 0.15),
    0,
    thick,
    satin(color),
  );
  const quad = (b0, b1) =>
    line(
      [
        [0, b0],
        [w, b0],
        [w, b1],
        [0, b1],
      ].map(([a, b]) => view.see(place([a, b, thick]))),
    );
  sheet.add(
    `<g clip-path="${sheet.clip(face)}"><path d="${quad(h * 0.36, h * 0.64)}" fill="${band}"/><path d="${quad(h * 0.4, h * 0.6)}" fill="${lighter(color, 0.08)}"/></g>`,
  );
  const [p, q] = [
    view.see(place([0, h, thick])),
    view.see(place([w, 0, thick])),
  ];
  sheet.add(
    `<path d="${face}" fill="${sheet.fade(...p, ...q, [
      [0, "#fff", 0.3],
      [0.5, "#fff", 0.03],
      [1, "#000", 0.2],
    ])}"/>`,
  );
}

/** A fringe of beads on a string, lying in a curve. */
export function beads(sheet, view, points, color, r = 0.55) {
  const path = curve(points, 10);
  let last = null;
  for (const p of path) {
    const [x, y] = view.see([...p, r]);
    if (last && Math.hypot(x - last[0], y - last[1]) < view.scale * r * 1.75)
      continue;
    last = [x, y];
    const s = view.scale * r;
    sheet.add(
      `<circle cx="${num(x + s * 0.5)}" cy="${num(y + s * 0.6)}" r="${num(s)}" fill="#1b0d06" opacity=".35" filter="${sheet.blur(4)}"/><circle cx="${num(x)}" cy="${num(y)}" r="${num(s)}" fill="${sheet.glow(
        x - s * 0.35,
        y - s * 0.4,
        s * 1.5,
        [
          [0, lighter(color, 0.75)],
          [0.3, color],
          [1, darker(color, 0.65)],
        ],
      )}"/>`,
    );
  }
}

export const ringPoints = (x, y, r, n = 20) =>
  arc(x, y, r, r, 0, 2 * Math.PI, n);
