/** The shop's JSON as the server writes it. Money is whole kobo, times are UTC in RFC 3339. */

export interface Picture {
  url: string;
  srcset: string;
  /** As `srcset`; "" until the picture is drawn, soon after its upload. */
  webp: string;
  /** Stands in the picture's place while it loads; "" as above. */
  color: string;
  width: number;
  height: number;
  alt: string;
}

export interface ShopConfig {
  shopName: string;
  currency: string;
  contact: { phone: string; whatsapp: string; email: string };
  testMode: boolean;
  sandbox: boolean;
  version: string;
}

export interface Stock {
  state: "in_stock" | "low" | "out" | "made_to_order";
  left?: number;
}

export interface ProductCard {
  id: string;
  slug: string;
  name: string;
  priceKobo: number;
  category: { slug: string; name: string };
  images: Picture[];
  stock: Stock;
}

export interface Category {
  id: string;
  slug: string;
  name: string;
  image: Picture | null;
  /** The category's own products; those of its subcategories stand in `children`. */
  products: ProductCard[];
  children: Category[];
}

export interface ProductList {
  items: ProductCard[];
  page: number;
  perPage: number;
  totalItems: number;
}

export interface CustomizationOption {
  value: string;
  label: string;
  swatch?: string;
  surchargeKobo: number;
  extraDays: number;
}

export type CustomizationKind =
  | "text"
  | "longtext"
  | "color"
  | "choice"
  | "choices"
  | "phone"
  | "town"
  | "date"
  | "photo";

export interface CustomizationField {
  key: string;
  label: string;
  help: string;
  kind: CustomizationKind;
  required: boolean;
  options: CustomizationOption[];
  maxLength?: number;
  /** The characters and emoji that a text takes. */
  allowed?: "any" | "engraver" | "letters" | "digits";
  emoji?: boolean;
  minChoices?: number;
  maxChoices?: number;
  surchargeKobo: number;
  extraDays: number;
  /** It is asked only when that field has that value; "" stands for any. */
  showWhen?: { key: string; value: string };
}

export interface Product extends ProductCard {
  /** Plain text; blank lines part paragraphs. */
  description: string;
  customizationFields: CustomizationField[];
  /** Where words are shown on the first picture: middle and width, in percent. */
  preview: { x: number; y: number; width: number };
}

/** Only `choices` fields hold a list. */
export type Customizations = Record<string, string | string[]>;

/** One customization as people read it. */
export interface CustomizationDetail {
  key: string;
  label: string;
  kind: CustomizationKind;
  value: string;
  swatch?: string;
  surchargeKobo: number;
  extraDays: number;
}

export interface CartLine {
  id: string;
  product: {
    id: string;
    slug: string;
    name: string;
    image: Picture | null;
    priceKobo: number;
  };
  quantity: number;
  customizations: Customizations;
  customizationDetails: CustomizationDetail[];
  unitPriceKobo: number;
  lineKobo: number;
  makingDays: number;
  available: boolean;
  problem?: { code: string; message: string };
}

export interface Cart {
  /** Empty before the shopper's first write. */
  id: string;
  items: CartLine[];
  /** The sum of the quantities. */
  itemsCount: number;
  subtotalKobo: number;
  /** What the customizations of the slowest line add to the making. */
  makingDays: number;
  currency: string;
  /** What the product forms already asked; `zone` is a delivery zone's id. */
  prefill: { phone: string; zone: string };
}

export interface DeliveryZone {
  id: string;
  town: string;
  state: string;
  feeKobo: number;
}

export type OrderStatus =
  | "pending"
  | "paid"
  | "preparing"
  | "dispatched"
  | "delivered"
  | "cancelled"
  | "expired"
  | "refunded";

export type PaymentStatus =
  | "pending"
  | "success"
  | "failed"
  | "review"
  | "refunded";

export interface Payment {
  reference: string;
  status: PaymentStatus;
  amountKobo: number;
  authorizationUrl: string;
}

export interface OrderLine {
  name: string;
  slug: string;
  image: Picture | null;
  quantity: number;
  customizations: Customizations;
  customizationDetails: CustomizationDetail[];
  unitPriceKobo: number;
  lineKobo: number;
  makingDays: number;
}

export interface Gift {
  to: string;
  from: string;
  message: string;
}

/** Who takes the delivery; "" stands for the buyer's own. */
export interface Recipient {
  name: string;
  phone: string;
}

export interface Order {
  id: string;
  /** As said to people: "LG-1001". */
  number: string;
  status: OrderStatus;
  items: OrderLine[];
  itemsKobo: number;
  deliveryKobo: number;
  discountKobo: number;
  totalKobo: number;
  currency: string;
  email: string;
  phone: string;
  name: string;
  zone: { id: string; town: string; state: string };
  address: string;
  note: string;
  gift: Gift | null;
  recipient: Recipient | null;
  makingDays: number;
  createdAt: string;
  paidAt: string | null;
  payment: Payment | null;
  canPay: boolean;
  canCancel: boolean;
  canRestoreCart: boolean;
  events: { kind: string; at: string; message: string }[];
}

export interface PaymentCheck {
  /** `providerStatus` is what Paystack said last; "" when it was never asked. */
  payment: Payment & { providerStatus: string };
  order: Order;
}

/** What anybody who holds a payment's reference may know of it: nothing about the person or the gifts. */
export interface PaymentGlimpse {
  payment: Pick<Payment, "reference" | "status" | "amountKobo"> & {
    providerStatus: string;
  };
  order: Pick<Order, "number" | "status">;
}

export interface CheckoutRequest {
  email: string;
  phone: string;
  name: string;
  zone: string;
  address: string;
  note?: string;
  gift?: Gift;
  recipient?: Recipient;
  /** The total the page showed: the server refuses when it is no longer true. */
  seenTotalKobo: number;
}
