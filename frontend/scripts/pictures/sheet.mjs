// The sheet that a picture is drawn on: SVG text with shared definitions, and the numbers behind it.

export const SIDE = 1080;

/** Writes a coordinate with one decimal: finer than the eye, short in the file. */
export const num = (x) => String(Math.round(x * 10) / 10);

/** A repeatable stream of numbers in [0, 1) (mulberry32), so that every run draws the same picture. */
export function dice(seed) {
  let state = 0;
  for (const letter of String(seed))
    state = (Math.imul(state, 31) + letter.codePointAt(0)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Path data through points; closed unless open is set. */
export function line(points, open = false) {
  return `M${points.map(([x, y]) => `${num(x)} ${num(y)}`).join("L")}${open ? "" : "Z"}`;
}

/** Path data of an ellipse. */
export function oval(x, y, rx, ry) {
  return `M${num(x - rx)} ${num(y)}a${num(rx)} ${num(ry)} 0 1 0 ${num(2 * rx)} 0a${num(rx)} ${num(ry)} 0 1 0 ${num(-2 * rx)} 0Z`;
}

/** Points on an arc, angles in radians counted from the x axis towards y. */
export function arc(x, y, rx, ry, from, to, steps = 24) {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const a = from + ((to - from) * i) / steps;
    return [x + rx * Math.cos(a), y + ry * Math.sin(a)];
  });
}

/** Points of a smooth curve (Catmull-Rom) through the given points. */
export function curve(points, steps = 12) {
  const out = [];
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, d] = [
      points[Math.max(i - 1, 0)],
      points[i],
      points[i + 1],
      points[Math.min(i + 2, points.length - 1)],
    ];
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      out.push(
        b.map(
          (_, n) =>
            0.5 *
            (2 * b[n] +
              (c[n] - a[n]) * t +
              (2 * a[n] - 5 * b[n] + 4 * c[n] - d[n]) * t * t +
              (3 * b[n] - a[n] - 3 * c[n] + d[n]) * t ** 3),
        ),
      );
    }
  }
  out.push(points.at(-1));
  return out;
}

/** The convex outline of points. */
export function hull(points) {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (list) => {
    const kept = [];
    for (const p of list) {
      while (kept.length > 1) {
        const [a, b] = kept.slice(-2);
        if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0)
          break;
        kept.pop();
      }
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

export class Sheet {
  #definitions = new Map();
  #body = [];

  /** Adds drawing on top of all that is there. */
  add(...svg) {
    this.#body.push(...svg);
  }

  /** Runs draw and returns what it added instead of leaving it on the sheet. */
  capture(draw) {
    const before = this.#body;
    this.#body = [];
    draw();
    const svg = this.#body.join("");
    this.#body = before;
    return svg;
  }

  /** Defines a thing once and returns its url(#…). make gets the id. */
  define(key, make) {
    if (!this.#definitions.has(key)) {
      const id = `d${this.#definitions.size}`;
      this.#definitions.set(key, { id, svg: "" });
      this.#definitions.get(key).svg = make(id);
    }
    return `url(#${this.#definitions.get(key).id})`;
  }

  blur(size) {
    return this.define(
      `blur ${num(size)}`,
      (id) =>
        `<filter id="${id}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${num(size)}"/></filter>`,
    );
  }

  clip(d) {
    return this.define(
      `clip ${d}`,
      (id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`,
    );
  }

  mask(svg) {
    return this.define(
      `mask ${svg}`,
      (id) =>
        `<mask id="${id}" maskUnits="userSpaceOnUse" x="-200" y="-200" width="1480" height="1480">${svg}</mask>`,
    );
  }

  /** A straight gradient between two points of the sheet; stops are [offset, colour, opacity?]. */
  fade(x1, y1, x2, y2, stops) {
    const at = [x1, y1, x2, y2].map(num);
    return this.define(
      `fade ${at} ${stops}`,
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${at[0]}" y1="${at[1]}" x2="${at[2]}" y2="${at[3]}">${stopList(stops)}</linearGradient>`,
    );
  }

  /** A round gradient; squash flattens it. */
  glow(x, y, r, stops, squash = 1) {
    const at = [x, y, r, squash].map((n) => Math.round(n * 100) / 100);
    return this.define(
      `glow ${at} ${stops}`,
      (id) =>
        `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="${at[2]}" gradientTransform="translate(${at[0]} ${at[1]}) scale(1 ${at[3]})">${stopList(stops)}</radialGradient>`,
    );
  }

  toString() {
    const definitions = [...this.#definitions.values()]
      .map((d) => d.svg)
      .join("");
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}"><defs>${definitions}</defs>${this.#body.join("")}</svg>`;
  }
}

export function stopList(stops) {
  return stops
    .map(
      ([offset, color, opacity = 1]) =>
        `<stop offset="${Math.round(offset * 1000) / 1000}" stop-color="${color}"${opacity < 1 ? ` stop-opacity="${Math.round(opacity * 1000) / 1000}"` : ""}/>`,
    )
    .join("");
}
