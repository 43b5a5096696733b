import {
  applied,
  del,
  get,
  next,
  rejected,
  unchanged,
  type InterpretContext,
  type Next,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { refusalOf } from "./answer.ts";
import { cardKind, cardOf } from "./card-fact.ts";
import type { PaytronixSettings } from "./settings.ts";
import { AccountReply, paths } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;

/**
 * Deletes the user behind a card. It is looked first whether there is one, so that a repeat after a lost answer finds that
 * nothing is left to do: what Paytronix says to a second deletion is not documented.
 */
export const eraseGuest: Operation<Erase, PaytronixSettings> = {
  on: customerErase,
  summary: "Deletes the Paytronix user of a guest who is to be forgotten.",
  idempotency: "natural",
  // Not by the member's enrollment: one that made no card would look like nothing to erase.
  recall: ({ memberId }) => ({
    card: { kind: cardKind, ids: [memberId], writtenBy: "accruePoints", optional: true },
  }),
  request(command, { settings, recalled }) {
    const card = cardOf(command, recalled);
    return card === undefined ? nobody : get(paths.accountInformation, parametersOf(card, settings));
  },
  interpret: readErasure,
};

const nobody = unchanged("no Paytronix card of the guest is known, by a ref or by an order");

const parametersOf = (printedCardNumber: string, { merchantId }: PaytronixSettings) => ({
  merchantId,
  authentication: "b2b",
  printedCardNumber,
});

function deletion(card: string, settings: PaytronixSettings): VendorRequest {
  const parameters = parametersOf(card, settings);
  if (settings.deletionParameters === "query")
    return { ...get(paths.deleteUserByCard, parameters), method: "DELETE" };
  const headers = { "content-type": "application/json" };
  return { ...del(paths.deleteUserByCard, { headers }), body: JSON.stringify(parameters) };
}

function readErasure(
  response: VendorResponse,
  command: Erase,
  { settings, recalled, step }: InterpretContext<PaytronixSettings>,
): Outcome | Next {
  const refused = refusalOf(response, settings);
  if (refused !== undefined) return refused;
  if (step > 0) return applied();
  const account = AccountReply.safeParse(response.json);
  if (!account.success)
    return rejected("unreadable", "Paytronix does not say whether the card is registered to a user.");
  if (!account.data.isRegistered) return unchanged("no user is registered to the card");
  return next(deletion(cardOf(command, recalled) ?? "", settings));
}
