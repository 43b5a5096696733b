import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planAdmin } from "./admin-config.ts";

function setup(config: Parameters<typeof planAdmin>[0]) {
  const faults: string[] = [];
  return { ...planAdmin(config, () => undefined, faults), faults };
}

test("production is red, and everything else grey, unless it is said", () => {
  expect(setup({ environment: { name: "live", production: true } }).environment).toEqual({
    name: "live",
    colour: "red",
    production: true,
    testMessages: false,
  });
  expect(setup({ environment: { name: "staging" } }).environment?.colour).toBe("grey");
  expect(setup({ environment: { name: "staging", colour: "blue" } }).environment?.colour).toBe("blue");
});

test.each([
  [{}, true],
  [{ production: true }, false],
  [{ production: true, testMessages: true }, true],
  [{ testMessages: false }, false],
])("of an environment with %j it holds that test messages may be sent: %s", (some, expected) => {
  expect(setup({ environment: { name: "one", ...some } }).environment?.testMessages).toBe(expected);
});

test("what is not said is left to where the admin API listens", () => {
  expect(setup({}).environment).toBeUndefined();
});

test.each([["https://jaeger.acme.example/trace/{traceId}"], ["http://localhost:16686/trace/{traceId}?a=b"]])(
  "the page of a trace may be at %s",
  (trace) => {
    expect(setup({ links: { trace } })).toMatchObject({ links: { trace }, faults: [] });
  },
);

test.each([
  ["javascript:alert({traceId})", "must begin with"],
  ["https://{traceId}.evil.example/", "must begin with"],
  ["https://acme.example{traceId}/x", "must begin with"],
  ["https://user:secret@acme.example/{traceId}", "must begin with"],
  ["https://acme.example/trace", "no placeholder"],
  ["https://acme.example/{trace}", "{trace} is no placeholder; there is {traceId}"],
])("%s is refused: %s", (trace, fault) => {
  expect(setup({ links: { trace } }).faults).toEqual([expect.stringContaining(`admin.links.trace: `)]);
  expect(setup({ links: { trace } }).faults[0]).toContain(fault);
});

test("a message's page at its source may have both of its names", () => {
  const source = "https://pos.acme.example/find?from={source}&id={sourceId}";
  expect(setup({ links: { source } }).faults).toEqual([]);
});

test("the guide's example is a configuration that runs", () => {
  const guide = readFileSync(
    new URL("../../../docs/how-to/name-an-installation.md", import.meta.url),
    "utf8",
  );
  const links = Object.fromEntries(
    [...guide.matchAll(/(trace|source): "([^"]+)"/g)].map(([, kind = "", url = ""]) => [kind, url]),
  );
  expect(Object.keys(links)).toEqual(["trace", "source"]);
  expect(setup({ links }).faults).toEqual([]);
});
