import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { Ext } from "./ext.ts";
import { Member } from "./member.ts";
import { Party } from "./party.ts";
import { Quantity } from "./quantity.ts";
import { Ref } from "./ref.ts";
import { Store } from "./store.ts";
import { BusinessDate, Instant, LocalOffset, TimeZone } from "./time.ts";
import { Value } from "./value.ts";

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe("values", () => {
  test.each<[string, z.ZodType, readonly unknown[], readonly unknown[]]>([
    [
      "Quantity",
      Quantity,
      ["2", "-0.750", "0"],
      [2, "", "01", "1e3", "1.", ".5", "+1", " 1", "9".repeat(41)],
    ],
    [
      "Instant",
      Instant,
      ["2026-01-15T18:04:05.000Z", "2026-01-15T18:04:05Z", "2024-02-29T00:00:00Z"],
      ["2026-01-15T18:04:05+01:00", "2026-01-15 18:04:05Z", "2026-02-30T00:00:00Z", "2026-01-15", 1768500245],
    ],
    ["BusinessDate", BusinessDate, ["2026-01-15"], ["2026-02-30", "20260115", "2026-1-5", 20260115]],
    ["LocalOffset", LocalOffset, ["-05:00", "+05:45", "+14:00"], ["-0500", "Z", "+15:00", "05:00"]],
    [
      "TimeZone",
      TimeZone,
      ["America/New_York", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5"],
      ["", "a b", "/x"],
    ],
    [
      "Ref",
      Ref,
      [
        { vendor: "stripe", type: "charge", id: "ch_1" },
        { vendor: "square", account: "L1", type: "order", id: "1" },
      ],
      [
        { vendor: "Stripe", type: "charge", id: "ch_1" },
        { vendor: "stripe", type: "charge", id: 1 },
        { vendor: "stripe", id: "1" },
      ],
    ],
    ["Store", Store, [{ storeId: "0042" }], [{}, { storeId: 42 }, { storeId: "" }]],
    [
      "Party",
      Party,
      [{}, { phone: "+16175550101", email: "ada@example.com", givenName: "Ada" }],
      [{ phone: "617 555 0101" }, { phone: "+0123" }, { email: "ada" }, { name: "Ada" }],
    ],
    [
      "Member",
      Member,
      [{ memberId: "m-1" }, { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] }],
      [{}, { refs: [] }, { tier: { code: "2" } }],
    ],
    [
      "Value",
      Value,
      [
        { kind: "points", code: "1", quantity: "12.5" },
        { kind: "currency", code: "2", quantity: "-3.00", currency: "USD" },
      ],
      [
        { kind: "stars", code: "1", quantity: "1" },
        { kind: "points", code: "1", quantity: 1 },
      ],
    ],
    ["Ext", Ext, [{}, { toast: { anything: [1, { deep: null }] } }], [{ toast: 1 }, { "Not A Vendor": {} }]],
  ])("%s takes what it says and nothing else", (_name, schema, good, bad) => {
    expect(good.filter((value) => !accepts(schema, value))).toEqual([]);
    expect(bad.filter((value) => accepts(schema, value))).toEqual([]);
  });
});
