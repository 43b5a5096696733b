import { describe, expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import { answered, connectionReset, scriptedVendor } from "../testing/delivery/scripted-vendor.ts";
import type { Answer } from "./ports.ts";
import type { Token } from "./token.ts";

type Answers = readonly (Answer | (() => Answer))[];

function setup(operation: string, ...answers: Answers) {
  const vendor = scriptedVendor(...answers);
  const bench = openBench({ operation, vendor });
  const tokens = ["a", "b", "c"].map((noteId) => {
    bench.clock.advance(1);
    return bench.token(noteId);
  });
  const deliverAll = (all: readonly Token[]) => Promise.all(all.map((token) => bench.deliver(token)));
  const states = () => tokens.map((token) => bench.delivery(token).state);
  const sentNotes = () =>
    vendor.sent.map(({ request }) =>
      (JSON.parse(request.body ?? "{}") as { notes?: { noteId: string }[] }).notes?.map(
        ({ noteId }) => noteId,
      ),
    );
  const keys = () => vendor.sent.map(({ headers }) => headers["idempotency-key"]);
  /** The scheduler's round once everything is due. */
  const due = () => {
    bench.clock.advance(3_600_000);
    return bench.ledger.takeDue(bench.route.name);
  };
  return { ...bench, vendor, tokens, deliverAll, states, sentNotes, keys, due };
}

const filed = (...noteIds: readonly string[]): Answer =>
  answered(200, { results: noteIds.map((noteId) => ({ noteId, place: `p-${noteId}` })) });

describe("a batch", () => {
  test("is one call, and one outcome for each", async () => {
    const answer = answered(200, {
      results: [
        { noteId: "a", place: "p-a" },
        { noteId: "b", code: "no_room" },
        { noteId: "c", place: "p-c" },
      ],
    });
    const { tokens, deliverAll, states, sentNotes, delivery } = setup("keyedBatch", answer);
    await deliverAll(tokens);
    expect(sentNotes()).toEqual([["a", "b", "c"]]);
    expect(states()).toEqual(["applied", "dead", "applied"]);
    expect(tokens.map((token) => delivery(token).vendorReference)).toEqual(["p-a", undefined, "p-c"]);
  });

  test("leaves in doubt what the answer does not mention", async () => {
    const { tokens, deliverAll, states, delivery } = setup("naturalBatch", filed("a", "c"));
    await deliverAll(tokens);
    expect(states()).toEqual(["applied", "waiting", "applied"]);
    expect(delivery(tokens[1] as Token)).toMatchObject({ attempts: 1, error: { code: "unmentioned" } });
  });

  test("an answer for all is the outcome of each", async () => {
    const { tokens, deliverAll, states } = setup("keyedBatch", answered(400));
    await deliverAll(tokens);
    expect(states()).toEqual(["dead", "dead", "dead"]);
  });

  test("that is throttled waits, and is charged nothing", async () => {
    const { tokens, deliverAll, states, delivery } = setup(
      "keyedBatch",
      answered(429, {}, { "retry-after": "7" }),
    );
    await deliverAll(tokens);
    expect(states()).toEqual(["waiting", "waiting", "waiting"]);
    expect(delivery(tokens[0] as Token).attempts).toBe(0);
  });

  test("an answer that cannot be read leaves all in doubt", async () => {
    const { tokens, deliverAll, delivery } = setup("bareBatch", answered(200, { surprise: true }));
    await deliverAll(tokens);
    expect(delivery(tokens[0] as Token)).toMatchObject({ state: "inDoubt", error: { code: "adapterError" } });
  });

  test("does not send what has expired, and sends the others", async () => {
    const { deliverAll, tokens, clock, delivery, sentNotes } = setup("naturalBatch", filed("b", "c"));
    const [first, ...others] = tokens as [Token, Token, Token];
    const stale = {
      ...first,
      envelope: { ...first.envelope, extensions: { expirytime: new Date(clock.now()).toISOString() } },
    };
    await deliverAll([stale, ...others]);
    expect(delivery(stale).state).toBe("superseded");
    expect(sentNotes()).toEqual([["b", "c"]]);
  });
});

describe("what was tried here although the ledger has forgotten it", () => {
  const tried = (tokens: readonly Token[]) => tokens.map((token) => ({ ...token, tried: true as const }));

  test("is a person's question where the vendor knows calls by a key: nobody can name the call any more", async () => {
    const { tokens, deliverAll, states, vendor } = setup("keyedBatch");
    await deliverAll(tried(tokens));
    expect(states()).toEqual(["inDoubt", "inDoubt", "inDoubt"]);
    expect(vendor.sent).toEqual([]);
  });

  test("is sent again where that is harmless", async () => {
    const { tokens, deliverAll, states } = setup("naturalBatch", filed("a", "b", "c"));
    await deliverAll(tried(tokens));
    expect(states()).toEqual(["applied", "applied", "applied"]);
  });
});

describe("a batch in doubt", () => {
  test("is repeated under its key with exactly its deliveries, whoever of them comes first", async () => {
    const { tokens, deliverAll, states, sentNotes, keys, due } = setup(
      "keyedBatch",
      connectionReset,
      filed("a", "b", "c"),
    );
    await deliverAll(tokens);
    expect(states()).toEqual(["waiting", "waiting", "waiting"]);
    const [, second] = due();
    await deliverAll([second as Token]);
    expect(sentNotes()).toEqual([
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
    expect(keys()[0]).toBe(keys()[1]);
    expect(states()).toEqual(["applied", "applied", "applied"]);
  });

  test("the tokens of those that were taken along find nothing to do", async () => {
    const { tokens, deliverAll, vendor, due } = setup("keyedBatch", connectionReset, filed("a", "b", "c"));
    await deliverAll(tokens);
    const [first, ...others] = due();
    await deliverAll([first as Token]);
    expect(await deliverAll(others)).toEqual([{ kind: "done" }, { kind: "done" }]);
    expect(vendor.sent).toHaveLength(2);
  });

  test("new deliveries never come into a call that is repeated under its key", async () => {
    const { tokens, deliverAll, sentNotes, keys, token, due } = setup(
      "keyedBatch",
      connectionReset,
      filed("d"),
      filed("a", "b", "c"),
    );
    await deliverAll(tokens);
    const [first, second] = due();
    const fresh = token("d");
    await deliverAll([first as Token, second as Token]);
    await deliverAll([fresh]);
    expect(new Set(sentNotes().map((notes) => notes?.join("")))).toEqual(new Set(["abc", "d"]));
    expect(new Set(keys()).size).toBe(2);
  });

  test("of which one was settled by an operator meanwhile asks a person about the rest", async () => {
    const { tokens, deliverAll, delivery, vendor, due } = setup("keyedBatch", connectionReset);
    await deliverAll(tokens);
    delivery(tokens[2] as Token).state = "discarded";
    const [first] = due();
    await deliverAll([first as Token]);
    expect(delivery(tokens[0] as Token)).toMatchObject({ state: "inDoubt", error: { code: "batchBroken" } });
    expect(vendor.sent).toHaveLength(1);
  });

  test("of which one is past the key's time asks a person about all: the others would be another call under its key", async () => {
    const { tokens, deliverAll, states, delivery, vendor, due, clock } = setup("keyedBatch", connectionReset);
    await deliverAll(tokens);
    due();
    const [first] = tokens as [Token];
    const retry = { ...first, retry: { generation: 0, start: 1 } };
    delivery(tokens[2] as Token).doubtSinceMs = clock.now() - 86_400_000;
    await deliverAll([retry]);
    expect(states()).toEqual(["inDoubt", "inDoubt", "inDoubt"]);
    expect(vendor.sent).toHaveLength(1);
  });

  test("takes along also what has expired and was refused for certain, as the call was", async () => {
    const { tokens, deliverAll, sentNotes, delivery, due, clock } = setup(
      "keyedBatch",
      connectionReset,
      filed("a", "b", "c"),
    );
    const [first, ...others] = tokens as [Token, Token, Token];
    const expiring = {
      ...first,
      envelope: {
        ...first.envelope,
        extensions: { expirytime: new Date(clock.now() + 60_000).toISOString() },
      },
    };
    await deliverAll([expiring, ...others]);
    delivery(expiring).doubtSinceMs = undefined;
    const [, second] = due();
    await deliverAll([second as Token]);
    expect(sentNotes()).toEqual([
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
  });

  test("of which one is a suspect waits, while that one goes to quarantine", async () => {
    const { tokens, deliverAll, states, delivery, vendor, due, route } = setup("keyedBatch", connectionReset);
    await deliverAll(tokens);
    delivery(tokens[0] as Token).barren = route.policy.poisonLimit - 1;
    await deliverAll(due());
    expect(states()).toEqual(["waiting", "waiting", "waiting"]);
    expect(tokens.map((token) => delivery(token).suspect)).toEqual([true, false, false]);
    expect(vendor.sent).toHaveLength(1);
  });

  test("of which another worker holds one waits, and is charged nothing", async () => {
    const { tokens, deliverAll, delivery, ledger, route, due } = setup("keyedBatch", connectionReset);
    await deliverAll(tokens);
    const [first, second] = due();
    await ledger.claim(route.name, [second as Token], { worker: "other", fence: 77, leaseMs: 30_000 });
    await deliverAll([first as Token]);
    expect(delivery(tokens[0] as Token)).toMatchObject({ state: "waiting", attempts: 1 });
  });

  test("goes with any others where repeating is harmless", async () => {
    const { tokens, deliverAll, states, due } = setup(
      "naturalBatch",
      connectionReset,
      filed("a"),
      filed("b", "c"),
    );
    await deliverAll(tokens);
    const [first, ...others] = due();
    await deliverAll([first as Token]);
    await deliverAll(others);
    expect(states()).toEqual(["applied", "applied", "applied"]);
  });

  test("is asked about one by one where the vendor can tell, and only what is absent is sent again", async () => {
    const { tokens, deliverAll, states, sentNotes, due, delivery } = setup(
      "probedBatch",
      connectionReset,
      answered(200),
      answered(404),
      answered(206),
      filed("b"),
    );
    await deliverAll(tokens);
    await deliverAll(due());
    expect(sentNotes().at(-1)).toEqual(["b"]);
    expect(states()).toEqual(["applied", "applied", "waiting"]);
    expect(delivery(tokens[0] as Token).vendorReference).toBe("found");
  });

  test("asks a person where nobody can know", async () => {
    const { tokens, deliverAll, states } = setup("bareBatch", connectionReset);
    await deliverAll(tokens);
    expect(states()).toEqual(["inDoubt", "inDoubt", "inDoubt"]);
  });
});
