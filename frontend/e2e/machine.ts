import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * What the tests take from the machine: a browser and the program. `make test-browser` names both in the
 * environment; without it, Chromium is looked for on PATH and the program is built from this tree.
 */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The Chromium to test with: $CHROMIUM, else the first one on PATH. */
export function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of ["chromium", "chromium-browser"]) {
      const path = join(folder, name);
      if (isProgram(path)) return path;
    }
  throw new Error("No Chromium on PATH: install it, or set CHROMIUM to it.");
}

/** The built program, as the environment names it or as [build] has made it. */
export function program(): string {
  const path = process.env.LOVEGIFTINGS_BIN;
  if (!path || !isProgram(path))
    throw new Error(`LOVEGIFTINGS_BIN: no program at ${path ?? "(not set)"}`);
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Builds the program into a temporary folder when the environment names none; Playwright's global setup. */
export default function build(): (() => void) | undefined {
  if (process.env.LOVEGIFTINGS_BIN) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "lovegiftings-bin-"));
  const path = join(folder, "lovegiftings");
  const toolchain = /^toolchain (\S+)$/m.exec(
    readFileSync(join(ROOT, "go.mod"), "utf8"),
  )?.[1];
  execFileSync("go", ["build", "-buildvcs=false", "-o", path, "."], {
    cwd: ROOT,
    stdio: "inherit",
    env: {
      ...process.env,
      CGO_ENABLED: "0",
      ...(toolchain && { GOTOOLCHAIN: toolchain }),
    },
  });
  process.env.LOVEGIFTINGS_BIN = path;
  return () => rmSync(folder, { recursive: true, force: true });
}
