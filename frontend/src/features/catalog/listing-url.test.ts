import { expect, test } from "vitest";
import { listingUrl, pageQuery, readListed } from "./listing-url";

test("a list's address has one spelling, which the server uses too", () => {
  expect(listingUrl({ category: "cups", sort: "position", page: 1 })).toBe(
    "/api/shop/products?category=cups&perPage=24",
  );
  expect(listingUrl({ q: "red mug", sort: "-price", page: 2 })).toBe(
    "/api/shop/products?q=red+mug&sort=-price&page=2&perPage=24",
  );
});

test("a page's query leaves out what is the default", () => {
  expect(pageQuery({ category: "cups", sort: "position", page: 1 })).toBe("");
  expect(pageQuery({ sort: "price", page: 3 })).toBe("?sort=price&page=3");
});

test("a query that is not ours is the first page in our order", () => {
  expect(readListed("?sort=rowid&page=-2")).toEqual({
    sort: "position",
    page: 1,
  });
  expect(readListed("sort=newest&page=4")).toEqual({ sort: "newest", page: 4 });
});
