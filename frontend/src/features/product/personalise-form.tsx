import { useEffect, useState } from "react";
import type {
  Cart,
  CartLine,
  Customizations,
  Product,
} from "../../shared/api-types";
import { ErrorSummary } from "../../shared/forms/error-summary";
import { SelectField } from "../../shared/forms/field";
import { type FormValues, saveDraft } from "../../shared/forms/form-values";
import { useForm } from "../../shared/forms/use-form";
import { Link, navigate } from "../../shared/navigation/location";
import { useZones } from "../../shared/shop";
import { naira } from "../../shared/text/naira";
import { count } from "../../shared/text/words";
import { say } from "../../shared/ui/toasts";
import {
  asked,
  checkCustomizations,
  controlName,
  extras,
  type Inscription,
  inkOn,
  inscription,
  inWords,
  manyNames,
  toCustomizations,
  toValues,
} from "./customization";
import { CustomizationControl } from "./customization-control";
import styles from "./product.module.css";

const MOST = 99;

interface Props {
  product: Product;
  /** The cart line whose customizations are being changed; undefined to add a new one. */
  line: CartLine | undefined;
  cart: Cart | undefined;
  /** Hears the words and their colour as they are typed. */
  onWords(words: Inscription): void;
  onAdd(item: {
    product: string;
    quantity: number;
    customizations: Customizations;
  }): Promise<Cart>;
  onChange(
    line: string,
    change: { quantity: number; customizations: Customizations },
  ): Promise<Cart>;
}

export function PersonaliseForm({
  product,
  line,
  cart,
  onWords,
  onAdd,
  onChange,
}: Props) {
  const fields = product.customizationFields;
  const [added, setAdded] = useState("");
  const zones = useZones().data;
  const draft = line ? undefined : `product:${product.slug}`;
  const form = useForm({
    many: manyNames(fields),
    draft,
    check: (values) => checkCustomizations(fields, values),
    control: (field) =>
      fields.some((known) => known.key === field) ? controlName(field) : field,
    async submit(values) {
      setAdded("");
      const quantity = Number(values.quantity);
      const customizations = toCustomizations(fields, values);
      if (line) {
        await onChange(line.id, { quantity, customizations });
        say(`Changed: ${product.name}`);
        navigate("/cart");
        return;
      }
      await onAdd({ product: product.id, quantity, customizations });
      if (draft) saveDraft(draft, null);
      setAdded(
        [
          quantity > 1 ? `${quantity} × ${product.name}` : product.name,
          ...inWords(fields, values),
        ].join(", "),
      );
    },
  });
  const { fill } = form;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a line's values are taken over once, then they are the shopper's.
  useEffect(() => {
    if (line)
      fill({
        quantity: String(line.quantity),
        ...toValues(fields, line.customizations),
      });
  }, [fill]);

  // What another product's form has already asked is not asked again.
  const phone = cart?.prefill.phone;
  const town = zones?.find((zone) => zone.id === cart?.prefill.zone)?.town;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news of the cart fills a gap, never typing.
  useEffect(() => {
    const gaps: FormValues = {};
    for (const field of fields) {
      const name = controlName(field.key);
      const known =
        field.kind === "phone" ? phone : field.kind === "town" ? town : "";
      const control = form.ref.current?.elements.namedItem(name);
      if (known && !line && control && "value" in control && !control.value)
        gaps[name] = known;
    }
    if (Object.keys(gaps).length > 0) fill(gaps);
  }, [phone, town]);

  const quantity = Number(form.values.quantity ?? 1) || 1;
  const more = extras(fields, form.values);
  const unitKobo = product.priceKobo + more.kobo;
  const shown = asked(fields, form.values);
  const words = inscription(fields, form.values);
  const typed = JSON.stringify(words);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `typed` is the words' content.
  useEffect(() => onWords(words), [typed]);
  const most = product.stock.left ? Math.min(MOST, product.stock.left) : MOST;

  return (
    <form
      ref={form.ref}
      id="personalise"
      className={styles.form}
      aria-label={line ? "Change this gift" : "Personalise this gift"}
      noValidate
      onSubmit={form.onSubmit}
      onInput={form.onInput}
    >
      <ErrorSummary form={form} />
      {fields.map((field) => (
        // What is not asked keeps what was typed, for when it is asked again.
        <div key={field.key} hidden={!shown.includes(field)}>
          <CustomizationControl
            field={field}
            value={form.values[controlName(field.key)]}
            error={form.errors[controlName(field.key)]}
          />
        </div>
      ))}
      <Preview {...words} />
      <div className={styles.buy}>
        <SelectField
          name="quantity"
          label="Quantity"
          error={form.errors.quantity}
          options={Array.from(
            { length: Math.max(most, line?.quantity ?? 1) },
            (_, n) => ({ value: String(n + 1), label: String(n + 1) }),
          )}
        />
        <p className={styles.total}>
          Total for {quantity}: <strong>{naira(unitKobo * quantity)}</strong>
          {more.days > 0 && (
            <span className={styles.soft}>
              {" "}
              Takes {count(more.days, "day")} more to make.
            </span>
          )}
        </p>
      </div>
      <button type="submit" className="button">
        {line ? "Save changes" : "Add to cart"}
      </button>
      {line && (
        <Link className="button-plain" href="/cart">
          Back to the cart
        </Link>
      )}
      <div role="status" className={styles.added}>
        {added && (
          <p>
            Added: {added}. <Link href="/cart">View cart</Link>
          </p>
        )}
      </div>
    </form>
  );
}

/** The words exactly as they will be printed, on the colour that was chosen. */
function Preview({ texts, swatch }: Inscription) {
  if (texts.length === 0) return null;
  return (
    <figure className={styles.preview}>
      <figcaption>How it will read</figcaption>
      <p
        className={
          swatch && inkOn(swatch) === "light" ? styles.light : styles.dark
        }
        style={swatch ? { backgroundColor: swatch } : undefined}
      >
        {texts.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
    </figure>
  );
}
