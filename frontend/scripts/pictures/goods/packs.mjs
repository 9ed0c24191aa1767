// The gift packs' pictures.

import { bow, giftBox, hatbox, rose, tray } from "../box.mjs";
import { star, word } from "../emblem.mjs";
import {
  basket,
  envelope,
  fan,
  knitHat,
  purse,
  tag,
  tinBox,
} from "../gift.mjs";
import { matt, satin } from "../light.mjs";
import { asoOke, dots, stamp } from "../motif.mjs";
import { bar, beads, jar, pen, petals, plant } from "../prop.mjs";
import { backdrop } from "../scene.mjs";
import { arc, curve, dice, line, num } from "../sheet.mjs";
import { block, camera, plate, pose, shadow, tube } from "../solid.mjs";
import { degree, oba, tumbler } from "./bottles.mjs";
import { clay, moon, sunrise } from "./cups.mjs";
import { adireJournal, book, guestBook } from "./journals.mjs";

const shop = (more) =>
  camera({ pitch: 0.52, scale: 25, x: 540, y: 660, ...more });
const within = (place) => (a, b, z) => place([a, b, z]);

function notebook(
  sheet,
  view,
  at,
  yaw,
  color,
  foil,
  { w = 10, h = 15, tilt = 0, standing = true, name } = {},
) {
  book(
    sheet,
    view,
    { at, yaw, w, h, thick: 1.2, color, standing, tilt },
    (b) => {
      if (name) b.foil(word(name, w * 0.54, h * 0.62, 0.9), foil, { x: 0 });
      b.foil(
        [
          {
            ink: 0,
            open: true,
            stroke: 0.1,
            rings: [arc(w * 0.54, h * 0.62, 2.9, 2.9, 0, Math.PI * 2, 40)],
          },
        ],
        foil,
        { x: 0 },
      );
      b.done({ hinge: 0.9 });
    },
  );
}

function birthday(sheet, view, at = [0, 0, 0]) {
  tray(
    sheet,
    view,
    {
      at,
      yaw: 0.3,
      w: 27,
      d: 21,
      h: 8,
      color: "#e98a4e",
      paper: "#f7d79a",
      seed: "birthday",
      ribbon: "#7a2038",
    },
    ({ place, z }) => {
      const p = within(place);
      notebook(sheet, view, p(13.6, 16.5, z - 3), 0.3, "#7a2038", "#e7bd63", {
        h: 16,
        w: 11.5,
        tilt: 0.12,
        name: "BISI",
      });
      bar(sheet, view, p(4.4, 17, z - 3), {
        yaw: 0.36,
        standing: true,
        tilt: 0.14,
        w: 6.5,
        h: 13,
      });
      sunrise(sheet, view, p(8.4, 8, z - 1.6), { drink: null, handle: -1 });
      jar(sheet, view, p(20.4, 7, z - 1.5), {
        r: 3.3,
        h: 7.5,
        content: "#f0dcc0",
        label: "#fff8ea",
        flame: true,
      });
    },
  );
}

function desk(sheet, view, at = [0, 0, 0]) {
  tray(
    sheet,
    view,
    {
      at,
      yaw: -0.28,
      w: 28,
      d: 20,
      h: 6.4,
      color: "#d8ae78",
      paper: "#efe3cb",
      seed: "monday",
    },
    ({ place, z }) => {
      const p = within(place);
      adireJournal(sheet, view, {
        at: p(2.6, 13.8, z - 2.6),
        yaw: -0.28,
        standing: true,
        tilt: 0.2,
        w: 13,
        h: 17,
        name: "KEMI",
      });
      tinBox(sheet, view, p(22.6, 15.4, z - 0.6));
      moon(sheet, view, p(20.4, 7.8, z - 1.6), { name: "KEMI", drink: null });
      pen(sheet, view, p(3.4, 5.4, z + 0.2), p(14.8, 4.6, z + 0.2), {
        color: "#2a2f52",
        r: 0.5,
      });
    },
  );
}

function hamper(sheet, view, at) {
  const b = basket(sheet, view, at, 15, 10);
  shadow(sheet, view, b.body.points, { length: 0.55 });
  const s = view.scale;
  const { x, y, rx, ry } = b.rim;
  tube(
    sheet,
    curve(
      [
        [x - rx * 0.98, y],
        [x - rx * 0.9, y - s * 12],
        [x - rx * 0.4, y - s * 20],
        [x, y - s * 21.5],
        [x + rx * 0.4, y - s * 20],
        [x + rx * 0.9, y - s * 12],
        [x + rx * 0.98, y],
      ],
      12,
    ),
    s * 0.75,
    matt("#a97a44"),
    9,
  );
  b.weave(false);
  sheet.add(
    `<ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(rx * 0.95)}" ry="${num(ry * 0.92)}" fill="#3c2212"/>`,
  );
  guestBook(sheet, view, {
    at: [at[0] - 8, at[1] + 7.6, 6],
    yaw: 0.08,
    standing: true,
    tilt: 0.1,
    w: 17,
    h: 14,
  });
  oba(sheet, view, [at[0] + 6.6, at[1] + 4, 1.5]);
  jar(sheet, view, [at[0] - 9.8, at[1] + 0.4, 5.5], {
    r: 3,
    h: 8,
    content: "#d68a1c",
  });
  jar(sheet, view, [at[0] - 2.8, at[1] - 2, 5], {
    r: 3.1,
    h: 7.5,
    content: "#c98f4e",
    lid: "steel",
    label: "#7a2038",
  });
  moon(sheet, view, [at[0] + 4.8, at[1] - 4.6, 4.4], {
    name: "TOLA",
    drink: null,
    ground: "#f2b134",
    ink: "#7a2038",
  });
  b.weave(true);
  const cloth = Array.from({ length: 49 }, (_, i) => {
    const a = Math.PI * (i / 48);
    return [
      x + Math.cos(a) * rx * 1.02,
      y +
        Math.sin(a) * ry * 1.03 +
        s * (1.2 + 1.9 * Math.abs(Math.sin(i * 0.393))),
    ];
  });
  const edge = arc(x, y - 4, rx * 1.02, ry * 1.02, Math.PI, 0, 48);
  const d = line([...cloth, ...edge]);
  sheet.add(
    `<path d="${d}" fill="#1a0c06" opacity=".35" transform="translate(2 9)" filter="${sheet.blur(6)}"/><g clip-path="${sheet.clip(d)}">${stamp(
      asoOke(46, 20, { x: -23, y: -10 }),
      ([p, q]) => [
        x + Math.sin(Math.max(-1.57, Math.min(1.57, p / 15))) * rx * 1.02,
        y +
          Math.cos(Math.max(-1.57, Math.min(1.57, p / 15))) * ry * 1.02 -
          q * s * 0.5,
      ],
      (ink) => ["#254a9a", "#e2b45c", "#4f79c9", "#16306b"][ink],
      s,
    )}<path d="${d}" fill="${sheet.fade(x - rx, 0, x + rx, 0, [
      [0, "#000", 0.35],
      [0.25, "#fff", 0.22],
      [0.55, "#000", 0.02],
      [1, "#000", 0.45],
    ])}"/></g>`,
  );
  bow(sheet, x - s * 0.4, y + ry + s * 1.4, s * 4.2, "#254a9a");
}

function littleOne(sheet, view, at) {
  tray(
    sheet,
    view,
    {
      at,
      yaw: 0.26,
      w: 28,
      d: 19,
      h: 7,
      color: "#dfe6da",
      paper: "#fbf4e6",
      seed: "little",
    },
    ({ place, z }) => {
      const p = within(place);
      notebook(sheet, view, p(15, 15.6, z - 3), 0.26, "#a9bfae", "#fff3d6", {
        w: 11,
        h: 14,
        tilt: 0.14,
        name: "BISI",
      });
      const s = view.scale;
      for (let k = 0; k < 4; k++) {
        const at = p(2.4 + (k % 2) * 0.3, 6.6, z - 0.8 + k * 1.25);
        const fold = pose({ at, yaw: 0.26 });
        const { face } = block(
          sheet,
          view,
          fold,
          plate(11, 9, [0.9, 0.9, 0.4, 0.4]),
          0,
          1.2,
          matt(["#eecfbb", "#f6e6d9"][k % 2]),
        );
        if (k === 3)
          sheet.add(
            `<g clip-path="${sheet.clip(face)}">${stamp(
              dots(11, 9, { gap: 1.3, r: 0.2, x: 0 }),
              ([u, t]) => view.see(fold([u, t, 1.2])),
              () => "#d79a86",
              s,
            )}<path d="${face}" fill="${sheet.fade(
              ...view.see(fold([0, 9, 1.2])),
              ...view.see(fold([11, 0, 1.2])),
              [
                [0, "#fff", 0.35],
                [0.6, "#fff", 0],
                [1, "#3a1a10", 0.16],
              ],
            )}"/></g>`,
          );
      }
      knitHat(sheet, view, p(21.4, 7.6, z - 0.4));
      const from = view.see(p(9.2, 4.4, z + 0.6));
      const to = view.see(p(14.4, 4, z + 0.8));
      tube(
        sheet,
        [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], to],
        s * 0.5,
        satin("#c9975a"),
      );
      for (const q of [from, to])
        sheet.add(
          `<circle cx="${num(q[0])}" cy="${num(q[1])}" r="${num(s * 1.3)}" fill="${sheet.glow(
            q[0] - 9,
            q[1] - 10,
            s * 1.9,
            [
              [0, "#f6dcb0"],
              [0.5, "#cf9d60"],
              [1, "#7d5325"],
            ],
          )}"/>`,
        );
    },
  );
}

function graduation(sheet, view, at) {
  tray(
    sheet,
    view,
    {
      at,
      yaw: -0.3,
      w: 28,
      d: 20,
      h: 7,
      color: "#22305e",
      paper: "#e9d8ad",
      seed: "first",
      ribbon: "#c99a3b",
    },
    ({ place, z }) => {
      const p = within(place);
      book(
        sheet,
        view,
        {
          at: p(2.6, 15, z - 3),
          yaw: -0.3,
          standing: true,
          tilt: 0.16,
          w: 13,
          h: 17,
          thick: 2,
          color: "#6e3b1f",
          feel: "leather",
        },
        (b) => {
          b.stitches();
          b.foil(
            [
              ...word("TUNDE", 6.6, 8, 1.05),
              { ink: 0, rings: [star(6.6, 11.4, 1.1, 5, 0.42)] },
            ],
            "#e8c06c",
            { x: 0 },
          );
          b.done({ hinge: 0 });
        },
      );
      degree(sheet, view, p(21.8, 13.6, -2), { color: "#22305e" });
      pen(sheet, view, p(4, 6, z + 0.3), p(15.4, 5, z + 0.3), {
        color: "#15161a",
        r: 0.5,
      });
      const m = view.see(p(20.8, 5.2, z + 1));
      const s = view.scale;
      sheet.add(
        `<path d="M${num(m[0] - s * 1.1)} ${num(m[1] - s * 4)}L${num(m[0])} ${num(m[1] - s)}L${num(m[0] + s * 1.1)} ${num(m[1] - s * 4)}" fill="none" stroke="#254a9a" stroke-width="${num(s * 0.9)}"/><circle cx="${num(m[0])}" cy="${num(m[1])}" r="${num(s * 2.1)}" fill="${sheet.glow(
          m[0] - s * 0.8,
          m[1] - s * 0.8,
          s * 3,
          [
            [0, "#fff0c2"],
            [0.45, "#d9a94e"],
            [1, "#7a5214"],
          ],
        )}"/><circle cx="${num(m[0])}" cy="${num(m[1])}" r="${num(s * 1.7)}" fill="none" stroke="#8a611d" stroke-opacity=".6" stroke-width="3"/><path d="${line(star(m[0], m[1], s * 1.15, 5, 0.42).map(([a, b]) => [a, 2 * m[1] - b]))}" fill="#8a611d" opacity=".75"/>`,
      );
    },
  );
}

function tea(sheet, view, at) {
  tray(
    sheet,
    view,
    {
      at,
      yaw: 0.32,
      w: 25,
      d: 19,
      h: 7,
      color: "#cfa36c",
      paper: "#e5cf9a",
      seed: "tea",
    },
    ({ place, z }) => {
      const p = within(place);
      bar(sheet, view, p(13.6, 15.6, z - 2), {
        yaw: 0.32,
        standing: true,
        tilt: 0.1,
        w: 8.6,
        h: 13,
        thick: 3,
        color: "#55703f",
        band: "#efe0bd",
      });
      jar(sheet, view, p(7, 13, z - 1.4), {
        r: 3.4,
        h: 8.6,
        content: "#d98c17",
        lid: "#efe0c4",
        label: "#fbf3df",
      });
      clay(sheet, view, p(17.2, 6.6, z - 1.4), { drink: null });
      const [a, b] = [
        view.see(p(4.2, 5.6, z + 0.4)),
        view.see(p(11.4, 3.4, z + 1.4)),
      ];
      tube(
        sheet,
        [a, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], b],
        view.scale * 0.3,
        satin("#c9975a"),
      );
      for (let k = 0; k < 5; k++)
        sheet.add(
          `<ellipse cx="${num(b[0] - k * 9)}" cy="${num(b[1] - k * -2)}" rx="9" ry="${num(view.scale * (1 - Math.abs(k - 2) * 0.14))}" fill="${k % 2 ? "#a87639" : "#ddb173"}"/>`,
        );
    },
  );
}

function owambe(sheet, view, at) {
  const box = tray(
    sheet,
    view,
    {
      at,
      yaw: -0.24,
      w: 30,
      d: 18,
      h: 11,
      color: "#7a2038",
      paper: "#f2d489",
      seed: "owambe",
      ribbon: "#e2b45c",
      filler: 0.75,
    },
    ({ place, z }) => {
      const p = within(place);
      const f = view.see(p(15, 15, z + 5));
      fan(sheet, f[0], f[1], view.scale * 12.5, ["#8e2339", "#c4557a"]);
      tumbler(sheet, view, p(5.8, 10, z - 5), {
        color: "#8e2339",
        name: "TOLA",
      });
      tumbler(sheet, view, p(25, 11, z - 5), { color: "#c99a3b", name: "OBI" });
      jar(sheet, view, p(20.4, 5.4, z - 2.4), {
        r: 3.2,
        h: 8.4,
        content: "#cf9a52",
        lid: "steel",
        label: "#f6ead3",
      });
      purse(sheet, view, p(8.2, 5, z - 2.5));
    },
  );
  bow(sheet, box.knot[0], box.knot[1], view.scale * 3.6, "#e2b45c");
}

function letter(sheet, view, at) {
  const box = hatbox(sheet, view, { at, r: 11, h: 12 }, (rim) => {
    const roll = dice("roses");
    const spots = [];
    for (const [k, n] of [
      [0.72, 13],
      [0.38, 7],
      [0, 1],
    ])
      for (let i = 0; i < n; i++)
        spots.push([
          Math.cos((i * 2 * Math.PI) / n + k) * k,
          Math.sin((i * 2 * Math.PI) / n + k) * k,
        ]);
    spots.sort((a, b) => a[1] - b[1]);
    spots.forEach(([a, b], i) => {
      if (i === 8)
        envelope(
          sheet,
          rim.x + rim.rx * 0.1,
          rim.y - rim.ry * 0.75,
          view.scale * 5.4,
        );
      rose(
        sheet,
        rim.x + a * rim.rx,
        rim.y + b * rim.ry - view.scale * (1.9 - (a * a + b * b) * 0.9),
        view.scale * (2.35 + roll() * 0.3),
        roll() > 0.35 ? "#b01f38" : "#cf3a4d",
        roll() * 6,
      );
    });
  });
  bow(sheet, box.knot[0], box.knot[1], view.scale * 3.2, "#8e2339");
}

/** A closed box with its bow. */
export function tied(sheet, view, options) {
  const box = giftBox(sheet, view, options);
  bow(
    sheet,
    box.knot[0],
    box.knot[1],
    view.scale * (options.bow ?? 3.4),
    options.ribbon ?? "#7a2038",
  );
  return box;
}

export const packs = {
  "birthday-sunrise-box": (s) => {
    const v = shop({ scale: 26 });
    backdrop(s, {
      color: "#f0d2b0",
      horizon: 0.42,
      disc: { x: 560, y: 330, r: 250, tone: "#f3a765" },
    });
    birthday(s, v);
    petals(s, v, [11, -13], { color: "#e98a4e", count: 6, spread: 4, r: 0.8 });
  },
  "birthday-sunrise-box-2": (s) => {
    const v = shop({ scale: 27, y: 680 });
    backdrop(s, {
      color: "#e9c7a4",
      horizon: 0.44,
      window: { x: 60, y: -20, strength: 0.32 },
    });
    const box = tied(s, v, {
      at: [0, 0, 0],
      yaw: 0.48,
      w: 22,
      d: 22,
      h: 10,
      color: "#e98a4e",
      ribbon: "#7a2038",
      bow: 4.6,
      wide: 2.4,
      pattern: (warp) =>
        stamp(
          dots(23, 23, { gap: 2.2, r: 0.32, x: 0 }),
          warp,
          () => "#f7c795",
          v.scale,
        ),
    });
    tag(s, box.knot[0] + 165, box.knot[1] + 88, 100, "#7a2038", 14);
    petals(s, v, [-13, -10], { color: "#f2b134", count: 6, spread: 3, r: 0.8 });
  },
  "owambe-party-pack": (s) => {
    const v = shop({ scale: 24, pitch: 0.42, y: 730 });
    backdrop(s, { color: "#e9c3b5", horizon: 0.5, arch: { w: 820, top: 40 } });
    owambe(s, v, [0, 0, 0]);
    beads(
      s,
      v,
      [
        [-15, -13],
        [-11, -14.4],
        [-7, -13.4],
        [-3, -15],
      ],
      "#c8472f",
      0.6,
    );
  },
  "little-one-welcome-pack": (s) => {
    const v = shop({ scale: 26 });
    backdrop(s, {
      color: "#dfe3d4",
      horizon: 0.42,
      leaves: { x: 1080, y: -30, strength: 0.1 },
    });
    littleOne(s, v, [0, 0, 0]);
  },
  "first-class-graduation-pack": (s) => {
    const v = shop({ scale: 25, y: 700 });
    backdrop(s, {
      color: "#c6cbd9",
      horizon: 0.46,
      window: { x: 80, y: -30, strength: 0.3 },
    });
    graduation(s, v, [0, 0, 0]);
  },
  "monday-desk-pack": (s) => {
    const v = shop({ scale: 26 });
    backdrop(s, {
      color: "#d8ccb8",
      horizon: 0.42,
      window: { x: 40, y: -30, strength: 0.34 },
    });
    desk(s, v);
  },
  "monday-desk-pack-2": (s) => {
    const v = shop({ scale: 29, pitch: 0.62, y: 640 });
    backdrop(s, {
      color: "#c9b498",
      horizon: 0.3,
      leaves: { x: 1120, y: 60, turn: 150 },
    });
    plant(s, v, [10.5, 9, 0], { pot: "#efe7da", size: 0.85, seed: "desk" });
    adireJournal(s, v, { at: [-13, -10, 0], yaw: 0.18, name: "KEMI" });
    pen(s, v, [-14.6, -9], [-16, 3], { color: "#2a2f52" });
    moon(s, v, [7.4, -3.4, 0], { name: "KEMI" });
  },
  "love-letter-hatbox": (s) => {
    const v = shop({ scale: 31, pitch: 0.55, y: 750 });
    backdrop(s, {
      color: "#e7c4c0",
      horizon: 0.5,
      leaves: { x: 1090, y: -20, strength: 0.11 },
    });
    letter(s, v, [0, 0, 0]);
    petals(s, v, [-10.5, -9.5], {
      color: "#b01f38",
      count: 6,
      spread: 3,
      r: 0.9,
    });
    petals(s, v, [12, -7], {
      color: "#b01f38",
      count: 3,
      spread: 2,
      r: 0.9,
      seed: "two",
    });
  },
  "harmattan-tea-pack": (s) => {
    const v = shop({ scale: 28 });
    backdrop(s, {
      color: "#e3d2ae",
      horizon: 0.42,
      leaves: { x: -40, y: 10, turn: 24 },
    });
    tea(s, v, [0, 0, 0]);
  },
  "aso-ebi-royal-hamper": (s) => {
    const v = shop({ scale: 23, pitch: 0.4, y: 800 });
    backdrop(s, { color: "#cfd0d9", horizon: 0.56, arch: { w: 860, top: 20 } });
    hamper(s, v, [0, 0, 0]);
  },
};
