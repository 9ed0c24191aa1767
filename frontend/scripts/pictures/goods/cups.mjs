// The cups' pictures.

import { engrave, print, seam } from "../bottle.mjs";
import { cup, foamLeaf, saucer, steam } from "../cup.mjs";
import { star, word } from "../emblem.mjs";
import { glaze, gold, matt, satin } from "../light.mjs";
import { asoOke, carving, suns } from "../motif.mjs";
import { beads, beans, kola, plant } from "../prop.mjs";
import { backdrop } from "../scene.mjs";
import { arc, dice, line, num, oval } from "../sheet.mjs";
import { camera, lathe, shadow, soften } from "../solid.mjs";

const table = (more) =>
  camera({ pitch: 0.34, scale: 54, x: 500, y: 800, ...more });

/** Sets a cup on the table: shadow, body, what is on the body, mouth. */
export function set(sheet, view, options, decorate = () => {}) {
  const drawn = cup(sheet, view, options);
  shadow(sheet, view, drawn.points, {
    length: 0.5,
    ground: options.at?.[2] ?? 0,
  });
  drawn.paintBody();
  decorate(drawn);
  drawn.paintMouth();
  return drawn;
}

const hoop = (x, y, r) => ({
  ink: 0,
  rings: [
    arc(x, y, r, r, 0, 2 * Math.PI, 40),
    arc(x, y, r - 0.17, r - 0.17, 0, 2 * Math.PI, 40),
  ],
});
const belt = (h, w, ink = 0) => ({
  ink,
  rings: [
    [
      ...Array.from({ length: 61 }, (_, i) => [-10 + i / 3, h]),
      ...Array.from({ length: 61 }, (_, i) => [10 - i / 3, h + w]),
    ],
  ],
});

export function moon(
  sheet,
  view,
  at,
  {
    name = "ADA",
    handle = 1,
    drink = "#5b2f17",
    ground = "#f3f1ec",
    ink = "#27367d",
  } = {},
) {
  return set(
    sheet,
    view,
    { shape: "mug", at, outside: glaze(ground), handle, drink },
    (c) => {
      const roll = dice("moon");
      const rings = [];
      for (const [x, y, n] of [
        [0, 4.9, 9],
        [-7.2, 5.4, 6],
        [7.2, 4.4, 6],
      ]) {
        for (let k = 0; k < n; k++)
          if (n < 9 || k > 3)
            rings.push(hoop(x, y, 0.5 + k * 0.4 + roll() * 0.05));
        for (let k = 0; k < n * 5; k++) {
          const a = (k / (n * 5)) * 2 * Math.PI;
          rings.push({
            ink: 0,
            rings: [
              arc(
                x + Math.cos(a) * (n * 0.4 + 0.5),
                y + Math.sin(a) * (n * 0.4 + 0.5),
                0.09,
                0.09,
                0,
                2 * Math.PI,
                8,
              ),
            ],
          });
        }
      }
      rings.push({ ink: 1, rings: [arc(0, 4.9, 2, 2, 0, 2 * Math.PI, 40)] });
      print(
        sheet,
        view,
        c.body,
        [...rings, ...word(name, 0, 4.9, 0.95)],
        [glaze(ink), glaze(ground)],
        { within: [0.5, 9.1], radius: 4.1 },
      );
    },
  );
}

export function clay(
  sheet,
  view,
  at,
  { name = "KEMI", handle = 1, drink = "#b9803d" } = {},
) {
  return set(
    sheet,
    view,
    {
      shape: "round",
      at,
      outside: matt("#b5603f"),
      inside: "#f1e4cc",
      lip: glaze("#efe0c4"),
      foot: matt("#8c4529"),
      handle,
      drink,
    },
    (c) => {
      for (let h = 1.4, i = 0; h < 8.4; h += 0.34, i++)
        sheet.add(
          `<path d="${line(
            Array.from({ length: 25 }, (_, k) =>
              c.body.spot(-1.52 + k * 0.1267, h + Math.sin(k * 0.7 + i) * 0.02),
            ),
            true,
          )}" fill="none" stroke="${i % 2 ? "#5e2813" : "#eba582"}" stroke-opacity=".18" stroke-width="2.4"/>`,
        );
      print(sheet, view, c.body, [belt(7.5, 1.5)], [glaze("#efe0c4")], {
        within: [7.4, 8.78],
      });
      engrave(sheet, view, c.body, word(name, 0, 0, 1.05), matt("#7d3a22"), {
        height: 4.6,
      });
    },
  );
}

export function sunrise(
  sheet,
  view,
  at,
  { name = "BISI", handle = 1, drink = "#6b3a1c" } = {},
) {
  return set(
    sheet,
    view,
    {
      shape: "mug",
      at,
      outside: glaze("#fbf1dd"),
      handle,
      handleMaterial: glaze("#7a2038"),
      drink,
    },
    (c) => {
      print(
        sheet,
        view,
        c.body,
        suns(25.7, 5.6, { r: 2.55 }),
        ["#e8742f", "#1c7a78", "#fbe3a8", "#7a2038", "#f2b134"].map(glaze),
        { height: 0.75, within: [0.75, 6.6] },
      );
      print(
        sheet,
        view,
        c.body,
        [belt(6.55, 0.16), ...word(name, 0, 7.9, 0.8)],
        [glaze("#7a2038")],
      );
    },
  );
}

export function danfo(
  sheet,
  view,
  at,
  { name = "SEGUN", handle = 1, drink, small = false } = {},
) {
  return set(
    sheet,
    view,
    {
      shape: "enamel",
      at,
      outside: glaze("#f2b71c"),
      inside: "#fbf8ef",
      lip: glaze("#22201f"),
      handle,
      drink,
      fill: 0.78,
    },
    (c) => {
      print(
        sheet,
        view,
        c.body,
        [belt(1.35, 0.85), belt(5.3, 0.85)],
        [glaze("#1d1c1d")],
      );
      print(
        sheet,
        view,
        c.body,
        word(name, 0, 0, small ? 1 : 1.2, { weight: 0.14 }),
        [glaze("#1d1c1d")],
        { height: 3.78 },
      );
      seam(sheet, c.body, 0.3, 3);
    },
  );
}

function espresso(sheet, view, at, handle) {
  const plate = saucer(sheet, view, {
    at,
    r: 5.1,
    material: glaze("#3a2a26"),
    line: "#d7a94f",
  });
  shadow(sheet, view, plate.points, { length: 0.5 });
  plate.paint();
  const c = cup(sheet, view, {
    shape: "espresso",
    at: [at[0], at[1], 0.7],
    outside: glaze("#3a2a26"),
    inside: "#f3e8d4",
    lip: gold("#d9ab52"),
    drink: "#3a1a0c",
    fill: 0.86,
    handle,
  });
  c.paintBody();
  print(sheet, view, c.body, word("OBI", 0, 0, 0.62), [gold("#dfb25c")], {
    height: 3.2,
  });
  c.paintMouth();
  const rim = c.body.rim(5.2 * 0.86, 2.9);
  sheet.add(
    `<path d="${oval(rim.x, rim.y, rim.rx * 0.72, rim.ry * 0.7)}" fill="#b57a3e" opacity=".75" filter="${sheet.blur(5)}"/>`,
  );
  return c;
}

function latte(sheet, view, at) {
  return set(
    sheet,
    view,
    {
      shape: "tall",
      at,
      outside: glaze("#e6d3b1"),
      inside: "#f8f3e8",
      drink: "#b98252",
      fill: 0.9,
      handleMaterial: glaze("#3f8f92"),
    },
    (c) => {
      const wave = Array.from({ length: 61 }, (_, i) => [
        -8 + i * 0.267,
        6.4 + Math.sin(i * 0.33) * 0.55,
      ]);
      const low = Array.from({ length: 61 }, (_, i) => [
        -8 + i * 0.267,
        5.7 + Math.sin(i * 0.33 + 0.9) * 0.5,
      ]);
      print(
        sheet,
        view,
        c.body,
        [
          { ink: 0, rings: [[...wave, [8, 14], [-8, 14]]] },
          { ink: 1, rings: [[...wave, ...low.reverse()]] },
        ],
        [glaze("#3f8f92"), glaze("#f6efe0")],
        { radius: 3.9 },
      );
      print(sheet, view, c.body, word("TOLA", 0, 0, 0.95), [glaze("#7b5b3a")], {
        height: 3.5,
        radius: 3.6,
      });
    },
  );
}

function magic(sheet, view, at, name, awake, handle = 1) {
  return set(
    sheet,
    view,
    {
      shape: "mug",
      at,
      outside: glaze("#1b1a20"),
      inside: "#f4efe6",
      handle,
      drink: awake ? "#6a3a1e" : undefined,
    },
    (c) => {
      if (!awake) return;
      const roll = dice("stars");
      const sky = [
        {
          ink: 1,
          rings: [
            [
              ...Array.from({ length: 61 }, (_, i) => [
                -10 + i / 3,
                8.6 + Math.sin(i * 0.5) * 0.35,
              ]),
              ...Array.from({ length: 61 }, (_, i) => [
                10 - i / 3,
                1.3 + Math.sin(i * 0.45) * 0.3,
              ]),
            ],
          ],
        },
      ];
      for (let k = 0; k < 46; k++) {
        const [x, y] = [roll() * 12.6 - 6.3, 1.9 + roll() * 6.1];
        if (Math.abs(x) < 2.9 && y > 3.6 && y < 6.2) continue;
        sky.push({ ink: 0, rings: [star(x, y, 0.14 + roll() ** 3 * 0.5)] });
      }
      print(
        sheet,
        view,
        c.body,
        [
          ...sky,
          {
            ink: 2,
            rings: [
              [
                ...arc(4.1, 7.2, 0.85, 0.85, 0.9, 5.4, 24),
                ...arc(4.45, 7.35, 0.72, 0.72, 5.2, 1.1, 20),
              ],
            ],
          },
          ...word(name, 0, 4.85, 1.05).map((shape) => ({ ...shape, ink: 2 })),
        ],
        [glaze("#f7edd0"), glaze("#2c3474"), glaze("#f3cf74")],
        { radius: 4.1 },
      );
    },
  );
}

export function keep(sheet, view, at) {
  const c = cup(sheet, view, {
    shape: "keep",
    at,
    outside: glaze("#f6f0e4"),
    handle: 0,
  });
  shadow(sheet, view, c.points, { length: 0.5 });
  c.paintBody();
  const sleeve = lathe(
    view,
    [
      [3.62, 3.2],
      [4.1, 8.9],
    ],
    at,
  );
  sleeve.paint(sheet, matt("#26346b"), 3.2, 8.9);
  print(
    sheet,
    view,
    sleeve,
    asoOke(25, 6.2, {
      stripes: [
        [0, 0.9],
        [1, 0.2],
        [2, 0.8],
        [1, 0.2],
        [3, 0.7],
        [1, 0.12],
        [3, 0.2],
      ],
    }),
    ["#26346b", "#e9c46a", "#b4344a", "#1d7874"].map(matt),
    { height: 3.0, within: [3.2, 8.9], radius: 3.9 },
  );
  seam(sheet, sleeve, 3.2, 2);
  seam(sheet, sleeve, 8.9, 1.6);
  const lid = lathe(
    view,
    soften(
      [
        [4.3, 11.4],
        [4.35, 12.6],
        [3.9, 13.5],
        [0, 13.5],
      ],
      0.2,
    ),
    at,
  );
  lid.paint(sheet, satin("#cf9f62"));
  seam(sheet, lid, 11.4, 2.4);
  const top = lid.rim(13.5, 3.8);
  sheet.add(
    `<path d="${oval(top.x, top.y, top.rx, top.ry)}" fill="${sheet.fade(
      top.x - top.rx,
      0,
      top.x + top.rx,
      0,
      [
        [0, "#e9c48d"],
        [0.5, "#d3a466"],
        [1, "#b98649"],
      ],
    )}"/>`,
  );
  for (let k = -4; k < 5; k++) {
    const half = Math.sqrt(Math.max(0, 1 - (k / 5) ** 2));
    sheet.add(
      `<path d="M${num(top.x - top.rx * half)} ${num(top.y + (top.ry * k) / 5)}h${num(2 * top.rx * half)}" stroke="#8b5c2a" stroke-opacity=".22" stroke-width="2"/>`,
    );
  }
  const burnt = word("OBI", 0, 0, 0.62)[0]
    .rings.map((ring) =>
      line(
        ring.map(([x, y]) => [
          top.x + x * view.scale * 1.15,
          top.y + top.ry * 0.42 - y * view.scale * 0.62,
        ]),
        true,
      ),
    )
    .join("");
  sheet.add(
    `<path d="${burnt}" fill="none" stroke="#4a2a10" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
  sheet.add(
    `<ellipse cx="${num(top.x)}" cy="${num(top.y - top.ry * 0.5)}" rx="${num(top.rx * 0.16)}" ry="${num(top.ry * 0.16)}" fill="#3d240f"/>`,
  );
}

export function calabash(sheet, view, at) {
  return set(
    sheet,
    view,
    {
      shape: "calabash",
      at,
      outside: satin("#c08a4a"),
      inside: "#5b3517",
      lip: satin("#e2b679"),
      handle: 0,
      drink: "#8f4a16",
    },
    (c) => {
      print(
        sheet,
        view,
        c.body,
        carving(33.4, 3.2, { teeth: 22 }),
        [matt("#5a3413")],
        { height: 2.9, radius: 5.3 },
      );
      print(sheet, view, c.body, word("AMINA", 0, 0, 0.6), [matt("#4a2a10")], {
        height: 7.1,
        radius: 4.7,
      });
    },
  );
}

export const cups = {
  "adire-moon-mug": (s) => {
    const v = table();
    backdrop(s, {
      color: "#d3d6e0",
      horizon: 0.62,
      window: { x: 60, strength: 0.34 },
    });
    const c = moon(s, v, [-0.4, 0, 0]);
    steam(s, c.body.rim(9.5).x, c.body.rim(9.5).y);
    beans(s, v, [7.6, -2.6]);
  },
  "adire-moon-mug-2": (s) => {
    const v = table({ scale: 40, y: 790, pitch: 0.38, x: 560 });
    backdrop(s, {
      color: "#e0c7ab",
      horizon: 0.6,
      leaves: { x: 1080, y: -20 },
    });
    plant(s, v, [8, 7.5, 0], {
      pot: "#27367d",
      size: 0.82,
      seed: "m",
      feel: glaze,
    });
    moon(s, v, [1.8, 3, 0], {
      name: "TOLA",
      ground: "#27367d",
      ink: "#f3f1ec",
    });
    moon(s, v, [-5.6, -1.2, 0], { name: "KEMI", handle: -1 });
    kola(s, v, [6.6, -4.8, 0], { size: 0.72 });
  },
  "abeokuta-clay-mug": (s) => {
    const v = table({ scale: 57 });
    backdrop(s, {
      color: "#dcc3a5",
      horizon: 0.62,
      arch: { x: 530, w: 660, top: 110, tone: "#cfa984" },
    });
    const c = clay(s, v, [0, 0, 0]);
    steam(s, c.body.rim(8.8).x, c.body.rim(8.8).y);
    kola(s, v, [7.6, -4.4, 0], { size: 0.62 });
  },
  "ankara-sunrise-mug": (s) => {
    const v = table();
    backdrop(s, {
      color: "#f1d3a2",
      horizon: 0.62,
      disc: { x: 600, y: 400, r: 310, tone: "#f0a868" },
    });
    const c = sunrise(s, v, [0, 0, 0]);
    steam(s, c.body.rim(9.5).x, c.body.rim(9.5).y, { strength: 0.42 });
  },
  "danfo-enamel-cup": (s) => {
    const v = table({ scale: 60, y: 790 });
    backdrop(s, {
      color: "#bcd0d2",
      horizon: 0.62,
      window: { x: 40, strength: 0.36 },
    });
    danfo(s, v, [-0.4, 0, 0], { drink: "#7c3f1a" });
  },
  "danfo-enamel-cup-2": (s) => {
    const v = table({ scale: 46, y: 800, pitch: 0.4, x: 530 });
    backdrop(s, {
      color: "#dfd0b2",
      horizon: 0.6,
      leaves: { x: -40, y: 40, turn: 30 },
    });
    danfo(s, v, [4.4, 4.6, 0], { name: "OBI" });
    const c = danfo(s, v, [-3.8, -1, 0], {
      name: "EMEKA",
      drink: "#a7662c",
      handle: -1,
    });
    steam(s, c.body.rim(7.9).x, c.body.rim(7.9).y, { high: 200 });
    kola(s, v, [6.8, -5.4, 0], { size: 0.66 });
  },
  "mambilla-espresso-pair": (s) => {
    const v = table({ scale: 55, y: 770, pitch: 0.46, x: 520 });
    backdrop(s, {
      color: "#d2bfae",
      horizon: 0.5,
      window: { x: 260, y: -60, strength: 0.32 },
    });
    espresso(s, v, [3.9, 4, 0], 1);
    const c = espresso(s, v, [-3.6, -1.6, 0], -1);
    steam(s, c.body.rim(5.2).x, c.body.rim(5.2).y, { high: 190, wide: 34 });
    beans(s, v, [5.4, -3.6], { count: 10, spread: 2.4 });
  },
  "lekki-latte-cup": (s) => {
    const v = table({ scale: 49, y: 830, pitch: 0.42 });
    backdrop(s, {
      color: "#c7dcd8",
      horizon: 0.62,
      disc: { x: 660, y: 360, r: 240, tone: "#f1dcae" },
    });
    const c = latte(s, v, [0, 0, 0]);
    const rim = c.body.rim(12 * 0.9, 3.6);
    foamLeaf(s, { x: rim.x, y: rim.y, rx: rim.rx * 0.95, ry: rim.ry * 0.9 });
    beans(s, v, [-6.8, -3], { count: 6, spread: 1.8, seed: "lekki" });
  },
  "night-and-day-magic-mug": (s) => {
    const v = table({ scale: 45, y: 790, x: 530, pitch: 0.36 });
    backdrop(s, {
      color: "#c5bdd0",
      horizon: 0.6,
      disc: { x: 400, y: 330, r: 230, tone: "#f0d9a8" },
    });
    magic(s, v, [4.6, 4, 0], "", false);
    const c = magic(s, v, [-3.4, -1, 0], "NGOZI", true, -1);
    steam(s, c.body.rim(9.5).x, c.body.rim(9.5).y, { strength: 0.6 });
  },
  "owambe-keep-cup": (s) => {
    const v = table({ scale: 47, y: 850, pitch: 0.38, x: 540 });
    backdrop(s, { color: "#e8c9bd", horizon: 0.64, leaves: { x: 1090, y: 0 } });
    keep(s, v, [-0.4, 0, 0]);
    beads(
      s,
      v,
      [
        [4.6, -4.6],
        [6.4, -3.2],
        [8.4, -4],
        [9.6, -2],
      ],
      "#c9973c",
      0.5,
    );
  },
  "calabash-tea-cup": (s) => {
    const v = table({ scale: 58, y: 780, pitch: 0.4, x: 540 });
    backdrop(s, {
      color: "#d8c8a6",
      horizon: 0.6,
      window: { x: 120, strength: 0.32 },
    });
    const c = calabash(s, v, [0, 0, 0]);
    steam(s, c.body.rim(7.9).x, c.body.rim(7.9).y, { high: 220 });
    beads(
      s,
      v,
      [
        [5.4, -5.2],
        [6.8, -3.8],
        [8, -4.4],
        [8.6, -2.6],
      ],
      "#8f3b24",
      0.45,
    );
  },
};
