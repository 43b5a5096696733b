import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalContracts } from "../canonical.ts";
import { fieldsOf } from "../governance/fields.ts";
import { customerContracts } from "../messages/customer/index.ts";
import { engagementContracts } from "../messages/engagement/index.ts";
import { giftCardContracts } from "../messages/giftcard/index.ts";
import { identityContracts } from "../messages/identity/index.ts";
import { loyaltyContracts } from "../messages/loyalty/index.ts";
import { orderContracts } from "../messages/order/index.ts";
import { paymentContracts } from "../messages/payment/index.ts";
import { contractRegistry } from "../registry.ts";

const page = readFileSync(new URL("../../../docs/reference/canonical-model.md", import.meta.url), "utf8");
const registry = contractRegistry(canonicalContracts);

describe.each([
  ["Orders", orderContracts],
  ["Payments", paymentContracts],
  ["Loyalty", [...loyaltyContracts, ...giftCardContracts]],
  ["Identity", identityContracts],
  ["Engagement", [...engagementContracts, ...customerContracts]],
])("the tables of the canonical model, %s", (heading, contracts) => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const named = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);

  test("name only fields that a contract of the domain has", () => {
    const fields = new Set(
      contracts.flatMap(({ type }) =>
        fieldsOf(registry.jsonSchema(type) ?? {}).map(({ pointer }) =>
          pointer.replaceAll("/*", "").slice(1).replaceAll("/", "."),
        ),
      ),
    );
    const types = new Set(contracts.flatMap(({ type }) => [type, type.replace(/\.v\d+$/, "")]));
    expect(named.filter((name) => !fields.has(name) && !types.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });

  test("name every contract of the domain", () => {
    expect(contracts.filter(({ type }) => !named.includes(type)).map(({ type }) => type)).toEqual([]);
  });
});
