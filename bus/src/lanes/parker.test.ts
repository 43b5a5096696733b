import { pino } from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import { planBus } from "../config/bus-plan.ts";
import type { Deferral } from "../delivery/ledger.ts";
import type { DeliveryPorts } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import { laneAdapter } from "../testing/delivery/lane-adapter.ts";
import { noteTaken, noteToken } from "../testing/delivery/note.ts";
import { noteFiled } from "../testing/delivery/toy-adapter.ts";
import { laneGroupsOf } from "./lane-group.ts";
import type { Arrival, Head, Parking } from "./lane-store.ts";
import { openParker } from "./parker.ts";

const parked: Parking = { kind: "parked", heads: [] };

afterEach(() => vi.useRealTimers());

const { routes } = planBus(
  {
    contracts: [noteTaken, noteFiled],
    connections: { toy: { adapter: laneAdapter, settings: { baseUrl: "http://vendor.test" } } },
  },
  () => "k",
);
const [group] = laneGroupsOf(routes);
if (!group) throw new Error("the lane adapter has no lane group");
const note = (noteId: string, ...of: readonly string[]) =>
  noteToken({ noteId, routes: of.length > 0 ? of : ["toy.take"] });
const turn = async () => {
  for (let n = 0; n < 10; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A parker over a store that the test answers for. */
function setup(answer: (arrivals: readonly Arrival[]) => Parking | Promise<Parking> = () => parked) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const ended = new AbortController();
  const tried: (readonly string[])[] = [];
  const acked: Token[] = [];
  const apart: Token[] = [];
  const deferred: Deferral[] = [];
  const warnings: object[] = [];
  const failures: Error[] = [];
  const sent: Head[] = [];
  const lines = routes.map((route) => ({
    route,
    defer: async (deferral: Deferral) => void deferred.push(deferral),
    // as: a parker asks for nothing but the time
    ports: { clock: Date } as unknown as DeliveryPorts,
  }));
  const parker = openParker({
    group: group as NonNullable<typeof group>, // as: thrown above
    lines,
    lanes: {
      park: async (_group, arrivals) => {
        tried.push(arrivals.map(({ key, route }) => `${key} ${route}`));
        return answer(arrivals);
      },
    },
    log: pino({ level: "warn" }, { write: (line: string) => void warnings.push(JSON.parse(line) as object) }),
    ended: ended.signal,
    onWork: (work) => void work,
    drainer: { room: () => 200, send: async (heads) => void sent.push(...heads), poke: () => undefined },
    onFailed: (error) => failures.push(error),
  });
  const park = (...tokens: readonly Token[]) => {
    for (const token of tokens)
      parker.park({ token, ack: () => acked.push(token), deadLetter: () => apart.push(token) });
    return turn();
  };
  return { park, ended, tried, acked, apart, deferred, warnings, failures, sent };
}

describe("a parker", () => {
  test("parks what came while it wrote in one batch, in order, and acks nothing before its commit", async () => {
    const writing = Promise.withResolvers<Parking>();
    let writes = 0;
    const { park, tried, acked } = setup(() => ((writes += 1) === 1 ? writing.promise : parked));
    const tokens = ["a/1", "b/1", "a/2"].map((id) => note(id)) as [Token, Token, Token];
    await park(tokens[0]);
    await park(tokens[1], tokens[2]);
    expect(acked).toEqual([]);
    writing.resolve(parked);
    await turn();
    expect(tried).toEqual([["a toy.take"], ["b toy.take", "a toy.take"]]);
    expect(acked).toEqual(tokens);
  });

  test("hands the heads of new lanes over as soon as they are committed", async () => {
    const head: Head = { key: "a", route: "toy.take", token: note("a/1") };
    const { park, sent } = setup(() => ({ kind: "parked", heads: [head] }));
    await park(note("a/1"));
    expect(sent).toEqual([head]);
  });

  test("gives a place on every route of the group that the message names, and on no other", async () => {
    const { park, tried, acked } = setup();
    await park(note("a/1", "toy.file", "elsewhere.take", "toy.take"), note("b/1", "elsewhere.take"));
    expect(tried).toEqual([["a toy.take", "a toy.file"]]);
    expect(acked).toHaveLength(2);
  });

  test("puts off what is not to be sent yet: it gets its place when its time comes", async () => {
    const { park, tried, acked, deferred } = setup();
    const later = noteToken({
      noteId: "a/1",
      routes: ["toy.take"],
      extensions: { deliverafter: new Date(Date.now() + 60_000).toISOString() },
    });
    await park(later, note("a/2"));
    expect(deferred).toMatchObject([{ token: later, reason: "deliverafter" }]);
    expect(tried).toEqual([["a toy.take"]]);
    expect(acked).toHaveLength(2);
  });

  test("stands before a full lane, lets in what came before it, says so once a minute, and goes on when there is room", async () => {
    let room = false;
    const { park, acked, warnings } = setup((arrivals) =>
      room || arrivals.every(({ key }) => key !== "full")
        ? parked
        : { kind: "full", key: "full", depth: 10_000 },
    );
    await park(...["a/1", "a/2", "a/3", "full/1", "a/4", "a/5"].map((id) => note(id)));
    await vi.advanceTimersByTimeAsync(30_000);
    await turn();
    expect(acked).toHaveLength(3);
    expect(warnings).toMatchObject([{ laneGroup: "toy.notes", depth: 10_000 }]);
    // A key may be a person's.
    expect(JSON.stringify(warnings)).not.toContain('"full"');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(warnings).toHaveLength(2);
    room = true;
    await vi.advanceTimersByTimeAsync(1_000);
    await turn();
    expect(acked).toHaveLength(6);
  });

  test("waits out the database, and lets nothing pass meanwhile", async () => {
    let away = true;
    const { park, tried, acked } = setup(() => {
      if (away) throw new Error("no connection");
      return parked;
    });
    await park(note("a/1"));
    await park(note("a/2"));
    expect(acked).toEqual([]);
    away = false;
    await vi.advanceTimersByTimeAsync(3_000);
    await turn();
    expect(tried.at(-2)).toEqual(["a toy.take"]);
    expect(acked).toHaveLength(2);
  });

  test("hands what the database refuses to the dead letters, and parks what came before and after it", async () => {
    const { park, acked, apart, failures } = setup((arrivals) => {
      if (arrivals.some(({ key }) => key === "bad"))
        throw Object.assign(new Error("null value in a column"), { code: "23502" });
      return parked;
    });
    const tokens = ["a/1", "a/2", "bad/1", "a/3", "b/1"].map((id) => note(id));
    await park(...tokens);
    await turn();
    expect(apart).toEqual([tokens[2]]);
    expect(acked).toEqual(tokens.filter((token) => token !== tokens[2]));
    expect(failures).toEqual([]);
  });

  test("is over with its channel: what it could not park is acked by nobody, and nothing is parked after it", async () => {
    const { park, ended, tried, acked, failures } = setup(() => {
      throw new Error("no connection");
    });
    await park(note("a/1"));
    ended.abort(new Error("channel closed"));
    await vi.advanceTimersByTimeAsync(3_000);
    await turn();
    const tries = tried.length;
    await park(note("a/2"));
    expect(tried).toHaveLength(tries);
    expect([acked, failures]).toEqual([[], []]);
  });
});
