import { acceptedBy, postQuery, type Check } from "@spindlebus/bus/adapter";
import type { AdyenSettings } from "./settings.ts";

/**
 * The list of payment methods (CheckoutService, `POST /paymentMethods`) asks for a role of its own: a key for captures and
 * refunds alone may be answered 403, and is good.
 */
export const connectionCheck: Check<AdyenSettings> = {
  summary:
    "Asks which payment methods the merchant account has; a key without the role for that is answered 403, which tells nothing.",
  request: ({ settings: { apiVersion, merchantAccount } }) =>
    postQuery(`/${apiVersion}/paymentMethods`, { merchantAccount }),
  interpret: (response) => (response.status === 403 ? undefined : acceptedBy(response)),
};
