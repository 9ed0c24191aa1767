import { expect, type Locator, type Page } from "@playwright/test";
import { OWNER } from "./shop";

/** A field's label: its name, with a star when it is required. */
const named = (field: string) => new RegExp(`^\\W*${field}( \\*)?$`);

/** PocketBase's dashboard in the owner's hands: everything is done by what it shows. */
export class Dashboard {
  constructor(private readonly page: Page) {}

  async signIn() {
    await this.page.goto("/_/");
    await this.page.getByLabel("Email").fill(OWNER.email);
    await this.page
      .getByRole("textbox", { name: "Password" })
      .fill(OWNER.password);
    await this.page.getByRole("button", { name: "Login" }).click();
    await expect(
      this.page.getByRole("button", { name: "New collection" }),
    ).toBeVisible();
  }

  async open(collection: string) {
    await this.page
      .getByRole("button", { name: collection })
      .filter({ hasText: new RegExp(`^\\W*${collection}\\W*$`) })
      .click();
    await expect(this.page).toHaveTitle(new RegExp(collection));
  }

  /** Opens the form of a new record. */
  async begin() {
    await this.page.getByRole("button", { name: "New record" }).click();
    await expect(this.#button("Create")).toBeVisible();
  }

  /** Opens the record whose row has these words. */
  async edit(words: string) {
    await this.page.getByRole("row").filter({ hasText: words }).click();
    await expect(this.#button("Save changes")).toBeVisible();
  }

  async write(field: string, text: string) {
    await this.page.getByRole("textbox", { name: named(field) }).fill(text);
  }

  async count(field: string, number: number) {
    await this.page
      .getByRole("spinbutton", { name: named(field) })
      .fill(String(number));
  }

  async tick(field: string) {
    await this.page
      .getByRole("checkbox", { name: field, exact: true })
      .check({ force: true });
  }

  /** Chooses a record by its name in the picker that stands at this place in the form. */
  async pick(place: number, name: string) {
    const named = this.page.getByText(name, { exact: true });
    const elsewhere = await named.count();
    await this.page
      .getByRole("button", { name: "Open records picker" })
      .nth(place)
      .click();
    await expect(named).toHaveCount(elsewhere + 1); // the picker has loaded
    await named.last().click();
    await expect(this.page.getByText("Selected (1 of max 1)")).toBeVisible();
    await this.page.getByRole("button", { name: "Set selection" }).click();
  }

  async choose(field: string, value: string) {
    await this.page.getByRole("button", { name: field }).click();
    await this.page.getByRole("button", { name: value, exact: true }).click();
  }

  /** Writes into the form's one field of JSON. */
  async json(value: unknown) {
    await this.#nameless().fill(JSON.stringify(value));
  }

  async upload(...files: string[]) {
    const chosen = this.page.waitForEvent("filechooser");
    await this.page
      .getByRole("button", { name: "Upload or drop new file" })
      .click();
    await (await chosen).setFiles(files);
  }

  async save(button: "Create" | "Save changes") {
    await this.#button(button).click();
    await expect(this.#button(button)).toBeHidden();
  }

  #button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  #nameless(): Locator {
    return this.page.getByRole("textbox").filter({ hasText: /^null$/ });
  }
}
