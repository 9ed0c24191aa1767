import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { PhotoField } from "./photo-field";

(
  globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
).IS_REACT_ACT_ENVIRONMENT = true;

class Request {
  static last: Request;
  upload: { onprogress?: (event: object) => void } = {};
  status = 0;
  responseText = "";
  onload = () => {};
  onerror = () => {};
  open = vi.fn();
  send = vi.fn();
  setRequestHeader = vi.fn();
  constructor() {
    Request.last = this;
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload();
  }
}

async function show(): Promise<HTMLElement> {
  vi.stubGlobal("XMLHttpRequest", Request);
  const host = document.createElement("div");
  document.body.append(host);
  await act(async () =>
    createRoot(host).render(<PhotoField name="c-photo" label="Photo" id="" />),
  );
  return host;
}

async function choose(host: HTMLElement, file: File) {
  const input = host.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no control");
  Object.defineProperty(input, "files", { value: [file], configurable: true });
  await act(async () => {
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const carried = (host: HTMLElement) =>
  host.querySelector<HTMLInputElement>("input[type=hidden]")?.value;

afterEach(() => vi.unstubAllGlobals());

test("a photo is sent at once, its progress told in words, its id carried by the form", async () => {
  const host = await show();
  let heard = 0;
  host.addEventListener("input", () => heard++);
  await choose(host, new File(["x"], "me.jpg"));
  await act(async () =>
    Request.last.upload.onprogress?.({ loaded: 1, total: 3 }),
  );
  expect(host.querySelector("[role=status]")?.textContent).toBe(
    "Sending your photo: 33%",
  );
  await act(async () => Request.last.answer(201, { id: "abc" }));
  expect(carried(host)).toBe("abc");
  expect(heard).toBeGreaterThan(0);
  expect(host.querySelector("[role=status]")?.textContent).toBe(
    "Your photo has arrived.",
  );
});

test("what the server says against a photo stands beside the control", async () => {
  const host = await show();
  await choose(host, new File(["x"], "me.gif"));
  await act(async () =>
    Request.last.answer(400, { message: "This file cannot be read." }),
  );
  expect(host.textContent).toContain("This file cannot be read.");
  expect(
    host.querySelector("input[type=file]")?.getAttribute("aria-invalid"),
  ).toBe("true");
  expect(carried(host)).toBe("");
});
