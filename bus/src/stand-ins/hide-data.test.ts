import {
  canonicalContracts,
  checkData,
  customerProfileChanged,
  fieldClasses,
  orderCompleted,
  type Contract,
} from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { hideData } from "./hide-data.ts";
import { openStandIns } from "./stand-ins.ts";

const hide = (contract: Contract, data: unknown) => hideData(JSON.stringify(data), contract, openStandIns());

test.each(canonicalContracts.map((contract) => [contract.type, contract] as const))(
  "%s with stand-ins is still valid, and no personal value of its examples is left",
  (_type, contract) => {
    for (const example of contract.examples) {
      const text = hide(contract, example);
      expect(checkData(contract, JSON.parse(text))).toMatchObject({ ok: true });
      for (const value of personalValuesOf(contract, example))
        expect(text).not.toContain(JSON.stringify(value));
    }
  },
);

/** The strings of at least four characters in personal fields of one value. */
function personalValuesOf(contract: Contract, data: unknown): readonly string[] {
  const leaves = fieldClasses(contract).filter((field) => field.class !== "locked");
  return leaves.flatMap(({ pointer }) =>
    pointer
      .split("/")
      .slice(1)
      .reduce<readonly unknown[]>((values, step) => values.flatMap((value) => below(value, step)), [data])
      .filter((value) => typeof value === "string" && value.length >= 4 && value !== "https://example.com/"),
  ) as readonly string[];
}

function below(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return entries.flatMap(([key, inner]) => (step === "*" || step === key ? [inner] : []));
}

test("numbers keep their digits, and everything else its spelling", () => {
  const text = '{ "orderId": "o-1",\n "totals": {"total": {"amount": 1.10, "big": 12345678901234567890}} }';
  expect(hideData(text, orderCompleted, openStandIns())).toBe(text);
});

test("of an id at a vendor it stays visible whose it is and what it names", () => {
  const customer = { refs: [{ vendor: "stripe", type: "customer", id: "cus_NffrFeUfNV2Hib" }] };
  const {
    customer: {
      refs: [ref],
    },
  } = JSON.parse(hide(orderCompleted, { customer }));
  expect(ref).toEqual({ vendor: "stripe", type: "customer", id: expect.stringMatching(/^cus_\w{14}$/) });
  expect(ref.id).not.toBe("cus_NffrFeUfNV2Hib");
});

test("a personal value is replaced in fields of no class too, by the same", () => {
  const data = JSON.parse(
    hide(orderCompleted, { orderId: "ada@mail.org", customer: { email: "ada@mail.org" } }),
  );
  expect(data.orderId).toBe(data.customer.email);
  expect(data.orderId).not.toBe("ada@mail.org");
});

test("what vendors sent and no field covers is personal as a whole, long numbers too", () => {
  const text = hide(customerProfileChanged, {
    ext: { acme: { note: "likes tea", phone: 6175550101, visits: 12 } },
  });
  expect(text).not.toContain("tea");
  expect(text).not.toContain("6175550101");
  expect(text).toContain('"visits":12');
});
