import {
  applied,
  blocked,
  post,
  tellingRefusal,
  type Applied,
  type Operation,
  type OperationContext,
} from "@spindlebus/bus/adapter";
import { loyaltyAccrueFailed, type Order, orderCompleted } from "@spindlebus/contracts";
import { accrualFacts } from "./accrual-fact.ts";
import { readAnswer } from "./answer.ts";
import { cardOf, recallCard } from "./card-fact.ts";
import { ticketNumber, ticketOf } from "./check.ts";
import { earliest, findTicket, historyRequest, type Search } from "./history.ts";
import { pointsLane } from "./lane.ts";
import { pointsRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";
import { accrued, type Done, memberOf } from "./translate.ts";
import { paths } from "./vendor.ts";
import { changesIn } from "./wallets.ts";

type Context = OperationContext<PaytronixSettings>;

/** A completed order is posted as a ticket, and its member earns what the merchant's programme gives for it. */
export const accruePoints: Operation<Order, PaytronixSettings> = {
  on: orderCompleted,
  summary: "Posts a completed order as a ticket, which accrues the member's points.",
  skip: (order) => reasonToSkip(order),
  idempotency: "probe",
  lane: { group: pointsLane, key: ({ orderId }) => orderId },
  recall: ({ loyalty }) => recallCard(loyalty?.member),

  request(order, { settings, recalled }) {
    const card = cardOf(order.loyalty?.member, recalled);
    if (card === undefined) {
      return blocked(
        "noCard",
        'The member of this order has no Paytronix card: add a ref { vendor: "paytronix", type: "card" } to loyalty.member, or enroll the member.',
      );
    }
    const { currency } = order.totals.total;
    if (currency !== settings.currency) {
      return blocked("currency", `The order is in ${currency}, this connection in ${settings.currency}.`);
    }
    return post(paths.postAndAccruePoints, ticketOf(order, card, settings));
  },

  interpret(response, order, context) {
    const answer = readAnswer(response, context.settings);
    if (answer.kind !== "done")
      return tellingRefusal(
        answer,
        pointsRefused(loyaltyAccrueFailed, earningOf(order, context), context.message, response),
      );
    return accrual(order, { transactionId: answer.transactionId, changes: changesIn(answer.reply) }, context);
  },

  probe: {
    readLag: "2s",
    request: (order, context) => historyRequest(searchFor(order, context), context.settings),
    interpret(response, order, context) {
      const finding = findTicket(response, searchFor(order, context), context.settings);
      return finding.kind === "found" ? accrual(order, finding.done, context) : finding;
    },
  },
};

/** Who was to earn, and by what. */
function earningOf({ orderId, loyalty, store, closedAt, placedAt }: Order, { settings, recalled }: Context) {
  const { storeId } = store;
  const occurredAt = closedAt ?? placedAt;
  const card = cardOf(loyalty?.member, recalled) ?? "";
  return {
    member: memberOf(card, loyalty?.member.memberId, settings),
    transaction: { transactionId: orderId, orderRef: orderId, store: { storeId }, occurredAt },
  };
}

/** The same for an answer and for a probe, so that both leave the same facts and messages. */
function accrual(order: Order, done: Done, { settings, recalled }: Context): Applied {
  const card = cardOf(order.loyalty?.member, recalled) ?? "";
  const { transactionId, changes } = done;
  return applied({
    reference: transactionId,
    emit: accrued(order, card, done, settings),
    remember: accrualFacts(order, { card, transactionId, added: changes.added }),
  });
}

function reasonToSkip({ loyalty }: Order): string | false {
  if (loyalty === undefined) return "guest order";
  const refs = loyalty.member.refs ?? [];
  const elsewhere = refs.length > 0 && refs.every(({ vendor }) => vendor !== "paytronix");
  return elsewhere ? "member of another programme" : false;
}

const searchFor = (order: Order, { message, recalled }: Context): Search => ({
  card: cardOf(order.loyalty?.member, recalled) ?? "",
  identifier: order.orderId,
  number: ticketNumber(order),
  since: earliest(message, order.placedAt, order.closedAt),
});
