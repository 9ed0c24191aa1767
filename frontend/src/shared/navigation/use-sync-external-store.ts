import { useSyncExternalStore as own } from "react";

/** Stands in for the shim of that name, which libraries bring for React before 18. */
export const useSyncExternalStore = own;
