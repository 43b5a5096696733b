import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { mixed, notesOf, openLaneBus, type LaneBus } from "../support/lane-bus.ts";

const effectsOf = ({ effects }: LaneBus, key: string) => effects.filter((note) => note.startsWith(`${key}/`));

async function nothingIsLeft({ sql }: LaneBus): Promise<void> {
  const left = async () => {
    const [row] = await sql<{ n: number }[]>`
      SELECT ((SELECT count(*) FROM parked) + (SELECT count(*) FROM lane))::int AS n`;
    return row?.n;
  };
  await eventually("no place and no lane left", left, (n) => n === 0);
}

async function stateOf({ sql }: LaneBus, messageId: string): Promise<string | undefined> {
  const [row] = await sql<{ state: string }[]>`SELECT state FROM delivery WHERE message_id = ${messageId}`;
  return row?.state;
}

const becomes = (bus: LaneBus, messageId: string, state: string) =>
  eventually(
    `${messageId} to become ${state}`,
    () => stateOf(bus, messageId),
    (now) => now === state,
  );

const at = (ids: readonly string[], index: number): string => ids.at(index) ?? "";

test("with three workers and failing heads every lane keeps its order, each effect once", async () => {
  const bus = await openLaneBus();
  const failures = new Map<string, number>();
  bus.answers = (note) => {
    const times = failures.get(note) ?? 0;
    failures.set(note, times + 1);
    return Number(note.split("/")[1]) % 4 === 1 && times < 2 ? 423 : 200;
  };
  await Promise.all([bus.worker(), bus.worker(), bus.worker(), bus.scheduler()]);
  const keys = Array.from({ length: 12 }, (_, n) => `key${n}`);
  bus.send(...mixed(keys, 12));
  await bus.allBecome(144, "applied");
  for (const key of keys) expect(effectsOf(bus, key)).toEqual(notesOf(key, 12));
  await nothingIsLeft(bus);
});

test("two operations of one group keep their order together", async () => {
  const bus = await openLaneBus();
  await bus.worker();
  bus.send(...Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? `k/${n}` : `place:k/${n}`)));
  await bus.allBecome(20, "applied");
  expect(bus.effects).toEqual(notesOf("k", 20));
});

test("a head that is dead holds up its own lane only", async () => {
  const bus = await openLaneBus();
  bus.answers = (note) => (note === "ill/1" ? 400 : 200);
  await bus.worker();
  const ids = bus.send(...mixed(["ill", "well"], 4));
  await becomes(bus, at(ids, -1), "applied");
  await becomes(bus, at(ids, 2), "dead");
  expect(effectsOf(bus, "well")).toEqual(notesOf("well", 4));
  expect(effectsOf(bus, "ill")).toEqual(["ill/0"]);
  expect(await stateOf(bus, at(ids, 4))).toBe("parked");
});

test("what waits for a message behind it lets that pass, and comes after it", async () => {
  const bus = await openLaneBus();
  await Promise.all([bus.worker(), bus.scheduler()]);
  bus.send("place:k/0?k/1", "k/1", "k/2");
  await bus.allBecome(3, "applied");
  expect(bus.effects).toEqual(["k/1", "k/2", "k/0?k/1"]);
  await nothingIsLeft(bus);
});

test("what waited in vain for a fact holds up nobody", async () => {
  const bus = await openLaneBus();
  await Promise.all([bus.worker(), bus.scheduler()]);
  const [waiting = ""] = bus.send("place:k/0?k/9");
  await becomes(bus, waiting, "waiting");
  await bus.pass(120_000);
  await bus.sql`UPDATE delivery SET released_at = released_at - interval '2 minutes'`;
  await becomes(bus, waiting, "blocked");
  const [next = ""] = bus.send("k/1");
  await becomes(bus, next, "applied");
  expect(bus.effects).toEqual(["k/1"]);
  await nothingIsLeft(bus);
});

test("what has no key stands in a lane of its own and says what is wrong with it", async () => {
  const bus = await openLaneBus();
  await bus.worker();
  const ids = bus.send("keyless/0", "keyless/1", "k/0");
  await becomes(bus, at(ids, 2), "applied");
  await becomes(bus, at(ids, 0), "blocked");
  await becomes(bus, at(ids, 1), "blocked");
  const rows = await bus.deliveries();
  expect(rows[0]).toMatchObject({
    error_code: "adapterError",
    error_message: expect.stringContaining("lane.key") as string,
  });
});

test("a lane that is full stops its group, and only until it has room", async () => {
  const bus = await openLaneBus(3);
  let open = false;
  bus.answers = () => (open ? 200 : 423);
  await Promise.all([bus.worker(), bus.scheduler()]);
  bus.send(...notesOf("k", 8), "late/0");
  await eventually("a full lane", bus.deliveries, (rows) => rows.length === 3);
  const [lane] = await bus.sql<{ depth: number }[]>`SELECT depth FROM lane WHERE key = 'k'`;
  expect(lane?.depth).toBe(3);
  open = true;
  await bus.allBecome(9, "applied");
  expect(effectsOf(bus, "k")).toEqual(notesOf("k", 8));
  await nothingIsLeft(bus);
});

test("the next worker goes on where one stopped, in order", async () => {
  const bus = await openLaneBus();
  bus.answers = () => new Promise((resolve) => setTimeout(() => resolve(200), 5));
  const first = await bus.worker();
  bus.send(...mixed(["a", "b", "c"], 40));
  await eventually(
    "some effects",
    async () => bus.effects.length,
    (n) => n > 10,
  );
  const second = bus.worker();
  await first.stop();
  await second;
  await bus.allBecome(120, "applied");
  for (const key of ["a", "b", "c"]) expect(effectsOf(bus, key)).toEqual(notesOf(key, 40));
  const starts = await bus.deliveries();
  expect(new Set(starts.map((row) => row.starts))).toEqual(new Set([1]));
  await nothingIsLeft(bus);
});

test("a worker that is cut off in the middle of it is replaced, and comes back too late to put anything out of order", async () => {
  const bus = await openLaneBus();
  bus.answers = () => new Promise((resolve) => setTimeout(() => resolve(200), 5));
  const [broker, database] = await Promise.all([openProxy(bus.amqpUrl), openProxy(bus.databaseUrl)]);
  await bus.worker({ amqpUrl: broker.url, databaseUrl: database.url });
  const keys = ["a", "b", "c"];
  const all = mixed(keys, 40);
  bus.send(...all.slice(0, 90));
  await eventually(
    "some effects",
    async () => bus.effects.length,
    (n) => n > 10,
  );
  await Promise.all([broker.cut(), database.cut()]);
  bus.send(...all.slice(90));
  await Promise.all([bus.worker(), bus.scheduler()]);
  await eventually("everything parked", bus.deliveries, (rows) => rows.length === 120);
  await Promise.all([broker.mend(), database.mend()]);
  // What it was at is in doubt when its lease is over: to file a note again is harmless.
  await bus.pass(40_000);
  await bus.allBecome(120, "applied");
  for (const key of keys) expect([...new Set(effectsOf(bus, key))]).toEqual(notesOf(key, 40));
  await nothingIsLeft(bus);
});
