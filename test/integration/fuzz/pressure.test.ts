import { defaultLimits } from "@spindlebus/contracts";
import { connect, type Socket } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { requestText, sendRaw, type RawAnswer } from "../way-in/raw-http.ts";
import { structured, withData } from "./corpus/case.ts";
import { complaintsAbout } from "./judge.ts";
import { startTarget, type Target } from "./target.ts";

/*
 * Many at once who send as much, or as little, as they may: memory stays bounded, and others are served meanwhile.
 */

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});

const post = (body: string, headers: readonly string[] = structured): Promise<RawAnswer[]> =>
  sendRaw(
    target.port,
    requestText("POST /v1/messages HTTP/1.1", [`Authorization: Bearer ${target.token}`, ...headers], body),
  );

const mayGrowBytes = 512 * 1_048_576;

test("bodies of the greatest length at once are held within bounds, and the others told to come back", async () => {
  const before = target.rss();
  const body = withData(`{"note":"${"x".repeat(defaultLimits.dataBytes - 100)}"}`);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, target.rss())), 20);
  onTestFinished(() => clearInterval(watch));
  // One who is still sending when the answer comes may see the connection end before he reads it.
  const cut: RawAnswer[] = [];
  const answers = (await Promise.all(Array.from({ length: 24 }, () => post(body).catch(() => cut)))).flat();
  expect(answers.flatMap(complaintsAbout)).toEqual([]);
  expect(answers.map(({ status }) => status).filter((status) => ![422, 503].includes(status))).toEqual([]);
  expect(answers.filter(({ status }) => status === 422).length).toBeGreaterThan(0);
  expect(peak - before).toBeLessThan(mayGrowBytes);
  const [after] = await post(withData("{}"));
  expect(after?.status).toBe(422);
});

test("hundreds who begin a request and never end it hold up nobody", async () => {
  const authorization = `Authorization: Bearer ${target.token}`;
  const begun = [
    "POST /v1/mess",
    "POST /v1/messages HTTP/1.1\r\nHost: x\r\nce-id: ",
    requestText("POST /v1/messages HTTP/1.1", [authorization, ...structured, "Content-Length: 500"], "{"),
    requestText(
      "POST /v1/messages HTTP/1.1",
      [authorization, ...structured, "Transfer-Encoding: chunked"],
      "1\r\n{\r\n",
    ),
  ];
  const before = target.rss();
  const sockets = Array.from({ length: 400 }, (_, n) => begin(begun[n % begun.length] ?? ""));
  await Promise.all(sockets.map(async ({ opened }) => opened));
  const startedAt = performance.now();
  const [answer] = await post(withData("{}"));
  expect([answer?.status, performance.now() - startedAt < 2_000]).toEqual([422, true]);
  expect(target.rss() - before).toBeLessThan(mayGrowBytes / 4);
  for (const { socket } of sockets) socket.destroy();
  await target.stillRuns();
});

function begin(text: string): { readonly socket: Socket; readonly opened: Promise<void> } {
  const socket = connect(target.port, "127.0.0.1");
  socket.on("error", () => undefined); // the server may cut it
  return { socket, opened: new Promise((resolve) => socket.write(text, () => resolve())) };
}

/** Half a gigabyte through broker and database is for `npm run test:fuzz`. */
const isLong = process.env["FUZZ_RUNS"] !== undefined;

test.runIf(isLong)(
  "messages by AMQP far beyond the limit are failures, and do not pile up in memory",
  async () => {
    const before = target.rss();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, target.rss())), 20);
    onTestFinished(() => clearInterval(watch));
    const body = Buffer.alloc(15 * 1_048_576, " ");
    const count = 30;
    for (let n = 0; n < count; n += 1)
      target.channel.publish("spindle.intake", "", body, {
        contentType: "application/json",
        messageId: `large-${n}`,
      });
    await eventually(
      `${count} failures`,
      () => target.sql`SELECT 1 FROM delivery WHERE route = 'intake' AND state = 'dead'`,
      ({ length }) => length === count,
      90_000,
    );
    expect(peak - before).toBeLessThan(mayGrowBytes);
  },
);
