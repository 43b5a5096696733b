import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { postgresLanes } from "../../bus/src/postgres/lanes/lane-store.ts";
import { exchanges, laneGroup, laneQueue, siblingQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { noteToken } from "../../bus/src/testing/delivery/note.ts";
import { openChangingTopology, type ChangingTopology } from "../support/changing-topology.ts";
import { publishLive } from "../support/live-publishing.ts";
import { takeAll } from "../support/take-all.ts";

/** Deliveries keep their order when lane groups come, change and go. */

const kept = { route: "toy.keep", type: "note.taken.v1" };
const other = { route: "toy.other", type: "note.filed.v1" };
const group = laneGroup("toy", "points");
const laned = { ...kept, laneGroup: group };

const publish = (bus: ChangingTopology, ...routes: readonly string[]) =>
  publishLive(bus.amqpUrl, { exchange: exchanges.messages, key: "note.taken.v1", routes });

/** The deliveries of a lane in the order of their places, then what the lane's queue still holds. */
async function laneOrder(
  { sql, connection }: ChangingTopology,
  inGroup = group,
): Promise<readonly unknown[]> {
  const places = await sql<
    { id: string }[]
  >`SELECT message_id AS id FROM parked WHERE lane_group = ${inGroup} ORDER BY pos`;
  const waiting = await takeAll(connection, laneQueue(inGroup));
  return [...new Set([...places.map(({ id }) => id), ...waiting.map(({ id }) => id)])];
}

/** Gives two deliveries a place in the lane, as a worker would have done. */
async function parkTwo({ sql }: ChangingTopology, route: string): Promise<readonly string[]> {
  const tokens = [noteToken({ routes: [route] }), noteToken({ routes: [route] })];
  const arrivals = tokens.map((token) => ({ token, route, key: "one lane" }));
  await postgresLanes(sql).park(group, arrivals, { cap: 100 });
  return tokens.map(({ envelope }) => envelope.id);
}

test("a route that becomes laned is refused without --migrate: what waits in its queue would lose its order", async () => {
  const bus = await openChangingTopology();
  await bus.apply([kept]);
  await expect(bus.apply([laned])).rejects.toThrow(/belongs to a lane group now[^]*apply --migrate/);
});

test("a killed migration that the broker still knows as a consumer is waited for: it holds the oldest messages", async () => {
  const bus = await openChangingTopology();
  await bus.apply([laned]);
  await bus.age([laned], laneQueue(group));
  const live = await publish(bus, "toy.keep");
  await live.more(50);
  const dying = bus.apply([laned], {
    migrate: true,
    reached: (step) => {
      if (step === "sibling unbound") throw new Error("died");
    },
  });
  await expect(dying).rejects.toThrow("died");
  const killed = await bus.connection.createChannel();
  await killed.consume(siblingQueue(laneQueue(group)), () => undefined);
  let forgotten: Promise<unknown> | undefined;
  await bus.apply([laned], {
    migrate: true,
    reached: (step) => {
      if (step === "declared") forgotten = sleep(700).then(() => killed.close());
    },
  });
  await forgotten;
  const published = await live.stop();
  expect(await laneOrder(bus)).toEqual(published);
});

test("lanes that a worker fills are refused what is older than its messages", async () => {
  const bus = await openChangingTopology();
  const stays = { ...other, laneGroup: group };
  await bus.apply([kept, stays]);
  const live = await publish(bus, "toy.keep");
  await live.more(10);
  const worker = await bus.connection.createChannel();
  await worker.consume(laneQueue(group), () => undefined);
  await expect(bus.apply([laned, stays], { migrate: true })).rejects.toThrow(
    /spindle\.lane\.toy\.points has 1 consumer: stop/,
  );
  const published = await live.stop();
  const waiting = await takeAll(bus.connection, workQueue("toy.keep"));
  expect(waiting.map(({ id }) => id)).toEqual(published);
});

test("a worker that comes while lanes are filled waits until they are", async () => {
  const bus = await openChangingTopology();
  await bus.apply([kept]);
  const live = await publish(bus, "toy.keep");
  await live.more(50);
  const worker = await bus.connection.createChannel();
  let received = 0;
  const receivedAt: number[] = [];
  let coming: Promise<unknown> | undefined;
  await bus.apply([laned], {
    migrate: true,
    reached: (step) => {
      if (step === "unbound") coming ??= worker.consume(laneQueue(group), () => void (received += 1));
      if (step === "deleted") receivedAt.push(received);
    },
  });
  await coming;
  expect(receivedAt).toEqual([0]);
});

test("a lane group that goes is refused without --migrate: deliveries stand in its lanes", async () => {
  const bus = await openChangingTopology();
  await bus.apply([laned]);
  await expect(bus.apply([kept])).rejects.toThrow(/its lane group is gone[^]*apply --migrate/);
});

test("a lane group with another name goes on in the order of the former one", async () => {
  const bus = await openChangingTopology();
  await bus.apply([laned]);
  const parked = await parkTwo(bus, "toy.keep");
  const live = await publish(bus, "toy.keep");
  await live.more(100);
  const renamed = laneGroup("toy", "cards");
  await bus.applyTwice([{ ...kept, laneGroup: renamed }], "moved");
  const published = await live.stop();
  expect(await laneOrder(bus, renamed)).toEqual([...parked, ...published]);
  const lanes = await bus.sql`SELECT l.lane_group, l.depth = count(p.*) AS counted
    FROM lane l LEFT JOIN parked p USING (lane_group, key) GROUP BY l.lane_group, l.key, l.depth`;
  expect([...lanes]).toEqual([{ lane_group: renamed, counted: true }]);
});

test("deliveries of a route that leaves all lanes are due at once, and what waits goes to its work queue", async () => {
  const bus = await openChangingTopology();
  await bus.apply([laned]);
  await parkTwo(bus, "toy.keep");
  const live = await publish(bus, "toy.keep");
  await live.more(100);
  await bus.apply([kept], { migrate: true });
  const published = await live.stop();
  const states = await bus.sql`SELECT DISTINCT state, next_attempt_at <= now() AS due FROM delivery`;
  expect([...states]).toEqual([{ state: "waiting", due: true }]);
  expect(await bus.sql`SELECT FROM parked UNION ALL SELECT FROM lane`).toHaveLength(0);
  const waiting = await takeAll(bus.connection, workQueue("toy.keep"));
  expect(new Set(waiting.map(({ id }) => id))).toEqual(new Set(published));
});

test("deliveries in the lanes of a route that is gone are failures that say so", async () => {
  const bus = await openChangingTopology();
  await bus.apply([laned, other]);
  await parkTwo(bus, "toy.keep");
  await bus.apply([other], { migrate: true });
  const failures = await bus.sql`SELECT DISTINCT state, error_code AS code FROM delivery`;
  expect([...failures]).toEqual([{ state: "blocked", code: "routeGone" }]);
  expect(await bus.sql`SELECT FROM parked UNION ALL SELECT FROM lane`).toHaveLength(0);
});

test("a route that leaves a group which goes on takes what waits for it along", async () => {
  const bus = await openChangingTopology();
  const stays = { ...other, laneGroup: group };
  await bus.apply([laned, stays]);
  const live = await publish(bus, "toy.keep");
  await live.more(100);
  await expect(bus.apply([kept, stays])).rejects.toThrow(/routes have left the group \(note\.taken\.v1\)/);
  await bus.apply([kept, stays], { migrate: true });
  const published = await live.stop();
  const waiting = await takeAll(bus.connection, workQueue("toy.keep"));
  expect(new Set(waiting.map(({ id }) => id))).toEqual(new Set(published));
});
