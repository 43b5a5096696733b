import type { Contract } from "./define.ts";
import { contentContracts } from "./messages/content/index.ts";
import { customerContracts } from "./messages/customer/index.ts";
import { engagementContracts } from "./messages/engagement/index.ts";
import { giftCardContracts } from "./messages/giftcard/index.ts";
import { identityContracts } from "./messages/identity/index.ts";
import { loyaltyContracts } from "./messages/loyalty/index.ts";
import { menuContracts } from "./messages/menu/index.ts";
import { orderContracts } from "./messages/order/index.ts";
import { paymentContracts } from "./messages/payment/index.ts";

/** Every contract that Spindle ships. */
export const canonicalContracts: readonly Contract[] = [
  ...contentContracts,
  ...customerContracts,
  ...engagementContracts,
  ...giftCardContracts,
  ...identityContracts,
  ...loyaltyContracts,
  ...menuContracts,
  ...orderContracts,
  ...paymentContracts,
];
