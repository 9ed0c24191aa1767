// The bottles' pictures.

import { bottle, engrave, print, seam, wrapped } from "../bottle.mjs";
import { cup } from "../cup.mjs";
import { hibiscus, hills, skyline, stem, word } from "../emblem.mjs";
import { darker, glaze, gold, lighter, matt, satin, steel } from "../light.mjs";
import { fans } from "../motif.mjs";
import { beads, kola, pen, plant } from "../prop.mjs";
import { backdrop } from "../scene.mjs";
import { curve, line, num, oval } from "../sheet.mjs";
import { camera, lathe, shadow, soften, tube } from "../solid.mjs";

const studio = (more) =>
  camera({ pitch: 0.17, scale: 31, x: 540, y: 915, ...more });

/** Stands a bottle on the table: shadow, body, what is on the body, lid. */
export function stand(sheet, view, options, decorate = () => {}) {
  const drawn = bottle(sheet, view, options);
  shadow(sheet, view, drawn.points, {
    length: 0.42,
    ground: options.at?.[2] ?? 0,
  });
  drawn.paintBody();
  decorate(drawn);
  drawn.paintLid();
  return drawn;
}

/** A carrying loop over a lid. */
export function loop(
  sheet,
  view,
  lid,
  top,
  color,
  { wide = 1.6, high = 2.2, thick = 0.32 } = {},
) {
  const { x, y } = lid.rim(top);
  const s = view.scale;
  tube(
    sheet,
    curve(
      [
        [x - wide * s, y + 2],
        [x - wide * s * 0.96, y - high * s * 0.7],
        [x, y - high * s],
        [x + wide * s * 0.96, y - high * s * 0.7],
        [x + wide * s, y + 2],
      ],
      9,
    ),
    thick * s,
    satin(color),
  );
}

export function eko(sheet, view, at, { color = "#1f2a44", name = "ADA" } = {}) {
  return stand(
    sheet,
    view,
    { shape: "slim", at, color, lidColor: "#d7d9dc", lidFinish: "steel" },
    (b) => {
      engrave(sheet, view, b.body, skyline(15.5, 4.6, { x: -6.4 }), undefined, {
        height: 5.2,
      });
      engrave(sheet, view, b.body, word(name, 0, 0, 1.25), undefined, {
        height: 14.6,
      });
    },
  );
}

export function ankara(
  sheet,
  view,
  at,
  {
    name = "NGOZI",
    colors = ["#e0703f", "#f2c14e", "#1d7874", "#fff6e6", "#7a2038"],
  } = {},
) {
  const drawn = stand(
    sheet,
    view,
    { shape: "wide", at, color: "#f3e7d2", lidColor: "#1d6d69", band: false },
    (b) => {
      print(
        sheet,
        view,
        b.body,
        fans(24.2, 10.4, { r: 2 }),
        colors.map(satin),
        { height: 6.6, within: [6.6, 17] },
      );
      seam(sheet, b.body, 6.6, 1.4);
      seam(sheet, b.body, 17, 1.4);
      print(sheet, view, b.body, word(name, 0, 0, 1.1), [matt("#7a2038")], {
        height: 3.9,
      });
    },
  );
  loop(sheet, view, drawn.lid, 23.2, "#1d6d69");
  return drawn;
}

export function degree(
  sheet,
  view,
  at,
  { color = "#20262b", close = false } = {},
) {
  const drawn = stand(
    sheet,
    view,
    { shape: "flask", at, color, finish: "matt", lidColor: "#17191c" },
    (b) => {
      engrave(sheet, view, b.body, word("ZAINAB", 0, 0, 0.98), undefined, {
        height: 9.4,
      });
    },
  );
  const { x, y, rx, ry } = drawn.lid.rim(22.6, 2.5);
  sheet.add(
    `<path d="${oval(x, y, rx, ry)}" fill="#050608"/><path d="${oval(x, y, rx, ry)}" fill="none" stroke="#3b4046" stroke-width="2"/>`,
  );
  const warp = ([a, b]) => [x + a * rx, y - b * ry];
  const draw = (shapes, width, ink, extra = "") =>
    sheet.add(
      shapes
        .map(({ rings }) =>
          rings
            .map(
              (ring) =>
                `<path d="${line(ring.map(warp), true)}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`,
            )
            .join(""),
        )
        .join(""),
    );
  const seven = [
    {
      rings: [
        [
          [-0.52, 0.36],
          [-0.22, 0.36],
          [-0.36, -0.36],
        ],
      ],
    },
  ];
  const two = [
    {
      rings: [
        [
          [-0.08, 0.34],
          [0.18, 0.34],
          [0.18, 0.02],
          [-0.08, 0.0],
          [-0.08, -0.36],
          [0.18, -0.36],
        ],
      ],
    },
  ];
  const degrees = [
    {
      rings: [
        Array.from({ length: 13 }, (_, i) => [
          0.36 + 0.07 * Math.cos(i * 0.524),
          0.3 + 0.1 * Math.sin(i * 0.524),
        ]),
        [
          [0.68, 0.2],
          [0.52, 0.26],
          [0.48, -0.1],
          [0.52, -0.34],
          [0.68, -0.28],
        ],
      ],
    },
  ];
  for (const shapes of [seven, two, degrees]) {
    draw(
      shapes,
      close ? 14 : 6,
      "#4fd8ff",
      `opacity=".35" filter="${sheet.blur(close ? 7 : 3)}"`,
    );
    draw(shapes, close ? 6.5 : 2.6, "#d4f7ff");
  }
  return drawn;
}

export const oba = (sheet, view, at) => {
  const points = bottle(sheet, view, { shape: "thermos", at }).points;
  shadow(sheet, view, points, { length: 0.42 });
  const [x, y] = view.see([at[0] + 4.3, at[1], 20]);
  const s = view.scale;
  tube(
    sheet,
    curve(
      [
        [x - 8, y - s * 0.2],
        [x + s * 2.1, y + s * 0.1],
        [x + s * 3.1, y + s * 2.6],
        [x + s * 2.9, y + s * 9],
        [x + s * 1.9, y + s * 11.4],
        [x - 8, y + s * 11.9],
      ],
      9,
    ),
    s * 0.46,
    satin("#2a2724"),
  );
  const drawn = bottle(sheet, view, {
    shape: "thermos",
    at,
    color: "#cfd2d6",
    finish: "steel",
    lidColor: "#cfd2d6",
    lidFinish: "steel",
    band: false,
  });
  drawn.paintBody();
  const crown = [
    {
      ink: 0,
      rings: [
        [
          [-1.5, 0],
          [-1.8, 1.5],
          [-0.85, 0.75],
          [0, 1.9],
          [0.85, 0.75],
          [1.8, 1.5],
          [1.5, 0],
        ],
      ],
    },
    {
      ink: 0,
      open: true,
      stroke: 0.14,
      rings: [
        [
          [-1.5, -0.35],
          [1.5, -0.35],
        ],
      ],
    },
  ];
  engrave(sheet, view, drawn.body, crown, matt("#2b2622"), { height: 17.4 });
  engrave(sheet, view, drawn.body, word("TUNDE", 0, 0, 1.25), matt("#2b2622"), {
    height: 15.2,
  });
  drawn.paintLid();
  return drawn;
};

export function zobo(
  sheet,
  view,
  at,
  { color = "#f1d9d3", name = "AMINA" } = {},
) {
  return stand(
    sheet,
    view,
    { shape: "thin", at, color, lidColor: "#dcc7a0", lidFinish: "gold" },
    (b) => {
      const vine = [
        ...stem(
          [
            [-0.4, 7.4],
            [0.5, 9.6],
            [-0.5, 12],
            [0.5, 14.6],
            [0, 17],
          ],
          1.3,
        ),
        ...hibiscus(-0.8, 9.4, 1.9, 0.3),
        ...hibiscus(1.0, 12.8, 1.7, 1.2),
        ...hibiscus(-0.7, 15.9, 1.35, 2.2),
        ...hibiscus(3.4, 15.2, 1.5, 0.8),
        ...hibiscus(-3.6, 12.2, 1.6, 1.9),
        ...hibiscus(3.5, 9.4, 1.4, 2.4),
      ];
      print(
        sheet,
        view,
        b.body,
        vine,
        [
          satin("#b51f45"),
          satin("#7c0f2e"),
          satin("#efb73e"),
          satin("#4c7a4f"),
        ],
        { radius: 2.95 },
      );
      print(sheet, view, b.body, word(name, 0, 0, 0.8), [gold("#b98743")], {
        height: 4.4,
      });
    },
  );
}

export function tumbler(
  sheet,
  view,
  at,
  { color = "#2f6b52", name = "KEMI" } = {},
) {
  const drawn = stand(
    sheet,
    view,
    { shape: "tumbler", at, color, lidColor: "#22252a", lidFinish: "glaze" },
    (b) => {
      engrave(sheet, view, b.body, word(name, 0, 0, 1.35), undefined, {
        height: 13.2,
      });
      const bridge = Array.from({ length: 7 }, (_, i) => ({
        ink: 0,
        open: true,
        stroke: 0.09,
        rings: [
          [
            [-4.2 + i * 1.4, 0],
            [-4.2 + i * 1.4, -1.1],
          ],
        ],
      }));
      engrave(
        sheet,
        view,
        b.body,
        [
          ...bridge,
          {
            ink: 0,
            open: true,
            stroke: 0.16,
            rings: [
              Array.from({ length: 41 }, (_, i) => [
                -5.4 + i * 0.27,
                Math.sin((i / 40) * Math.PI) * 0.5,
              ]),
            ],
          },
        ],
        undefined,
        { height: 10.9 },
      );
    },
  );
  const { x, y, rx, ry } = drawn.lid.rim(18.9, 3.6);
  sheet.add(
    `<path d="${oval(x, y, rx, ry)}" fill="#30343a"/><path d="${oval(x, y, rx, ry)}" fill="none" stroke="#fff" stroke-opacity=".25" stroke-width="2"/><rect x="${num(x - rx * 0.2)}" y="${num(y - ry * 0.1)}" width="${num(rx * 0.4)}" height="${num(ry * 0.85)}" rx="8" fill="#0f1114"/><rect x="${num(x - rx * 0.16)}" y="${num(y - ry * 0.7)}" width="${num(rx * 0.32)}" height="${num(ry * 0.7)}" rx="7" fill="#5a6068"/>`,
  );
  return drawn;
}

export function jollof(sheet, view, at) {
  const drawn = stand(
    sheet,
    view,
    {
      shape: "food",
      at,
      color: "#c9502c",
      finish: "satin",
      lidColor: "#efe2c9",
    },
    (b) => {
      engrave(sheet, view, b.body, word("BISI", 0, 0, 1.5), undefined, {
        height: 6,
      });
      seam(sheet, b.body, 1.4, 1.2);
    },
  );
  loop(sheet, view, drawn.lid, 17.2, "#8a3319", {
    wide: 3.2,
    high: 2.6,
    thick: 0.42,
  });
  return drawn;
}

function glass(sheet, view, at) {
  const form = soften(
    [
      [0, 0],
      [3.2, 0],
      [3.55, 0.3],
      [3.55, 16.2],
      [2.5, 18.4],
      [2.35, 19.6],
    ],
    1,
  );
  const body = lathe(view, form, at);
  shadow(sheet, view, body.points, { length: 0.42, dark: 0.3 });
  const clear = sheet.capture(() => body.paint(sheet, glaze("#e8f1ef")));
  sheet.add(`<g opacity=".42">${clear}</g>`);
  const drink = lathe(
    view,
    soften(
      [
        [0, 0.6],
        [3.3, 0.6],
        [3.3, 13.6],
      ],
      0.8,
    ),
    at,
  );
  const tea = sheet.capture(() => drink.paint(sheet, glaze("#8f1230")));
  const level = drink.rim(13.6, 3.3);
  sheet.add(
    `<g opacity=".86">${tea}</g><path d="${oval(level.x, level.y, level.rx, level.ry)}" fill="#b52a4a" opacity=".9"/><path d="${oval(level.x, level.y, level.rx, level.ry)}" fill="none" stroke="#f6b9c4" stroke-opacity=".7" stroke-width="2"/>`,
  );
  const shine = sheet.capture(() => body.paint(sheet, glaze("#ffffff")));
  sheet.add(`<g opacity=".16">${shine}</g>`);
  const streak = (a, w, o) =>
    sheet.add(
      `<path d="${line([body.spot(a, 8), body.spot(a + w, 8), body.spot(a + w, 15.4), body.spot(a, 15.4)])}" fill="#fff" opacity="${o}" filter="${sheet.blur(3)}"/>`,
    );
  streak(-0.85, 0.16, 0.6);
  streak(0.95, 0.07, 0.4);
  const sleeve = lathe(
    view,
    soften(
      [
        [3.62, 0],
        [3.78, 0.15],
        [3.78, 7.6],
        [3.62, 7.7],
      ],
      0.1,
    ),
    at,
  );
  sleeve.paint(sheet, matt("#6f7f74"), 0, 7.7);
  sheet.add(
    `<path d="${line(
      [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map((a) => sleeve.spot(a, 6.9)),
      true,
    )}" fill="none" stroke="#e6dcc8" stroke-width="2.6" stroke-dasharray="9 7"/><path d="${line(
      [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map((a) => sleeve.spot(a, 0.8)),
      true,
    )}" fill="none" stroke="#e6dcc8" stroke-width="2.6" stroke-dasharray="9 7"/>`,
  );
  sheet.add(
    `<g opacity=".85">${wrapped(view, body, word("OBI", 0, 0, 1.5), 10.9)(() => "#fdfdfb")}</g>`,
  );
  const lid = lathe(
    view,
    soften(
      [
        [2.7, 19.2],
        [2.7, 22.6],
        [0, 22.6],
      ],
      0.25,
    ),
    at,
  );
  lid.paint(sheet, satin("#cfa268"));
  for (let k = 0; k < 7; k++)
    sheet.add(
      `<path d="${line([lid.spot(-1.3 + k * 0.42, 19.4), lid.spot(-1.27 + k * 0.42, 22.3)], true)}" stroke="#7c5427" stroke-opacity=".25" stroke-width="2"/>`,
    );
  const top = lid.rim(22.6, 2.45);
  for (const k of [0.9, 0.62, 0.34])
    sheet.add(
      `<path d="${oval(top.x, top.y, top.rx * k, top.ry * k)}" fill="none" stroke="#8f6431" stroke-opacity=".35" stroke-width="1.6"/>`,
    );
}

function obudu(sheet, view, at) {
  const ridgeInks = ["#9fb8ad", "#5f8a78", "#2f5a4b"].map(satin);
  const decorate = (body, w, h, height = 0.6) =>
    print(sheet, view, body, hills(w, h, { layers: 3 }), ridgeInks, { height });
  stand(
    sheet,
    view,
    { shape: "wide", at, color: "#efe7d6", lidColor: "#2f5a4b", band: false },
    (b) => {
      decorate(b.body, 24.2, 8);
      print(
        sheet,
        view,
        b.body,
        word("KEMI & TOLA", 0, 0, 0.72),
        [matt("#2f5a4b")],
        { height: 13.6 },
      );
    },
  );
  for (const [dx, dy] of [
    [-7.2, -3.4],
    [6.8, -4.6],
  ]) {
    const c = cup(sheet, view, {
      shape: "enamel",
      at: [at[0] + dx, at[1] + dy, 0],
      outside: satin("#efe7d6"),
      handle: 0,
      drink: dx < 0 ? "#8a4a20" : undefined,
    });
    shadow(sheet, view, c.points, { length: 0.5 });
    c.paintBody();
    decorate(c.body, 26, 4.4, 0.3);
    c.paintMouth();
  }
}

function sports(sheet, view, at) {
  const drawn = stand(
    sheet,
    view,
    {
      shape: "sport",
      at,
      color: "#e0703f",
      finish: "glaze",
      lidColor: "#26333f",
      band: false,
    },
    (b) => {
      const down = word("SEGUN", 0, 0, 1.5).map((shape) => ({
        ...shape,
        rings: shape.rings.map((ring) => ring.map(([x, y]) => [y, -x])),
      }));
      print(sheet, view, b.body, down, [matt("#fff4e2")], {
        height: 10,
        spin: -0.05,
        radius: 3.5,
      });
      for (const h of [3, 3.8, 4.6])
        sheet.add(
          `<path d="${line(
            Array.from({ length: 25 }, (_, i) =>
              b.body.spot(-1.5 + i / 8, h + Math.sin(i * 0.8) * 0.12),
            ),
            true,
          )}" fill="none" stroke="#fff4e2" stroke-opacity=".8" stroke-width="4"/>`,
        );
    },
  );
  const { x, y } = drawn.lid.rim(22.6, 2.2);
  const s = view.scale;
  const spout = lathe(
    view,
    soften(
      [
        [0.95, 22.4],
        [0.85, 24.2],
        [0, 24.2],
      ],
      0.3,
    ),
    at,
  );
  tube(
    sheet,
    curve(
      [
        [x + s * 1.6, y + s * 0.6],
        [x + s * 3.4, y - s * 1.4],
        [x + s * 4.4, y + s * 0.7],
        [x + s * 2.9, y + s * 2],
      ],
      9,
    ),
    s * 0.4,
    satin("#26333f"),
  );
  spout.paint(sheet, glaze("#f2e9da"));
}

export const bottles = {
  "eko-skyline-bottle": (s) => {
    const v = studio();
    backdrop(s, { color: "#d9c2a8", horizon: 0.72, window: {}, leaves: {} });
    eko(s, v, [0, 0, 0]);
    pen(s, v, [5.2, -3.6], [14, -1.6], { color: "#1f2a44" });
  },
  "eko-skyline-bottle-2": (s) => {
    const v = studio({ scale: 54, y: 1180, x: 560 });
    backdrop(s, {
      color: "#b9c3cc",
      horizon: 0.93,
      disc: { x: 760, y: 330, r: 260, tone: "#e2a86c" },
    });
    eko(s, v, [-0.6, 0, 0], { color: "#1c3f4d", name: "SEGUN" });
  },
  "ankara-wrap-bottle": (s) => {
    const v = studio({ scale: 31 });
    backdrop(s, { color: "#f0cfa4", horizon: 0.7, arch: { w: 520, top: 90 } });
    ankara(s, v, [0, 0, 0]);
    beads(
      s,
      v,
      [
        [-12, -3.5],
        [-9, -5],
        [-6, -4],
        [-4.6, -6.2],
      ],
      "#c8472f",
      0.55,
    );
  },
  "zuma-rock-glass-bottle": (s) => {
    const v = studio({ scale: 31 });
    backdrop(s, {
      color: "#cbd5c6",
      horizon: 0.7,
      window: { x: 60, strength: 0.34 },
    });
    plant(s, v, [-9.6, 8, 0], { pot: "#efe7da", size: 0.9, seed: "z" });
    glass(s, v, [1.2, 0, 0]);
  },
  "bar-beach-sports-bottle": (s) => {
    const v = studio({ scale: 31 });
    backdrop(s, {
      color: "#a9cdd1",
      horizon: 0.68,
      disc: { x: 690, y: 350, r: 210, tone: "#f6d9a0" },
    });
    sports(s, v, [0, 0, 0]);
  },
  "zobo-blossom-slim-bottle": (s) => {
    const v = studio({ scale: 32 });
    backdrop(s, { color: "#e3b9b3", horizon: 0.7, leaves: { x: 1050, y: 10 } });
    zobo(s, v, [-0.6, 0, 0]);
    kola(s, v, [8, -1.4, 0], { size: 0.85 });
  },
  "harmattan-degree-flask": (s) => {
    const v = studio({ pitch: 0.36, scale: 36, y: 920 });
    backdrop(s, {
      color: "#dcc6a6",
      horizon: 0.66,
      window: { x: 80, strength: 0.34 },
    });
    degree(s, v, [0, 0, 0]);
  },
  "harmattan-degree-flask-2": (s) => {
    const v = studio({ pitch: 0.72, scale: 84, y: 1720, x: 520 });
    backdrop(s, {
      color: "#c9ad8c",
      horizon: 1.3,
      leaves: { x: 1120, y: 60, turn: 150 },
    });
    degree(s, v, [0, 0, 0], { color: "#7a2038", close: true });
  },
  "oba-steel-thermos": (s) => {
    const v = studio({ scale: 26.5, x: 510, y: 915 });
    backdrop(s, {
      color: "#b7b3a3",
      horizon: 0.72,
      arch: { x: 540, w: 620, top: 40, tone: "#9d9784" },
    });
    oba(s, v, [0, 0, 0]);
    kola(s, v, [11.5, -3, 0], { size: 0.9 });
  },
  "third-mainland-travel-tumbler": (s) => {
    const v = studio({ pitch: 0.26, scale: 36, y: 880 });
    backdrop(s, {
      color: "#c4d2d4",
      horizon: 0.67,
      window: { x: 40, strength: 0.32 },
    });
    tumbler(s, v, [0, 0, 0]);
    pen(s, v, [-12.5, -4], [-5, -5.4], { color: "#2f6b52" });
  },
  "jollof-food-flask": (s) => {
    const v = studio({ pitch: 0.26, scale: 34, y: 870 });
    backdrop(s, {
      color: "#e9cf9d",
      horizon: 0.66,
      leaves: { x: 1090, y: -10 },
    });
    jollof(s, v, [-1, 0, 0]);
    spoon(s, v, [6.4, -4.6], [13.6, 0]);
  },
  "obudu-ridge-picnic-flask": (s) => {
    const v = studio({ pitch: 0.24, scale: 31, y: 850 });
    backdrop(s, {
      color: "#c9d6cf",
      horizon: 0.66,
      disc: { x: 640, y: 380, r: 270, tone: "#eec98f" },
    });
    obudu(s, v, [0, 2, 0]);
  },
};

function spoon(sheet, view, from, to) {
  const see = (t) =>
    view.see([
      from[0] + (to[0] - from[0]) * t,
      from[1] + (to[1] - from[1]) * t,
      0.3,
    ]);
  const [x, y] = see(0);
  const s = view.scale;
  sheet.add(
    `<ellipse cx="${num(x + 6)}" cy="${num(y + 12)}" rx="${num(s * 1.7)}" ry="${num(s * 0.6)}" fill="#22140c" opacity=".4" filter="${sheet.blur(6)}"/>`,
  );
  tube(
    sheet,
    Array.from({ length: 12 }, (_, i) => see(0.12 + i * 0.08)),
    (t) => s * (0.2 + 0.16 * t),
    steel(),
  );
  sheet.add(
    `<ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(s * 1.7)}" ry="${num(s * 0.72)}" fill="${sheet.fade(
      x - 50,
      y - 20,
      x + 50,
      y + 20,
      [
        [0, "#fafafa"],
        [0.45, darker("#c9ccd0", 0.35)],
        [1, lighter("#c9ccd0", 0.4)],
      ],
    )}"/><ellipse cx="${num(x)}" cy="${num(y + 2)}" rx="${num(s * 1.4)}" ry="${num(s * 0.5)}" fill="#6e7276" opacity=".55" filter="${sheet.blur(3)}"/>`,
  );
}
