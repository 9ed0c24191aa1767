// How materials answer the studio's light: one big softbox at the upper left, a strip at the right,
// a bright ceiling, a warm floor. A material turns a surface's direction into a colour.

const toLinear = (c) =>
  c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const toScreen = (c) =>
  c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055;
const shoulder = (x) =>
  x < 0.75 ? x : 0.75 + 0.25 * (1 - Math.exp((0.75 - x) / 0.25));

export function parse(hex) {
  return [1, 3, 5].map((i) =>
    toLinear(parseInt(hex.slice(i, i + 2), 16) / 255),
  );
}

export function write(rgb) {
  return `#${rgb
    .map((c) =>
      Math.round(255 * toScreen(Math.min(1, shoulder(Math.max(0, c)))))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** A colour between two, in linear light. */
export function mix(a, b, t) {
  const [p, q] = [parse(a), parse(b)];
  return `#${p
    .map((c, i) =>
      Math.round(255 * toScreen(c + (q[i] - c) * t))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

export const lighter = (color, t) => mix(color, "#ffffff", t);
export const darker = (color, t) => mix(color, "#140a06", t);

const unit = (v) => v.map((c) => c / Math.hypot(...v));
const KEY = unit([-0.62, 0.62, 0.52]);
const smooth = (edge0, edge1, x) => {
  const t = Math.min(1, Math.max(0, (x - edge0) / (edge1 - edge0)));
  return t * t * (3 - 2 * t);
};
const band = (x, middle, half, soft) =>
  smooth(half + soft, half - soft, Math.abs(x - middle));

let materials = 0;

/**
 * A material. gloss is the strength of mirrored light, rough how blurred it is (0.05 … 0.8), metal
 * whether the mirrored light takes the material's colour.
 * `material.at([x right, y up, z towards us])` is a colour; `material.id` tells materials apart.
 */
export function material(
  color,
  { gloss = 0.25, rough = 0.25, metal = 0, ambient = 1 } = {},
) {
  const base = parse(color);
  const at = ([x, y, z]) => {
    const facing = x * KEY[0] + y * KEY[1] + z * KEY[2];
    const lamp = Math.max(0, (facing + 0.3) / 1.3) ** 1.25;
    const diffuse =
      ambient * (0.2 + 0.16 * (y * 0.5 + 0.5) + 0.05 * Math.max(0, z)) +
      0.9 * lamp;
    const turnedAway =
      0.72 + 0.28 * Math.min(1, Math.max(0, z) * 1.25 + Math.max(0, -x) * 0.35);
    const bounce = 0.1 * Math.max(0, 0.5 - y) * (0.4 + 0.6 * Math.abs(x));
    const azimuth = Math.atan2(2 * z * x, 2 * z * z - 1);
    const height = 2 * z * y;
    const soft = 0.06 + rough;
    const box =
      band(azimuth, -1.12, 0.36, soft) * band(height, 0.15, 0.95, 0.25 + rough);
    const strip =
      band(azimuth, 1.95, 0.16, soft * 0.8) * band(height, 0.1, 0.9, 0.3);
    const ceiling = smooth(0.62, 1, height);
    const edge = (1 - Math.max(0, z)) ** 4;
    const mirror = 1.15 * box + 0.55 * strip + 0.45 * ceiling + 0.22 * edge;
    const room =
      0.2 +
      0.14 * (height * 0.5 + 0.5) +
      1.35 * box +
      0.75 * strip +
      0.22 * band(azimuth, 0.45, 0.3, 0.35) +
      0.5 * ceiling +
      0.12 * edge;
    return write(
      base.map((c, i) => {
        const warm = [1.06, 0.98, 0.86][i];
        return (
          (1 - metal) *
            (c * (diffuse + bounce * warm) * turnedAway + gloss * mirror) +
          metal * c * (room + 0.25 * lamp)
        );
      }),
    );
  };
  return { id: ++materials, color, at };
}

const memory = new Map();
function recall(key, make) {
  if (!memory.has(key)) memory.set(key, make());
  return memory.get(key);
}

/** Ready materials by feel. */
export const glaze = (color) =>
  recall(`glaze ${color}`, () => material(color, { gloss: 0.42, rough: 0.1 }));
export const satin = (color) =>
  recall(`satin ${color}`, () => material(color, { gloss: 0.15, rough: 0.42 }));
export const matt = (color) =>
  recall(`matt ${color}`, () => material(color, { gloss: 0.035, rough: 0.8 }));
export const steel = (color = "#d7d9dc") =>
  recall(`steel ${color}`, () => material(color, { metal: 1, rough: 0.22 }));
export const gold = (color = "#d9a94e") =>
  recall(`gold ${color}`, () =>
    material(color, { metal: 0.9, gloss: 0.2, rough: 0.2 }),
  );
