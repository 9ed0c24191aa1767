import type { Stock } from "../api-types";

/** What the shelf says, or "" when there is nothing to say. */
export function stockWords(stock: Stock): string {
  switch (stock.state) {
    case "out":
      return "Out of stock";
    case "low":
      return stock.left === undefined ? "Few left" : `Only ${stock.left} left`;
    case "made_to_order":
      return "Made to order";
    default:
      return "";
  }
}
