import { pino } from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import { noteToken } from "../testing/delivery/note.ts";
import { openDrainer } from "./drainer.ts";
import type { Head, Taken } from "./lane-store.ts";

afterEach(() => vi.useRealTimers());

const pausedRoute = "toy.paused";
const headOf = (key: string, route = "toy.take"): Head => ({ key, route, token: noteToken() });

/** A drainer over lanes that give what the test lays there, and deliveries that the test ends. */
function setup(atMost = 10) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const closing = new AbortController();
  const laid: Head[] = [];
  const begun = new Map<Head, PromiseWithResolvers<void>>();
  const givenBack: string[] = [];
  const asked: number[] = [];
  const work: Promise<void>[] = [];
  const drainer = openDrainer({
    group: "toy.notes",
    lanes: {
      take: async (_group, room): Promise<Taken> => {
        asked.push(room);
        const heads = laid.splice(0, room);
        return { heads, lanes: heads.length };
      },
      giveBack: async (_group, keys) => void givenBack.push(...keys),
    },
    atMost,
    deliver: (head) => {
      const ending = Promise.withResolvers<void>();
      begun.set(head, ending);
      return ending.promise;
    },
    log: pino({ level: "silent" }),
    closing: closing.signal,
    onWork: (life) => work.push(life),
    isPaused: (route) => route === pausedRoute,
  });
  const turn = async () => {
    for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const lay = (...heads: readonly Head[]) => {
    laid.push(...heads);
    drainer.poke();
    return turn();
  };
  const end = (head: Head, error?: Error) => {
    const ending = begun.get(head);
    if (error) ending?.reject(error);
    else ending?.resolve();
    return turn();
  };
  return { drainer, closing, laid, begun, givenBack, asked, work, lay, end, turn };
}

describe("a drainer", () => {
  test("sends a lane's next head although it has not let go of the one before", async () => {
    const { lay, begun } = setup();
    const [first, second] = [headOf("k"), headOf("k")];
    await lay(first);
    await lay(second);
    expect([...begun.keys()]).toEqual([first, second]);
  });

  test("does not send a head a second time that it has in hand", async () => {
    const { lay, begun } = setup();
    const head = headOf("k");
    await lay(head);
    await lay({ ...head });
    expect(begun.size).toBe(1);
  });

  test("asks for no more than it may have in hand, and for more as soon as one has ended", async () => {
    const { lay, asked, begun, end, laid } = setup(2);
    const heads = [headOf("a"), headOf("b"), headOf("c")] as const;
    await lay(...heads);
    expect(begun.size).toBe(2);
    expect(laid).toEqual([heads[2]]);
    await end(heads[0]);
    expect([...begun.keys()]).toEqual(heads);
    expect(Math.max(...asked)).toBe(2);
  });

  test("finds by itself what nobody told it of", async () => {
    const { laid, begun, turn } = setup();
    await turn();
    laid.push(headOf("k"));
    await vi.advanceTimersByTimeAsync(1_000);
    await turn();
    expect(begun.size).toBe(1);
  });

  test("that closes gives back at once what a parker has still taken for it", async () => {
    const { drainer, closing, givenBack, begun } = setup();
    closing.abort(new Error("closing"));
    expect(drainer.room()).toBe(0);
    await drainer.send([headOf("late")]);
    expect([givenBack, begun.size]).toEqual([["late"], 0]);
  });

  test("gives back what a parker has taken for it of a paused route, and sends the rest", async () => {
    const { drainer, begun, givenBack } = setup();
    const well = headOf("well");
    await drainer.send([headOf("stopped", pausedRoute), well]);
    expect([givenBack, [...begun.keys()]]).toEqual([["stopped"], [well]]);
  });

  test("that closes waits for what has begun, and gives back what has not", async () => {
    const { lay, end, closing, givenBack, work } = setup();
    const [begunHead, notBegun] = [headOf("begun"), headOf("not begun")];
    await lay(begunHead, notBegun);
    closing.abort(new Error("closing"));
    await end(notBegun, new Error("closing"));
    expect(givenBack).toEqual([]);
    await end(begunHead);
    await Promise.all(work);
    expect(givenBack).toEqual(["not begun"]);
  });
});
