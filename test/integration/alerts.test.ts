import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AlertRules } from "../../bus/src/alerts/rules.ts";
import { planAlerts } from "../../bus/src/config/plan-alerts.ts";
import { readConditions } from "../../bus/src/postgres/alerts/conditions.ts";
import { countFeeds, readFeeds } from "../../bus/src/postgres/alerts/feeds.ts";
import { noteConditions } from "../../bus/src/postgres/alerts/look.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { firstUuidOf } from "../../bus/src/postgres/partitions.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { eventually } from "../support/eventually.ts";
import { openNoticeReceiver } from "../support/notice-receiver.ts";
import { migratedDatabase } from "../support/servers.ts";
import { openToyBus } from "../support/toy-bus.ts";

/** A migrated database and a rule book with short times. */
async function ledger() {
  const url = await migratedDatabase();
  const { sql, close } = openDatabase({ url, name: "test" });
  onTestFinished(close);
  const faults: string[] = [];
  const { rules } = planAlerts(
    { when: { oldFailure: "10m", oldLane: "10m", backlog: "5m" } },
    [],
    () => undefined,
    faults,
  );
  expect(faults).toEqual([]);
  return { sql, conditions: (more: Partial<AlertRules> = {}) => readConditions(sql, { ...rules, ...more }) };
}

type Sql = Awaited<ReturnType<typeof ledger>>["sql"];

async function aGroup(sql: Sql, state = "open"): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO failure_group (id, adapter, operation, code, title, state)
    VALUES (gen_random_uuid(), 'stripe', 'refund', 'card_declined', 'The card was declined.', ${state}) RETURNING id`;
  return row?.id ?? "";
}

const aFailure = (sql: Sql, state: string, minutesOld: number, group: string | null = null) => sql`
  INSERT INTO delivery (message_id, route, state, attempts, group_id, last_failed_at)
  VALUES (${uuidv7()}, 'stripe.refund', ${state}, 1, ${group}, now() - ${minutesOld} * interval '1 minute')`;

describe("what a person should know of", () => {
  test("is a group that nobody has taken up, as soon as something in it needs a person", async () => {
    const { sql, conditions } = await ledger();
    const [open, resolved] = [await aGroup(sql), await aGroup(sql, "regressed")];
    const taken = await aGroup(sql, "acknowledged");
    await aFailure(sql, "waiting", 1, open);
    expect(await conditions()).toEqual([]);
    for (const group of [open, resolved, taken]) await aFailure(sql, "dead", 1, group);
    expect(
      (await conditions()).map(({ kind, title, next }) => `${kind} ${title} ${next}`).toSorted(),
    ).toEqual([
      `newGroup stripe.refund: The card was declined. spindle groups show ${open}`,
      `regressedGroup stripe.refund: The card was declined. spindle groups show ${resolved}`,
    ]);
    expect(await conditions({ groups: false })).toEqual([]);
  });

  test("is no group any more that somebody has taken up: its alert ends with the next look", async () => {
    const { sql, conditions } = await ledger();
    const look = async () =>
      noteConditions(sql, await conditions(), { endpoints: [], remindAfterMs: 3_600_000 });
    const states = ["acknowledged", "snoozed", "resolved", "open"];
    const groups = await Promise.all(states.map(() => aGroup(sql)));
    for (const group of groups) await aFailure(sql, "dead", 1, group);
    expect((await look()).fired).toHaveLength(4);
    for (const [at, state] of states.entries())
      await sql`UPDATE failure_group SET state = ${state}, state_since = now() WHERE id = ${groups[at] ?? ""} AND state <> ${state}`;
    const { ended } = await look();
    expect(ended.map(({ next }) => next).toSorted()).toEqual(
      groups
        .slice(0, 3)
        .map((id) => `spindle groups show ${id}`)
        .toSorted(),
    );
  });

  test("is a failure that is old, but for one that waits for its retry or that somebody has taken up", async () => {
    const { sql, conditions } = await ledger();
    await aFailure(sql, "waiting", 60);
    await aFailure(sql, "blocked", 9);
    await aFailure(sql, "dead", 60, await aGroup(sql, "acknowledged"));
    expect(await conditions()).toEqual([]);
    await aFailure(sql, "inDoubt", 11);
    expect(await conditions()).toMatchObject([{ kind: "oldFailure", connection: "stripe" }]);
  });

  test("is a lane that stands still, a circuit that stays open and a route that nobody works on", async () => {
    const { sql, conditions } = await ledger();
    await sql`
      INSERT INTO parked (lane_group, key, message_id, route, parked_at)
      SELECT 'paytronix.points', 'k' || n, gen_random_uuid(), 'paytronix.accrue', now() - interval '11 minutes' FROM generate_series(1, 2) n`;
    const door = { is: "shut", cause: "outage", untilMs: 0, sinceMs: Date.now() - 90_000 };
    const state = JSON.stringify({
      revision: 1,
      epoch: 1,
      door,
      failures: 5,
      failedAtMs: 0,
      tatMs: 0,
      leases: {},
    });
    await sql`INSERT INTO governor (connection, key, state, revision, circuit, attention) VALUES ('stripe', '', ${state}, 1, 'open', true)`;
    await sql`
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      VALUES (${firstUuidOf(Date.now() - 330_000)}, '/pos', 'a', 'x.v1', 'k', '', ${["stripe.refund", "braze.track"]}::text[])`;
    const found = await conditions();
    expect(found.map(({ key, title }) => [key, title])).toEqual([
      ["oldLane:paytronix.points", "2 lanes stand still in paytronix.points, the oldest for 11 minutes."],
      [
        "circuitOpen:stripe",
        expect.stringMatching(/^stripe has not answered since 20.*Z; its deliveries wait\.$/),
      ],
      // The other route's vendor is away: its deliveries wait for that.
      ["backlog:braze.track", "On braze.track no worker has begun what was accepted 5 minutes ago."],
    ]);
  });

  test("feeds are counted by the hour, each message once, however often they are counted", async () => {
    const { sql } = await ledger();
    const accepted = (minutesAgo: number) => sql`
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes, accepted_at)
      VALUES (${firstUuidOf(Date.now() - minutesAgo * 60_000)}, '/pos', ${uuidv7()}, 'x.v1', 'k', '', '{}', now() - ${minutesAgo} * interval '1 minute')`;
    for (const minutes of [1, 2, 24 * 60, 24 * 60 + 60]) await accepted(minutes);
    let all = false;
    while (!all) all = await countFeeds(sql);
    await accepted(0);
    await countFeeds(sql);
    const [feed] = await readFeeds(sql);
    expect(feed?.source).toBe("/pos");
    expect(Date.now() - (feed?.lastAt ?? 0)).toBeLessThan(120_000);
    expect(feed?.days[0]).toEqual({ thisHour: 1, hourBefore: 1 });
    expect(feed?.days).toHaveLength(7);
  });
});

test("one trouble is told once, however many schedulers look at it at the same time, and is over when it is away", async () => {
  const { sql } = await ledger();
  const url = new URL("https://ops.example/hook");
  const endpoints = [
    { name: "ops", format: "webhook", url, keys: [], kinds: null, privateNetwork: false },
  ] as const;
  const plan = { endpoints, remindAfterMs: 3_600_000 };
  const one = {
    key: "k",
    kind: "backlog",
    connection: null,
    title: "It piles up.",
    next: "spindle doctor",
  } as const;
  await Promise.all(Array.from({ length: 4 }, () => noteConditions(sql, [one], plan)));
  await noteConditions(sql, [one], plan);
  await noteConditions(sql, [], plan);
  const told = async () =>
    (await sql<{ body: string }[]>`SELECT body FROM notice ORDER BY id`).map(
      ({ body }) => (JSON.parse(body) as { data: { counts: object } }).data.counts,
    );
  expect(await told()).toEqual([{ fired: 1, reminded: 0, ended: 0 }]);
  await sql`UPDATE alert SET last_seen_at = now() - interval '3 minutes'`;
  await noteConditions(sql, [], plan);
  await noteConditions(sql, [], plan);
  expect((await told())[1]).toEqual({ fired: 0, reminded: 0, ended: 1 });
  await noteConditions(sql, [one], plan);
  expect(await told()).toHaveLength(3);
});

test("alerts reach a signed webhook and Slack, each what it asked for; what did not arrive is sent again", async () => {
  const receiver = await openNoticeReceiver();
  receiver.answer = () => ({ status: receiver.notices.length === 1 ? 503 : 204 });
  const slack = await openSlack();
  const bus = await openToyBus({
    operations: ["keyed"],
    alerts: { to: { ops: { url: receiver.url, kinds: ["newGroup"] }, chat: { format: "slack" } } },
    slackUrl: slack.url,
  });
  await aFailure(bus.sql, "dead", 60, await aGroup(bus.sql));
  await bus.start(startScheduler);
  const [text] = await eventually(
    "Slack is told",
    async () => slack.texts,
    ({ length }) => length > 0,
  );
  expect(text).toContain("*New failure* stripe.refund: The card was declined. `spindle groups show ");
  expect(text).toContain("*Old failure*");
  await eventually(
    "the webhook has refused",
    async () => receiver.notices,
    ({ length }) => length === 1,
  );
  await bus.sql`UPDATE notice SET next_try_at = now() WHERE next_try_at IS NOT NULL`;
  const told = await eventually(
    "it is sent again",
    async () => receiver.notices,
    ({ length }) => length === 2,
  );
  expect(told[1]?.id).toBe(told[0]?.id);
  expect(told[1]).toMatchObject({
    type: "alerts.changed",
    data: { fired: [{ kind: "newGroup" }], counts: { fired: 1 } },
  });
  expect(receiver.refused).toEqual([]);
});

async function openSlack() {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      texts.push((JSON.parse(Buffer.concat(chunks).toString()) as { text: string }).text);
      response.end("ok");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { texts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret` };
}
