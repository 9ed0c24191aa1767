// The journals' pictures.

import { rooftops, star, word } from "../emblem.mjs";
import { journal } from "../journal.mjs";
import { gold, satin } from "../light.mjs";
import { adire, asoOke, dots, fans, leaves } from "../motif.mjs";
import { beads, kola, pen, petals, plant } from "../prop.mjs";
import { backdrop } from "../scene.mjs";
import { arc } from "../sheet.mjs";
import { camera, shadow } from "../solid.mjs";

const above = (more) =>
  camera({ pitch: 0.98, scale: 37, x: 540, y: 600, ...more });
const upright = (more) =>
  camera({ pitch: 0.24, scale: 33, x: 540, y: 880, ...more });

/** A book with its shadow below it. */
export function book(sheet, view, options, decorate) {
  let points;
  const drawing = sheet.capture(() => {
    const drawn = journal(sheet, view, options);
    points = drawn.points;
    decorate(drawn);
  });
  shadow(sheet, view, points, {
    length: 0.7,
    soft: 13,
    ground: options.at?.[2] ?? 0,
  });
  sheet.add(drawing);
}

const corner = (yaw, x, y, w = 14.8, h = 21) => [
  x - (w / 2) * Math.cos(yaw) + (h / 2) * Math.sin(yaw),
  y - (w / 2) * Math.sin(yaw) - (h / 2) * Math.cos(yaw),
  0,
];

export function adireJournal(
  sheet,
  view,
  {
    at,
    yaw = -0.24,
    standing = false,
    name = "ADA",
    tilt = 0,
    w = 14.8,
    h = 21,
    elastic = true,
  },
) {
  book(
    sheet,
    view,
    { at, yaw, standing, tilt, w, h, color: "#23306b" },
    (b) => {
      b.print(adire(w, h, { cell: 3 }), ["#dfe4f2", "#3d4f97"]);
      b.panel(w * 0.2, h * 0.4, w * 0.52, h * 0.2, "#263269");
      b.print(word(name, w * 0.46, h * 0.5, 1.35), ["#f3ead6"], { x: 0 });
      b.done();
      if (elastic) b.elastic("#d9cdb2");
      if (!standing) b.ribbon("#d9b25c");
    },
  );
}

export const journals = {
  "adire-indigo-journal": (s) => {
    const v = above();
    backdrop(s, {
      color: "#d8c4ae",
      horizon: 1.3,
      leaves: { x: 1010, y: -60, turn: 118, size: 1.15 },
    });
    adireJournal(s, v, { at: corner(-0.24, -1.2, 0.6) });
    pen(s, v, [9.2, -8.5], [11.4, 5], { color: "#2a2f52" });
  },
  "adire-indigo-journal-2": (s) => {
    const v = upright({ scale: 36 });
    backdrop(s, {
      color: "#cfd3dc",
      horizon: 0.7,
      disc: { x: 430, y: 420, r: 330, tone: "#dba777" },
    });
    plant(s, v, [8.6, 7, 0], { pot: "#f0e7d8", size: 1.05, seed: "a" });
    adireJournal(s, v, {
      at: [-8.4, 3.2, 0],
      yaw: 0.3,
      standing: true,
      tilt: 0.06,
      name: "TOLA",
    });
    kola(s, v, [8.2, -2, 0], { size: 0.95 });
  },
  "lagos-lagoon-leather-journal": (s) => {
    const v = above({ scale: 37 });
    backdrop(s, {
      color: "#b9c4c0",
      horizon: 1.3,
      window: { x: 40, y: -40, strength: 0.26 },
    });
    book(
      s,
      v,
      {
        at: corner(0.2, -0.6, 0.4),
        yaw: 0.2,
        color: "#8a4f2a",
        feel: "leather",
        thick: 2.3,
        corner: 1,
        pages: "#efe2c8",
      },
      (b) => {
        b.stitches();
        b.print(word("EMEKA", 5.4, 2.5, 1.05), ["#4a230e"], {
          x: 0,
          press: true,
        });
        b.print(
          [
            {
              ink: 0,
              open: true,
              stroke: 0.1,
              rings: [0, 0.55, 1.1].map((k) =>
                Array.from({ length: 41 }, (_, i) => [
                  3.6 + i * 0.22,
                  14.2 + k + Math.sin(i * 0.62 + k) * 0.22,
                ]),
              ),
            },
          ],
          ["#5a2e14"],
          { x: 0, press: true },
        );
        b.done({ hinge: 0 });
        b.elastic("#4c2712", 10.4);
        const buckle = b.on([10.68, 10.5]);
        s.add(
          `<circle cx="${buckle[0]}" cy="${buckle[1]}" r="15" fill="${s.glow(
            buckle[0] - 5,
            buckle[1] - 6,
            19,
            [
              [0, "#fff3cf"],
              [0.5, "#d0a04a"],
              [1, "#6d4a17"],
            ],
          )}"/>`,
        );
      },
    );
    pen(s, v, [-11.4, -5], [-9.6, 8.5], { color: "#3c2416" });
  },
  "ankara-spine-notebook": (s) => {
    const v = above({ scale: 43, y: 600 });
    backdrop(s, {
      color: "#e7cfae",
      horizon: 1.3,
      leaves: { x: 1130, y: 130, turn: 160 },
    });
    book(
      s,
      v,
      {
        at: corner(-0.16, 0, 0, 12.5, 17.6),
        yaw: -0.16,
        w: 12.5,
        h: 17.6,
        thick: 1.7,
        color: "#f0e6d3",
      },
      (b) => {
        b.print(
          [...fans(5.2, 18, { r: 1.3, x: -1.2 })].map((shape) => ({
            ...shape,
            rings: shape.rings.map((ring) =>
              ring.map(([x, y]) => [Math.min(4, x), y]),
            ),
          })),
          ["#e2572f", "#f4b942", "#156b66", "#fff3dc", "#5f1a3c"],
          { x: 0 },
        );
        b.foil(
          [
            {
              ink: 0,
              open: true,
              stroke: 0.1,
              rings: [
                [
                  [4.05, 0],
                  [4.05, 17.6],
                ],
              ],
            },
            ...word("ZAINAB", 8.3, 9, 0.85),
          ],
          "#cf9a3c",
          { x: 0 },
        );
        b.done({ hinge: 1.1 });
      },
    );
    beads(
      s,
      v,
      [
        [-9, -9],
        [-8.4, -4],
        [-9.6, 0],
        [-8.8, 5],
      ],
      "#c8472f",
      0.5,
    );
  },
  "harmattan-kraft-journal": (s) => {
    const v = above();
    backdrop(s, {
      color: "#e3d3b7",
      horizon: 1.3,
      window: { x: 120, y: 40, strength: 0.32 },
    });
    book(
      s,
      v,
      {
        at: corner(0.16, 0, 0.4),
        yaw: 0.16,
        color: "#c39a68",
        feel: "kraft",
        thick: 1.1,
        soft: true,
        corner: 0.5,
      },
      (b) => {
        b.print(
          [
            ...word("OBI", 7.4, 15.2, 1.5),
            {
              ink: 0,
              open: true,
              stroke: 0.07,
              rings: [
                [
                  [4.4, 13.7],
                  [10.4, 13.7],
                ],
              ],
            },
          ],
          ["#3c2415"],
          { x: 0 },
        );
        b.done();
        b.cord("#efe3c8", 7.5);
      },
    );
    pen(s, v, [-11, -5], [-10, 8], { color: "#3c2415" });
  },
  "ibadan-rooftops-sketchbook": (s) => {
    const v = above({ scale: 35 });
    backdrop(s, {
      color: "#cdb9a6",
      horizon: 1.3,
      leaves: { x: -60, y: 20, turn: 20, size: 0.9 },
    });
    book(
      s,
      v,
      {
        at: corner(-0.22, 0, 0.4, 20, 20),
        yaw: -0.22,
        w: 20,
        h: 20,
        color: "#2e2a31",
        thick: 2,
      },
      (b) => {
        b.foil(
          rooftops(17.6, 9.4, { x: 0, y: 0, rows: 6 }).map((shape) => ({
            ...shape,
            open: true,
            stroke: shape.stroke ?? 0.09,
            rings: shape.rings.map((ring) =>
              ring.map(([x, y]) => [
                Math.max(1.8, Math.min(19.6, x + 1.8)),
                Math.max(0.4, y + 0.6),
              ]),
            ),
          })),
          "#d88a56",
          { x: 0 },
        );
        b.foil(
          [
            ...word("TUNDE", 10.6, 15.4, 1.25),
            {
              ink: 0,
              open: true,
              stroke: 0.08,
              rings: [arc(10.6, 12.4, 1.2, 1.2, 0, Math.PI * 2, 30)],
            },
          ],
          "#d88a56",
          { x: 0 },
        );
        b.done({ hinge: 1.2 });
      },
    );
    pen(s, v, [-10.4, -11.8], [2.5, -13.6], {
      color: "#d7a23e",
      r: 0.36,
      trim: gold("#b9bcc0"),
    });
  },
  "aso-oke-guest-book": (s) => {
    const v = above({ scale: 31, pitch: 0.92 });
    backdrop(s, {
      color: "#ead7d0",
      horizon: 1.3,
      leaves: { x: 1100, y: -20, turn: 128 },
    });
    guestBook(s, v, { at: corner(-0.14, 0, 0.2, 25, 20), yaw: -0.14 });
    petals(s, v, [-11, -11.6], {
      color: "#f2e3da",
      count: 7,
      spread: 3.6,
      r: 1,
      seed: "white",
    });
    beads(
      s,
      v,
      [
        [8, -12.6],
        [10.5, -11.4],
        [13, -12.4],
        [15.5, -10.4],
      ],
      "#e9dcc9",
      0.55,
    );
  },
  "aso-oke-guest-book-2": (s) => {
    const v = upright({ scale: 31, pitch: 0.3, y: 850 });
    backdrop(s, {
      color: "#d9b9ae",
      horizon: 0.66,
      arch: { x: 520, w: 700, top: 60 },
    });
    plant(s, v, [-11.5, 7, 0], {
      pot: "#f4ece0",
      leaf: "#5b7d55",
      size: 0.95,
      seed: "b",
    });
    guestBook(s, v, {
      at: [-9.6, 3, 0],
      yaw: -0.26,
      standing: true,
      tilt: 0.1,
    });
    pen(s, v, [-3.5, -6.5], [10, -5.2], { color: "#f2e9da", r: 0.48 });
    petals(s, v, [-9.5, -5.4], {
      color: "#8e2339",
      count: 6,
      spread: 3,
      r: 0.9,
    });
  },
  "market-day-pocket-notebooks": (s) => {
    const v = above({ scale: 38, y: 560 });
    backdrop(s, {
      color: "#c9d3bf",
      horizon: 1.3,
      window: { x: 60, y: -30, strength: 0.3 },
    });
    const small = (x, y, yaw, color, decorate, z = 0) =>
      book(
        s,
        v,
        {
          at: [...corner(yaw, x, y, 9, 14).slice(0, 2), z],
          yaw,
          w: 9,
          h: 14,
          thick: 0.8,
          corner: 0.8,
          soft: true,
          color,
        },
        (b) => {
          decorate(b);
          b.panel(1.9, 5.9, 5.2, 2.3, "#fbf5e8", 0.25);
          b.print(word("BISI", 4.5, 7.05, 0.85), ["#33241c"], { x: 0 });
          b.done();
        },
      );
    small(-7.2, 1.6, 0.16, "#f0b53d", (b) =>
      b.print(
        asoOke(9, 14, {
          stripes: [
            [0, 0.9],
            [1, 0.45],
            [0, 0.9],
            [2, 0.2],
          ],
          knots: [],
        }),
        ["#f0b53d", "#c4472d", "#7a2431"],
      ),
    );
    small(7.2, 2.2, -0.14, "#e9ddc6", (b) =>
      b.print(leaves(9.4, 14.6, { gap: 2.1 }), ["#35694c", "#8fb38c"]),
    );
    small(
      0.2,
      -1.4,
      0.03,
      "#2a3b78",
      (b) => b.print(dots(9, 14, { gap: 1.25, r: 0.3 }), ["#f2dfb8"]),
      0.85,
    );
  },
  "quiet-morning-prayer-journal": (s) => {
    const v = above();
    backdrop(s, {
      color: "#e9d9d3",
      horizon: 1.3,
      window: { x: 260, y: -80, strength: 0.36 },
    });
    book(
      s,
      v,
      {
        at: corner(-0.2, -0.4, 0.6),
        yaw: -0.2,
        color: "#7d8f82",
        thick: 2.4,
        gilded: true,
      },
      (b) => {
        const rays = Array.from({ length: 13 }, (_, k) => {
          const a = (Math.PI * (k + 0.5)) / 13;
          const long = k % 2 ? 4.6 : 3.9;
          return [
            [7.9 + Math.cos(a) * 2.8, 9.6 + Math.sin(a) * 2.8],
            [7.9 + Math.cos(a) * long, 9.6 + Math.sin(a) * long],
          ];
        });
        b.foil(
          [
            { ink: 0, open: true, stroke: 0.13, rings: rays },
            { ink: 0, rings: [arc(7.9, 9.6, 2.2, 2.2, 0, Math.PI, 30)] },
            {
              ink: 0,
              open: true,
              stroke: 0.1,
              rings: [
                [
                  [3.4, 9.2],
                  [12.4, 9.2],
                ],
              ],
            },
            ...word("AMINA", 7.9, 6.9, 0.95),
            { ink: 0, rings: [star(7.9, 16.6, 0.4)] },
          ],
          "#e8bf6a",
          { x: 0 },
        );
        b.done();
        b.ribbon("#b8863b", 4.6, 0.8);
        b.ribbon("#e6d8c4", 6.2, 1.5);
      },
    );
    beads(
      s,
      v,
      [
        [9.6, -7],
        [11.4, -3],
        [10.2, 1],
        [11.6, 5],
      ],
      "#8c6a4a",
      0.5,
    );
  },
};

export function guestBook(
  sheet,
  view,
  { at, yaw, standing = false, tilt = 0, w = 25, h = 20 },
) {
  book(
    sheet,
    view,
    {
      at,
      yaw,
      standing,
      tilt,
      w,
      h,
      thick: 2.6,
      color: "#7a1f38",
      corner: 0.4,
    },
    (b) => {
      b.print(asoOke(w, h), ["#7a1f38", "#e2b45c", "#a83a50", "#531227"], {
        kind: satin,
      });
      b.panel(w * 0.3, h * 0.34, w * 0.43, h * 0.32, "#fbf4e6");
      b.foil(
        [
          ...word("KEMI", w * 0.515, h * 0.57, 1.15),
          ...word("&", w * 0.515, h * 0.5, 0.7),
          ...word("SEGUN", w * 0.515, h * 0.425, 1.15),
        ],
        "#c08a2e",
        { x: 0 },
      );
      b.done();
      if (!standing) b.ribbon("#e2b45c", w * 0.6);
    },
  );
}
