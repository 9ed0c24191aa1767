import type { Category, ProductCard } from "../../shared/api-types";

/** A category's own products and then those of its subcategories, each once. */
export function allProducts(category: Category): ProductCard[] {
  const seen = new Map<string, ProductCard>();
  const walk = (node: Category) => {
    for (const product of node.products) seen.set(product.id, product);
    for (const child of node.children) walk(child);
  };
  walk(category);
  return [...seen.values()];
}

/** The way from a top category down to the one with this slug; empty when there is none. */
export function pathTo(categories: Category[], slug: string): Category[] {
  for (const category of categories) {
    if (category.slug === slug) return [category];
    const below = pathTo(category.children, slug);
    if (below.length > 0) return [category, ...below];
  }
  return [];
}
