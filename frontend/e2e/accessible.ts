import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Holds the page as it stands against WCAG 2.2, levels A and AA, as far as a machine can. */
export async function accessible(page: Page) {
  await expect(
    page.getByRole("heading", { level: 1 }),
    "one heading names the page",
  ).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    // The pages have no frames of other sites; without this each check would open a page of its own.
    .setLegacyMode(true)
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({
      id,
      help,
      html,
      failureSummary,
    })),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
