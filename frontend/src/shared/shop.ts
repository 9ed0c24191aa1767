import useSWR from "swr";
import type { Category, DeliveryZone, ShopConfig } from "./api-types";

export const CONFIG_URL = "/api/shop/config";
export const CATALOG_URL = "/api/shop/catalog";
export const ZONES_URL = "/api/shop/delivery-zones";

/** What the owner rarely changes is asked for once per visit. */
export const RARELY = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  revalidateIfStale: false,
} as const;

/** What changes by the hour is asked for again after a minute at the earliest, to spare the shopper's data. */
export const CALMLY = {
  revalidateOnFocus: false,
  dedupingInterval: 60_000,
} as const;

export function useConfig(): ShopConfig | undefined {
  return useSWR<ShopConfig>(CONFIG_URL, RARELY).data;
}

export function useShopName(): string {
  return useConfig()?.shopName || "Love Giftings";
}

export function useCatalog() {
  return useSWR<Category[]>(CATALOG_URL, CALMLY);
}

export function useZones() {
  return useSWR<DeliveryZone[]>(ZONES_URL, RARELY);
}

/** The smallest delivery fee in kobo; undefined while it is not known. */
export function lowestFee(zones: DeliveryZone[] | undefined) {
  return zones?.length
    ? Math.min(...zones.map((zone) => zone.feeKobo))
    : undefined;
}
