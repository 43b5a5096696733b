import { expect, test } from "vitest";
import { aReplay } from "../testing/fake-operations.ts";
import type { Sight } from "./changes.ts";
import { openHub } from "./hub.ts";

const quiet: Sight = { replays: [], groups: [], openCircuits: [], paused: [], failures: {} };
const group = {
  id: "g-1",
  connection: "stripe",
  operation: "refund",
  code: "card_declined",
  title: "Card declined",
  state: "open",
  stateSince: "2026-11-27T12:40:00.000Z",
  firstSeenAt: "2026-11-27T12:40:00.000Z",
} as const;

/** A hub that looks when the test says so. */
function setup() {
  let sight: Sight | Error = quiet;
  let looks = 0;
  let go = () => {};
  const hub = openHub({
    look: async () => {
      looks += 1;
      if (sight instanceof Error) throw sight;
      return sight;
    },
    pause: () => new Promise<void>((resolve) => (go = resolve)),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const see = async (next: Sight | Error) => {
    sight = next;
    go();
    await settle();
  };
  return { hub, see, settle, looks: () => looks };
}

const heard = async (listener: ReturnType<ReturnType<typeof openHub>["listen"]>) =>
  (await listener.next(0))?.map(({ event }) => event);

test("whoever comes is told how things stand, and then what changes", async () => {
  const { hub, see, settle } = setup();
  const listener = hub.listen(undefined);
  await settle();
  expect(await heard(listener)).toEqual(["snapshot"]);
  await see({ ...quiet, replays: [aReplay], groups: [group], openCircuits: ["stripe"] });
  expect(await heard(listener)).toEqual(["replay", "group", "circuit"]);
  await see({ ...quiet, replays: [{ ...aReplay, applied: 1 }], groups: [{ ...group, state: "regressed" }] });
  expect(await listener.next(0)).toMatchObject([
    { event: "replay", data: { applied: 1 } },
    { event: "group", data: { state: "regressed" } },
    { event: "circuit", data: { connection: "stripe", circuit: "closed" } },
  ]);
});

test("a pause is told of with what is paused, and its end too", async () => {
  const { hub, see, settle } = setup();
  const listener = hub.listen(undefined);
  await settle();
  await listener.next(0);
  await see({ ...quiet, paused: ["stripe", "toast.order"] });
  await see({ ...quiet, paused: ["stripe"] });
  expect(await listener.next(0)).toMatchObject([
    { event: "pause", data: { connection: "stripe", route: null, paused: true } },
    { event: "pause", data: { connection: "toast", route: "toast.order", paused: true } },
    { event: "pause", data: { connection: "toast", route: "toast.order", paused: false } },
  ]);
});

test("many who listen cost one look", async () => {
  const { hub, see, settle, looks } = setup();
  const many = Array.from({ length: 20 }, () => hub.listen(undefined));
  await settle();
  await see(quiet);
  expect(looks()).toBe(2);
  expect(await Promise.all(many.map(heard))).toEqual(many.map(() => ["snapshot"]));
});

test("whoever comes back is told what it missed; where that is not known any more, how things stand", async () => {
  const { hub, see, settle } = setup();
  const stays = hub.listen(undefined);
  const leaves = hub.listen(undefined);
  await settle();
  const [snapshot] = (await leaves.next(0)) ?? [];
  leaves.close();
  await see({ ...quiet, openCircuits: ["stripe"] });
  await see({ ...quiet, replays: [aReplay], openCircuits: ["stripe"] });
  const [opened] = (await stays.next(0))?.slice(1) ?? [];
  expect(await heard(hub.listen(opened?.id))).toEqual(["replay"]);
  expect(await heard(hub.listen(snapshot?.id))).toEqual(["snapshot"]);
  expect(await heard(hub.listen("another-process-7"))).toEqual(["snapshot"]);
});

test("a look that fails tells nothing, and the next one what happened meanwhile", async () => {
  const { hub, see, settle } = setup();
  const listener = hub.listen(undefined);
  await settle();
  await listener.next(0);
  await see(new Error("the database is away"));
  expect(await heard(listener)).toEqual([]);
  await see({ ...quiet, openCircuits: ["stripe"] });
  expect(await heard(listener)).toEqual(["circuit"]);
});

test("while nobody listens nobody looks, and a listener that is closed hears nothing", async () => {
  const { hub, see, settle, looks } = setup();
  const listener = hub.listen(undefined);
  await settle();
  listener.close();
  await see(quiet);
  await see(quiet);
  expect(looks()).toBe(1);
  expect(await listener.next(0)).toBeUndefined();
});

test("a listener that does not read is let go of", async () => {
  const { hub, see, settle } = setup();
  const listener = hub.listen(undefined);
  await settle();
  const replays = Array.from({ length: 1_001 }, (_, n) => ({ ...aReplay, id: `r-${n}` }));
  await see({ ...quiet, replays });
  expect(await listener.next(0)).toBeUndefined();
});
