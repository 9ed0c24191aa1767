import type { InputHTMLAttributes, ReactNode } from "react";
import styles from "./form.module.css";

export interface Question {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  /** Stands under the control, such as a letter count. */
  children?: ReactNode;
}

const ids = (name: string) => ({
  id: `field-${name}`,
  hint: `hint-${name}`,
  error: `error-${name}`,
});

export function describedBy(question: Question, also?: string) {
  const id = ids(question.name);
  return (
    [question.hint && id.hint, question.error && id.error, also]
      .filter(Boolean)
      .join(" ") || undefined
  );
}

function Above({ question }: { question: Question }) {
  const id = ids(question.name);
  return (
    <>
      {question.hint && (
        <p id={id.hint} className={styles.hint}>
          {question.hint}
        </p>
      )}
      {question.error && (
        <p id={id.error} className={styles.error}>
          {question.error}
        </p>
      )}
    </>
  );
}

function LabelText({ question }: { question: Question }) {
  return (
    <>
      {question.label}
      {question.optional && (
        <span className={styles.optional}> (optional)</span>
      )}
    </>
  );
}

export function Asked({
  question,
  children,
}: {
  question: Question;
  children: ReactNode;
}) {
  return (
    <div
      className={question.error ? styles.wrong : styles.field}
      data-field={question.name}
    >
      <label className={styles.label} htmlFor={ids(question.name).id}>
        <LabelText question={question} />
      </label>
      <Above question={question} />
      {children}
      {question.children}
    </div>
  );
}

type TextFieldProps = Question & {
  describedBy?: string;
  input?: InputHTMLAttributes<HTMLInputElement>;
};

export function TextField({
  input,
  describedBy: also,
  ...question
}: TextFieldProps) {
  return (
    <Asked question={question}>
      <input
        type="text"
        {...input}
        className={styles.input}
        id={ids(question.name).id}
        name={question.name}
        aria-describedby={describedBy(question, also)}
        aria-invalid={question.error ? true : undefined}
      />
    </Asked>
  );
}

type TextAreaProps = Question & {
  describedBy?: string;
  rows?: number;
  autoComplete?: string;
};

export function TextArea({
  rows = 3,
  autoComplete,
  describedBy: also,
  ...question
}: TextAreaProps) {
  return (
    <Asked question={question}>
      <textarea
        className={styles.input}
        rows={rows}
        autoComplete={autoComplete}
        id={ids(question.name).id}
        name={question.name}
        aria-describedby={describedBy(question, also)}
        aria-invalid={question.error ? true : undefined}
      />
    </Asked>
  );
}

type SelectFieldProps = Question & {
  options: { value: string; label: string }[];
  /** The first, empty option; none without. */
  empty?: string;
  autoComplete?: string;
};

export function SelectField({
  options,
  empty,
  autoComplete,
  ...question
}: SelectFieldProps) {
  return (
    <Asked question={question}>
      <select
        className={styles.input}
        id={ids(question.name).id}
        name={question.name}
        autoComplete={autoComplete}
        defaultValue=""
        aria-describedby={describedBy(question)}
        aria-invalid={question.error ? true : undefined}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Asked>
  );
}

type ChoiceGroupProps = Question & {
  type: "radio" | "checkbox";
  options: { value: string; label: string; swatch?: string; extra?: string }[];
};

/** Radios or checkboxes in a fieldset; a swatch always stands beside its name. */
export function ChoiceGroup({ type, options, ...question }: ChoiceGroupProps) {
  const id = ids(question.name).id;
  return (
    <fieldset
      className={question.error ? styles.wrong : styles.field}
      aria-describedby={describedBy(question)}
    >
      <legend className={styles.label}>
        <LabelText question={question} />
      </legend>
      <Above question={question} />
      <div className={styles.choices}>
        {options.map((option, index) => (
          <label key={option.value} className={styles.choice}>
            <input
              type={type}
              id={index === 0 ? id : undefined}
              name={question.name}
              value={option.value}
            />
            {option.swatch && <Swatch color={option.swatch} />}
            <span>
              {option.label}
              {option.extra && (
                <span className={styles.extra}> {option.extra}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      {question.children}
    </fieldset>
  );
}

/** A dot of colour; an SVG attribute, because the page's policy allows no style attributes. */
export function Swatch({ color }: { color: string }) {
  return (
    <svg
      className={styles.swatch}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="10" cy="10" r="9" fill={color} />
    </svg>
  );
}
