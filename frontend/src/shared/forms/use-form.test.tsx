import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ShopError } from "../net/fetch-json";
import { ErrorSummary } from "./error-summary";
import { ChoiceGroup, TextField } from "./field";
import type { FormValues } from "./form-values";
import { useForm } from "./use-form";

(
  globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let host: HTMLElement;
let submitted: FormValues[];
let outcome: () => Promise<void>;

function Sample() {
  const form = useForm({
    many: ["extras"],
    draft: "sample",
    check: (values) =>
      values.name === "" ? { name: "Enter a name" } : ({} as never),
    async submit(values) {
      submitted.push(values);
      await outcome();
    },
    control: (field) => (field === "full" ? "name" : field),
  });
  return (
    <form ref={form.ref} onSubmit={form.onSubmit} onInput={form.onInput}>
      <ErrorSummary form={form} />
      <TextField name="name" label="Name" error={form.errors.name} />
      <ChoiceGroup
        type="checkbox"
        name="extras"
        label="Extras"
        options={[
          { value: "a", label: "A" },
          { value: "b", label: "B" },
        ]}
      />
      <button type="submit">Go</button>
    </form>
  );
}

beforeEach(async () => {
  sessionStorage.clear();
  submitted = [];
  outcome = async () => {};
  host = document.createElement("div");
  document.body.append(host);
  root = createRoot(host);
  await act(async () => root.render(<Sample />));
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

const find = <T extends Element>(selector: string) =>
  host.querySelector<T>(selector) as T;
const submit = () =>
  act(async () => {
    find<HTMLFormElement>("form").dispatchEvent(
      new Event("submit", { bubbles: true, cancelable: true }),
    );
  });
const type = (text: string) =>
  act(async () => {
    const input = find<HTMLInputElement>("input[name=name]");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

test("nothing is wrong before the first submit", async () => {
  await type("");
  expect(host.textContent).not.toContain("Enter a name");
});

test("a refused submit focuses the summary, marks the field and sends nothing", async () => {
  await submit();
  expect(submitted).toEqual([]);
  expect(document.activeElement).toBe(find("[role=alert]"));
  expect(find("[role=alert] a").textContent).toBe("Enter a name");
  const input = find<HTMLInputElement>("input[name=name]");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(input.getAttribute("aria-describedby")).toBe("error-name");
});

test("a link of the summary leads to its field", async () => {
  await submit();
  await act(async () => find<HTMLElement>("[role=alert] a").click());
  expect(document.activeElement).toBe(find("input[name=name]"));
});

test("an error goes as soon as its field is right", async () => {
  await submit();
  await type("Ada");
  expect(host.textContent).not.toContain("Enter a name");
});

test("a second submit while the first is under way is passed over", async () => {
  let finish = () => {};
  outcome = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  await type("Ada");
  await submit();
  await submit();
  expect(submitted).toEqual([{ name: "Ada", extras: [] }]);
  await act(async () => finish());
  await submit();
  expect(submitted).toHaveLength(2);
});

test("the server's refusals land at their fields, the rest in the summary", async () => {
  outcome = async () => {
    throw new ShopError(400, "Look at the form.", {
      full: { code: "name_missing", message: "Enter the full name." },
      cart: { code: "cart_empty", message: "The cart is empty." },
    });
  };
  await type("Ada");
  await submit();
  expect(find("#error-name").textContent).toBe("Enter the full name.");
  expect(find("[role=alert] p").textContent).toBe("The cart is empty.");
  expect(find<HTMLInputElement>("input[name=name]").value).toBe("Ada");
});

test("what was typed outlives the page", async () => {
  await type("Ada");
  await act(async () => find<HTMLInputElement>("input[value=b]").click());
  await act(async () => root.unmount());
  root = createRoot(host);
  await act(async () => root.render(<Sample />));
  expect(find<HTMLInputElement>("input[name=name]").value).toBe("Ada");
  expect(find<HTMLInputElement>("input[value=b]").checked).toBe(true);
  expect(find<HTMLInputElement>("input[value=a]").checked).toBe(false);
});
