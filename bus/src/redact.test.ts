import { describe, expect, test } from "vitest";
import { excerptOfRequest, excerptOfResponse, scrub } from "./redact.ts";

const personal = [
  "Jane",
  "Doe",
  "jane.doe@example.com",
  "jane.doe%40example.com",
  "4111111111111111",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "5551234567",
  "555-123-4567",
  "Baker Street",
  "94103",
  "1980-02-29",
  "8739",
];

/** Bodies as vendors answer them, and what of each an operator needs to see. */
const answers: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "a loyalty vendor's refusal",
    JSON.stringify({
      result: "authorizeServiceFailed",
      errorCode: "account.notFound",
      errorMessage: "No account for jane.doe@example.com, card 4111 1111 1111 1111",
      transactionId: 81_723,
      fields: { firstName: "Jane", lastName: "Doe", dateOfBirth: "1980-02-29" },
      printedCardNumber: "4111111111111111",
      wallets: [{ walletCode: 3, quantity: "12.50", accountName: "Jane Doe" }],
    }),
    [
      "authorizeServiceFailed",
      "account.notFound",
      "No account for",
      "81723",
      "12.50",
      '"fields"',
      '"firstName"',
    ],
  ],
  [
    "a payment vendor's error",
    JSON.stringify({
      error: {
        type: "card_error",
        code: "card_declined",
        decline_code: "do_not_honor",
        message: "Your card was declined.",
        charge: "ch_1",
        payment_method: {
          id: "pm_1",
          billing_details: {
            name: "Jane Doe",
            email: "jane.doe@example.com",
            phone: "+1 (555) 123-4567",
            address: { line1: "221b Baker Street", postal_code: "94103" },
          },
          card: { number: 4_111_111_111_111_111, pinCode: "8739", security_code: "8739" },
        },
      },
    }),
    ["card_error", "card_declined", "do_not_honor", "Your card was declined.", "pm_1"],
  ],
  [
    "an answer that was cut off",
    '{"status":"ok","code":17,"guest":{"firstName":"Jane","phone":5551234567,"tags":["Jane","vip"],"lastName":"Do',
    ['"status":"ok"', '"code":17', '"firstName"'],
  ],
  [
    "people as keys",
    JSON.stringify({
      accounts: { "jane.doe@example.com": { status: "closed" }, "+15551234567": { code: "x-1" } },
    }),
    ["closed"],
  ],
  ["numbers that are numbers", '{"number":4111111111111111,"id":5551234567,"amount":1250}', ["1250"]],
  ["bare strings", '["Jane Doe",{"errors":["jane.doe@example.com is taken"]}]', ["is taken"]],
  [
    "XML",
    '<?xml version="1.0"?><fault who="Jane"><faultCode>E-17</faultCode><firstName>Jane</firstName><zip>94103</zip></fault>',
    ["<faultCode>E-17</faultCode>", "<firstName>"],
  ],
  [
    "a gateway's page",
    "<html><title>502 Bad Gateway</title><p>ask jane.doe@example.com</p></html>",
    ["502 Bad Gateway"],
  ],
  ["plain words", "Upstream timed out for jane.doe@example.com (555-123-4567)", ["Upstream timed out"]],
];

describe("an excerpt of an answer", () => {
  test.each(answers)("shows structure and codes of %s, and nobody", (_, body, needed) => {
    const shown = excerptOfResponse(body) ?? "";
    for (const text of needed) expect(shown).toContain(text);
    for (const text of personal) expect(shown).not.toContain(text);
  });

  test("of nothing is nothing", () => {
    expect([excerptOfResponse(""), excerptOfResponse(undefined)]).toEqual([undefined, undefined]);
  });

  test("is capped, and says how long the whole was", () => {
    const shown = excerptOfResponse(
      JSON.stringify({ items: Array.from({ length: 5_000 }, () => ({ code: "c" })) }),
    );
    expect(shown?.length).toBeLessThan(4_200);
    expect(shown).toMatch(/… \(\d{5} characters\)$/);
  });

  test("of nonsense is still an excerpt, and soon", () => {
    const long = ["[", "[{", "a", "a%40", "1 ", "<a", '"', "=&"].map((part) => part.repeat(500_000));
    const deep = '{"code":'.repeat(9_000) + "1" + "}".repeat(9_000);
    const started = performance.now();
    for (const body of [...long, deep, '{"a":"\ud800', "\u0000", "=", "{", '"', "<", "a=b&c"]) {
      expect(excerptOfResponse(body)?.length).toBeLessThan(4_200);
      expect(excerptOfResponse(JSON.stringify({ code: body, "a@b.c": body }))?.length).toBeLessThan(4_200);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("an excerpt of a request", () => {
  test("hides the free text that we send: it is our guests', not the vendor's", () => {
    const shown = excerptOfRequest(JSON.stringify({ orderId: "o-1", description: "no onions for Jane" }));
    expect(shown).toContain("o-1");
    expect(shown).not.toContain("Jane");
  });

  test("of a form shows ids and amounts, and nobody", () => {
    const body = new URLSearchParams({
      payment_intent: "pi_1",
      amount: "1250",
      currency: "usd",
      "metadata[order_id]": "o-1",
      "metadata[guest_name]": "Jane Doe",
      receipt_email: "jane.doe@example.com",
      "card[number]": "4111111111111111",
    });
    const shown = excerptOfRequest(body.toString()) ?? "";
    for (const text of ["amount=1250", "currency=usd", "o-1"]) expect(shown).toContain(text);
    for (const text of personal) expect(shown).not.toContain(text);
    expect(shown).not.toContain("Jane");
  });
});

test("a body of a megabyte is masked as far as it is shown, and no further", () => {
  const guests = Array.from({ length: 20_000 }, (_, n) => ({
    name: `Jane ${n}`,
    email: `jane.${n}@example.com`,
  }));
  const shown = excerptOfResponse(JSON.stringify({ code: "E-17", guests }));
  expect(shown).toContain("E-17");
  expect(shown).not.toMatch(/jane/i);
  expect(shown?.length).toBeLessThan(5_000);
});

describe("scrubbing", () => {
  test.each([
    "jane.doe@example.com",
    "<Jane.Doe+x@mail.example.co.uk>",
    "jane.doe%40example.com",
    "+1 (555) 123-4567",
    "555.123.4567",
    "+49 30 1234567",
    "030/12345678",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "378282246310005",
  ])("masks %s", (text) => {
    const scrubbed = scrub(`before ${text} after`);
    expect(scrubbed).toMatch(/^before .*•••.* after$/);
    expect(scrubbed).not.toMatch(/\d{3}|doe|example/i);
  });

  test.each([
    "order o-123 of store 0042",
    "E-17 at 2026-01-15T18:04:05Z",
    "HTTP 503",
    "wallet 3: 12.50 of 100.00",
  ])("leaves %s", (text) => {
    expect(scrub(text)).toBe(text);
  });
});

test.each(["01a21b05-4917-7acd-8123-456789012345", "01A21B05-4917-7ACD-8123-456789012345"])(
  "the id %s stays whole: an operator looks messages up by it",
  (id) => {
    expect(scrub(`used before: ${id}, call +1 555 123 4567`)).toBe(`used before: ${id}, call •••`);
  },
);

test("numbers keep their digits: an amount its zeros, and one beyond 2⁵³ its end", () => {
  const body = '{"total":12.50,"quantity":1e2,"count":900719925}';
  expect(excerptOfResponse(body)).toBe(body);
});
