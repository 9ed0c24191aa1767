import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./machine";

const START_MS = 60_000;
const END_MS = 10_000;

/** The owner of a demo shop that only its own machine can reach. */
export const OWNER = { email: "owner@example.com", password: "lovegiftings" };

/** A demo shop with its pretended Paystack, run from the real program in a folder of its own. */
export class Shop {
  readonly url: string;
  readonly paystackUrl: string;
  readonly #process: ChildProcess;
  readonly #folder: string;
  #log = "";

  private constructor(folder: string, port: number, paystackPort: number) {
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.paystackUrl = `http://127.0.0.1:${paystackPort}`;
    const env = { ...process.env };
    for (const name of Object.keys(env))
      if (/^(SHOP|PAYSTACK|SUPERUSER)_/.test(name)) delete env[name];
    this.#process = spawn(
      program(),
      [
        "serve",
        "--demo",
        `--dir=${join(folder, "data")}`,
        `--http=127.0.0.1:${port}`,
        `--sandbox-addr=127.0.0.1:${paystackPort}`,
      ],
      { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on("data", (text) => {
        this.#log += text;
      });
    process.on("exit", this.#kill);
  }

  /** Starts a shop and waits until its home page answers. */
  static async start(): Promise<Shop> {
    const folder = await mkdtemp(join(tmpdir(), "lovegiftings-e2e-"));
    const shop = new Shop(folder, await freePort(), await freePort());
    try {
      await shop.#answers();
    } catch (error) {
      await shop.stop();
      throw error;
    }
    return shop;
  }

  /** Everything that the program has written so far. */
  get log(): string {
    return this.#log;
  }

  async stop() {
    process.off("exit", this.#kill);
    if (this.#runs) {
      const ended = new Promise((done) => this.#process.once("exit", done));
      this.#process.kill("SIGTERM");
      const late = setTimeout(this.#kill, END_MS);
      await ended;
      clearTimeout(late);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #runs(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  readonly #kill = () => {
    this.#process.kill("SIGKILL");
  };

  async #answers() {
    const until = Date.now() + START_MS;
    while (this.#runs && Date.now() < until) {
      try {
        if ((await fetch(this.url)).ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The shop did not start:\n${this.#log}`);
  }
}

/** A port of the loopback address that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no free port")),
      );
    });
  });
}
