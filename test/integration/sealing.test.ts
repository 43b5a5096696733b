import { randomBytes } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { openScopedOperations } from "../../bus/src/operations/scoped-operations.ts";
import { destroyEndedKeys } from "../../bus/src/postgres/keys/destroy-ended.ts";
import { journalQueue } from "../../bus/src/rabbitmq/names.ts";
import { readJournalTail } from "../../bus/src/rabbitmq/journal.ts";
import { withConnection } from "../../bus/src/rabbitmq/with-connection.ts";
import { masterKeysOf } from "../../bus/src/sealing/master-keys.ts";
import { timeOfUuid } from "../../bus/src/postgres/partitions.ts";
import { eventually } from "../support/eventually.ts";
import { openGuestBus, type GuestBus } from "../support/guest-bus.ts";

const aMasterKey = () => randomBytes(32).toString("base64");
const act = { actor: "ana", reason: "there is room again" };
const reveal = { ...act, pointers: [""] };
const routes = ["toy.list", "toy.queue", "toy.seat"];

describe("a message about a person", () => {
  test("is nowhere in clear, is sent in clear, and once the person is forgotten nobody can read it", async () => {
    const keys = masterKeysOf([aMasterKey()]);
    const bus = await openGuestBus(keys);
    const payloadOf = payloadsOf(bus, keys);
    bus.takes = (path) => path === "/forget";
    const ada = await bus.seat({ visitId: "v-1", guestId: "g-1", name: "Ada Lovelace" });
    const nobody = await bus.seat({ visitId: "v-2", name: "Grace Hopper" });
    await Promise.all([bus.worker(), bus.scheduler()]);
    const failed = await bus.allBecome(6, "dead");
    expect(failed.map(({ error_code }) => error_code)).toEqual(failed.map(() => "full"));
    expect(bus.told.filter((told) => told.includes("Ada Lovelace"))).toHaveLength(3);
    for (const route of routes) expect(await payloadOf(ada, route)).toContain("Ada Lovelace");

    const request = await bus.forget("g-1", "ada@example.com");
    await eventually(
      "the vendor has forgotten",
      async () => (await bus.deliveries()).find(({ message_id }) => message_id === request)?.state,
      (state) => state === "applied",
    );
    expect(await plainIn(bus, ["Ada Lovelace", "Grace Hopper", "ada@example.com"])).toEqual([]);
    // Both: the guest's, and that of the request, which names the guest too.
    expect(await destroyEndedKeys(bus.sql, 0)).toBe(2);
    const left = await bus.sql`
      SELECT kind, wrapped IS NULL AS gone FROM subject_key ORDER BY kind`;
    expect(left).toEqual([
      { kind: "day", gone: false },
      { kind: "erasure", gone: true },
      { kind: "index", gone: false },
      { kind: "subject", gone: true },
    ]);
    for (const route of routes) expect(await payloadOf(ada, route)).toBe("erased");
    expect(await payloadOf(nobody, "toy.seat")).toContain("Grace Hopper");
    const states = (await bus.deliveries()).filter(({ message_id }) => message_id === ada);
    expect(states.map(({ state }) => state)).toEqual(["discarded", "discarded", "discarded"]);
    const [line] = await bus.sql`
      SELECT count(*)::int AS lines FROM audit WHERE action = 'key.destroy'`;
    expect(line).toEqual({ lines: 2 });
  });

  test("that is on its way when its key goes is discarded, and a new one of the same person is sealed under a new key", async () => {
    const keys = masterKeysOf([aMasterKey()]);
    const bus = await openGuestBus(keys);
    const late = await bus.seat({ visitId: "v-1", guestId: "g-1", name: "Ada Lovelace" });
    await bus.sql`UPDATE subject_key SET wrapped = NULL, destroyed_at = now(), retired_at = now() WHERE kind = 'subject'`;
    const fresh = await bus.seat({ visitId: "v-2", guestId: "g-1", name: "Ada again" });
    await Promise.all([bus.worker(), bus.scheduler()]);
    const rows = await bus.allBecome(6, "discarded", "applied");
    const statesOf = (id: string) =>
      new Set(rows.filter((row) => row.message_id === id).map(({ state }) => state));
    expect([statesOf(late), statesOf(fresh)]).toEqual([new Set(["discarded"]), new Set(["applied"])]);
    expect(bus.told.join()).not.toContain("Ada Lovelace");
  });

  test("that no master key opens is blocked, and sent by a replay once the former key is there too", async () => {
    const [former, current] = [aMasterKey(), aMasterKey()];
    const bus = await openGuestBus(masterKeysOf([former]));
    await bus.seat({ visitId: "v-1", guestId: "g-1", name: "Ada Lovelace" });
    await bus.scheduler();
    const wrong = await bus.worker({ masterKeys: masterKeysOf([current]) });
    const blocked = await bus.allBecome(3, "blocked");
    expect(blocked.map(({ error_code }) => error_code)).toEqual(["sealed", "sealed", "sealed"]);
    await wrong.stop();

    await bus.worker({ masterKeys: masterKeysOf([current, former]) });
    const ids = blocked.map(({ message_id: messageId, route }) => ({ messageId, route }));
    await operate(bus).replays.create({ selection: { ids } }, act);
    await bus.allBecome(3, "applied");
    expect(bus.told.filter((told) => told.includes("Ada Lovelace"))).toHaveLength(3);
  });

  test("is opened by the new master key alone once the keys are rotated, and whoever asks learns which key a person has", async () => {
    const [former, current] = [aMasterKey(), aMasterKey()];
    const bus = await openGuestBus(masterKeysOf([former]));
    bus.takes = () => false;
    const ada = await bus.seat({ visitId: "v-1", guestId: "g-1", name: "Ada Lovelace" });
    await Promise.all([bus.worker(), bus.scheduler()]);
    await bus.allBecome(3, "dead");
    const keys = (env: Record<string, string>, ...words: readonly string[]) => {
      const host = capturedHost({ env: { SPINDLE_DATABASE_URL: bus.databaseUrl, ...env } });
      return main(["keys", ...words, "--json"], host).then((code) => ({ code, lines: linesOf(host.out()) }));
    };
    const alone = { SPINDLE_MASTER_KEY: current };
    const rotate = ["rotate", "--reason", "yearly"];

    expect(await keys(alone, ...rotate)).toMatchObject({ code: 1 });
    const both = { ...alone, SPINDLE_MASTER_KEY_PREVIOUS: former };
    // The person's, and that of the hashes.
    expect(await keys(both, ...rotate)).toEqual({ code: 0, lines: [{ rewrapped: 2, locked: 0 }] });
    expect(await keys(alone, ...rotate)).toEqual({ code: 0, lines: [{ rewrapped: 0, locked: 0 }] });
    expect(await payloadsOf(bus, masterKeysOf([current]))(ada, "toy.seat")).toContain("Ada Lovelace");
    expect(await payloadsOf(bus, masterKeysOf([former]))(ada, "toy.seat")).toBe("gone");
    const { current: master } = masterKeysOf([current]);
    expect(await keys(alone, "show", "g-1")).toMatchObject({ lines: [{ master, destroyedAt: null }] });
    expect(await keys(alone, "show", "g-2")).toEqual({ code: 0, lines: [] });
  });

  test("is read by whoever is limited to its connection", async () => {
    const masterKeys = masterKeysOf([aMasterKey()]);
    const bus = await openGuestBus(masterKeys);
    bus.takes = () => false;
    const messageId = await bus.seat({ visitId: "v-1", guestId: "g-1", name: "Ada Lovelace" });
    await Promise.all([bus.worker(), bus.scheduler()]);
    await bus.allBecome(3, "dead");
    const scoped = openScopedOperations({ url: bus.databaseUrl, name: "test", masterKeys }, bus.plan.routes);
    onTestFinished(() => scoped.close());
    const payload = await scoped.of(["toy"]).failures.payload({ messageId, route: "toy.seat" }, reveal);
    expect(payload).toMatchObject({ kind: "stored" });
  });
});

const operate = ({ sql, plan }: GuestBus, keys?: ReturnType<typeof masterKeysOf>) =>
  openOperations({ sql, close: async () => undefined }, plan.routes, undefined, keys);

const linesOf = (out: string): unknown[] =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** A new set of caches each time, as another process has them. */
const payloadsOf =
  (bus: GuestBus, keys: ReturnType<typeof masterKeysOf>) => async (messageId: string, route: string) => {
    const payload = await operate(bus, keys).failures.payload({ messageId, route }, reveal);
    return payload?.kind === "stored" ? Buffer.from(payload.body).toString() : payload?.kind;
  };

/** Where any of these texts is to be found: tables (as text, and the bytes in them) and the journal. */
async function plainIn({ sql, amqpUrl }: GuestBus, texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const tables = await sql<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  for (const { name } of tables) {
    const rows = await sql.unsafe(`SELECT t.*, t::text AS "whole" FROM "${name}" t`);
    const all = rows.flatMap((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value))),
    );
    found.push(
      ...texts.filter((text) => all.some((value) => value.includes(text))).map((text) => `${name}: ${text}`),
    );
  }
  let read = 0;
  await withConnection({ url: amqpUrl, name: "test" }, async (connection) => {
    for await (const entries of readJournalTail(connection, 100, timeOfUuid)) {
      for (const { body, headers } of entries) {
        read += 1;
        const all = Buffer.from(body).toString("latin1") + JSON.stringify(headers);
        found.push(...texts.filter((text) => all.includes(text)).map((text) => `${journalQueue}: ${text}`));
      }
    }
  });
  if (read === 0) throw new Error("the journal was not read");
  return found;
}
