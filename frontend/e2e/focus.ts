import { expect, type Page } from "@playwright/test";

/** WCAG 2.2, 2.4.7 and 2.4.11: there is a mark of at least 2 pixels, and no bar covers what has the focus. */
export async function expectFocusSeen(page: Page) {
  // A jump to what was out of sight takes a moment.
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const focused = document.activeElement;
          if (!(focused instanceof HTMLElement)) return "nothing has the focus";
          const shown = focused.closest("label") ?? focused;
          const { left, top, width, height } = shown.getBoundingClientRect();
          const seen = document.elementFromPoint(
            left + width / 2,
            top + height / 2,
          );
          if (!seen || !(shown.contains(seen) || seen.contains(shown)))
            return `${shown.outerHTML} lies under ${seen?.outerHTML ?? "the edge"}`;
          const marked = [
            getComputedStyle(focused),
            getComputedStyle(focused, "::after"),
            getComputedStyle(shown),
          ].some(
            ({ outlineStyle, outlineWidth }) =>
              outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
          );
          return marked ? "seen" : `${shown.outerHTML} has no mark`;
        }),
      { timeout: 3_000 },
    )
    .toBe("seen");
}
