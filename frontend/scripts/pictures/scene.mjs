// The studio: a seamless backdrop with light on it, and how the finished picture is toned.

import { darker, lighter, mix } from "./light.mjs";
import { curve, dice, line, num, SIDE } from "./sheet.mjs";

/**
 * Paints the backdrop. color is the paper; horizon where wall turns into table (0 … 1 of the height,
 * above 1: only table, seen from above); arch, disc and window are things of the wall.
 */
export function backdrop(
  sheet,
  { color = "#e8d9c8", horizon = 0.64, arch, disc, window, leaves } = {},
) {
  const wall = sheet.fade(0, 0, SIDE * 0.25, SIDE * horizon, [
    [0, lighter(color, 0.2)],
    [0.6, color],
    [1, darker(color, 0.09)],
  ]);
  sheet.add(`<rect width="${SIDE}" height="${SIDE}" fill="${wall}"/>`);
  const edge = SIDE * horizon;
  if (arch) {
    const { x = 540, w = 560, top = 120, tone = darker(color, 0.13) } = arch;
    const d = `M${x - w / 2} ${edge + 20}V${top + w / 2}A${w / 2} ${w / 2} 0 0 1 ${x + w / 2} ${top + w / 2}V${edge + 20}Z`;
    sheet.add(
      `<path d="${d}" fill="${sheet.fade(x - w / 2, 0, x + w / 2, 0, [
        [0, darker(tone, 0.2)],
        [0.14, tone],
        [1, lighter(tone, 0.14)],
      ])}"/>`,
    );
    sheet.add(
      `<path d="${d}" fill="none" stroke="${lighter(color, 0.45)}" stroke-opacity=".55" stroke-width="2.5" transform="translate(1.5 1.5)"/>`,
    );
  }
  if (disc) {
    const {
      x = 540,
      y = 420,
      r = 300,
      tone = mix(color, "#d98a5b", 0.4),
    } = disc;
    sheet.add(
      `<circle cx="${x + 14}" cy="${y + 18}" r="${r}" fill="#3a2015" opacity=".18" filter="${sheet.blur(18)}"/>`,
    );
    sheet.add(
      `<circle cx="${x}" cy="${y}" r="${r}" fill="${sheet.fade(
        x - r,
        y - r,
        x + r,
        y + r,
        [
          [0, lighter(tone, 0.2)],
          [0.5, tone],
          [1, darker(tone, 0.14)],
        ],
      )}"/>`,
    );
  }
  if (horizon < 1) {
    const table = lighter(color, 0.16);
    sheet.add(
      `<rect y="${num(edge - 34)}" width="${SIDE}" height="${num(SIDE - edge + 40)}" fill="${sheet.fade(
        0,
        edge - 34,
        0,
        SIDE,
        [
          [0, table, 0],
          [0.16, table],
          [0.5, lighter(color, 0.3)],
          [1, color],
        ],
      )}"/>`,
    );
  }
  sheet.add(
    `<rect width="${SIDE}" height="${SIDE}" fill="${sheet.glow(
      330,
      horizon > 1 ? 300 : SIDE * (horizon - 0.2),
      720,
      [
        [0, "#fff6e6", 0.5],
        [0.55, "#fff3e0", 0.14],
        [1, "#fff3e0", 0],
      ],
      0.85,
    )}"/>`,
  );
  if (window) panes(sheet, window);
  if (leaves) leafShade(sheet, leaves);
}

/** Sun through a window, slanting over wall and table. */
function panes(
  sheet,
  { x = 120, y = 60, w = 150, h = 210, skew = -18, strength = 0.3 } = {},
) {
  let svg = "";
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      svg += `<rect x="${x + i * (w + 22)}" y="${y + j * (h + 26)}" width="${w}" height="${h}"/>`;
  sheet.add(
    `<g fill="#fff4d8" opacity="${strength}" transform="skewY(${skew}) translate(0 150)" filter="${sheet.blur(9)}">${svg}</g>`,
  );
}

/** The shade of a palm leaf from outside the picture. */
function leafShade(
  sheet,
  {
    x = 1100,
    y = -40,
    turn = 140,
    size = 1,
    strength = 0.14,
    seed = "palm",
  } = {},
) {
  const roll = dice(seed);
  let svg = "";
  for (let k = 0; k < 15; k++) {
    const t = k / 14;
    const [px, py] = [t * 620 * size, Math.sin(t * 1.3) * 90 * size];
    for (const side of [-1, 1]) {
      const a = side * (1.05 - t * 0.55) + roll() * 0.08;
      const length =
        (300 - 150 * Math.abs(t - 0.4)) *
        size *
        (0.5 + 0.5 * Math.sin(Math.PI * (0.15 + t * 0.8)));
      const tip = [px + Math.cos(a) * length, py + Math.sin(a) * length];
      const bulge = [
        px + Math.cos(a - side * 0.14) * length * 0.5,
        py + Math.sin(a - side * 0.14) * length * 0.5,
      ];
      const inner = [
        px + Math.cos(a + side * 0.06) * length * 0.5,
        py + Math.sin(a + side * 0.06) * length * 0.5,
      ];
      svg += `<path d="${line([...curve([[px, py], bulge, tip], 6), ...curve([tip, inner, [px, py]], 6)])}"/>`;
    }
  }
  sheet.add(
    `<g fill="#4a2f22" opacity="${strength}" transform="translate(${x} ${y}) rotate(${turn})" filter="${sheet.blur(11)}">${svg}</g>`,
  );
}

/** The last light: a little warmth at the upper left, darker corners. */
export function finish(sheet) {
  sheet.add(
    `<rect width="${SIDE}" height="${SIDE}" fill="${sheet.glow(470, 480, 860, [
      [0, "#2b150c", 0],
      [0.62, "#2b150c", 0],
      [1, "#2b150c", 0.2],
    ])}"/>`,
  );
  sheet.add(
    `<rect width="${SIDE}" height="${SIDE}" fill="${sheet.glow(60, 20, 760, [
      [0, "#ffe9c2", 0.2],
      [1, "#ffe9c2", 0],
    ])}"/>`,
  );
}
