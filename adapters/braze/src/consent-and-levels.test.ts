import type { Fact } from "@spindlebus/bus/adapter";
import { vendorAnswer } from "@spindlebus/bus/testing";
import {
  checkData,
  identityUserCreated,
  type DataOf,
  type engagementConsentSet,
} from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { exampleBounce, exampleTier, message, settings as common } from "../examples.ts";
import { announceTier } from "./announce-tier.ts";
import { endConsent } from "./end-consent.ts";
import { Postback, translatePostback } from "./postback.ts";
import { profileUser } from "./profile-user.ts";
import { setConsent } from "./set-consent.ts";
import { verifyPostback } from "./verify.ts";

const settings = {
  ...common,
  tierCampaignId: "campaign-2",
  bounceEndsConsent: true,
  subscriptionGroups: { sms: "g-sms", "email/offers": "g-offers" },
};
const sent: Fact = { kind: "message", id: "d-1", vendorId: "mbr-1815", facts: {} };
const context = {
  settings,
  message: message("x.v1"),
  recalled: { sent },
  idempotencyKey: "key-1",
  step: 0,
  carry: null,
};
const bodyOf = (request: object): unknown => ("body" in request ? JSON.parse(String(request.body)) : request);

describe("whoever signs up", () => {
  const event = (user: object) =>
    identityUserCreated.data.parse({
      user: { userId: "auth0|679f", ...user },
      occurredAt: "2026-01-15T18:00:00.000Z",
    });

  test("gets a profile of what is known, and nothing is emptied", () => {
    const ada = { emails: [{ value: "ada@example.com" }], name: { givenName: "Ada" } };
    expect(bodyOf(profileUser.request(event(ada), context))).toEqual({
      attributes: [{ external_id: "auth0|679f", email: "ada@example.com", first_name: "Ada" }],
    });
  });

  test("gets none unless the connection says so", () => {
    expect(profileUser.skip?.(event({}), { settings })).toContain("no profile");
    expect(profileUser.skip?.(event({}), { settings: { ...settings, profileUsers: true } })).toBe(false);
  });
});

describe("a new level", () => {
  test("is told to the member by a transactional e-mail, and whose it was is remembered", () => {
    const request = announceTier.request(exampleTier(), context);
    expect(request).toMatchObject({ path: "/transactional/v1/campaigns/campaign-2/send" });
    expect(bodyOf(request)).toEqual({
      trigger_properties: { tier_code: "2", tier_name: "Gold", previous_tier_name: "Silver" },
      recipient: { external_user_id: "mbr-1815" },
    });
    const answer = vendorAnswer(201, { dispatch_id: "d-1", status: "sent", metadata: {} });
    expect(announceTier.interpret(answer, exampleTier(), context)).toMatchObject({
      kind: "applied",
      reference: "d-1",
      remember: [sent],
    });
  });

  test("is not told where a level was lost, nor without a campaign", () => {
    expect(announceTier.skip?.({ ...exampleTier(), tier: null }, { settings })).toContain("lost");
    expect(announceTier.skip?.(exampleTier(), { settings: common })).toContain("no campaign");
  });
});

describe("a consent", () => {
  const command = (consent: DataOf<typeof engagementConsentSet>["consent"]) => ({
    consentId: "mbr-1815/x",
    profile: { externalId: "mbr-1815" },
    consent,
    occurredAt: "2026-01-15T18:00:00.000Z",
  });
  const off = (id: string) => [{ subscription_group_id: id, subscription_state: "unsubscribed" }];

  test.each([
    [{ channel: "email", state: "unsubscribed" }, { email_subscribe: "unsubscribed" }],
    [{ channel: "push", state: "opted_in" }, { push_subscribe: "opted_in" }],
    [{ channel: "sms", state: "unsubscribed" }, { subscription_groups: off("g-sms") }],
    [{ channel: "email", topic: "offers", state: "unsubscribed" }, { subscription_groups: off("g-offers") }],
  ] as const)("%j is %j", (consent, attributes) => {
    expect(bodyOf(setConsent.request(command(consent), context))).toEqual({
      attributes: [{ external_id: "mbr-1815", ...attributes }],
    });
  });

  test("to a list that the settings do not name is skipped", () => {
    const unknown = command({ channel: "email", topic: "news", state: "unsubscribed" });
    expect(setConsent.skip?.(unknown, { settings })).toContain("email/news");
  });
});

describe("a bounce", () => {
  const users = (guest: object) =>
    vendorAnswer(201, { message: "success", users: [{ external_id: "mbr-1815", ...guest }] });

  test("ends the consent of whom the message went to, at every vendor", () => {
    const outcome = endConsent.interpret(
      users({ email_subscribe: "opted_in" }),
      exampleBounce("d-1"),
      context,
    );
    expect(outcome).toMatchObject({
      kind: "applied",
      emit: [
        {
          contract: { type: "engagement.consent.set.v1" },
          data: { consentId: "mbr-1815/email", consent: { channel: "email", state: "unsubscribed" } },
        },
      ],
    });
  });

  test("of a guest who takes no e-mail already is nothing to tell", () => {
    const outcome = endConsent.interpret(
      users({ email_subscribe: "unsubscribed" }),
      exampleBounce("d-1"),
      context,
    );
    expect(outcome).toMatchObject({ kind: "unchanged" });
  });

  test.each([
    ["that is soft", { failure: { reason: "later", kind: "soft" as const } }, "later"],
    ["of a message of others", { message: { messageId: "d-9" } }, "not sent by the bus"],
  ])("%s ends nothing", (_case, changes, reason) => {
    expect(endConsent.skip?.({ ...exampleBounce("d-1"), ...changes }, { settings })).toContain(reason);
  });
});

describe("a postback", () => {
  const postback = (status: string, more: object = {}) => ({
    dispatch_id: "acf4",
    status,
    metadata: {
      [`${status}_at`]: "2026-01-15T18:04:05.000+00:00",
      campaign_api_id: "4172",
      external_send_id: "key-1",
      ...more,
    },
  });

  test.each([
    ["sent", "engagement.message.sent.v1"],
    ["processed", "engagement.message.sent.v1"],
    ["delivered", "engagement.message.delivered.v1"],
    ["bounced", "engagement.message.bounced.v1"],
    ["aborted", "engagement.message.aborted.v1"],
  ])("%s is %s, under an id that follows from dispatch and status", (status, type) => {
    const told = translatePostback(Postback.parse(postback(status, { reason: "550" })));
    expect(told).toMatchObject([
      {
        contract: { type },
        eventId: `acf4:${status}`,
        data: { message: { messageId: "acf4", campaignId: "4172", refs: [{ id: "key-1" }] } },
      },
    ]);
    for (const { contract, data } of told) expect(checkData(contract, data)).toMatchObject({ ok: true });
  });

  test("of a status that is new says nothing", () => {
    expect(translatePostback(Postback.parse(postback("snoozed")))).toEqual([]);
  });

  const verify = (path: string, postbackSecret?: string) =>
    verifyPostback(
      { method: "POST", path, headers: {}, rawBody: new Uint8Array() },
      { settings, secrets: { postbackSecret }, nowMs: 0 },
    ).ok;

  test.each([
    ["/p?key=one", "one", true],
    ["/p?key=old", "new,old", true],
    ["/p?key=a%2Bb", "a+b", true],
    ["/p?key=two", "one", false],
    ["/p?key=", "one", false],
    ["/p", "one", false],
    ["/p?key=one", undefined, false],
    ["/p?key=", "", false],
  ])("to %s with the secret %s is taken: %s", (path, secret, ok) => {
    expect(verify(path, secret)).toBe(ok);
  });
});
