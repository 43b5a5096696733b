import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { eventually } from "../support/eventually.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { type RunningSpindle, startSpindle } from "../support/spindle.ts";
import { type Receipt, type Tour, tourOf } from "../support/tour.ts";
import { type Guest, vendorsOf } from "../support/who-knows.ts";

/** A guest is deleted at Okta, and is to be forgotten by everybody: on real processes and real servers. */
let spindle: RunningSpindle;
let tour: Tour;
let databaseUrl: string;
let vendors: ReturnType<typeof vendorsOf>;

beforeAll(async () => {
  databaseUrl = await migratedDatabase();
  spindle = await startSpindle({
    amqpUrl: await freshVhost(),
    databaseUrl,
    environment: { SPINDLE_CONFIG: "test/support/deletion.config.ts" },
  });
  tour = tourOf(spindle);
  vendors = vendorsOf(spindle);
}, 120_000);

afterAll(async () => {
  await spindle.stop();
});

const everybody = ["braze", "okta", "paytronix", "punchh", "square", "stripe"];
const erasing = everybody.map((vendor) => `${vendor}.eraseGuest`);

test("who is deleted at Okta is gone from every vendor, and the receipt proves it", async () => {
  const ada = await guestOfAll("ada");
  expect(await vendors.whoKnows(ada)).toEqual(everybody);
  expect(await remembered(ada)).toEqual(["okta", "paytronix", "punchh"]);

  await vendors.deleteAtOkta(ada.email);
  const receipt = await settledErasure(ada);
  expect(statesIn(receipt)).toEqual({
    "braze.eraseGuest": "applied",
    // There nothing was left to do.
    "okta.eraseGuest": "unchanged",
    "paytronix.eraseGuest": "applied",
    "punchh.eraseGuest": "applied",
    "square.eraseGuest": "applied",
    "stripe.eraseGuest": "applied",
  });
  expect(await vendors.whoKnows(ada)).toEqual([]);
  expect(await remembered(ada)).toEqual([]);
});

test("a vendor that is away meanwhile forgets the guest when it is back, and nobody waits for it", async () => {
  const grace = await guestOfAll("grace");
  await tour.fault("punchh", { kind: "outage" });
  await vendors.deleteAtOkta(grace.email);
  const id = await erasureOf(grace);
  const others = erasing.filter((route) => route !== "punchh.eraseGuest");
  await eventually(
    "all others have forgotten the guest",
    () => tour.receipt(id),
    ({ deliveries }) => deliveries.every(({ route, state }) => !others.includes(route) || settled.has(state)),
  );
  const atPunchh = (await tour.effects("punchh")).filter(({ reference }) => reference === grace.memberId);
  expect(atPunchh.map(({ operation }) => operation)).toEqual(["enroll"]);
  await tour.fault("punchh", { kind: "none" });

  expect(statesIn(await settledErasure(grace))).toMatchObject({ "punchh.eraseGuest": "applied" });
  expect(await vendors.whoKnows(grace)).toEqual([]);
}, 60_000);

test("a vendor that never knew the guest has nothing to do, and a second request finds nobody", async () => {
  const linus = await guestAtOkta("linus");
  await vendors.deleteAtOkta(linus.email);
  const states = statesIn(await settledErasure(linus));
  expect(states).toEqual(Object.fromEntries(erasing.map((route) => [route, "unchanged"])));
});

test("a guest may be forgotten without Okta's beginning it, and is deleted there as well", async () => {
  const mary = await guestOfAll("mary");
  const { memberId, email } = mary;
  const id = await tour.publish("customer.erase.v1", { memberId, email, reason: "asked by the guest" });
  const states = statesIn(await allSettled(id));
  expect(states).toEqual(Object.fromEntries(erasing.map((route) => [route, "applied"])));
  expect(await vendors.whoKnows(mary)).toEqual([]);
});

describe("Okta's event hook", () => {
  const secretOf = () =>
    (JSON.parse(spindle.file("dev-secrets.json")) as { okta: { webhookSecret: string } }).okta.webhookSecret;

  test("is verified by its own words", async () => {
    const response = await fetch(`${spindle.ingress}/v1/webhooks/okta/events`, {
      headers: { "x-okta-verification-challenge": "c-42" },
    });
    expect([response.status, await response.json()]).toEqual([200, { verification: "c-42" }]);
  });

  test("tells many things in one request, each once, and one that is broken costs the others nothing", async () => {
    const run = randomUUID();
    const event = (uuid: string, id: string) => ({
      uuid: `${run}-${uuid}`,
      published: new Date().toISOString(),
      eventType: "user.session.start",
      actor: { id, type: id === "" ? "SystemPrincipal" : "User", alternateId: "ada@example.com" },
      outcome: { result: "SUCCESS" },
    });
    const users = [`00u${run}a`, `00u${run}c`] as const;
    const events = [event("1", users[0]), event("2", ""), event("3", users[1])];
    const body = JSON.stringify({ eventType: "com.okta.event_hook", data: { events } });
    const send = () => tour.webhook("okta/events", { authorization: secretOf() }, body);
    const startedAt = performance.now();
    expect([(await send()).status, (await send()).status]).toEqual([204, 204]);
    // Okta waits for three seconds; two requests in that time leave room to spare.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    for (const user of users) expect(await accepted("identity.user.signed_in.v1", user)).toHaveLength(1);
    expect(await tour.failures("route=intake")).toHaveLength(1);
  });

  test("without its secret is refused", async () => {
    expect((await tour.webhook("okta/events", { authorization: "other" }, "{}")).status).toBe(401);
  });
});

/** The connections that remember which of their vendor's ids are the guest's. */
async function remembered({ memberId }: Guest): Promise<readonly string[]> {
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "deletion" });
  try {
    const rows = await database.sql<{ connection: string }[]>`
      SELECT DISTINCT connection FROM reference
      WHERE id = ${memberId} OR subject = ${memberId} OR facts LIKE ${`%${memberId}%`} ORDER BY connection`;
    return rows.map(({ connection }) => connection);
  } finally {
    await database.close();
  }
}

const settled: ReadonlySet<string> = new Set(["applied", "unchanged", "superseded"]);

const statesIn = ({ deliveries }: Receipt): Readonly<Record<string, string>> =>
  Object.fromEntries(deliveries.map(({ route, state }) => [route, state]));

const allSettled = (id: string): Promise<Receipt> =>
  eventually(
    `every delivery of ${id} is settled`,
    () => tour.receipt(id),
    ({ deliveries }) => deliveries.length > 0 && deliveries.every(({ state }) => settled.has(state)),
  );

/** The command that Okta's deletion of the guest has begot. */
async function erasureOf({ memberId }: Guest): Promise<string> {
  const [command] = await eventually(
    `${memberId} is to be forgotten`,
    () => accepted("customer.erase.v1", memberId),
    ({ length }) => length > 0,
  );
  return command?.id ?? "";
}

/** Accepted messages of a type about something, on each of their routes. */
const accepted = async (type: string, entityKey: string): Promise<readonly { readonly id: string }[]> =>
  (
    await tour.get<{ data: readonly { readonly id: string }[] }>(
      `messages?type=${type}&entityKey=${encodeURIComponent(entityKey)}&limit=50`,
    )
  ).data;

const settledErasure = async (guest: Guest): Promise<Receipt> => allSettled(await erasureOf(guest));

/** A guest whom nobody but Okta knows. */
async function guestAtOkta(name: string): Promise<Guest> {
  const memberId = `mbr-${name}-${randomUUID().slice(0, 8)}`;
  const email = `${memberId}@example.com`;
  const user = {
    externalId: memberId,
    emails: [{ value: email }],
    name: { givenName: name, familyName: "L" },
  };
  await allSettled(await tour.publish("identity.user.create.v1", { user, notify: false }));
  return { memberId, email };
}

/** A guest whom everybody knows. */
async function guestOfAll(name: string): Promise<Guest> {
  const guest = await guestAtOkta(name);
  const { memberId, email } = guest;
  await allSettled(await tour.publish("customer.profile.changed.v1", { memberId, version: 1, email }));
  await allSettled(await tour.publish("loyalty.enroll.v1", { memberId, profile: { email } }));
  await vendors.makeCustomers(memberId);
  const enrolled = (await tour.effects("paytronix")).find(({ reference }) => reference === memberId);
  return { ...guest, card: String(enrolled?.["card"]) };
}
