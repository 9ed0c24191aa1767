// Solids on the table: the camera, things turned on a lathe, plates cut from an outline, and tubes.
// Lengths are centimetres: x to the right, y away from us, z up.

import { arc, hull, line, num, stopList } from "./sheet.mjs";

/** An orthographic camera. pitch (radians) is how far it looks down; [x, y] is where the world's middle falls. */
export function camera({ pitch = 0.2, scale = 30, x = 540, y = 860 } = {}) {
  const [sin, cos] = [Math.sin(pitch), Math.cos(pitch)];
  return {
    sin,
    cos,
    scale,
    see: ([px, py, pz = 0]) => [
      x + scale * px,
      y - scale * (py * sin + pz * cos),
    ],
    /** A direction of the world as seen: right, up, towards us. */
    turn: ([nx, ny, nz]) => [nx, ny * sin + nz * cos, nz * sin - ny * cos],
  };
}

/** Points of the profile [radius, height] with its corners rounded by r. */
export function soften(profile, r, steps = 12) {
  const out = [profile[0]];
  for (let i = 1; i < profile.length - 1; i++) {
    const [a, b, c] = [profile[i - 1], profile[i], profile[i + 1]];
    const cut = (p) => {
      const length = Math.hypot(p[0] - b[0], p[1] - b[1]) || 1;
      const k = Math.min(r, length / 2) / length;
      return [b[0] + (p[0] - b[0]) * k, b[1] + (p[1] - b[1]) * k];
    };
    const [from, to] = [cut(a), cut(c)];
    for (let k = 0; k <= steps; k++) {
      const t = k / steps;
      out.push(
        [0, 1].map(
          (n) =>
            (1 - t) ** 2 * from[n] + 2 * t * (1 - t) * b[n] + t * t * to[n],
        ),
      );
    }
  }
  out.push(profile.at(-1));
  return out;
}

/** A thing turned on a lathe. profile runs from the foot up; at is where it stands. */
export function lathe(view, profile, at = [0, 0, 0]) {
  const [ox, oy] = view.see(at);
  const yOf = (h) => oy - view.scale * h * view.cos;
  const rOf = (h) => {
    for (let i = 1; i < profile.length; i++) {
      const [[r0, h0], [r1, h1]] = [profile[i - 1], profile[i]];
      if (h >= h0 && h <= h1 && h1 > h0)
        return r0 + ((r1 - r0) * (h - h0)) / (h1 - h0);
    }
    return h < profile[0][1] ? profile[0][0] : profile.at(-1)[0];
  };
  /** Where angle θ (0: front, π/2: right) and height h are seen. */
  const spot = (angle, h, r = rOf(h)) => [
    ox + view.scale * r * Math.sin(angle),
    yOf(h) + view.scale * r * Math.cos(angle) * view.sin,
  ];

  /** Paints the side; up to a height, only what is in front of that height's ring is painted. */
  const paint = (sheet, material, from = -Infinity, to = Infinity) => {
    if (to === Infinity) return turn(sheet, material, from, to);
    const edge = Array.from({ length: 33 }, (_, i) =>
      spot(-Math.PI / 2 + (Math.PI * i) / 32, to),
    );
    const below = line([
      [edge[0][0] - 40, edge[0][1]],
      ...edge,
      [edge.at(-1)[0] + 40, edge.at(-1)[1]],
      [edge.at(-1)[0] + 40, 2400],
      [edge[0][0] - 40, 2400],
    ]);
    sheet.add(
      `<g clip-path="${sheet.clip(below)}">${sheet.capture(() => turn(sheet, material, from, to))}</g>`,
    );
  };
  const turn = (sheet, material, from, to) => {
    for (let i = 1; i < profile.length; i++) {
      let [[r0, h0], [r1, h1]] = [profile[i - 1], profile[i]];
      if (h1 < from || h0 > to) continue;
      if (h1 > h0 && (h0 < from || h1 > to)) {
        [h0, h1] = [Math.max(h0, from), Math.min(h1, to)];
        [r0, r1] = [rOf(h0), rOf(h1)];
      }
      const slope = Math.round(
        (Math.atan2(r0 - r1, Math.max(h1 - h0, 0)) * 180) / Math.PI,
      );
      const fill = sheet.define(
        `turned ${material.id} ${slope} ${num(view.sin * 100)}`,
        (id) =>
          `<linearGradient id="${id}">${stopList(ring(view, material, (slope * Math.PI) / 180))}</linearGradient>`,
      );
      const [a0, a1] = [view.scale * r0, view.scale * r1];
      const [e0, e1] = [a0 * view.sin, a1 * view.sin];
      const d =
        h1 - h0 < 1e-6
          ? `M${num(ox - a0)} ${num(yOf(h0))}a${num(a0)} ${num(e0)} 0 1 0 ${num(2 * a0)} 0a${num(a0)} ${num(e0)} 0 1 0 ${num(-2 * a0)} 0Z`
          : `M${num(ox - a0)} ${num(yOf(h0))}A${num(a0)} ${num(e0)} 0 0 0 ${num(ox + a0)} ${num(yOf(h0))}L${num(ox + a1)} ${num(yOf(h1))}A${num(a1)} ${num(e1)} 0 0 0 ${num(ox - a1)} ${num(yOf(h1))}Z`;
      sheet.add(`<path d="${d}" fill="${fill}"/>`);
    }
  };
  /** Paints shapes of another material on the side; warp turns their points into [angle, height]. */
  const inlay = (sheet, material, svg) => {
    const drawing = sheet.capture(() => paint(sheet, material));
    sheet.add(`<g mask="${sheet.mask(svg)}">${drawing}</g>`);
  };
  /** The front strip of the side between two heights, as path data. */
  const belt = (h0, h1, steps = 30) => {
    const low = Array.from({ length: steps + 1 }, (_, i) =>
      spot(-Math.PI / 2 + (Math.PI * i) / steps, h0),
    );
    const side = (angle) =>
      Array.from({ length: 9 }, (_, i) =>
        spot(angle, h0 + ((h1 - h0) * i) / 8),
      );
    const high = Array.from({ length: steps + 1 }, (_, i) =>
      spot(Math.PI / 2 - (Math.PI * i) / steps, h1),
    );
    return line([
      ...low,
      ...side(Math.PI / 2),
      ...high,
      ...side(-Math.PI / 2).reverse(),
    ]);
  };
  const rim = (h, r = rOf(h)) => ({
    x: ox,
    y: yOf(h),
    rx: view.scale * r,
    ry: view.scale * r * view.sin,
  });
  const widest = profile.flatMap(([r, h]) =>
    arc(at[0], at[1], r, r, 0, 2 * Math.PI, 20).map(([x, y]) => [
      x,
      y,
      h + (at[2] ?? 0),
    ]),
  );
  return {
    paint,
    inlay,
    belt,
    spot,
    rim,
    rOf,
    points: widest,
    at,
    foot: profile[0][0],
  };
}

function ring(view, material, slope) {
  return Array.from({ length: 29 }, (_, i) => {
    const angle = -Math.PI / 2 + (Math.PI * i) / 28;
    const normal = [
      Math.sin(angle) * Math.cos(slope),
      -Math.cos(angle) * Math.cos(slope),
      Math.sin(slope),
    ];
    return [(Math.sin(angle) + 1) / 2, material.at(view.turn(normal))];
  });
}

/** An outline w × h from the origin with rounded corners; r may be one radius or four from the origin's corner round. */
export function plate(w, h, r = 0, steps = 6) {
  const [a, b, c, d] = Array.isArray(r) ? r : [r, r, r, r];
  const q = Math.PI / 2;
  const corner = (x, y, rr, from) =>
    rr ? arc(x, y, rr, rr, from, from + q, steps) : [[x, y]];
  return [
    ...corner(a, a, a, 2 * q),
    ...corner(w - b, b, b, 3 * q),
    ...corner(w - c, h - c, c, 0),
    ...corner(d, h - d, d, q),
  ];
}

/** A frame of reference: local (a, b, c) to the world. lying: c is up; standing: b is up and c points at us. */
export function pose({ at = [0, 0, 0], yaw = 0, tilt = 0, standing = false }) {
  const [sin, cos] = [Math.sin(yaw), Math.cos(yaw)];
  const [ts, tc] = [Math.sin(tilt), Math.cos(tilt)];
  return ([a, b, c = 0]) => {
    const [x, y, z] = standing
      ? [a, b * ts - c * tc, b * tc + c * ts]
      : [a, b * tc - c * ts, c * tc + b * ts];
    return [
      at[0] + x * cos - y * sin,
      at[1] + x * sin + y * cos,
      (at[2] ?? 0) + z,
    ];
  };
}

export function normalOf(view, place, p, q, r) {
  const [a, b, c] = [place(p), place(q), place(r)];
  const u = b.map((v, i) => v - a[i]);
  const w = c.map((v, i) => v - a[i]);
  const n = [
    u[1] * w[2] - u[2] * w[1],
    u[2] * w[0] - u[0] * w[2],
    u[0] * w[1] - u[1] * w[0],
  ];
  const length = Math.hypot(...n) || 1;
  return view.turn(n.map((v) => v / length));
}

/** A plate with thickness from c0 to c1 over a convex outline (counter-clockwise in a, b). */
export function block(sheet, view, place, outline, c0, c1, side, top = side) {
  const see = (p) => view.see(place(p));
  outline.forEach((p, i) => {
    const q = outline[(i + 1) % outline.length];
    if (Math.hypot(q[0] - p[0], q[1] - p[1]) < 1e-6) return;
    const normal = normalOf(view, place, [...p, c0], [...q, c0], [...p, c1]);
    if (normal[2] <= 0.001) return;
    const color = side.at(normal);
    sheet.add(
      `<path d="${line([see([...p, c0]), see([...q, c0]), see([...q, c1]), see([...p, c1])])}" fill="${color}" stroke="${color}" stroke-width=".7"/>`,
    );
  });
  const face = line(outline.map((p) => see([...p, c1])));
  const color = top.at(
    normalOf(view, place, [0, 0, c1], [1, 0, c1], [0, 1, c1]),
  );
  sheet.add(`<path d="${face}" fill="${color}"/>`);
  return {
    face,
    color,
    points: outline.flatMap((p) => [place([...p, c0]), place([...p, c1])]),
  };
}

/** A round bar along points of the sheet, shaded across. radius may be a function of 0 … 1. */
export function tube(sheet, points, radius, material, bands = 11) {
  const size = typeof radius === "function" ? radius : () => radius;
  const rails = points.map((p, i) => {
    const [a, b] = [
      points[Math.max(i - 1, 0)],
      points[Math.min(i + 1, points.length - 1)],
    ];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const across = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
    return { p, across, r: size(i / (points.length - 1)) };
  });
  const place = ({ p, across, r }, t) => [
    p[0] + across[0] * r * t,
    p[1] + across[1] * r * t,
  ];
  for (let k = 0; k < bands; k++) {
    const [t0, t1] = [-1 + (2 * k) / bands, -1 + (2 * (k + 1)) / bands];
    const middle = (t0 + t1) / 2;
    const z = Math.sqrt(1 - middle * middle);
    for (let i = 1; i < rails.length; i++) {
      const [a, b] = [rails[i - 1], rails[i]];
      const color = material.at([
        a.across[0] * middle,
        -a.across[1] * middle,
        z,
      ]);
      sheet.add(
        `<path d="${line([place(a, t0), place(b, t0), place(b, t1), place(a, t1)])}" fill="${color}" stroke="${color}" stroke-width=".8"/>`,
      );
    }
  }
}

/** The shadow that points of the world throw on the table: soft and long from the lamp, dark and tight below. */
export function shadow(
  sheet,
  view,
  points,
  { length = 0.55, dark = 0.46, soft = 16, ground = 0 } = {},
) {
  const onTable = (stretch) =>
    hull(
      points.map(([x, y, z]) =>
        view.see([
          x + (z - ground) * 0.95 * stretch,
          y + (z - ground) * 0.28 * stretch,
          ground,
        ]),
      ),
    );
  const [far, near] = [onTable(length), onTable(length * 0.35)];
  const foot = hull(
    points
      .filter((p) => p[2] - ground < 0.8)
      .map(([x, y]) => view.see([x, y, ground])),
  );
  const ink = "#2a1a14";
  sheet.add(
    `<path d="${line(far)}" fill="${ink}" opacity="${dark * 0.55}" filter="${sheet.blur(soft * 2)}"/>`,
    `<path d="${line(near)}" fill="${ink}" opacity="${dark * 0.75}" filter="${sheet.blur(soft)}"/>`,
    `<path d="${line(foot)}" fill="${ink}" opacity="${dark * 1.5}" transform="translate(3 4)" filter="${sheet.blur(5)}"/>`,
  );
}
