import { expect, test } from "vitest";
import { noteToken } from "../testing/delivery/note.ts";
import type { Case } from "./ask-both.ts";
import { backtest } from "./backtest.ts";
import { noiseOf } from "./noise.ts";
import type { Question } from "./protocol.ts";
import type { Answered, Side } from "./side.ts";

/** A version that makes this of each message's text. */
const side = (answer: (text: string, question: Question) => Answered): Side => ({
  version: "1",
  operations: {},
  ask: async (questions) =>
    questions.map((question) => answer(JSON.parse(Buffer.from(question.body).toString()).text, question)),
  close: () => undefined,
});
const posts = (body: object): Answered => ({
  kind: "request",
  method: "POST",
  path: "/",
  headers: {},
  body: JSON.stringify(body),
});

function casesOf(...texts: readonly string[]): readonly Case[] {
  return texts.map((text) => {
    const { envelope, body } = noteToken({ text });
    return {
      question: { connection: "toy", operation: "file", envelope, body },
      taken: { old: true, new: true },
    };
  });
}

async function run(old: Side, fresh: Side, ...batches: readonly (readonly Case[])[]) {
  async function* all() {
    yield* batches;
  }
  const parts = {
    old,
    new: fresh,
    lookUp: async () => ({ ok: false as const, reason: "nothing is remembered" }),
    isNoise: noiseOf(["body/build"]),
    example: ({ envelope }: Question) => ({ messageId: envelope.id }),
  };
  const outcome = await backtest(parts, all());
  return { ...outcome, names: outcome.groups.map(({ count, name }) => `${count} ${name}`) };
}

test("every comparison is the same, different or not comparable", async () => {
  const old = side((text) => (text === "lost" ? { kind: "recalls", wanted: {} } : posts({ text })));
  const fresh = side((text) => posts({ text: text === "a" ? "b" : text }));
  const { compared, same, different, incomparable, names } = await run(
    old,
    fresh,
    casesOf("a", "c", "lost"),
    casesOf("a"),
  );
  expect({ compared, same, different, incomparable: [...incomparable] }).toEqual({
    compared: 4,
    same: 1,
    different: 2,
    incomparable: [["nothing is remembered", 1]],
  });
  expect(names).toEqual(["2 file:body/text:changed"]);
});

test("the example is the first message of its group", async () => {
  const cases = casesOf("a", "b");
  const { groups } = await run(
    side(() => posts({ n: 1 })),
    side(() => posts({ n: 2 })),
    cases,
  );
  expect(groups[0]?.example.messageId).toBe(cases[0]?.question.envelope.id);
});

test("a named place, and what is below it, is no difference; neither is what says who sends", async () => {
  const old = side(() => ({ ...posts({ build: { n: 1 } }), headers: { "User-Agent": "a" } }) as Answered);
  const fresh = side(() => ({ ...posts({ build: { n: 2 } }), headers: { "user-agent": "b" } }) as Answered);
  expect(await run(old, fresh, casesOf("a"))).toMatchObject({ same: 1, names: [] });
});

test("ten thousand places are kept as five hundred and one", async () => {
  const keyed = side((text) => posts({ [text]: 1 }));
  const texts = Array.from({ length: 10_000 }, (_, n) => `k${n}`);
  const { groups, different } = await run(
    keyed,
    side(() => posts({})),
    casesOf(...texts),
  );
  expect(groups.length).toBeLessThanOrEqual(502);
  expect(different).toBe(10_000);
});

test("what only one version takes is told by the operation", async () => {
  const [only] = casesOf("a");
  const cases = [{ ...only, taken: { old: false, new: true } } as Case];
  expect(
    (
      await run(
        side(() => posts({})),
        side(() => posts({})),
        cases,
      )
    ).names,
  ).toEqual(["1 file:taken:only-new"]);
});

test("what crashed or hangs in one version alone is a difference", async () => {
  const old = side(() => ({ kind: "hung" }));
  expect(
    (
      await run(
        old,
        side(() => posts({})),
        casesOf("a"),
      )
    ).names,
  ).toEqual(["1 file:hung:only-old"]);
});

test("on what both versions throw they do not differ, and it is counted", async () => {
  const broken = side(() => ({ kind: "threw", why: "no" }));
  expect(await run(broken, broken, casesOf("a"))).toMatchObject({ same: 1, bothThrew: 1, names: [] });
});
