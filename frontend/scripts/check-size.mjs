// Fails when the built storefront outgrows its budget. Sizes are brotli at its best, as the server sends them.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const assets = new URL("../../pb_public/assets/", import.meta.url);
const KB = 1000;
/** What every page loads before it can be used, together. */
const FIRST = /^(index|main|rolldown-runtime)-.*\.js$/;
const BUDGET_KB = { first: 72, part: 8, style: 6 };

const size = (name) =>
  brotliCompressSync(readFileSync(new URL(name, assets))).length / KB;

const names = readdirSync(assets).sort();
const first = names.filter((name) => FIRST.test(name));
const rows = [
  ["first load", first.reduce((sum, name) => sum + size(name), 0), "first"],
  ...names
    .filter((name) => name.endsWith(".js") && !FIRST.test(name))
    .map((name) => [name, size(name), "part"]),
  ...names
    .filter((name) => name.endsWith(".css"))
    .map((name) => [name, size(name), "style"]),
];
if (first.length === 0 || !names.some((name) => name.endsWith(".css")))
  throw new Error("Nothing to weigh: run npm run build first.");

let over = false;
for (const [name, kB, kind] of rows) {
  const tooMuch = kB > BUDGET_KB[kind];
  over ||= tooMuch;
  console.log(
    `${tooMuch ? "OVER" : "  ok"} ${kB.toFixed(1).padStart(5)} of ${BUDGET_KB[kind]} kB  ${name}`,
  );
}
process.exitCode = over ? 1 : 0;
