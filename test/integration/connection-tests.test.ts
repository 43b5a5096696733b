import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openConnectionTests } from "../../bus/src/connection-test/open-connection-tests.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { get, type AnyAdapter } from "../../bus/src/adapter/index.ts";
import { toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { openToyBus } from "../support/toy-bus.ts";

async function setup(check?: AnyAdapter["check"]) {
  const adapter: AnyAdapter = { ...toyAdapter, ...(check && { check }) };
  const bus = await openToyBus({ operations: ["natural"], adapter });
  const database = openDatabase({ url: bus.databaseUrl, name: "admin" });
  const log = pino({ level: "silent" });
  const tests = openConnectionTests({ database, plan: bus.plan, name: "admin", log });
  onTestFinished(async () => {
    await tests.close();
    await database.close();
  });
  const connection = bus.plan.connections.get("toy");
  if (!connection) throw new Error("the toy bus has no connection");
  return { bus, test: () => tests.test(connection) };
}

test("an adapter without a check has a connection opened, and nothing sent; a vendor that is away is not reached", async () => {
  const { bus, test: tested } = await setup();
  expect(await tested()).toMatchObject({ reached: true, authenticated: null, status: null });
  await bus.vendor.goAway();
  expect(await tested()).toMatchObject({ reached: false, authenticated: null });
  expect(bus.vendor.writes()).toBe(0);
});

test("a check is sent within the connection's limits, with its secrets, and says what came back", async () => {
  const { test: tested } = await setup({
    summary: "Looks for nobody.",
    request: () => get("/notes", { id: "nobody" }),
  });
  expect(await tested()).toMatchObject({ reached: true, authenticated: null, status: 404 });
});
