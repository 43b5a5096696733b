import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "messages-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const row = {
  id: "01a21d76-1b34-7003-8000-4c1583acce67",
  type: "order.completed.v1",
  entityKey: "order-1",
  acceptedAt: "2026-11-23T17:10:13.436Z",
  route: "toy.accrue",
  state: "dead",
  attempts: 3,
  error: { code: "301", message: "The card is not active." },
};
const whole = {
  data: [row],
  next: null,
  count: { value: 1, about: false },
  window: { from: null, complete: true },
};

/** An admin API with these messages, and what it was asked. */
function setup(answer: object = whole) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      asked.push(new URL(request.url).search);
      return Response.json(answer);
    },
  });
  return { host, asked };
}

test("a view is asked for with its filters, and each message has a line", async () => {
  const { host, asked } = setup();
  const words = [
    "messages",
    "--view",
    "failed",
    "--route",
    "toy.accrue",
    "--entity-key",
    "order-1",
    "--text",
    "card",
  ];
  expect(await main(words, host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["?limit=50&view=failed&route=toy.accrue&entityKey=order-1&q=card"]);
  expect(host.out()).toMatch(/dead +3 +toy\.accrue +order\.completed\.v1 +order-1/);
  expect(host.out()).toContain("1 in all");
});

test("where only a part was looked at, it says so and how to go on, although nothing was found", async () => {
  const window = { from: "2026-11-23T17:10:13.436Z", complete: false };
  const { host } = setup({ data: [], next: "more", count: null, window });
  expect(await main(["messages", "--text", "rare"], host)).toBe(exitCodes.ok);
  expect(host.out()).toContain("since 2026-11-23T17:10:13.436Z");
  expect(host.out()).toContain("--cursor more");
});

test("where there is nothing, it says so", async () => {
  const { host } = setup({ ...whole, data: [] });
  expect(await main(["messages"], host)).toBe(exitCodes.nothingMatched);
});
