import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout, complaintsAboutLog } from "./judge.ts";
import { webhookPaths } from "./plan.ts";
import { change, changed, randomRequest, type Json, type RandomRequest } from "./random-request.ts";
import { signers } from "./signers.ts";
import { startTarget, type Target } from "./target.ts";
import { openWire } from "./wire.ts";

/*
 * Random input for a real ingress: `npm run test:fuzz -- --runs 50000` for long, `--seed` to see a failure again.
 */

const runs = Number(process.env["FUZZ_RUNS"] ?? 600);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
const isLong = runs > 2_000;

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});

function bytesOf({ path, headers, body }: RandomRequest): Buffer {
  const head = [
    `POST ${encodeURI(path)} HTTP/1.1`,
    "Host: spindle.test",
    `Authorization: Bearer ${target.token}`,
    ...headers,
    `Content-Length: ${body.length}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
}

/** After a while it has what it needs; what it still takes after that, it would take for ever. */
const growthBytes = 64 * 1_048_576;

test(
  `${runs} random requests from seed ${seed}: no 5xx, no crash, no growth, nothing told`,
  { timeout: 3_600_000 },
  async () => {
    const wire = openWire(target.port);
    const counts = new Map<number, number>();
    let sent = 0;
    let settled = 0;
    const property = fc.asyncProperty(randomRequest, async (request) => {
      const answer = await wire.exchange(bytesOf(request));
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      if ((sent += 1) === Math.floor(runs / 2)) settled = target.rss();
      expect([...complaintsAbout(answer), ...complaintsAboutLog(target.said())]).toEqual([]);
    });
    // The seed of a failure is in fast-check's report; shrinking is worth its while, requests are quick.
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: false });
    wire.close();
    await target.stillRuns();
    if (isLong)
      process.stdout.write(
        `${runs} requests from seed ${seed}: ${told(counts)}, ${megabytes(settled)} to ${megabytes(target.rss())} MB\n`,
      );
    expect(target.rss() - settled).toBeLessThan(growthBytes);
  },
);

const told = (counts: ReadonlyMap<number, number>) =>
  [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status} × ${count}`)
    .join(", ");
const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);

/*
 * Bodies that are proven to be the vendor's and are wrong all the same: each is answered 200, since most vendors do not send
 * again after a 4xx, and what cannot be translated is a failure of the route `intake`.
 */

const signedRuns = Math.ceil(runs / 10);

test("every webhook that is configured is signed for", () => {
  expect(Object.keys(signers).toSorted()).toEqual(webhookPaths.toSorted());
});

describe.each(Object.entries(signers))("%s", (path, { query = "", sign, bodies }) => {
  const body = fc
    .record({
      vendors: fc.constantFrom(...bodies),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    })
    .map(({ vendors, changes }) => JSON.stringify(changes.reduce<Json>(changed, vendors)));

  test(
    `${signedRuns} random signed bodies from seed ${seed} are answered 200`,
    { timeout: 3_600_000 },
    async () => {
      const wire = openWire(target.port);
      const property = fc.asyncProperty(body, async (text) => {
        const bytes = Buffer.from(text);
        const head = [
          `POST ${path}${query} HTTP/1.1`,
          "Host: spindle.test",
          "Content-Type: application/json",
          ...sign(text),
          `Content-Length: ${bytes.length}`,
        ];
        const answer = await wire.exchange(
          Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]),
        );
        expect([answer.status, ...complaintsAbout(answer), ...complaintsAboutLog(target.said())]).toEqual([
          200,
        ]);
      });
      await fc.assert(property, { seed, numRuns: signedRuns });
      wire.close();
      await target.stillRuns();
      // An adapter that trips over what it was sent is a bug of the adapter, however well the ingress bears it.
      const tripped = await target.sql`
      SELECT error_message FROM delivery WHERE route = 'intake' AND error_code = 'untranslatable'
        AND error_message ~ '(Type|Range|Reference|Syntax)Error'`;
      expect(tripped).toEqual([]);
    },
  );
});
