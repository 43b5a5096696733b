import { describe, expect, test } from "vitest";
import { problems } from "../../testing/problems.ts";
import {
  engagementConsentChanged,
  engagementConsentSet,
  engagementMessageAborted,
  engagementMessageBounced,
  engagementMessageClicked,
  engagementMessageDeferred,
  engagementMessageSend,
  engagementMessageSent,
} from "./index.ts";

test.each([engagementMessageBounced, engagementMessageDeferred, engagementMessageAborted])(
  "$type says why",
  (contract) => {
    const failing = (failure: unknown) => problems(contract, (data) => ({ ...data, failure }));
    expect(failing(undefined)[0]).toContain("/failure");
    expect(failing({ kind: "hard" })[0]).toContain("/failure/reason");
    expect(failing({ reason: "" })[0]).toContain("/failure/reason");
    expect(failing({ reason: "550 5.1.1 no such user" })).toEqual([]);
  },
);

test("a click says where the link led", () => {
  expect(problems(engagementMessageClicked, ({ url: _url, ...data }) => data)[0]).toContain("/url");
});

test.each([engagementMessageSent, engagementMessageSend])("$type goes to somebody", (contract) => {
  const to = (recipient: object) =>
    problems<{ readonly recipient?: unknown }>(contract, (data) => ({ ...data, recipient }));
  const refusal = ["/recipient a recipient needs an externalId, a ref, an email or a phone number"];
  expect(to({ givenName: "Ada" })).toEqual(refusal);
  expect(to({ refs: [] })).toEqual(refusal);
  expect(to({ phone: "+16175550101" })).toEqual([]);
});

test("a message to send has a template or a campaign", () => {
  expect(problems(engagementMessageSend, (data) => ({ ...data, message: { messageId: "cmd-2" } }))).toEqual([
    "/message a message needs a templateId or a campaignId",
  ]);
});

describe.each([engagementConsentChanged, engagementConsentSet])("the key of $type", (contract) => {
  const of = (consentId: string, topic?: string) =>
    problems(contract, (data) => ({
      ...data,
      consentId,
      consent: { ...data.consent, ...(topic !== undefined && { topic }) },
    }));
  const refusal = [
    "/consentId must be profile.externalId, consent.channel and consent.topic, parted by slashes",
  ];

  test("is of one guest and one channel, so that a newer word on another one does not replace it", () => {
    expect(of("mbr-1906")).toEqual(refusal);
    expect(of("mbr-1906/email")).toEqual(refusal);
    expect(of("mbr-1906/sms")).toEqual([]);
  });

  test("is of one topic, where there is one", () => {
    expect(of("mbr-1906/sms", "offers")).toEqual(refusal);
    expect(of("mbr-1906/sms/offers", "offers")).toEqual([]);
  });
});
