import { describe, expect, test } from "vitest";
import { virtualTime } from "../testing/governor/virtual-time.ts";
import type { Door } from "./door.ts";
import { turnMs } from "./fair-share.ts";
import { openScope } from "./scope.ts";
import { blankStanding, type Scope, type Standing } from "./standing.ts";
import type { Standings } from "./standings.ts";
import { noPermits } from "./permits.ts";
import type { Turn } from "./turn.ts";

const scope: Scope = { connection: "toy", key: "" };

/** One worker's scope; the test says what the others answer, and when. */
function setup(concurrency: number) {
  const time = virtualTime();
  const asked: { turn: Turn; answer: (slots: number, standing?: Partial<Standing>) => void }[] = [];
  const standings: Standings = {
    take: (_scope, turn) =>
      new Promise((resolve) => {
        const answer = (slots: number, standing: Partial<Standing> = {}) =>
          resolve({
            scope,
            standing: { ...blankStanding, ...standing },
            nowMs: time.now(),
            answer: { slots, permits: noPermits },
          });
        asked.push({ turn, answer });
      }),
    watch: () => undefined,
  };
  const local = openScope({
    scope,
    limits: { concurrency, perSecond: Number.POSITIVE_INFINITY },
    leased: true,
    worker: "a",
    standings,
    time,
    holdMs: 25_000,
    changed: () => undefined,
    circuitMoved: () => undefined,
  });
  /** Word from the others that one of them goes short, as of that moment of their clock. */
  const somebodyGoesShort = (revision: number, wants: number, nowMs = 0, door: Door = { is: "open" }) =>
    local.see({
      scope,
      standing: {
        ...blankStanding,
        revision,
        door,
        leases: { b: { held: 0, old: 0, wants, hungry: true, untilMs: nowMs + 30_000 } },
      },
      nowMs,
    });
  const question = async (nth: number) => {
    await time.pass(1);
    const found = asked[nth];
    if (!found) throw new Error(`there was no question ${nth}`);
    return found;
  };
  /** Lets through what may pass; gives how many that were. */
  const letThrough = () => {
    let passed = 0;
    for (; local.mayPass(); passed += 1) local.enter();
    return passed;
  };
  return { time, local, somebodyGoesShort, question, letThrough };
}

describe("while its question is on its way a worker hears that somebody goes short:", () => {
  test("of what the late answer gives it uses its share, and tells at once what it gives up", async () => {
    const { local, somebodyGoesShort, question, letThrough, time } = setup(4);
    local.look(4);
    const first = await question(0);
    somebodyGoesShort(2, 4);
    first.answer(4, { revision: 1 });
    await time.pass(1);
    expect(letThrough()).toBe(2);
    local.look(2);
    expect((await question(1)).turn).toMatchObject({ running: 2, keep: 2 });
  });

  test.each([0, turnMs])(
    "it goes on with the probe that it was given, since while a door reopens nothing is shared (%i ms)",
    async (nowMs) => {
      const { local, somebodyGoesShort, question, letThrough, time } = setup(1);
      const door: Door = { is: "ramp", cause: "outage", allowed: 1, left: 1, proven: false, sinceMs: 0 };
      local.look(1);
      const first = await question(0);
      somebodyGoesShort(2, 1, nowMs, door);
      first.answer(1, { revision: 1, door });
      await time.pass(1);
      expect(letThrough()).toBe(1);
    },
  );
});
