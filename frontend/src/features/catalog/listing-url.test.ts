import { expect, test } from "vitest";
import { listingUrl, pageQuery, readListed } from "./listing-url";

test("a list's address has one spelling, which the server uses too", () => {
  expect(listingUrl({ category: "cups", sort: "", page: 1 })).toBe(
    "/api/shop/products?category=cups&perPage=24",
  );
  expect(listingUrl({ q: "red mug", sort: "-price", page: 2 })).toBe(
    "/api/shop/products?q=red+mug&sort=-price&page=2&perPage=24",
  );
});

test("a page's query leaves out what is the default", () => {
  expect(pageQuery({ sort: "", page: 1, minPriceKobo: "" })).toBe("");
  expect(pageQuery({ sort: "price", page: 3 })).toBe("?sort=price&page=3");
});

test("a query that is not ours is the first page in our order at any price", () => {
  const plain = { sort: "", page: 1, minPriceKobo: "", maxPriceKobo: "" };
  expect(
    readListed("?sort=rowid&page=-2&minPriceKobo=abc&maxPriceKobo=0"),
  ).toEqual(plain);
  expect(readListed("sort=position&page=1e3&minPriceKobo=-1")).toEqual(plain);
  expect(readListed("sort=newest&page=4")).toEqual({
    ...plain,
    sort: "newest",
    page: 4,
  });
});

test("what narrows a list stands in its address and comes back from there", () => {
  const listed = {
    sort: "-price",
    page: 2,
    minPriceKobo: "500000",
    maxPriceKobo: "1200000",
  };
  const address = pageQuery({ ...listed, q: "mug", category: "cups" });
  expect(address).toBe(
    "?category=cups&q=mug&minPriceKobo=500000&maxPriceKobo=1200000&sort=-price&page=2",
  );
  expect(readListed(address)).toEqual(listed);
  expect(listingUrl(listed)).toContain(
    "minPriceKobo=500000&maxPriceKobo=1200000&sort=-price",
  );
});
