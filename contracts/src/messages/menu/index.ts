import type { Contract } from "../../define.ts";
import { menuItemAvailabilityChanged } from "./item-availability-changed.ts";
import { menuItemRemoved } from "./item-removed.ts";
import { menuItemUpserted } from "./item-upserted.ts";
import { menuPublished } from "./published.ts";

export { menuItemAvailabilityChanged, menuItemRemoved, menuItemUpserted, menuPublished };

/** Every contract about what is sold. */
export const menuContracts: readonly Contract[] = [
  menuItemAvailabilityChanged,
  menuItemRemoved,
  menuItemUpserted,
  menuPublished,
];
