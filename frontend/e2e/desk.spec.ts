import { readFile } from "node:fs/promises";
import { accessible } from "./accessible";
import { Dashboard } from "./dashboard";
import { desktop, expect, test } from "./fixtures";
import { expectHeading } from "./steps";
import { unzip } from "./zip";

const MUG = "/products/adire-moon-mug";

test("the owner downloads the catalogue, changes a price in it, and brings it in once it has no mistake", async ({
  page,
  browser,
  trouble,
}) => {
  test.setTimeout(90_000);
  const owner = await browser.newContext(desktop);
  trouble.watch(owner);
  const desk = await owner.newPage();
  await new Dashboard(desk).signIn();
  await desk.getByRole("link", { name: "Catalogue" }).click();
  await expect(desk).toHaveTitle(/Catalogue/);
  await expectHeading(desk, "Catalogue");

  const began = desk.waitForEvent("download");
  await desk.getByRole("button", { name: "Download the catalogue" }).click();
  const download = await began;
  expect(download.suggestedFilename()).toMatch(
    /^catalogue-\d{4}-\d\d-\d\d\.zip$/,
  );
  const files = unzip(await readFile(await download.path()));
  expect([...files.keys()].filter((name) => name.endsWith(".csv"))).toEqual([
    "delivery_zones.csv",
    "categories.csv",
    "products.csv",
    "customization_fields.csv",
  ]);
  const table = files.get("products.csv")?.toString() ?? "";
  const at = table.indexOf(",adire-moon-mug,");
  const line = table.slice(0, at).split("\n").length;
  const price = /,\d+\.00,/.exec(table.slice(at))?.[0] ?? "";
  const priced = (written: string) =>
    table.slice(0, at) + table.slice(at).replace(price, `,${written},`);
  const file = desk.getByLabel("File");
  const bringIn = desk.getByRole("button", { name: "Bring it in" });
  const choose = (content: string) =>
    file.setInputFiles({
      name: "products.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(content),
    });

  await desk.setViewportSize({ width: 360, height: 780 });
  await choose(priced('"9,87"'));
  await expect(desk.getByRole("status").last()).toHaveText(
    "products.csv has 1 problem. Nothing was changed. Mend it and choose the file again.",
  );
  const problem = desk.getByRole("table", { name: "1 problem" });
  await expect(problem).toContainText(`Line ${line}`);
  await expect(problem).toContainText("price");
  await expect(problem).toContainText('"9,87" is no amount.');
  await expect(bringIn).toBeHidden();
  await page.goto(MUG);
  await expect(page.getByRole("main")).not.toContainText("₦9,876");
  await accessible(desk, ".desk");
  const wide = await desk.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, "nothing sticks out on a phone").toBeLessThanOrEqual(360);

  await choose(priced("9876.00"));
  await expect(desk.getByRole("status").last()).toContainText(
    "It would add 0 records and change 1.",
  );
  await expect(
    desk.getByRole("table", { name: "What would change" }).getByRole("row"),
  ).toHaveText([
    "TableLineRecordWhat changes",
    /Line \d+.*Adire Moon Mug.*price/,
  ]);
  await accessible(desk, ".desk");
  await bringIn.focus();
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("status").last()).toContainText(
    "products.csv is in your shop: 0 records added, 1 changed.",
  );
  await expect(desk.locator("#desk-stage")).toBeFocused();
  await accessible(desk, ".desk");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("₦9,876");

  await choose(table);
  await bringIn.click();
  await expect(desk.getByRole("status").last()).toContainText("1 changed.");
  await owner.close();
});
