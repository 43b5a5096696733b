import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { testMasterKey } from "../support/master-key.ts";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

const routes = ["keyed", "natural", "bare"];
const draft = (text: string) => noteDraft(`note of ${text}`, undefined, text);

/** The command as it is typed before a deployment. */
async function check(
  bus: Pick<ToyBus, "amqpUrl" | "databaseUrl">,
  config: string,
  ...words: readonly string[]
) {
  const host = capturedHost({
    env: {
      SPINDLE_DATA_DIR: "/nonexistent",
      SPINDLE_CONFIG: `test/support/${config}.config.ts`,
      SPINDLE_DATABASE_URL: bus.databaseUrl,
      SPINDLE_MASTER_KEY: testMasterKey,
      SPINDLE_AMQP_URL: bus.amqpUrl,
    },
  });
  // Nothing was released here, so the exit code is that of what is in flight.
  const released = mkdtempSync(join(tmpdir(), "spindle-released-"));
  onTestFinished(() => rmSync(released, { recursive: true }));
  const code = await main(["contracts", "check", "--in-flight", "--released", released, ...words], host);
  return { code, out: host.out(), err: host.err() };
}
const groupsIn = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ count }) => count !== undefined)
    .map(({ effect, count, state, route, pointer, reason }) =>
      [effect, count, state, route, `${String(pointer)} ${String(reason)}`.trim()].join(" | "),
    )
    .toSorted((a, b) => (a < b ? -1 : 1));

test("what waits, failed, or is only in a queue is checked as its operation would get it, on every route", async () => {
  const bus = await openToyBus({ operations: routes });
  bus.vendor.mood = "reject";
  const worker = await bus.start(startWorker);
  const texts = ["", "", "unreadable", "\n", "two coffees"];
  await bus.accept(texts.map(draft));
  await bus.allBecome(texts.length * routes.length, "dead");
  await worker.stop();
  // One that waits, one that somebody knows to be unfit, one that is settled.
  await bus.sql`UPDATE delivery SET state = 'waiting', next_attempt_at = now() + interval '1 h'
    WHERE route = 'toy.natural' AND message_id IN (SELECT id FROM intake)`;
  await bus.sql`UPDATE delivery SET state = 'blocked', error_code = 'contract' WHERE route = 'toy.keyed'`;
  await bus.sql`UPDATE delivery SET state = 'discarded', settled_at = now() WHERE route = 'toy.bare'
    AND message_id = (SELECT min(id::text)::uuid FROM intake)`;
  await bus.accept([draft("")]);

  const { code, out, err } = await check(bus, "strict-notes", "--json");
  const tooSmall = "Too small: expected string to have >=1 characters";
  expect(groupsIn(out)).toEqual([
    `blocked | 2 | blocked | toy.keyed | /text ${tooSmall}`,
    "breaks | 1 | pending | toy.bare | the configuration has no such route",
    `breaks | 1 | pending | toy.keyed | /text ${tooSmall}`,
    `breaks | 1 | pending | toy.natural | /text ${tooSmall}`,
    `breaks | 1 | waiting | toy.natural | /lines/* ${tooSmall}, once upcast to note.taken.v2`,
    "breaks | 1 | waiting | toy.natural | the upcaster to note.taken.v2 failed: it threw (Error)",
    "breaks | 2 | waiting | toy.natural | /text " + tooSmall,
    "breaks | 4 | dead | toy.bare | the configuration has no such route",
    `refuses | 3 | published |  | /text ${tooSmall}`,
  ]);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining("What is in flight would be blocked, or refused."),
  ]);
  expect(out + err).not.toMatch(/two coffees|unreadable|note of/);
});

test("in words it says what breaks, where and why, with an example; the journal may be left out", async () => {
  const bus = await openToyBus({ operations: routes });
  await bus.accept([draft(""), draft("fine")]);
  const { out } = await check(bus, "strict-notes", "--journal", "1");
  expect(out).toContain("0 open deliveries and the last 1 messages of the journal checked");
  expect((await check(bus, "strict-notes")).out).toMatch(
    /^breaks 1 pending note\.taken\.v1 on toy\.keyed: \/text Too small: .* \(for example [0-9a-f-]{36}\)$/m,
  );
  expect((await check(bus, "strict-notes", "--journal", "0")).out).toContain("last 0 messages");
});

test("where all of it fits, the check ends well", async () => {
  const bus = await openToyBus({ operations: ["probed"] });
  await bus.accept([draft("")]);
  const { code, out } = await check(bus, "toy", "--json");
  expect(code).toBe(0);
  expect(groupsIn(out)).toEqual([]);
  expect(out).toContain('"deliveries":0,"journalled":1');
});

test("without a database it names the variable", async () => {
  const host = capturedHost({ env: { SPINDLE_DATA_DIR: "/nonexistent", SPINDLE_AMQP_URL: "amqp://unused" } });
  expect(await main(["contracts", "check", "--in-flight"], host)).toBe(2);
  expect(host.err()).toContain("SPINDLE_DATABASE_URL is not set");
});
