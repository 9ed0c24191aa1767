// The categories' pictures: a few of their goods together.

import { steam } from "../cup.mjs";
import { beads, beans, kola, pen, petals, plant } from "../prop.mjs";
import { backdrop } from "../scene.mjs";
import { camera } from "../solid.mjs";
import { ankara, degree, eko, jollof, oba, tumbler, zobo } from "./bottles.mjs";
import { clay, danfo, keep, moon, sunrise } from "./cups.mjs";
import { adireJournal, guestBook } from "./journals.mjs";
import { tied } from "./packs.mjs";

export const categories = {
  "category-journals": (s) => {
    const v = camera({ pitch: 0.3, scale: 27, x: 520, y: 830 });
    backdrop(s, {
      color: "#dcc8b4",
      horizon: 0.66,
      arch: { x: 560, w: 720, top: 60 },
    });
    plant(s, v, [13.4, 8, 0], { pot: "#f2e9da", size: 1.05, seed: "c" });
    guestBook(s, v, {
      at: [-8.4, 7, 0],
      yaw: -0.14,
      standing: true,
      tilt: 0.08,
    });
    adireJournal(s, v, {
      at: [-13.6, 0, 0],
      yaw: 0.24,
      standing: true,
      tilt: 0.07,
      name: "TOLA",
    });
    kola(s, v, [11.6, -4.4, 0], { size: 0.85 });
    pen(s, v, [-3, -7.4], [9, -9], { color: "#7a1f38", r: 0.5 });
  },
  "category-bottles": (s) => {
    const v = camera({ pitch: 0.18, scale: 26, x: 540, y: 890 });
    backdrop(s, {
      color: "#cfd4cc",
      horizon: 0.7,
      window: { x: 40, strength: 0.34 },
      leaves: {},
    });
    oba(s, v, [9.4, 5, 0]);
    eko(s, v, [-11.8, 1, 0], { name: "OBI" });
    ankara(s, v, [-3.6, 3, 0]);
    zobo(s, v, [3.2, -3, 0]);
  },
  "category-stylish-bottles": (s) => {
    const v = camera({ pitch: 0.18, scale: 29, x: 540, y: 890 });
    backdrop(s, {
      color: "#ecd0b6",
      horizon: 0.7,
      disc: { x: 560, y: 400, r: 330, tone: "#e9a977" },
    });
    zobo(s, v, [8, 2, 0]);
    eko(s, v, [-8, 2, 0], { color: "#1c4d4a", name: "TOLA" });
    ankara(s, v, [0, -2, 0], { name: "KEMI" });
    beads(
      s,
      v,
      [
        [5, -7],
        [8, -8],
        [11, -7],
        [13, -8.2],
      ],
      "#1d6d69",
      0.6,
    );
  },
  "category-temperature-bottles": (s) => {
    const v = camera({ pitch: 0.26, scale: 25, x: 530, y: 870 });
    backdrop(s, {
      color: "#c9cdd3",
      horizon: 0.68,
      window: { x: 60, strength: 0.34 },
    });
    oba(s, v, [-2.6, 5, 0]);
    degree(s, v, [7.4, 3, 0]);
    tumbler(s, v, [13.6, -2, 0], { name: "ADA" });
    jollof(s, v, [-11.4, -3, 0]);
    kola(s, v, [3.4, -6.4, 0], { size: 0.85 });
  },
  "category-cups": (s) => {
    const v = camera({ pitch: 0.36, scale: 37, x: 530, y: 800 });
    backdrop(s, {
      color: "#e2cfb9",
      horizon: 0.58,
      leaves: { x: 1090, y: -20 },
    });
    keep(s, v, [6.6, 8, 0]);
    moon(s, v, [-6.6, 6.6, 0], { name: "ADA", handle: -1 });
    sunrise(s, v, [0.2, 3.4, 0], { handle: 1 });
    const c = clay(s, v, [-6.4, -4, 0], { name: "OBI", handle: -1 });
    danfo(s, v, [6.4, -3.6, 0], { name: "BISI", drink: "#7c3f1a" });
    steam(s, c.body.rim(8.8).x, c.body.rim(8.8).y, {
      high: 170,
      wide: 34,
      strength: 0.4,
    });
    beans(s, v, [0, -7], { count: 7, spread: 2.4 });
  },
  "category-gift-packs": (s) => {
    const v = camera({ pitch: 0.46, scale: 21, x: 540, y: 730 });
    backdrop(s, { color: "#e6cfc6", horizon: 0.5, arch: { w: 760, top: 60 } });
    tied(s, v, {
      at: [5, 8, 0],
      yaw: 0.5,
      w: 22,
      d: 20,
      h: 12,
      color: "#1c4d44",
      ribbon: "#e2b45c",
      bow: 4.2,
      wide: 2.2,
    });
    tied(s, v, {
      at: [-9.6, -3, 0],
      yaw: 0.5,
      w: 16,
      d: 16,
      h: 9,
      color: "#f3e4d3",
      ribbon: "#8e2339",
      bow: 3.6,
    });
    tied(s, v, {
      at: [8.6, -8.6, 0],
      yaw: 0.42,
      w: 13,
      d: 12,
      h: 6,
      color: "#e3955c",
      ribbon: "#7a2038",
      bow: 2.8,
      wide: 1.6,
    });
    petals(s, v, [-2, -15], { color: "#b01f38", count: 6, spread: 4, r: 0.9 });
  },
};
