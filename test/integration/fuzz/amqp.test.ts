import * as fc from "fast-check";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { exchanges, deadQueue, intakeQueue } from "../../../bus/src/rabbitmq/names.ts";
import { eventually } from "../../support/eventually.ts";
import { amqp } from "./corpus/amqp.ts";
import { complaintsAboutLog } from "./judge.ts";
import { randomMessage } from "./random-message.ts";
import { startTarget, type Target } from "./target.ts";

/*
 * Bad input by AMQP has nobody to be refused to: each is a failure of the route `intake`, once, and the next one is taken.
 */

const runs = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 2_000) / 10);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});

const failuresOf = async (messageId: string) =>
  target.sql<{ code: string; message: string }[]>`
    SELECT d.error_code AS code, d.error_message AS message
    FROM delivery d JOIN message_body b USING (message_id)
    WHERE d.route = 'intake' AND d.state = 'dead' AND b.envelope LIKE ${`%${messageId}%`}`;

const waiting = async () => (await target.channel.checkQueue(intakeQueue)).messageCount;

async function expectAlive() {
  await target.stillRuns();
  expect(complaintsAboutLog(target.said())).toEqual([]);
  expect((await target.channel.checkQueue(deadQueue("intake"))).messageCount).toBe(0);
}

test(
  `${runs} random messages from seed ${seed}: each is taken or is a failure`,
  { timeout: 3_600_000 },
  async () => {
    const messages = fc.sample(randomMessage, { seed, numRuns: runs });
    let taken = 0;
    const told: string[] = [];
    for (const { properties, body } of messages) {
      target.channel.publish(exchanges.intake, "", Buffer.from(body, "latin1"), {
        ...properties,
        messageId: randomUUID(),
      });
      if ((taken += 1) % 500 === 0) await eventually("the queue to be taken", waiting, (n) => n < 500);
    }
    await eventually(
      `${runs} lines in the log`,
      async () => told.push(...target.said().filter((line) => line.includes("message by AMQP"))),
      (count) => count >= runs,
      120_000,
    );
    expect(told.filter((line) => line.includes("stuck"))).toEqual([]);
    expect(complaintsAboutLog(told)).toEqual([]);
    expect(told).toHaveLength(runs);
    await expectAlive();
  },
);

describe("known bad input", () => {
  const published = amqp.map((given) => ({ ...given, messageId: randomUUID() }));

  beforeAll(() => {
    for (const { properties, body = "", messageId } of published)
      target.channel.publish(exchanges.intake, "", Buffer.from(body), { ...properties, messageId });
  });

  test.each(published.map((given) => [given.title, given] as const))("%s", async (_title, given) => {
    const failures = await eventually(
      "the failure",
      () => failuresOf(given.messageId),
      ({ length }) => length > 0,
    );
    expect(failures.map(({ code }) => code)).toEqual([given.code]);
    expect(failures[0]?.message).toMatch(/^AMQP: ./);
    await expectAlive();
  });
});
