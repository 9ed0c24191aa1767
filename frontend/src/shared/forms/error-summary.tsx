import type { MouseEvent } from "react";
import styles from "./form.module.css";
import type { Form } from "./use-form";

/** "There is a problem": every error as a link to its control. Stands at the top of the form. */
export function ErrorSummary({ form }: { form: Form }) {
  const entries = Object.entries(form.errors);
  if (entries.length === 0 && !form.general) return null;

  function goTo(event: MouseEvent, name: string) {
    event.preventDefault();
    const item = form.ref.current?.elements.namedItem(name);
    const named = item instanceof RadioNodeList ? item[0] : item;
    // What carries a value unseen stands beside the control that people use.
    const control =
      named instanceof HTMLInputElement && named.type === "hidden"
        ? document.getElementById(`field-${name}`)
        : named;
    if (control instanceof HTMLElement) {
      control.focus({ preventScroll: true });
      (control.closest("fieldset, [data-field]") ?? control).scrollIntoView();
    }
  }

  return (
    <div
      ref={form.summaryRef}
      className={styles.summary}
      role="alert"
      tabIndex={-1}
    >
      <h2>There is a problem</h2>
      {form.general && <p>{form.general}</p>}
      {entries.length > 0 && (
        <ul>
          {entries.map(([name, message]) => (
            <li key={name}>
              <a href={`#field-${name}`} onClick={(event) => goTo(event, name)}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
