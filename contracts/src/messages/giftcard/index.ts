import type { Contract } from "../../define.ts";
import { giftCardActivateFailed } from "./activate-failed.ts";
import { giftCardActivate } from "./activate.ts";
import { giftCardActivated } from "./activated.ts";
import { giftCardBalanceChanged } from "./balance-changed.ts";
import { giftCardLoadFailed } from "./load-failed.ts";
import { giftCardLoad } from "./load.ts";
import { giftCardLoaded } from "./loaded.ts";
import { giftCardRedeemFailed } from "./redeem-failed.ts";
import { giftCardRedeem } from "./redeem.ts";
import { giftCardRedeemed } from "./redeemed.ts";
import { giftCardRefundFailed } from "./refund-failed.ts";
import { giftCardRefund } from "./refund.ts";
import { giftCardRefunded } from "./refunded.ts";
import { giftCardVoidFailed } from "./void-failed.ts";
import { giftCardVoid } from "./void.ts";
import { giftCardVoided } from "./voided.ts";

export {
  giftCardActivateFailed,
  giftCardActivate,
  giftCardActivated,
  giftCardBalanceChanged,
  giftCardLoadFailed,
  giftCardLoad,
  giftCardLoaded,
  giftCardRedeemFailed,
  giftCardRedeem,
  giftCardRedeemed,
  giftCardRefundFailed,
  giftCardRefund,
  giftCardRefunded,
  giftCardVoidFailed,
  giftCardVoid,
  giftCardVoided,
};

/** Every contract about gift cards. */
export const giftCardContracts: readonly Contract[] = [
  giftCardActivateFailed,
  giftCardActivate,
  giftCardActivated,
  giftCardBalanceChanged,
  giftCardLoadFailed,
  giftCardLoad,
  giftCardLoaded,
  giftCardRedeemFailed,
  giftCardRedeem,
  giftCardRedeemed,
  giftCardRefundFailed,
  giftCardRefund,
  giftCardRefunded,
  giftCardVoidFailed,
  giftCardVoid,
  giftCardVoided,
];
