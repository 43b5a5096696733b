import { readFileSync } from "node:fs";
import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
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
