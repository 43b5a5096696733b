import { expect, test } from "vitest";
import { startToy } from "./toy.ts";

/** Puts a fault as raw text. */
const put = (shared: string, body: string) => fetch(`${shared}/fault`, { method: "PUT", body });

test.each([
  ["an unknown kind", '{"kind":"flood"}', "/kind"],
  ["no kind", "{}", "/kind"],
  ["an unknown field", '{"kind":"reject","rate":1}', ""],
  ["a share above one", '{"kind":"reject","share":1.5}', "/share"],
  ["a count of none", '{"kind":"reject","count":0}', "/count"],
  ["a delay for what is not slow", '{"kind":"reject","delayMs":5}', "/delayMs"],
  ["an unknown operation", '{"kind":"reject","operation":"stampCards"}', "/operation"],
  ["a commit of a read", '{"kind":"commitThenDrop","operation":"lookUpCard"}', "/operation"],
])("refuses a fault with %s and keeps the old one", async (_case, body, pointer) => {
  const { shared } = await startToy();
  const response = await put(shared, body);
  expect([response.status, response.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
  expect(await response.json()).toMatchObject({ status: 422, errors: [{ pointer }] });
  expect(await (await fetch(`${shared}/fault`)).json()).toMatchObject({ kind: "none" });
});

test("refuses a fault that is not JSON", async () => {
  const { shared } = await startToy();
  expect((await put(shared, "outage")).status).toBe(400);
});

test("names the simulators that run where the asked one does not", async () => {
  const { shared } = await startToy();
  const response = await fetch(shared.replace("/toy", "/toys") + "/effects");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining("toy") });
});

test("lists the simulators with their addresses and operations", async () => {
  const { shared, url } = await startToy();
  const response = await fetch(shared.replace("/toy", ""));
  expect(await response.json()).toEqual({
    data: [
      {
        address: "toy",
        adapter: "toy",
        connection: "toy-us",
        url,
        operations: ["stampCard", "lookUpCard"],
        fault: { kind: "none", hits: 0 },
      },
    ],
  });
});

test.each(["0", "1001", "x"])("refuses a limit of %s requests", async (limit) => {
  const { shared } = await startToy();
  expect((await fetch(`${shared}/requests?limit=${limit}`)).status).toBe(400);
});
