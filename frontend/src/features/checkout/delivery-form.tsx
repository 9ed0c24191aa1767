import { useEffect, useState } from "react";
import { mutate } from "swr";
import type { Cart, DeliveryZone, Order } from "../../shared/api-types";
import { ErrorSummary } from "../../shared/forms/error-summary";
import { SelectField, TextArea, TextField } from "../../shared/forms/field";
import { type FormValues, saveDraft } from "../../shared/forms/form-values";
import { useForm } from "../../shared/forms/use-form";
import { Link, navigate } from "../../shared/navigation/location";
import { CART_URL } from "../../shared/net/cache";
import { fetchJson, ShopError } from "../../shared/net/fetch-json";
import { forgetKey, idempotencyKey } from "../../shared/net/idempotency";
import { keepOrder } from "../../shared/order/order-api";
import { OrderSums } from "../../shared/order/order-summary";
import { ZONES_URL } from "../../shared/shop";
import { naira } from "../../shared/text/naira";
import { count } from "../../shared/text/words";
import { CustomizationList } from "../../shared/ui/customization-list";
import styles from "./checkout.module.css";
import { checkDelivery, controlOf, toRequest } from "./delivery";

const DRAFT = "delivery";

interface Props {
  cart: Cart;
  zones: DeliveryZone[];
}

/** Where the gift goes, what it costs there, and the button that makes the order. */
export function DeliveryForm({ cart, zones }: Props) {
  const [news, setNews] = useState("");
  const form = useForm({
    draft: DRAFT,
    check: checkDelivery,
    control: controlOf,
    async submit(values) {
      setNews("");
      const request = toRequest(values, totalKobo ?? 0);
      let order: Order;
      try {
        order = await fetchJson<Order>("/api/shop/checkout", {
          method: "POST",
          body: request,
          idempotencyKey: idempotencyKey("checkout", [cart.id, request]),
        });
      } catch (error) {
        throw await explain(error);
      }
      forgetKey("checkout");
      saveDraft(DRAFT, {
        ...values,
        note: "",
        isGift: "",
        giftTo: "",
        giftFrom: "",
        giftMessage: "",
        recipientName: "",
        recipientPhone: "",
      });
      keepOrder(order);
      await mutate(CART_URL);
      navigate(`/checkout?order=${encodeURIComponent(order.id)}`, {
        replace: true,
      });
    },
  });

  /** Shows the fresh prices behind a refusal, and says what moved. */
  async function explain(error: unknown): Promise<unknown> {
    if (!(error instanceof ShopError)) return error;
    if (error.has("price_changed")) {
      const was = totalKobo ?? 0;
      const body = error.body as { cart?: Cart; totalKobo?: number };
      if (body.cart) await mutate(CART_URL, body.cart, { revalidate: false });
      else await mutate(CART_URL);
      await mutate(ZONES_URL);
      const now = body.totalKobo;
      setNews(
        now === undefined
          ? "A price has changed. Look at the new total, then place the order again."
          : `A price has changed: the total was ${naira(was)} and is now ${naira(now)}. If that is fine, place the order again.`,
      );
      return new ShopError(
        error.status,
        now === undefined
          ? "A price has changed. Nothing was ordered."
          : `The total is now ${naira(now)}, not ${naira(was)}. Nothing was ordered. Place the order again to accept the new total.`,
      );
    }
    if (error.status === 409) await mutate(CART_URL);
    if (error.has("zone_unserved")) await mutate(ZONES_URL);
    return error;
  }

  // What the product forms already asked is filled in, where this tab has not typed something itself.
  const { phone, zone: town } = cart.prefill;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news of the cart fills a gap, never typing.
  useEffect(() => {
    const gaps: FormValues = {};
    for (const [name, value] of [
      ["phone", phone],
      ["zone", town],
    ] as const) {
      const control = form.ref.current?.elements.namedItem(name);
      if (value && control && "value" in control && !control.value)
        gaps[name] = value;
    }
    if (Object.keys(gaps).length > 0) form.fill(gaps);
  }, [phone, town]);

  const zone = zones.find((one) => one.id === form.values.zone);
  const totalKobo =
    zone === undefined ? undefined : cart.subtotalKobo + zone.feeKobo;
  const gift = form.values.isGift === "yes";
  const { errors } = form;

  return (
    <form
      ref={form.ref}
      className={styles.page}
      aria-label="Delivery"
      noValidate
      onSubmit={form.onSubmit}
      onInput={form.onInput}
    >
      <div className={styles.questions}>
        <ErrorSummary form={form} />
        <h2>Delivery</h2>
        <TextField
          name="name"
          label="Full name"
          error={errors.name}
          input={{ autoComplete: "name", enterKeyHint: "next" }}
        />
        <TextField
          name="phone"
          label="Phone"
          hint="The rider calls this number."
          error={errors.phone}
          input={{ type: "tel", autoComplete: "tel", enterKeyHint: "next" }}
        />
        <TextField
          name="email"
          label="E-mail"
          hint="The receipt goes there."
          error={errors.email}
          input={{
            type: "email",
            autoComplete: "email",
            spellCheck: false,
            enterKeyHint: "next",
          }}
        />
        <SelectField
          name="zone"
          label="Town"
          error={errors.zone}
          empty="Choose a town"
          options={zones.map((one) => ({
            value: one.id,
            label: `${one.town}${one.state ? `, ${one.state}` : ""}: ${naira(one.feeKobo)}`,
          }))}
        />
        <TextArea
          name="address"
          label="Street and landmark"
          error={errors.address}
          autoComplete="street-address"
        />
        <TextArea
          name="note"
          label="Note to the rider"
          optional
          rows={2}
          error={errors.note}
        />
        <label className={styles.tick}>
          <input type="checkbox" name="isGift" value="yes" />
          <span>This is a gift: add a card or another name</span>
        </label>
        <fieldset className={styles.gift} hidden={!gift}>
          <legend>Gift</legend>
          <TextField
            name="giftTo"
            label="To"
            optional
            error={errors.giftTo}
            input={{ autoComplete: "off" }}
          />
          <TextField
            name="giftFrom"
            label="From"
            optional
            error={errors.giftFrom}
            input={{ autoComplete: "off" }}
          />
          <TextArea
            name="giftMessage"
            label="Words on the card"
            hint="Up to 200 letters."
            optional
            error={errors.giftMessage}
          />
          <TextField
            name="recipientName"
            label="Who receives it"
            hint="When that is not you."
            optional
            error={errors.recipientName}
            input={{ autoComplete: "off" }}
          />
          <TextField
            name="recipientPhone"
            label="Their phone"
            hint="The rider calls this number instead of yours."
            optional
            error={errors.recipientPhone}
            input={{ type: "tel", autoComplete: "off" }}
          />
        </fieldset>
      </div>
      <section className={styles.summary} aria-label="Order summary">
        <h2>Your order</h2>
        <ul role="list">
          {cart.items.map((line) => (
            <li key={line.id}>
              <p className={styles.line}>
                <span>
                  {line.quantity} × {line.product.name}
                </span>
                <strong>{naira(line.lineKobo)}</strong>
              </p>
              <CustomizationList line={line} />
              {!line.available && (
                <p className={styles.problem}>
                  {line.problem?.message ?? "This gift cannot be ordered now."}
                </p>
              )}
            </li>
          ))}
        </ul>
        <p>
          <Link className="link" href="/cart">
            Change the cart
          </Link>
        </p>
        <OrderSums
          itemsKobo={cart.subtotalKobo}
          deliveryKobo={zone?.feeKobo}
          discountKobo={0}
          totalKobo={totalKobo}
          town={zone?.town}
        />
        {news && <p className="notice">{news}</p>}
        <button type="submit" className="button">
          Place order
        </button>
        <p role="status" className={styles.soft}>
          {form.busy
            ? "Placing your order…"
            : `${count(cart.itemsCount, "item")}. You pay in the next step.`}
        </p>
      </section>
    </form>
  );
}
