import { contractRegistry, fingerprintOf } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import type { Published } from "../rabbitmq/publisher.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { memoryBodies, memoryBodyStore } from "../testing/memory/memory-bodies.ts";
import type { Draft } from "./draft.ts";
import { openIntake } from "./intake.ts";
import type { IntakeRow, IntakeStore, Registered } from "./store.ts";

/** The intake over a store in memory and a broker that answers as it is told. */
function setup(answers: readonly Published[] = []) {
  const rows = new Map<string, IntakeRow>();
  const confirmed = new Set<string>();
  const published: {
    readonly id: string;
    readonly draft: Draft;
    readonly routes: readonly string[];
    readonly checkedBy?: string | undefined;
  }[] = [];
  const calls: string[] = [];
  const broken = { register: false, confirm: false };
  const register = (row: IntakeRow): Registered => {
    const { source, sourceId } = row.draft.message;
    const known = rows.get(`${source} ${sourceId}`);
    if (!known) rows.set(`${source} ${sourceId}`, row);
    const { id, routes, digest } = known ?? row;
    const sameDigest = Buffer.from(digest).equals(row.digest);
    return { id, routes, fresh: !known, confirmed: confirmed.has(id), sameDigest };
  };
  const store: IntakeStore = {
    register: async (given) => {
      calls.push("register");
      if (broken.register) throw new Error("no connection");
      return given.map(register);
    },
    confirm: async (ids) => {
      calls.push("confirm");
      if (broken.confirm) throw new Error("no connection");
      for (const id of ids) confirmed.add(id);
    },
  };
  let routes: readonly string[] = ["toy.take"];
  const bodyStore = memoryBodyStore();
  const intake = openIntake({
    registry: contractRegistry([noteTaken]),
    routing: () => ({ routes, choices: [], shadows: [] }),
    store,
    bodies: memoryBodies(bodyStore),
    publish: async (accepted) => {
      calls.push("publish");
      published.push(accepted);
      return answers[published.length - 1] ?? "stored";
    },
  });
  const reroute = (to: readonly string[]) => {
    routes = to;
  };
  return { intake, rows, published, calls, broken, reroute, bodyStore };
}

function draft({ sourceId = "e-1", text = "two coffees", extensions = {} } = {}): Draft {
  const data = { noteId: "n-1", text };
  const message = { source: "/pos/1", sourceId, type: noteTaken.type, extensions, data };
  return { message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) };
}

describe("a message is accepted", () => {
  test("when it is registered, then confirmed by the broker; that is noted behind the answer", async () => {
    const { intake, published, calls } = setup();
    const accepted = await intake.accept(draft());
    expect(accepted).toEqual({ kind: "accepted", id: expect.any(String) as string, duplicate: false });
    expect(calls).toEqual(["register", "publish"]);
    await expect.poll(() => calls).toEqual(["register", "publish", "confirm"]);
    expect(published).toMatchObject([{ routes: ["toy.take"], draft: { body: draft().body } }]);
  });

  test("and whoever ends the process can wait until every confirm is noted", async () => {
    const { intake, calls } = setup();
    await Promise.all([intake.accept(draft()), intake.accept(draft({ sourceId: "e-2" }))]);
    expect(calls).not.toContain("confirm");
    await intake.confirmsWritten();
    expect(calls).toEqual(["register", "publish", "publish", "confirm"]);
  });

  test("under an id of the bus, a UUIDv7, and with a trace where it came without", async () => {
    const { intake, published } = setup();
    await intake.accept(draft());
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await intake.accept(draft({ sourceId: "e-2", extensions: { traceparent } }));
    expect(published[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    const traces = published.map((each) => each.draft.message.extensions.traceparent);
    expect(traces).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/), traceparent]);
  });

  test("again under the same id, without another publish, once the broker has it", async () => {
    const { intake, published, calls } = setup();
    const first = await intake.accept(draft());
    const atOnce = await intake.accept(draft());
    await expect.poll(() => calls).toContain("confirm");
    const later = await intake.accept(draft());
    expect([atOnce, later]).toEqual([
      { ...first, duplicate: true },
      { ...first, duplicate: true },
    ]);
    expect(published).toHaveLength(1);
  });
});

test("a message is published with word of the contract that it was checked by", async () => {
  const { intake, published } = setup();
  await intake.accept(draft());
  expect(published).toMatchObject([{ checkedBy: fingerprintOf(noteTaken) }]);
});

describe("a message is not stored", () => {
  test.each(["refused", "unroutable", "unknown"] as const)(
    "while the publish is %s; its repeat is",
    async (result) => {
      const { intake, published } = setup([result]);
      expect(await intake.accept(draft())).toMatchObject({ kind: "notStored" });
      const repeat = await intake.accept(draft());
      expect(repeat).toMatchObject({ kind: "accepted", duplicate: true });
      expect(new Set(published.map(({ id }) => id)).size).toBe(1);
    },
  );

  test("while the database is away, and nothing is published", async () => {
    const { intake, broken, published } = setup();
    broken.register = true;
    expect(await intake.accept(draft())).toMatchObject({ kind: "notStored" });
    expect(published).toEqual([]);
    broken.register = false;
    expect(await intake.accept(draft())).toMatchObject({ kind: "accepted", duplicate: false });
  });
});

test("where the confirm could not be noted the message is accepted, and its repeat is published under the same id", async () => {
  const { intake, broken, published, calls } = setup();
  broken.confirm = true;
  expect(await intake.accept(draft())).toMatchObject({ kind: "accepted", duplicate: false });
  await expect.poll(() => calls).toContain("confirm");
  broken.confirm = false;
  expect(await intake.accept(draft())).toMatchObject({ kind: "accepted", duplicate: true });
  expect(published.map(({ id }) => id)).toEqual([published[0]?.id, published[0]?.id]);
});

test("the same id for something else is a conflict, and neither stored nor published", async () => {
  const { intake, published } = setup();
  const { id } = (await intake.accept(draft())) as { id: string };
  expect(await intake.accept(draft({ text: "three coffees" }))).toEqual({ kind: "conflict", id });
  expect(published).toHaveLength(1);
});

test("routes are decided once: a repeat after a change of the configuration keeps those of the first time", async () => {
  const { intake, published, reroute } = setup(["unknown"]);
  await intake.accept(draft());
  reroute(["toy.take", "toy.other"]);
  await intake.accept(draft());
  expect(published.map(({ routes }) => routes)).toEqual([["toy.take"], ["toy.take"]]);
});

test("what caused a message is kept where it is an id of the bus", async () => {
  const { intake, rows } = setup();
  const causationid = "019a1b2c-3d4e-7f00-8a1b-2c3d4e5f6071";
  await intake.accept(draft({ extensions: { causationid } }));
  await intake.accept(draft({ sourceId: "e-2", extensions: { causationid: "somebody else's" } }));
  expect([...rows.values()].map(({ causationId }) => causationId)).toEqual([causationid, undefined]);
});

test("messages that come together share a commit", async () => {
  const { intake, calls } = setup();
  await Promise.all(Array.from({ length: 50 }, (_, n) => intake.accept(draft({ sourceId: `e-${n}` }))));
  expect(calls.filter((call) => call === "register")).toHaveLength(1);
  await expect.poll(() => calls).toContain("confirm");
  expect(calls.filter((call) => call === "confirm").length).toBeLessThan(5);
});

describe("data that are too long to travel", () => {
  const large = (sourceId: string, letter = "x") => draft({ sourceId, text: letter.repeat(262_144) });

  test("are stored before the row, and published by reference", async () => {
    const { intake, published, rows, bodyStore, calls } = setup();
    bodyStore.put = async () => void calls.push("put");
    await intake.accept(large("e-1"));
    expect(calls.slice(0, 3)).toEqual(["put", "register", "publish"]);
    const [row] = rows.values();
    const { body } = large("e-1");
    const stored = { bytes: body.length, digest: Buffer.from(row?.digest ?? []).toString("hex") };
    expect(published).toMatchObject([{ draft: { body: new Uint8Array(), stored } }]);
    expect(row?.draft.body.length).toBe(0);
  });

  test("are not accepted while their store is away, and no row says that they were", async () => {
    const { intake, rows, bodyStore } = setup();
    bodyStore.put = () => Promise.reject(new Error("no connection"));
    expect(await intake.accept(large("e-1"))).toMatchObject({ kind: "notStored" });
    expect(rows.size).toBe(0);
  });

  test("are stored again by a repeat, so that what was lost is there again", async () => {
    const { intake, bodyStore, published } = setup();
    const first = await intake.accept(large("e-1"));
    bodyStore.bodies.clear();
    expect(await intake.accept(large("e-1"))).toMatchObject({
      id: "id" in first && first.id,
      duplicate: true,
    });
    expect([bodyStore.bodies.size, published.length]).toEqual([1, 1]);
  });

  test("of a conflict are not kept, those of the message are", async () => {
    const { intake, bodyStore } = setup();
    await intake.accept(large("e-1"));
    const [kept] = bodyStore.bodies.keys();
    expect(await intake.accept(large("e-1", "y"))).toMatchObject({ kind: "conflict" });
    await expect.poll(() => [...bodyStore.bodies.keys()]).toEqual([kept]);
  });

  test("begin with a byte more than 256 KiB", async () => {
    const { intake, published } = setup();
    const around = JSON.stringify({ noteId: "n-1", text: "" }).length;
    await intake.accept(draft({ text: "x".repeat(262_144 - around) }));
    await intake.accept(draft({ sourceId: "e-2", text: "x".repeat(262_145 - around) }));
    expect(published.map(({ draft: sent }) => sent.body.length)).toEqual([262_144, 0]);
  });
});
