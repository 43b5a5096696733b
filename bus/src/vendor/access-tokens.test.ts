import { describe, expect, test } from "vitest";
import { manualClock } from "../testing/memory/manual-clock.ts";
import { openAccessTokens, type Lack, type TokenAsk } from "./access-tokens.ts";

type Fetched = Awaited<ReturnType<TokenAsk["fetch"]>>;
const lack = (more: Partial<Lack> = {}): Lack => ({
  kind: "lack",
  code: "token503",
  message: "away",
  ...more,
});
const good = (token: string): Fetched => ({ kind: "token", token, expiresInSeconds: 1_000 });

/** An endpoint that answers what is queued, else a new token each time. */
function setup(...queue: (Fetched | Promise<Fetched>)[]) {
  const clock = manualClock(0);
  let fetches = 0;
  const ask: TokenAsk = {
    key: "k",
    fetch: async () => {
      fetches += 1;
      return queue.shift() ?? good(`t${fetches}`);
    },
  };
  const tokens = openAccessTokens(clock, () => 0);
  const get = async () => {
    const got = await tokens.get(ask, 1_000);
    return got.kind === "token" ? got.token : got.code;
  };
  return { clock, tokens, ask, get, fetches: () => fetches };
}

test("a token is fetched once for all who wait, and kept", async () => {
  const { get, fetches } = setup();
  expect(await Promise.all([get(), get(), get()])).toEqual(["t1", "t1", "t1"]);
  expect([await get(), fetches()]).toEqual(["t1", 1]);
});

test("it is renewed before its end, and nobody waits for that", async () => {
  const pending = Promise.withResolvers<Fetched>();
  const { clock, get, fetches } = setup(good("old"), pending.promise);
  await get();
  clock.advance(699_000);
  expect([await get(), fetches()]).toEqual(["old", 1]);
  clock.advance(1_000);
  expect([await get(), await get(), fetches()]).toEqual(["old", "old", 2]);
  pending.resolve(good("new"));
  await pending.promise;
  await Promise.resolve();
  await Promise.resolve();
  expect([await get(), fetches()]).toEqual(["new", 2]);
});

test("one that is about to expire is not used", async () => {
  const { clock, get } = setup();
  await get();
  clock.advance(970_000);
  expect(await get()).toBe("t2");
});

test("where a renewal fails the old token goes on until its end", async () => {
  const { clock, get } = setup(good("old"), lack(), lack());
  await get();
  clock.advance(800_000);
  await get();
  await Promise.resolve();
  expect(await get()).toBe("old");
  clock.advance(170_000);
  expect(await get()).toBe("token503");
  clock.advance(60_000);
  expect(await get()).toBe("t4");
});

test("an endpoint that fails is left alone for a while, however many ask", async () => {
  const { clock, get, fetches } = setup(lack(), lack());
  await get();
  await Promise.all(Array.from({ length: 50 }, get));
  expect(fetches()).toBe(1);
  clock.advance(1_000);
  await get();
  clock.advance(1_999);
  await get();
  expect(fetches()).toBe(2);
  clock.advance(1);
  expect(await get()).toBe("t3");
});

test("one that asks to wait is asked again only then, and everybody is told how long", async () => {
  const { clock, tokens, ask, get, fetches } = setup(lack({ later: { retryAfterMs: 90_000 } }));
  await get();
  clock.advance(30_000);
  expect(await tokens.get(ask, 1_000)).toMatchObject({ later: { retryAfterMs: 60_000 } });
  expect(fetches()).toBe(1);
});

test("a token that comes too late for one is there for the next", async () => {
  const pending = Promise.withResolvers<Fetched>();
  const { tokens, ask, get } = setup(pending.promise);
  expect(await tokens.get(ask, 0)).toMatchObject({ code: "tokenLate" });
  pending.resolve(good("here"));
  expect(await get()).toBe("here");
});

describe("a token that the vendor refuses", () => {
  test("is replaced, once for all who had it", async () => {
    const { tokens, ask, get, fetches } = setup();
    await get();
    expect([tokens.drop(ask, "t1"), await get(), tokens.drop(ask, "t1"), await get(), fetches()]).toEqual([
      true,
      "t2",
      true,
      "t2",
      2,
    ]);
  });

  test("is believed to be good where its replacement is refused as well, for a minute", async () => {
    const { clock, tokens, ask, get } = setup();
    await get();
    tokens.drop(ask, "t1");
    await get();
    expect(tokens.drop(ask, "t2")).toBe(false);
    clock.advance(60_000);
    expect(tokens.drop(ask, "t2")).toBe(true);
  });

  test("is replaced again where the replacement was taken before", async () => {
    const { tokens, ask, get } = setup();
    await get();
    tokens.drop(ask, "t1");
    await get();
    tokens.worked(ask, "t2");
    expect(tokens.drop(ask, "t2")).toBe(true);
  });
});
