// Books: two boards, a block of pages, what is printed on the cover, and what holds it shut.

import { darker, gold, lighter, matt, satin } from "./light.mjs";
import { stamp } from "./motif.mjs";
import { curve, dice, line, num } from "./sheet.mjs";
import { block, normalOf, plate, pose } from "./solid.mjs";

/** A book w × h × thick. Paints itself; decorate the cover through the result's print(). */
export function journal(
  sheet,
  view,
  {
    at = [0, 0, 0],
    yaw = -0.3,
    standing = false,
    tilt = 0,
    w = 14.8,
    h = 21,
    thick = 1.9,
    color = "#26346b",
    feel = "cloth",
    pages = "#f1e6cf",
    gilded = false,
    corner = 0.7,
    spine,
    soft = false,
  } = {},
) {
  const place = pose({ at, yaw, standing, tilt });
  const see = (p) => view.see(place(p));
  const cover = (feel === "leather" ? satin : matt)(color);
  const board = soft ? 0.08 : 0.22;
  const outline = plate(w, h, [0.12, corner, corner, 0.12]);
  const inset = soft ? 0.05 : 0.32;
  const leaf = plate(w - inset - 0.1, h - 2 * inset, [
    0,
    corner * 0.7,
    corner * 0.7,
    0,
  ]).map(([a, b]) => [a + 0.1, b + inset]);
  const paper = gilded ? gold("#d6aa55") : matt(pages);
  const normal = normalOf(
    view,
    place,
    [0, 0, thick],
    [1, 0, thick],
    [0, 1, thick],
  );

  block(sheet, view, place, outline, 0, board, cover);
  block(sheet, view, place, leaf, board, thick - board, paper);
  pageLines(
    sheet,
    view,
    place,
    leaf,
    board,
    thick - board,
    gilded ? "#7a5518" : "#8a7350",
  );
  if (!soft)
    block(sheet, view, place, plate(0.5, h, 0.1), board, thick - board, cover);
  sheet.add(
    `<path d="${line(leaf.map((p) => see([...p, thick - board])))}" fill="#1b100a" opacity=".4" filter="${sheet.blur(2.2)}"/>`,
  );
  const { face } = block(
    sheet,
    view,
    place,
    outline,
    thick - board,
    thick,
    cover,
  );
  const clip = sheet.clip(face);
  const on = ([s, t]) => see([s, t, thick]);
  const lit = (material) => material.at(normal);

  const api = {
    see,
    on,
    place,
    face,
    normal,
    points: outline.flatMap((p) => [place([...p, 0]), place([...p, thick])]),
    /** Shapes on the cover; colours by ink. feel may be satin, matt or gold. */
    print(
      shapes,
      colors,
      { x = w / 2, y = 0, press = false, kind = matt } = {},
    ) {
      const warp = ([s, t]) => on([s + x, t + y]);
      const tint = (ink) => (colors[ink] ? lit(kind(colors[ink])) : "none");
      const svg = stamp(shapes, warp, tint, view.scale);
      if (press)
        sheet.add(
          `<g clip-path="${clip}"><g opacity=".4" transform="translate(-1 -1.2)">${stamp(shapes, warp, () => "#120905", view.scale)}</g><g opacity=".3" transform="translate(1 1.1)">${stamp(shapes, warp, () => "#fff", view.scale)}</g></g>`,
        );
      sheet.add(`<g clip-path="${clip}">${svg}</g>`);
    },
    /** Gold or copper leaf: a print with light running over it. */
    foil(shapes, color = "#e3b558", where = {}) {
      const { x = w / 2, y = 0 } = where;
      const svg = stamp(
        shapes,
        ([s, t]) => on([s + x, t + y]),
        () => "#fff",
        view.scale,
      );
      const [p, q] = [on([0, h]), on([w, 0])];
      const shine = sheet.fade(...p, ...q, [
        [0, darker(color, 0.1)],
        [0.3, lighter(color, 0.55)],
        [0.45, color],
        [0.62, darker(color, 0.3)],
        [0.75, lighter(color, 0.35)],
        [1, darker(color, 0.2)],
      ]);
      sheet.add(
        `<g opacity=".35" transform="translate(.8 1.2)"><g mask="${sheet.mask(svg)}"><path d="${face}" fill="#120905"/></g></g>`,
        `<g mask="${sheet.mask(svg)}"><path d="${face}" fill="${shine}"/></g>`,
      );
    },
    /** A plain panel let into the cover. */
    panel(x, y, pw, ph, paperColor, r = 0.2) {
      const d = line(plate(pw, ph, r).map(([a, b]) => on([a + x, b + y])));
      sheet.add(
        `<path d="${d}" fill="${lit(matt(paperColor))}"/><path d="${d}" fill="none" stroke="#000" stroke-opacity=".25" stroke-width="1.6" transform="translate(-.6 -.8)"/><path d="${d}" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="1.2" transform="translate(.8 1)"/>`,
      );
    },
    /** The last touches: weave or grain, hinge, light across the cover. */
    done({ hinge = 1.3 } = {}) {
      sheet.add(`<g clip-path="${clip}">${texture(sheet, feel, face)}</g>`);
      if (hinge && !soft) {
        const groove = (x) => line([on([x, 0]), on([x, h])], true);
        sheet.add(
          `<path d="${groove(hinge)}" stroke="#0c0604" stroke-opacity=".4" stroke-width="5" filter="${sheet.blur(1.6)}"/><path d="${groove(hinge + 0.16)}" stroke="#fff" stroke-opacity=".22" stroke-width="2"/>`,
        );
      }
      const [p, q] = [on([0, h]), on([w, 0])];
      sheet.add(
        `<path d="${face}" fill="${sheet.fade(...p, ...q, [
          [0, "#fff4df", 0.3],
          [0.35, "#fff4df", 0.07],
          [0.6, "#1a0c06", 0.02],
          [1, "#1a0c06", 0.26],
        ])}"/>`,
      );
      sheet.add(
        `<path d="${face}" fill="none" stroke="#fff" stroke-opacity=".28" stroke-width="1.5"/>`,
      );
    },
    elastic(ink = "#191512", x = w - 1.5) {
      const width = 0.55;
      const quad = (dx, c) =>
        [
          [x + dx, 0, c],
          [x + width + dx, 0, c],
          [x + width + dx, h, c],
          [x + dx, h, c],
        ].map(see);
      sheet.add(
        `<path d="${line(quad(0.2, thick))}" fill="#000" opacity=".4" filter="${sheet.blur(3)}"/>`,
      );
      const top = quad(0, thick + 0.08);
      sheet.add(
        `<path d="${line(top)}" fill="${sheet.fade(...top[0], ...top[1], [
          [0, lighter(ink, 0.06)],
          [0.4, ink],
          [1, darker(ink, 0.4)],
        ])}"/>`,
      );
      const side = [
        [x, 0, thick],
        [x + width, 0, thick],
        [x + width, 0, 0],
        [x, 0, 0],
      ].map(see);
      if (!standing)
        sheet.add(`<path d="${line(side)}" fill="${darker(ink, 0.35)}"/>`);
    },
    stitches(ink = "#e8cf9f", gap = 0.55) {
      const r = plate(w - 2 * gap, h - 2 * gap, corner * 0.7).map(([a, b]) =>
        on([a + gap, b + gap]),
      );
      sheet.add(
        `<path d="${line(r)}" fill="none" stroke="#140a06" stroke-opacity=".45" stroke-width="4.4" transform="translate(.8 1.2)" stroke-dasharray="10 5"/><path d="${line(r)}" fill="none" stroke="${ink}" stroke-width="3" stroke-linecap="round" stroke-dasharray="9 6"/>`,
      );
    },
    /** A ribbon that comes out of the pages below. */
    ribbon(ink = "#8e1f33", x = w * 0.36, sway = 1) {
      const mid = thick / 2;
      const ground = (a, b) => see([a, b, 0.05]);
      const centre = curve(
        [
          see([x, 0.3, mid]),
          see([x + 0.1, -0.5, mid * 0.8]),
          ground(x + 0.7 * sway, -2.1),
          ground(x + 0.2 * sway, -3.6),
          ground(x + 1.1 * sway, -5),
        ],
        8,
      );
      const half = view.scale * 0.24;
      const left = centre.map(([a, b]) => [a - half, b]);
      const right = centre
        .map(([a, b]) => [a + half, b + half * 0.3])
        .reverse();
      const end = centre.at(-1);
      const d = line([...left, [end[0], end[1] - half * 1.3], ...right]);
      sheet.add(
        `<path d="${d}" fill="#1a0c08" opacity=".35" transform="translate(5 5)" filter="${sheet.blur(3)}"/><path d="${d}" fill="${sheet.fade(
          centre[0][0] - 20,
          centre[0][1],
          end[0] + 20,
          end[1],
          [
            [0, darker(ink, 0.3)],
            [0.35, lighter(ink, 0.25)],
            [0.6, ink],
            [1, lighter(ink, 0.12)],
          ],
        )}"/>`,
      );
    },
    cord(ink = "#efe3c8", y = h * 0.46) {
      for (const dy of [0, 0.42]) {
        const pts = curve(
          [
            [-0.05, y + dy, thick * 0.5],
            [0, y + dy + 0.02, thick + 0.06],
            [w * 0.5, y + dy + 0.12, thick + 0.1],
            [w, y + dy, thick + 0.06],
            [w + 0.05, y + dy, thick * 0.5],
          ].map(see),
          8,
        );
        thread(sheet, pts, ink, 5);
      }
      const knot = see([w * 0.62, y + 0.3, thick + 0.2]);
      for (const [dx, dy, s] of [
        [-1, -0.55, 1],
        [1, -0.7, 1],
      ]) {
        const r = view.scale * 1.6;
        thread(
          sheet,
          curve(
            [
              knot,
              [knot[0] + dx * r * 0.7, knot[1] + dy * r * 1.1],
              [knot[0] + dx * r * 1.25, knot[1] + dy * r * 0.35],
              [knot[0] + dx * r * 0.6, knot[1] + r * 0.12 * s],
              knot,
            ],
            10,
          ),
          ink,
          4.6,
        );
        thread(
          sheet,
          curve(
            [
              knot,
              [knot[0] + dx * r * 0.35, knot[1] + r * 0.7],
              [knot[0] + dx * r * 0.75, knot[1] + r * 1.35],
            ],
            8,
          ),
          ink,
          4.6,
        );
      }
      sheet.add(
        `<circle cx="${num(knot[0])}" cy="${num(knot[1])}" r="8" fill="${ink}" stroke="#5b4630" stroke-opacity=".5"/>`,
      );
    },
  };
  if (spine) api.print(spine.shapes, spine.colors, { x: 0, y: 0 });
  return api;
}

/** A waxed thread with its shadow and twist. */
export function thread(sheet, points, ink, width) {
  const d = line(points, true);
  sheet.add(
    `<g fill="none" stroke-linecap="round" stroke-linejoin="round"><path d="${d}" stroke="#1a0d06" stroke-opacity=".4" stroke-width="${width}" transform="translate(2.5 4)" filter="${sheet.blur(2)}"/><path d="${d}" stroke="${darker(ink, 0.35)}" stroke-width="${width}"/><path d="${d}" stroke="${ink}" stroke-width="${num(width * 0.6)}" transform="translate(-.5 -.7)"/><path d="${d}" stroke="#3d2a18" stroke-opacity=".35" stroke-width="${num(width * 0.7)}" stroke-dasharray="1 5" stroke-linecap="butt"/></g>`,
  );
}

function pageLines(sheet, view, place, outline, c0, c1, ink) {
  let svg = "";
  const roll = dice("pages");
  for (let c = c0 + 0.06; c < c1; c += 0.085) {
    outline.forEach((p, i) => {
      const q = outline[(i + 1) % outline.length];
      if (
        Math.hypot(q[0] - p[0], q[1] - p[1]) < 1e-6 ||
        normalOf(view, place, [...p, c0], [...q, c0], [...p, c1])[2] <= 0.02
      )
        return;
      svg += `<path d="${line([view.see(place([...p, c])), view.see(place([...q, c]))], true)}" stroke-opacity="${num(0.2 + roll() * 0.4)}"/>`;
    });
  }
  sheet.add(`<g fill="none" stroke="${ink}" stroke-width=".9">${svg}</g>`);
}

function texture(sheet, feel, face) {
  if (feel === "leather") {
    const grain = sheet.define(
      "grain",
      (id) =>
        `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".11" numOctaves="3" seed="7" result="n"/><feDiffuseLighting in="n" surfaceScale="1.5" diffuseConstant="1.1" lighting-color="#fff" result="l"><feDistantLight azimuth="225" elevation="52"/></feDiffuseLighting><feColorMatrix in="l" type="matrix" values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  -2.2 0 0 0 2.05"/></filter>`,
    );
    return `<path d="${face}" filter="${grain}" opacity=".55"/>`;
  }
  const kraft = feel === "kraft";
  const weave = sheet.define(
    `weave ${feel}`,
    (id) =>
      `<pattern id="${id}" width="${kraft ? 9 : 5}" height="${kraft ? 7 : 5}" patternUnits="userSpaceOnUse" patternTransform="rotate(${kraft ? 23 : 12})"><path d="M0 1.2H${kraft ? 2 : 5}" stroke="#000" stroke-opacity="${kraft ? 0.5 : 0.6}" stroke-width="${kraft ? 0.8 : 1.2}"/><path d="M${kraft ? 5 : 1.2} 0V${kraft ? 2 : 5}" stroke="#fff" stroke-opacity=".5" stroke-width="1"/></pattern>`,
  );
  return `<path d="${face}" fill="${weave}" opacity="${kraft ? 0.28 : 0.14}"/>`;
}
