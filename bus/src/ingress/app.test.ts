import { canonicalContracts, orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { toyIngress, toyReceipt } from "./toy-ingress.ts";
import { bodyOf, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const asOperator = { headers: { authorization: `Bearer ${toyTokens.admin}` } };
const receipt = toyReceipt();

test("a receipt is shown by its id, in either case", async () => {
  const { request } = toyIngress({ receipts: [receipt] });
  const response = await request(`/v1/messages/${receipt.id}`, asOperator);
  expect([response.status, await response.json()]).toEqual([200, receipt]);
  expect((await request(`/v1/messages/${receipt.id.toUpperCase()}`, asOperator)).status).toBe(200);
});

test("a receipt needs a token", async () => {
  const { request } = toyIngress({ receipts: [receipt] });
  expect((await request(`/v1/messages/${receipt.id}`)).status).toBe(401);
});

test("an unknown path is answered 404 as a problem, and the log does not repeat it", async () => {
  const { request, lines } = toyIngress();
  const response = await request("/wp-login.php?user=ada@example.com");
  expect([response.status, (await bodyOf(response)).code]).toEqual([404, "not-found"]);
  expect(lines.join()).not.toContain("wp-login");
  expect(lines.join()).not.toContain("ada@");
});

test.each([
  ["/v1/messages", "GET", "POST"],
  ["/v1/messages/1", "DELETE", "GET, HEAD"],
  ["/v1/contracts", "POST", "GET, HEAD"],
  ["/v1/contracts/order.completed.v1", "PUT", "GET, HEAD"],
  ["/asyncapi.json", "POST", "GET, HEAD"],
  ["/openapi.json", "PATCH", "GET, HEAD"],
  ["/livez", "POST", "GET, HEAD"],
  ["/readyz", "OPTIONS", "GET, HEAD"],
])("%s answers %s with 405 and what is allowed", async (path, method, allowed) => {
  const response = await toyIngress().request(path, { method });
  expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
});

test("the contracts are listed with schema, examples and routes", async () => {
  const { request } = toyIngress();
  const list = await bodyOf(await request("/v1/contracts"));
  const types = canonicalContracts.map(({ type }) => type).toSorted();
  expect(list).toMatchObject({ data: types.map((type) => ({ type })), next: null });
  const one = await bodyOf(await request(`/v1/contracts/${orderCompleted.type}`));
  expect(one).toMatchObject({
    type: "order.completed.v1",
    kind: "event",
    entityKey: "orderId",
    summary: orderCompleted.summary,
    schema: { type: "object", title: "order.completed.v1" },
    examples: orderCompleted.examples,
    routes: ["toy.accrue"],
    versions: ["order.completed.v1"],
    upcasts: null,
    deprecated: null,
  });
});

test("an unknown contract is answered with the nearest known ones", async () => {
  const response = await toyIngress().request("/v1/contracts/order.complete.v1");
  expect([response.status, (await bodyOf(response)).detail]).toEqual([
    404,
    expect.stringContaining("order.completed.v1"),
  ]);
});

test.each(["/asyncapi.json", "/openapi.json"])("every reference inside %s leads somewhere", async (path) => {
  const document: unknown = await (await toyIngress().request(path)).json();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]*)"/g)].map(
    ([, pointer]) => pointer ?? "",
  );
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((pointer) => at(document, pointer) === undefined)).toEqual([]);
});

test("openapi.json describes every path that is served", async () => {
  const { app, request } = toyIngress();
  const Document = z.object({ paths: z.record(z.string(), z.unknown()) });
  const { paths } = Document.parse(await (await request("/openapi.json")).json());
  const served = new Set(
    app.routes.map(({ path }) => path.replaceAll(/:(\w+)/g, "{$1}")).filter((path) => path !== "/*"),
  );
  expect(Object.keys(paths).toSorted()).toEqual([...served].toSorted());
});

test("openapi.json tells of both kinds of tokens, of 429 and of the headers that every answer to a limited producer has", async () => {
  const document: unknown = await (await toyIngress().request("/openapi.json")).json();
  expect(at(document, "/components/securitySchemes")).toMatchObject({
    token: {},
    oidc: { bearerFormat: "JWT" },
  });
  const answers = at(document, "/paths/~1v1~1messages/post/responses") as Record<string, { headers: object }>;
  const told = Object.entries(answers).filter(([, { headers }]) => "RateLimit" in headers);
  expect(told.map(([status]) => status)).toEqual(Object.keys(answers).filter((status) => status !== "401"));
  expect(answers["429"]?.headers).toHaveProperty("Retry-After");
});

test("readyz names what is away, and livez does not mind", async () => {
  const { request } = toyIngress({ databaseError: new Error("away") });
  const response = await request("/readyz");
  expect([response.status, await response.json()]).toEqual([
    503,
    { status: "not ready", checks: { database: "down", broker: "up" } },
  ]);
  expect((await request("/livez")).status).toBe(200);
});

test("probes that succeed stay out of the log at its usual level", async () => {
  const { request, lines } = toyIngress();
  await request("/readyz");
  expect(lines.map((line) => JSON.parse(line).level)).toEqual([20]);
});

test("a bug is answered 500 without its words, and logged with them, scrubbed", async () => {
  const { ports, request, lines } = toyIngress();
  ports.intake.accept = () => Promise.reject(new Error("cannot take ada@example.com in"));
  const response = await request("/v1/messages", structured(toyEvent()));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("cannot take");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 50, status: 500, reason: "Error: cannot take •••@••• in" }),
  ]);
});

test("answers carry the headers that keep browsers out of trouble, whichever way they are made", async () => {
  const { request } = toyIngress();
  const answers = await Promise.all([request("/livez"), request("/v1/messages", structured(toyEvent()))]);
  const carried = answers.map(({ headers }) => [...headers].filter(([name]) => !isOfTheAnswer.has(name)));
  expect(answers.map(({ status }) => status)).toEqual([200, 202]);
  expect(carried[0]).toContainEqual(["x-content-type-options", "nosniff"]);
  expect(carried[1]).toEqual(carried[0]);
});

const isOfTheAnswer = new Set(["content-type", "location"]);

function at(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/"))
    .reduce<unknown>(
      (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
      document,
    );
}
