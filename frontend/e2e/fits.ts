import { expect, type Page } from "@playwright/test";

/** Nothing hangs out to the side, so nobody has to scroll in two directions (WCAG 2.2, 1.4.10). */
export async function expectFits(page: Page) {
  const widest = await page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    return Math.max(document.documentElement.scrollWidth, innerWidth);
  });
  expect(widest, `width of ${page.url()}`).toBeLessThanOrEqual(
    page.viewportSize()?.width ?? 0,
  );
}
