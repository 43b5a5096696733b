import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "../captured-host.ts";
import { main } from "../main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "ndjson-"));
  writeFileSync(join(dataDir, "producer-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

type Event = { readonly id: string; readonly data: { readonly n: number; readonly bad?: boolean } };

const line = (n: number, more = {}) => `${JSON.stringify({ n, ...more })}\n`;
const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n + 1)).join("");
const problem = {
  status: 422,
  code: "contract-violation",
  title: "Wrong",
  detail: "d",
  errors: [{ pointer: "/data/n", detail: "is wrong" }],
};

/** An ingress that stores events once and refuses the bad ones; `answer` may do something else before. */
function setup({
  answer,
}: { answer?: (batch: readonly Event[]) => Response | undefined | Promise<Response | undefined> } = {}) {
  const stored = new Map<string, number>();
  const batches: (readonly Event[])[] = [];
  const take = async (request: Request): Promise<Response> => {
    const batch = (await request.json()) as readonly Event[];
    batches.push(batch);
    const other = await answer?.(batch);
    if (other) return other;
    const results = batch.map(({ id, data }) => {
      if (data.bad) return { status: 422, problem };
      const duplicate = stored.has(id);
      stored.set(id, data.n);
      return { status: 202, id, duplicate };
    });
    return Response.json({ results });
  };
  const host = (stdin: string | Readable, signals?: EventEmitter) =>
    capturedHost({ env: { SPINDLE_DATA_DIR: dataDir }, stdin, answer: take, ...(signals && { signals }) });
  return { stored, batches, host, numbers: () => [...stored.values()].toSorted((a, b) => a - b) };
}

const publish = (host: ReturnType<typeof capturedHost>, ...words: readonly string[]) =>
  main(["publish", "toy.v1", "--ndjson", "-", ...words], host);
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test("every line is published once, in batches, blank ones left out", async () => {
  const { host, numbers, batches } = setup();
  const captured = host(`\uFEFF${lines(250).replaceAll("\n", "\r\n")}\n  \n`);
  expect(await publish(captured)).toBe(0);
  expect(numbers()).toEqual(upTo(250));
  expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(captured.out()).toBe("250 accepted, 0 refused\n");
});

test("publishing a file again publishes nothing twice", async () => {
  const { host, stored } = setup();
  await publish(host(lines(30)));
  const again = host(lines(30));
  expect(await publish(again)).toBe(0);
  expect(stored.size).toBe(30);
  expect(again.out()).toBe("30 accepted (30 known already), 0 refused\n");
});

test("refused lines are told by number and pointer, and the command fails", async () => {
  const { host, numbers } = setup();
  const captured = host(`${line(1)}${line(2, { bad: true })}oops\n${line(4)}`);
  expect(await publish(captured)).toBe(1);
  expect(numbers()).toEqual([1, 4]);
  expect(captured.err()).toContain("line 2  /data/n is wrong");
  expect(captured.err()).toMatch(/line 3 {2}\/ /);
  expect(captured.out()).toBe("2 accepted, 2 refused\n");
});

test("of very many refused lines the first are told, and how many more there are", async () => {
  const { host } = setup();
  const captured = host(line(1, { bad: true }).repeat(50));
  await publish(captured);
  expect(captured.err().match(/^line /gm)).toHaveLength(20);
  expect(captured.err()).toContain("and 30 more");
});

test("--rejects keeps them with their problem and event, for its owner alone", async () => {
  const { host } = setup();
  const file = join(dataDir, "rejects.ndjson");
  expect(await publish(host(`${line(1)}${line(2, { bad: true })}oops\n`), "--rejects", file)).toBe(1);
  const kept = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(kept.map((each) => JSON.parse(each) as unknown)).toEqual([
    { line: 2, problem, event: expect.objectContaining({ data: { n: 2, bad: true } }) },
    { line: 3, problem: expect.objectContaining({ code: "invalid-json" }), event: "oops" },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("what the bus does not take at once is sent again under the same ids", async () => {
  let asked = 0;
  const { host, numbers, batches } = setup({
    answer: () => {
      asked += 1;
      if (asked === 1) throw new TypeError("fetch failed");
      const headers = { "retry-after": "0" };
      return asked < 4 ? Response.json({ ...problem, status: 503 }, { status: 503, headers }) : undefined;
    },
  });
  expect(await publish(host(lines(3)))).toBe(0);
  expect(numbers()).toEqual([1, 2, 3]);
  expect(new Set(batches.map((batch) => batch.map(({ id }) => id).join())).size).toBe(1);
});

test("one event that spoils its request is found, and the others are published", async () => {
  const { host, numbers } = setup({
    answer: (batch) =>
      batch.some(({ data }) => data.n === 5)
        ? Response.json({ ...problem, status: 400 }, { status: 400 })
        : undefined,
  });
  const captured = host(lines(9));
  expect(await publish(captured)).toBe(1);
  expect(numbers()).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
  expect(captured.err()).toContain("line 5  ");
});

test("a wrong token ends it, with the line to go on at", async () => {
  const { host, batches } = setup({
    answer: () => Response.json({ ...problem, status: 401, title: "Who are you?" }, { status: 401 }),
  });
  const captured = host(lines(5_000));
  expect(await publish(captured, "--from-line", "7")).toBe(1);
  expect(captured.err()).toMatch(/answered 401.*\nGo on with --from-line 7\./);
  expect(batches.length).toBeLessThanOrEqual(4);
});

test("Ctrl-C ends what is under way, and says at which line to go on", async () => {
  const signals = new EventEmitter();
  const input = new Readable({ read: () => undefined });
  const { host, numbers } = setup({
    answer: () => {
      signals.emit("SIGINT");
      return undefined;
    },
  });
  const captured = host(input, signals);
  const running = publish(captured);
  input.push(lines(3));
  expect(await running).toBe(1);
  expect(numbers()).toEqual([1, 2, 3]);
  expect(captured.err()).toContain("Stopped. Go on with --from-line 4.");
  expect(signals.listenerCount("SIGINT")).toBe(0);
});

test("a line goes out although the pipe stays open", async () => {
  const first = Promise.withResolvers<void>();
  const { host, numbers } = setup({
    answer: () => {
      first.resolve();
      return undefined;
    },
  });
  const input = new Readable({ read: () => undefined });
  const running = publish(host(input));
  input.push(line(1));
  await first.promise;
  input.push(line(2));
  input.push(null);
  expect(await running).toBe(0);
  expect(numbers()).toEqual([1, 2]);
});

test("--from-line leaves out what was published before", async () => {
  const { host, numbers } = setup();
  await publish(host(lines(5)), "--from-line", "4");
  expect(numbers()).toEqual([4, 5]);
});

test("--in-order has one message under way", async () => {
  let under = 0;
  let most = 0;
  const { host, batches } = setup({
    answer: async () => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return undefined;
    },
  });
  await publish(host(lines(20)), "--in-order");
  expect(most).toBe(1);
  expect(batches.map(([event]) => event?.data.n)).toEqual(upTo(20));
});

test("with --json it prints what became of them as one value", async () => {
  const { host } = setup();
  const captured = host(lines(2));
  await publish(captured, "--json");
  expect(JSON.parse(captured.out())).toEqual({ accepted: 2, duplicates: 0, refused: 0, nextLine: 3 });
});

test("--dry-run checks by the contracts of the configuration, and sends nothing", async () => {
  const { host, batches } = setup();
  const event = (data: unknown) =>
    `${JSON.stringify({ specversion: "1.0", type: "content.entry.deleted.v1", data })}\n`;
  const captured = host(
    `${event({ entryId: "a", changedAt: "2026-01-15T18:05:00Z" })}${event({ entryId: 7 })}`,
  );
  expect(await main(["publish", "--ndjson", "-", "--dry-run"], captured)).toBe(1);
  expect(batches).toEqual([]);
  expect(captured.out()).toBe("1 valid, 1 refused\n");
  expect(captured.err()).toMatch(/line 2 {2}\/data\/entryId .*; \/data\/changedAt is required/);
});

test.each([
  ["lines and an example", ["toy.v1", "--ndjson", "-", "--example"]],
  ["lines, and how many", ["toy.v1", "--ndjson", "-", "--count", "2"]],
  ["an option of lines without lines", ["toy.v1", "--example", "--dry-run"]],
  ["a file that is not there", ["toy.v1", "--ndjson", "/nowhere/lines"]],
  ["a place for rejects that is none", ["toy.v1", "--ndjson", "-", "--rejects", "/nowhere/rejects"]],
  ["neither lines nor a type", ["--example"]],
])("wrong usage: %s", async (_what, words) => {
  const { host, batches } = setup();
  expect(await main(["publish", ...words], host(line(1)))).toBe(2);
  expect(batches).toEqual([]);
});
