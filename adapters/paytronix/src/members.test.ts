import type { Fact, VendorResponse } from "@spindlebus/bus/adapter";
import {
  checkData,
  type engagementConsentSet,
  identityUserCreated,
  type loyaltyEnroll,
  loyaltyPointsAccrued,
  type DataOf,
} from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { answerWith, contextFor, envelope, exampleOrder } from "../examples.ts";
import { accruePoints } from "./accrue-points.ts";
import { enroll } from "./enroll.ts";
import { enrollUser } from "./enroll-user.ts";
import { usernameOf } from "./enrollment.ts";
import { readTier } from "./read-tier.ts";
import { setConsent } from "./set-consent.ts";

const at = "2026-01-15T18:00:00.000Z";
const card = "6000201000200841";
const cardFact: Fact = { kind: "card", id: "mbr-1815", vendorId: card, facts: {} };
const context = (
  recalled: Readonly<Record<string, Fact>> = {},
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  ...contextFor(envelope("x.v1", at), { cardTemplateCode: 123, ...changes, recalled }),
  unguessable: "u".repeat(43),
});
const step = (number: number, carry: { code: string; text: string } | null = null) => ({
  ...context(),
  step: number,
  carry,
});
const command: DataOf<typeof loyaltyEnroll> = {
  memberId: "mbr-1815",
  profile: {
    email: "ada@example.com",
    phone: "+16175550101",
    favoriteStoreId: "0042",
    consents: [{ channel: "sms", state: "unsubscribed" }],
  },
  requestedAt: at,
};
const bodyOf = (request: object): unknown => ("body" in request ? JSON.parse(String(request.body)) : request);

describe("enrolling", () => {
  test("says every field as an array, an American number without its +1, and consents only where they are known", () => {
    expect(bodyOf(enroll.request(command, context()))).toEqual({
      authentication: "b2b",
      merchantId: 1107,
      cardTemplateCode: 123,
      enforceUniqueFields: ["email", "mobilePhone"],
      setUserFields: {
        style: "typed",
        username: ["mbr-1815"],
        password: ["u".repeat(20)],
        email: ["ada@example.com"],
        mobilePhone: ["6175550101"],
        textCampaignOptIn: [false],
      },
      setAccountFields: {
        style: "typed",
        customerNumber: ["mbr-1815"],
        favoriteStore: [{ code: "0042" }],
      },
    });
  });

  test("is blocked until the programme is named", () => {
    expect(enroll.request(command, context({}, { cardTemplateCode: undefined }))).toMatchObject({
      kind: "blocked",
      code: "noCardTemplate",
    });
  });

  const conflict = answerWith({ result: "uniquenessConflict", conflictingFields: ["email"] });
  const table = (...rows: readonly (readonly string[])[]): VendorResponse =>
    answerWith({
      result: "authorizedSuccess",
      header: { fields: ["username", "cardnum"] },
      rows: rows.map((fields) => ({ fields })),
    });
  const carry = { code: "uniquenessConflict", text: "Another member" };

  test("what conflicts with its own earlier try leaves what the answer would have left", () => {
    const asked = enroll.interpret(conflict, command, step(0));
    expect(asked).toMatchObject({ kind: "next", carry: { code: "uniquenessConflict" } });
    const found = enroll.interpret(table(["mbr-1815", card]), command, step(1, carry));
    const made = answerWith({ result: "cardCreatedSuccess", printedCardNumber: card, accountId: 1 });
    expect(found).toEqual(enroll.interpret(made, command, step(0)));
    expect(found).toMatchObject({ kind: "applied", remember: [cardFact] });
  });

  test("what conflicts with another member is refused: nobody gets that member's card", () => {
    expect(enroll.interpret(table(), command, step(1, carry))).toMatchObject({
      kind: "rejected",
      code: "uniquenessConflict",
    });
  });

  test("whoever signs up is a member under the chain's own id, else under the provider's", () => {
    const event = (user: object): DataOf<typeof identityUserCreated> =>
      identityUserCreated.data.parse({
        user: { userId: "auth0|679f", emails: [{ value: "ada@example.com" }], ...user },
        occurredAt: at,
      });
    const settings = { settings: context({}, { enrollUsers: true }).settings };
    expect(enrollUser.skip?.(event({}), settings)).toBe(false);
    expect(enrollUser.skip?.(event({ emails: undefined }), settings)).toContain("address or a number");
    expect(enrollUser.skip?.(event({}), { settings: context().settings })).toContain("does not enroll");
    const usernames = [event({}), event({ externalId: "mbr-1815" })].map(
      (each) =>
        (bodyOf(enrollUser.request(each, context())) as { setUserFields: { username: string[] } })
          .setUserFields.username[0],
    );
    expect(usernames).toEqual([usernameOf("auth0|679f"), "mbr-1815"]);
    expect(usernames[0]).toMatch(/^m-[0-9a-f]{40}$/);
  });
});

describe("an order of a member who names no card", () => {
  const order = exampleOrder({ loyalty: { member: { memberId: "mbr-1815" } } });

  test("earns on the card that was made for them", () => {
    expect(accruePoints.recall?.(order)).toMatchObject({ card: { kind: "card", ids: ["mbr-1815"] } });
    expect(bodyOf(accruePoints.request(order, context({ card: cardFact })))).toMatchObject({
      cardInfo: { printedCardNumber: card },
    });
  });

  test("is blocked where nobody enrolled them", () => {
    expect(accruePoints.request(order, context())).toMatchObject({ kind: "blocked", code: "noCard" });
  });

  test("recalls nothing where the order names one", () => {
    expect(accruePoints.recall?.(exampleOrder())).toEqual({});
  });
});

describe("a level", () => {
  const accrued = loyaltyPointsAccrued.data.parse({
    ...loyaltyPointsAccrued.examples[0],
    member: { memberId: "mbr-1815", refs: [{ vendor: "paytronix", type: "card", id: card }] },
  });
  const gold = answerWith({ result: "authorizedSuccess", tierCode: 2, tierName: "Gold" });
  const read = (response: VendorResponse, last?: Fact) =>
    readTier.interpret(response, accrued, { ...context(last && { last }), step: 0, carry: null });
  const tierFact = (code: string, name = ""): Fact => ({
    kind: "tier",
    id: "mbr-1815",
    vendorId: code,
    facts: { name },
  });

  test("that was never read before is noted and not told", () => {
    expect(read(gold)).toMatchObject({ kind: "applied", emit: [], remember: [tierFact("2", "Gold")] });
  });

  test("that is what it was is nothing", () => {
    expect(read(gold, tierFact("2", "Gold"))).toMatchObject({ kind: "unchanged" });
  });

  test.each([
    ["another one", tierFact("1", "Silver"), { code: "1", name: "Silver" }],
    ["a first one", tierFact(""), null],
  ])("that is %s is told with the one before", (_case, last, previousTier) => {
    const outcome = read(gold, last);
    expect(outcome).toMatchObject({
      kind: "applied",
      emit: [{ data: { tier: { code: "2", name: "Gold" }, previousTier } }],
    });
    for (const { contract, data } of outcome.kind === "applied" ? outcome.emit : [])
      expect(checkData(contract, data)).toMatchObject({ ok: true });
  });

  test("is not asked for unless the connection says so", () => {
    expect(readTier.skip?.(accrued, { settings: context().settings })).toContain("does not tell");
    expect(readTier.skip?.(accrued, { settings: context({}, { readTiers: true }).settings })).toBe(false);
  });
});

describe("a consent", () => {
  const consent = (changes: object): DataOf<typeof engagementConsentSet> => ({
    consentId: "mbr-1815/email",
    profile: { externalId: "mbr-1815" },
    consent: { channel: "email", state: "unsubscribed", ...changes },
    occurredAt: at,
  });
  const settings = { settings: context().settings };

  test.each([
    ["email", "unsubscribed", { optIn: [false] }],
    ["sms", "opted_in", { textCampaignOptIn: [true] }],
  ] as const)("for %s is a field of the account", (channel, state, field) => {
    const request = setConsent.request(consent({ channel, state }), context({ card: cardFact }));
    expect(bodyOf(request)).toEqual({
      authentication: "b2b",
      merchantId: 1107,
      printedCardNumber: card,
      setUserFields: { style: "typed", ...field },
    });
  });

  test("that Paytronix has no place for is skipped", () => {
    expect(setConsent.skip?.(consent({ channel: "push" }), settings)).toContain("push");
    expect(setConsent.skip?.(consent({ topic: "offers" }), settings)).toContain("whole channels");
  });

  test("of a guest without a card is nothing to do", () => {
    expect(setConsent.request(consent({}), context())).toMatchObject({ kind: "unchanged" });
  });
});
