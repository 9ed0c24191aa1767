import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Holds the page as it stands, or what is within it, against WCAG 2.2, levels A and AA, as far as a machine can. */
export async function accessible(page: Page, within?: string) {
  await expect(
    page.getByRole("heading", { level: 1 }),
    "one heading names the page",
  ).toHaveCount(1);
  const rules = new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    // The pages have no frames of other sites; without this each check would open a page of its own.
    .setLegacyMode(true);
  if (within) rules.include(within);
  const { violations } = await rules.analyze();
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
