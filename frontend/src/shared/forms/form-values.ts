/** A form's values by control name; a list for each name in `many`. */
export type FormValues = Record<string, string | string[]>;

/** Reads a form. Names in `many` (checkbox groups) always give a list. */
export function readForm(
  form: HTMLFormElement,
  many: readonly string[] = [],
): FormValues {
  const values: FormValues = {};
  for (const name of many) values[name] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    const list = values[name];
    if (Array.isArray(list)) list.push(value);
    else values[name] = value;
  }
  return values;
}

/** Writes values into a form's controls. What the form does not have is passed over. */
export function fillForm(form: HTMLFormElement, values: FormValues) {
  for (const control of Array.from(form.elements)) {
    if (
      !(
        control instanceof HTMLInputElement ||
        control instanceof HTMLSelectElement ||
        control instanceof HTMLTextAreaElement
      )
    )
      continue;
    const value = values[control.name];
    if (value === undefined) continue;
    if (control instanceof HTMLInputElement && isTick(control))
      control.checked = Array.isArray(value)
        ? value.includes(control.value)
        : value === control.value;
    else if (typeof value === "string") control.value = value;
  }
}

function isTick(input: HTMLInputElement) {
  return input.type === "radio" || input.type === "checkbox";
}

/** What the shopper had typed in this tab, or null. */
export function loadDraft(key: string): FormValues | null {
  try {
    const value = JSON.parse(sessionStorage.getItem(`draft:${key}`) ?? "null");
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** Keeps (or with null forgets) what was typed, until the tab is closed. */
export function saveDraft(key: string, values: FormValues | null) {
  try {
    if (values) sessionStorage.setItem(`draft:${key}`, JSON.stringify(values));
    else sessionStorage.removeItem(`draft:${key}`);
  } catch {
    // Without storage a draft lasts as long as the page.
  }
}
