import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "publish-"));
  writeFileSync(join(dataDir, "producer-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

type Sent = { readonly authorization: string | null; readonly text: string };

const contract = { entityKey: "orderId", examples: [{ orderId: "ord-7001", rate: 1 }] };
const id = "01a20957-4ab1-7291-a5ab-e47fe9de2796";

/** An ingress that keeps what is published and answers with these states, one after the other, for every receipt. */
function setup({ states = ["applied"], refusal }: { states?: readonly string[]; refusal?: Response } = {}) {
  const sent: Sent[] = [];
  let asked = 0;
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/contracts/")) return Response.json(contract);
    if (request.method === "GET") {
      const state = states[Math.min(asked++, states.length - 1)] ?? "pending";
      const delivery = { route: "toy.accrue", state, attempts: 0, vendorReference: "v-1" };
      return Response.json({ id, type: "order.completed.v1", deliveries: [delivery] });
    }
    sent.push({ authorization: request.headers.get("authorization"), text: await request.text() });
    if (refusal) return refusal.clone();
    return Response.json(
      { id, duplicate: false },
      { status: 202, headers: { location: `/v1/messages/${id}` } },
    );
  };
  const host = (stdin = "") => capturedHost({ env: { SPINDLE_DATA_DIR: dataDir }, stdin, answer });
  return { sent, host };
}

const publish = (host: ReturnType<typeof capturedHost>, ...words: readonly string[]) =>
  main(["publish", "order.completed.v1", ...words], host);

test("an example goes out as a new order, with the token of the data dir", async () => {
  const { sent, host } = setup();
  expect(await publish(host(), "--example")).toBe(0);
  expect(sent[0]?.authorization).toBe("Bearer spindle_t0ken");
  expect(JSON.parse(sent[0]?.text ?? "")).toMatchObject({
    specversion: "1.0",
    type: "order.completed.v1",
    source: "/spindle/publish",
    data: { orderId: expect.stringMatching(/^ord-(?!7001)\w+$/) },
  });
});

test("with --exact the example stays as it is", async () => {
  const { sent, host } = setup();
  await publish(host(), "--example", "--exact");
  expect(JSON.parse(sent[0]?.text ?? "").data.orderId).toBe("ord-7001");
});

test("given data goes out spelled as it was", async () => {
  const { sent, host } = setup();
  expect(await publish(host('{"rate": 1.10, "id": 9007199254740993}'), "--data", "-")).toBe(0);
  expect(sent[0]?.text).toMatch(/"data":\{"rate": 1\.10, "id": 9007199254740993\}\}$/);
});

test("each of many messages has an id and an order of its own", async () => {
  const { sent, host } = setup();
  expect(await publish(host(), "--example", "--count", "20")).toBe(0);
  const events = sent.map(({ text }) => JSON.parse(text));
  expect(new Set(events.map((event) => event.id)).size).toBe(20);
  expect(new Set(events.map((event) => event.data.orderId)).size).toBe(20);
});

test("it prints the id, where to look, and how", async () => {
  const { host } = setup();
  const captured = host();
  await publish(captured, "--example");
  expect(captured.out()).toContain(id);
  expect(captured.out()).toContain(`location  http://127.0.0.1:8080/v1/messages/${id}`);
  expect(captured.out()).toContain(`curl -s -H "authorization: Bearer $(cat ${dataDir}/producer-token)"`);
  expect(captured.out()).not.toContain("t0ken");
});

test("with --json it prints one JSON value a line and nothing else", async () => {
  const { host } = setup();
  const captured = host();
  await publish(captured, "--example", "--count", "2", "--json");
  const lines = captured.out().trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).id)).toEqual([id, id]);
});

test("it waits until the delivery is settled, and tells its reference", async () => {
  const { host } = setup({ states: ["pending", "running", "applied"] });
  const captured = host();
  expect(await publish(captured, "--example", "--wait")).toBe(0);
  expect(captured.out()).toMatch(/applied +toy\.accrue +reference v-1/);
});

test("a delivery that ended badly is a failure of the command", async () => {
  const { host } = setup({ states: ["dead"] });
  const captured = host();
  expect(await publish(captured, "--example", "--wait")).toBe(1);
  expect(captured.err()).toContain("spindle failures");
});

test("a refusal is told with every fault and its place", async () => {
  const problem = {
    title: "The data does not satisfy its contract",
    detail: "two faults",
    errors: [
      { pointer: "/data/orderId", detail: "is required" },
      { pointer: "/data/totals", detail: "is required" },
    ],
  };
  const { host } = setup({ refusal: Response.json(problem, { status: 422 }) });
  const captured = host("{}");
  expect(await publish(captured, "--data", "-")).toBe(1);
  expect(captured.err()).toContain("answered 422. The data does not satisfy its contract");
  expect(captured.err()).toMatch(/\/data\/orderId +is required\n +\/data\/totals +is required/);
});

test("an ingress that does not answer is told with the next step", async () => {
  const host = capturedHost({ env: { SPINDLE_DATA_DIR: dataDir } });
  expect(await publish(host, "--example")).toBe(1);
  expect(host.err()).toContain("does not answer at http://127.0.0.1:8080");
  expect(host.err()).toContain("npm start");
});

test.each([
  ["neither example nor data", []],
  ["example and data", ["--example", "--data", "-"]],
  ["one id for many", ["--example", "--id", "a", "--count", "2"]],
  ["an example that is not there", ["--example", "7"]],
  ["a count that is no number", ["--example", "--count", "many"]],
  ["an assignment without a value", ["--example", "--set", "orderId"]],
])("wrong usage: %s", async (_what, words) => {
  const { sent, host } = setup();
  expect(await publish(host(), ...words)).toBe(2);
  expect(sent).toEqual([]);
});
