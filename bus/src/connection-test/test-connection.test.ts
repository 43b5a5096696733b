import { expect, test } from "vitest";
import type { AnyAdapter } from "../adapter/index.ts";
import type { Answer } from "../delivery/ports.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { testConnection } from "./test-connection.ts";

const secret = "k-4711";
const connectionOf = (adapter: AnyAdapter) => ({
  id: "toy",
  adapter,
  settings: { baseUrl: "https://toy.example/api" },
  secrets: { key: secret },
  limits: toyAdapter.limits,
});
const adapter: AnyAdapter = toyAdapter;
const nowMs = () => 0;

const plain = { summary: "Looks for nobody.", request: () => ({}) as never };

const asked = (answer: Answer, check: NonNullable<AnyAdapter["check"]> = plain) =>
  testConnection(connectionOf({ ...adapter, check }), {
    send: async () => answer,
    open: async () => undefined,
    nowMs,
  });
const response = (status: number): Answer => ({
  kind: "answered",
  response: { status, headers: {}, body: secret, json: undefined },
});
const failed = (kind: "neverLeft" | "noAnswer", code: string): Answer => ({
  kind,
  code,
  message: `it failed with ${secret}`,
});

test.each([
  [200, true],
  [204, true],
  [401, false],
  [403, false],
  [404, null],
  [500, null],
])("an answer of %i says of the credentials: %s", async (status, authenticated) => {
  expect(await asked(response(status))).toMatchObject({ reached: true, status, authenticated });
});

test("an adapter that knows better says what an answer means", async () => {
  const check = { ...plain, interpret: ({ status }: { status: number }) => status === 404 };
  expect(await asked(response(404), check)).toMatchObject({ authenticated: true });
});

test.each([
  ["neverLeft", "ECONNREFUSED", { reached: false, authenticated: null }],
  ["neverLeft", "credentialsRefused", { reached: true, authenticated: false }],
  ["neverLeft", "token503", { reached: true, authenticated: null }],
  ["noAnswer", "timeout", { reached: true, authenticated: null }],
] as const)("%s with %s is told as it is", async (kind, code, found) => {
  expect(await asked(failed(kind, code))).toMatchObject({ ...found, status: null });
});

test("no secret is in the words, whoever quotes it", async () => {
  const found = [await asked(failed("neverLeft", "ENOTFOUND")), await asked(response(401))];
  expect(JSON.stringify(found)).not.toContain(secret);
});

test("without a check only the way there is tried, and the words say so", async () => {
  const open = { send: undefined, open: async () => undefined, nowMs };
  const found = await testConnection(connectionOf(adapter), open);
  expect(found).toMatchObject({ reached: true, authenticated: null, status: null });
  expect(found.words).toMatch(/nothing was sent.*declares no check/);
  const reason = "The vendor has nothing to read.";
  const told = await testConnection(connectionOf({ ...adapter, noCheck: reason }), open);
  expect(told.words).toContain(reason);
  const refused = { ...open, open: () => Promise.reject(new Error("connect ECONNREFUSED")) };
  expect(await testConnection(connectionOf(adapter), refused)).toMatchObject({ reached: false });
});
