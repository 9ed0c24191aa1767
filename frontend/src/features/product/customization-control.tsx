import { useEffect, useState } from "react";
import type { CustomizationField } from "../../shared/api-types";
import {
  ChoiceGroup,
  SelectField,
  TextArea,
  TextField,
} from "../../shared/forms/field";
import { naira } from "../../shared/text/naira";
import { count } from "../../shared/text/words";
import { alphabetWords } from "./alphabet";
import { controlName, letters } from "./customization";
import { PhotoField } from "./photo-field";
import styles from "./product.module.css";

interface Props {
  field: CustomizationField;
  value: string | string[] | undefined;
  error: string | undefined;
}

/** "(+₦500, +2 days)": what an option adds. */
function adds(kobo: number, days: number): string | undefined {
  const parts = [
    kobo > 0 && `+${naira(kobo)}`,
    days > 0 && `+${count(days, "day")}`,
  ].filter(Boolean);
  return parts.length > 0 ? `(${parts.join(", ")})` : undefined;
}

function howMany({ kind, minChoices = 1, maxChoices = 0 }: CustomizationField) {
  if (kind !== "choices") return "";
  if (minChoices < 2) return `Choose up to ${maxChoices}.`;
  return minChoices === maxChoices
    ? `Choose ${maxChoices}.`
    : `Choose ${minChoices} to ${maxChoices}.`;
}

/** One question of a product's form. */
export function CustomizationControl({ field, value, error }: Props) {
  const name = controlName(field.key);
  const help = field.help.trim();
  const characters = alphabetWords(field);
  const costs = [
    field.surchargeKobo > 0 && naira(field.surchargeKobo),
    field.extraDays > 0 && count(field.extraDays, "day"),
  ]
    .filter(Boolean)
    .join(" and ");
  const hint = [
    help && (/[.!?]$/.test(help) ? help : `${help}.`),
    (field.minChoices ?? 1) < 2 && /\bup to\b/i.test(help)
      ? ""
      : howMany(field),
    characters && `Use ${characters}.`,
    costs && `Adds ${costs}.`,
  ]
    .filter(Boolean)
    .join(" ");
  const question = {
    name,
    label: field.label,
    hint: hint || undefined,
    error,
    optional: !field.required,
  };
  const options = field.options.map((option) => ({
    value: option.value,
    label: option.label,
    swatch: option.swatch,
    extra: adds(option.surchargeKobo, option.extraDays),
  }));
  const counter = field.maxLength ? (
    <LetterCount
      id={`count-${name}`}
      text={typeof value === "string" ? value : ""}
      most={field.maxLength}
    />
  ) : null;

  switch (field.kind) {
    case "color":
    case "choice":
      return <ChoiceGroup {...question} type="radio" options={options} />;
    case "choices":
      return <ChoiceGroup {...question} type="checkbox" options={options} />;
    case "town":
      return (
        <SelectField
          {...question}
          empty="Choose a town"
          options={options.map((option) => ({
            value: option.value,
            label: option.extra
              ? `${option.label} ${option.extra}`
              : option.label,
          }))}
        />
      );
    case "longtext":
      return (
        <TextArea {...question} describedBy={`count-${name}`}>
          {counter}
        </TextArea>
      );
    case "phone":
      return (
        <TextField
          {...question}
          input={{
            type: "tel",
            autoComplete: "tel",
            enterKeyHint: "next",
          }}
        />
      );
    case "photo":
      return (
        <PhotoField {...question} id={typeof value === "string" ? value : ""} />
      );
    case "date":
      return <TextField {...question} input={{ type: "date" }} />;
    default:
      return (
        <TextField
          {...question}
          describedBy={counter ? `count-${name}` : undefined}
          input={{
            autoComplete: "off",
            inputMode: field.allowed === "digits" ? "numeric" : undefined,
            autoCapitalize: "words",
            spellCheck: false,
            enterKeyHint: "next",
          }}
        >
          {counter}
        </TextField>
      );
  }
}

/** For the eye at once, for the ear when typing has stopped for a second. */
function LetterCount({
  id,
  text,
  most,
}: {
  id: string;
  text: string;
  most: number;
}) {
  const [used, setUsed] = useState(0);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const now = letters(text);
    setUsed(now);
    if (!text) return setSpoken("");
    const timer = setTimeout(() => setSpoken(left(most, now)), 1_000);
    return () => clearTimeout(timer);
  }, [text, most]);
  return (
    <>
      <p id={id} className={used > most ? styles.over : styles.count}>
        {used === 0 ? `Up to ${most} letters` : left(most, used)}
      </p>
      <span role="status" className="visually-hidden">
        {spoken}
      </span>
    </>
  );
}

function left(most: number, used: number): string {
  const rest = most - used;
  const letters = Math.abs(rest) === 1 ? "letter" : "letters";
  return rest < 0 ? `${-rest} ${letters} too many` : `${rest} ${letters} left`;
}
