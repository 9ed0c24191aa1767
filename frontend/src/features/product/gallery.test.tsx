import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { Gallery } from "./gallery";

(
  globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
).IS_REACT_ACT_ENVIRONMENT = true;

const picture = (url: string) => ({
  url,
  srcset: "",
  webp: "",
  color: "",
  width: 720,
  height: 720,
  alt: "Cup",
});

async function show(texts: string[], x: number): Promise<HTMLElement> {
  const host = document.createElement("div");
  document.body.append(host);
  await act(async () =>
    createRoot(host).render(
      <Gallery
        pictures={[picture("/a.jpg"), picture("/b.jpg")]}
        name="Cup"
        words={{ texts, swatch: "#7a2038" }}
        place={{ x, y: 40, width: 30 }}
      />,
    ),
  );
  return host;
}

const overlay = (host: HTMLElement) =>
  host.querySelector<HTMLElement>("p[aria-hidden=true]");

test("the words stand on the first picture, in their colour and place, for the eye only", async () => {
  const host = await show(["Ada", "& Obi"], 60);
  expect(overlay(host)?.textContent).toBe("Ada\n& Obi");
  expect(overlay(host)?.style.color).toBe("#7a2038");
  expect(overlay(host)?.style.insetInlineStart).toBe("60%");
  expect(overlay(host)?.style.insetBlockStart).toBe("40%");
  const second = host.querySelectorAll("button")[1];
  await act(async () => second?.click());
  expect(overlay(host)).toBeNull();
});

test("words near the edge stay on the picture", async () => {
  expect(overlay(await show(["Ada"], 95))?.style.insetInlineStart).toBe("85%");
});

test("without words nothing covers the picture", async () => {
  expect(overlay(await show([], 50))).toBeNull();
});
