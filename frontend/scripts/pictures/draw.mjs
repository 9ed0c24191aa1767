// Draws the demo shop's pictures: node scripts/pictures/draw.mjs [name …] [--into folder]
// Without names, all of them. The same sources draw the same pictures, whatever the day and machine.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { bottles } from "./goods/bottles.mjs";
import { categories } from "./goods/categories.mjs";
import { cups } from "./goods/cups.mjs";
import { journals } from "./goods/journals.mjs";
import { packs } from "./goods/packs.mjs";
import { finish } from "./scene.mjs";
import { Sheet } from "./sheet.mjs";

const args = process.argv.slice(2);
const flag = args.indexOf("--into");
const [, folder] = flag < 0 ? [] : args.splice(flag, 2);
const into =
  folder ??
  fileURLToPath(new URL("../../../internal/demo/pictures", import.meta.url));
const pictures = { ...journals, ...bottles, ...cups, ...packs, ...categories };
const unknown = args.filter((name) => !pictures[name]);
if (unknown.length)
  throw new Error(
    `No picture is called ${unknown.join(", ")}. There are: ${Object.keys(pictures).join(", ")}`,
  );

await mkdir(into, { recursive: true });
for (const name of args.length ? args : Object.keys(pictures)) {
  const sheet = new Sheet();
  pictures[name](sheet);
  finish(sheet);
  await sharp(Buffer.from(sheet.toString()))
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 80, mozjpeg: true, progressive: true })
    .toFile(join(into, `${name}.jpg`));
}
