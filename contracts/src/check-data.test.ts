import { describe, expect, test } from "vitest";
import { canonicalContracts } from "./canonical.ts";
import { checkData, unknownType } from "./check-data.ts";
import { orderCompleted } from "./messages/order/completed.ts";
import { contractRegistry } from "./registry.ts";

const order = () => structuredClone(orderCompleted.examples[1]);

const errorsFor = (data: unknown) => {
  const result = checkData(orderCompleted, data);
  return result.ok ? [] : result.problem.errors;
};

describe("checkData", () => {
  test("hands on data that satisfies its contract", () => {
    expect(checkData(orderCompleted, order())).toEqual({ ok: true, data: order() });
  });

  test("states every fault at once, each with its JSON Pointer in the event", () => {
    const data = { ...order(), placedAt: "yesterday", lines: [{ lineId: "1" }], "odd/key": 1 };
    const result = checkData(orderCompleted, data);
    expect(result).toMatchObject({
      ok: false,
      problem: {
        status: 422,
        code: "contract-violation",
        detail: expect.stringMatching(/^order\.completed\.v1: \d+ faults/),
      },
    });
    expect(errorsFor(data)).toEqual([
      {
        pointer: "/data/placedAt",
        detail: 'must be RFC 3339 in UTC, e.g. "2026-01-15T18:04:05.000Z"',
        came: '"yesterday"',
      },
      { pointer: "/data/lines/0/kind", detail: "is required" },
      { pointer: "/data/lines/0/item", detail: "is required" },
      { pointer: "/data/lines/0/quantity", detail: "is required" },
      { pointer: "/data/lines/0/gross", detail: "is required" },
      { pointer: "/data/odd~1key", detail: "is not a field of this contract", came: "a number" },
    ]);
  });

  test("an event without data is told so", () => {
    expect(errorsFor(undefined)).toEqual([{ pointer: "/data", detail: "is required" }]);
  });

  test("quotes nothing out of, above or below a personal field, and nothing that the contract does not have", () => {
    const { customer } = order() ?? {};
    const data = {
      ...order(),
      customer: { ...customer, email: 7, phone: "Ada" },
      guest: "Ada",
      channel: "Mars",
    };
    expect(errorsFor(data).map(({ pointer, came }) => [pointer, came])).toEqual([
      ["/data/channel", '"Mars"'],
      ["/data/customer/email", "a number"],
      ["/data/customer/phone", "a text"],
      ["/data/guest", "a text"],
    ]);
    expect(errorsFor({ ...order(), customer: "Ada" })).toEqual([
      { pointer: "/data/customer", detail: expect.any(String), came: "a text" },
    ]);
  });

  test("never quotes what looks personal, in whatever field it came", () => {
    const secret = "ada-lovelace-6000201000200841";
    const data = {
      ...order(),
      channel: secret,
      placedAt: secret,
      lines: secret,
      customer: { email: secret, phone: secret, locale: secret.repeat(9) },
      totals: { subtotal: { amount: secret, currency: secret }, total: secret },
      ext: { paytronix: secret },
    };
    const result = checkData(orderCompleted, data);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  test("stops listing at a hundred faults, and still counts them", () => {
    const result = checkData(orderCompleted, { ...order(), lines: Array.from({ length: 200 }, () => ({})) });
    expect(result).toMatchObject({ ok: false, problem: { detail: expect.stringContaining("1000 faults") } });
    expect(result.ok ? [] : result.problem.errors).toHaveLength(100);
  });
});

describe("unknownType", () => {
  test("names the nearest known types", () => {
    const registry = contractRegistry(canonicalContracts);
    expect(unknownType(registry, "order.complete.v1")).toMatchObject({
      status: 422,
      code: "unknown-type",
      detail: expect.stringMatching(
        /^no contract has the type "order.complete.v1"; did you mean "order.completed.v1"/,
      ),
      errors: [{ pointer: "/type" }],
    });
  });

  test("says no more when nothing is similar", () => {
    expect(unknownType(contractRegistry(canonicalContracts), "zz").detail).toBe(
      'no contract has the type "zz"',
    );
  });
});
