import { type BrowserContext, expect } from "@playwright/test";

/** How a request may fail: with a status, or without any answer. */
type Failure = number | "no answer";

interface Expected {
  path: string;
  failure: Failure;
  happened: boolean;
  must: boolean;
}

/** Collects what consoles and requests complain about, except for failures that a test has announced. */
export class Trouble {
  readonly #found: string[] = [];
  readonly #expected: Expected[] = [];
  readonly #messages: { text: string; happened: boolean }[] = [];

  watch(context: BrowserContext) {
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      // The browser's own words about a failed request, which the listeners below judge.
      if (
        message.text().startsWith("Failed to load resource") &&
        this.#isExpected(message.location().url)
      )
        return;
      const known = this.#messages.find(({ text }) =>
        message.text().includes(text),
      );
      if (known) {
        known.happened = true;
        return;
      }
      this.#found.push(
        `console ${message.type()} on ${message.page()?.url()}: ${message.text()} (${message.location().url})`,
      );
    });
    context.on("weberror", (error) => {
      this.#found.push(
        `uncaught on ${error.page()?.url()}: ${error.error().stack}`,
      );
    });
    context.on("response", (response) => {
      if (response.status() >= 400)
        this.#failed(
          response.request().method(),
          response.url(),
          response.status(),
        );
    });
    context.on("requestfailed", (request) => {
      // The browser breaks off what it no longer needs when it leaves a page.
      if (request.failure()?.errorText !== "net::ERR_ABORTED")
        this.#failed(request.method(), request.url(), "no answer");
    });
  }

  /** Announces that requests whose path begins so will fail so; the test fails if none does. */
  expect(path: string, failure: Failure) {
    this.#expected.push({ path, failure, happened: false, must: true });
  }

  /** As [expect], where it is a matter of timing whether such a request is made at all. */
  allow(path: string, failure: Failure) {
    this.#expected.push({ path, failure, happened: false, must: false });
  }

  /** Announces a console's warning or error with this text in it; the test fails if none comes. */
  expectMessage(text: string) {
    this.#messages.push({ text, happened: false });
  }

  /** Fails on everything that was not announced, and on what was announced and did not happen. */
  check() {
    const missing = this.#expected
      .filter(({ happened, must }) => must && !happened)
      .map(
        ({ path, failure }) => `${path} was to fail (${failure}) and did not`,
      );
    for (const { text, happened } of this.#messages)
      if (!happened) missing.push(`no console said: ${text}`);
    expect([...this.#found, ...missing], "trouble in the browser").toEqual([]);
  }

  /** Forgets everything, what was announced included. */
  forget() {
    for (const list of [this.#found, this.#expected, this.#messages])
      list.length = 0;
  }

  #failed(method: string, url: string, failure: Failure) {
    const known = this.#expected.filter(
      (one) => one.failure === failure && pathOf(url).startsWith(one.path),
    );
    for (const one of known) one.happened = true;
    if (known.length === 0)
      this.#found.push(`${method} ${url} failed: ${failure}`);
  }

  #isExpected(url: string): boolean {
    return this.#expected.some(({ path }) => pathOf(url).startsWith(path));
  }
}

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return "";
  }
}
