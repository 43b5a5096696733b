import type { Contract } from "../../define.ts";
import { giftCardActivate } from "./activate.ts";
import { giftCardActivated } from "./activated.ts";
import { giftCardBalanceChanged } from "./balance-changed.ts";
import { giftCardLoad } from "./load.ts";
import { giftCardLoaded } from "./loaded.ts";
import { giftCardRedeem } from "./redeem.ts";
import { giftCardRedeemed } from "./redeemed.ts";
import { giftCardRefund } from "./refund.ts";
import { giftCardRefunded } from "./refunded.ts";
import { giftCardVoid } from "./void.ts";
import { giftCardVoided } from "./voided.ts";

export {
  giftCardActivate,
  giftCardActivated,
  giftCardBalanceChanged,
  giftCardLoad,
  giftCardLoaded,
  giftCardRedeem,
  giftCardRedeemed,
  giftCardRefund,
  giftCardRefunded,
  giftCardVoid,
  giftCardVoided,
};

/** Every contract about gift cards. */
export const giftCardContracts: readonly Contract[] = [
  giftCardActivate,
  giftCardActivated,
  giftCardBalanceChanged,
  giftCardLoad,
  giftCardLoaded,
  giftCardRedeem,
  giftCardRedeemed,
  giftCardRefund,
  giftCardRefunded,
  giftCardVoid,
  giftCardVoided,
];
