import { readFileSync } from "node:fs";
import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { untranslated } from "../fixtures/untranslated.ts";
import { SquareSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor-event.ts";

const file = new URL("../fixtures/published-webhooks.json", import.meta.url);
const Published = z.object({ examples: z.array(z.looseObject({ type: z.string() })) });
const { examples } = Published.parse(JSON.parse(readFileSync(file, "utf8")));
const settings = SquareSettings.parse({ webhookUrl: "https://bus.example.com/in/square" });

const messagesOf = (example: unknown) =>
  translate(EventBody.parse(example), { settings }).map(({ contract, data }) => ({
    contract,
    type: contract.type,
    data,
  }));

test("every published webhook is understood, and what it becomes is valid", () => {
  const faults = examples.flatMap((example) =>
    messagesOf(example).flatMap(({ contract, type, data }) => {
      const checked = checkData(contract, data);
      return checked.ok ? [] : [`${example.type} → ${type}: ${JSON.stringify(checked.problem)}`];
    }),
  );
  expect(faults).toEqual([]);
  expect(examples).toHaveLength(146);
});

test("every published webhook becomes a message, or is named with the reason why it becomes none", () => {
  const silent = examples.filter((example) => messagesOf(example).length === 0).map(({ type }) => type);
  const reasons = Object.keys(untranslated);
  const named = (type: string) => reasons.filter((beginning) => type.startsWith(beginning));
  expect(silent.filter((type) => named(type).length !== 1)).toEqual([]);
  expect({ told: examples.length - silent.length, named: silent.length }).toEqual({ told: 21, named: 125 });
  // A reason for something that is told, or that Square does not publish, is none.
  expect(reasons.filter((beginning) => !silent.some((type) => type.startsWith(beginning)))).toEqual([]);
  const told = examples.map(({ type }) => type).filter((type) => !silent.includes(type));
  expect(told.filter((type) => named(type).length > 0)).toEqual([]);
});

test("the published webhooks that say something say it by these messages", () => {
  const told = examples.flatMap((example) => {
    const types = messagesOf(example).map(({ type }) => type);
    return types.length > 0 ? [[example.type, types]] : [];
  });
  expect(Object.fromEntries(told)).toMatchInlineSnapshot(`
    {
      "dispute.created": [
        "payment.dispute.opened.v1",
      ],
      "dispute.state.changed": [
        "payment.dispute.closed.v1",
      ],
      "dispute.state.updated": [
        "payment.dispute.closed.v1",
      ],
      "gift_card.activity.created": [
        "giftcard.activated.v1",
      ],
      "gift_card.activity.updated": [
        "giftcard.balance.changed.v1",
      ],
      "gift_card.created": [
        "giftcard.balance.changed.v1",
      ],
      "gift_card.customer_linked": [
        "giftcard.balance.changed.v1",
      ],
      "gift_card.customer_unlinked": [
        "giftcard.balance.changed.v1",
      ],
      "gift_card.updated": [
        "giftcard.balance.changed.v1",
      ],
      "inventory.count.updated": [
        "menu.item.availability_changed.v1",
      ],
      "loyalty.account.created": [
        "loyalty.member.enrolled.v1",
      ],
      "loyalty.account.deleted": [
        "loyalty.member.deactivated.v1",
      ],
      "loyalty.account.updated": [
        "loyalty.member.updated.v1",
      ],
      "loyalty.event.created": [
        "loyalty.points.adjusted.v1",
      ],
      "order.created": [
        "order.updated.v1",
      ],
      "order.fulfillment.updated": [
        "order.updated.v1",
        "order.fulfillment.updated.v1",
      ],
      "order.updated": [
        "order.updated.v1",
      ],
      "payment.created": [
        "payment.authorized.v1",
      ],
      "payment.updated": [
        "payment.captured.v1",
      ],
      "refund.created": [
        "payment.refund.requested.v1",
      ],
      "refund.updated": [
        "payment.refunded.v1",
      ],
    }
  `);
});
