import { canonicalContracts } from "@spindlebus/contracts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startAdmin } from "../../admin-api/src/index.ts";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { operatedLedger, refused } from "../support/operated-ledger.ts";

/** A ledger, its admin API over a real socket, and the command as an operator types it: what it prints with --json. */
async function setup() {
  const bus = await operatedLedger();
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-groups-"));
  const { token } = await createToken(bus.database.sql, {
    name: "ana",
    roles: ["operator"],
    loopbackOnly: true,
  });
  writeFileSync(join(dataDir, "admin-token"), token);
  const urls = { amqpUrl: "amqp://127.0.0.1:1", databaseUrl: bus.url };
  const plan = planBus({ contracts: canonicalContracts, connections: {} }, () => undefined);
  const admin = await startAdmin({
    settings: { ...readSettings({}), adminPort: 0, ...urls },
    plan,
    log: pino({ level: "silent" }),
    name: "test",
  });
  onTestFinished(async () => {
    await admin.stop();
    await bus.close();
    rmSync(dataDir, { recursive: true });
  });
  const env = { SPINDLE_DATA_DIR: dataDir, SPINDLE_ADMIN_PORT: String(admin.port) };
  const groups = async (...words: readonly string[]) => {
    const host = capturedHost({ env, answer: (request) => fetch(request) });
    const exit = await main(["groups", ...words, "--json"], host);
    return { exit, shown: host.out() === "" ? undefined : JSON.parse(host.out()), said: host.err() };
  };
  return { bus, groups };
}

test("a cause is taken on, put off, mended and comes back, and the audit has every word of it", async () => {
  const { bus, groups } = await setup();
  await bus.fail(refused());
  const { shown } = await groups("ls", "--state", "open");
  const { id } = shown;
  expect(shown).toMatchObject({ count: 1, owner: null });
  await groups("assign", id, "ana", "--reason", "mine");
  await groups("note", id, "asked", "--ticket", "https://tickets.example/12", "--reason", "opened a ticket");
  await groups("acknowledge", id, "--reason", "looking");
  const put = await groups(
    "snooze",
    id,
    "--until",
    "4h",
    "--count",
    "100",
    "--reason",
    "the vendor is asleep",
  );
  expect(put.shown).toMatchObject({ state: "snoozed", snooze: { count: 100 } });
  const mended = await groups("resolve", id, "--reason", "the vendor has mended it");
  expect(mended.shown).toMatchObject({
    state: "resolved",
    snooze: null,
    ticket: "https://tickets.example/12",
  });
  await bus.fail(refused());
  expect((await groups("ls", "--state", "regressed", "--owner", "ana")).shown).toMatchObject({
    id,
    count: 2,
    note: "asked",
  });
  const { data } = await bus.operations.audit.list({ target: `group:${id}` }, { limit: 10 });
  expect(data.map(({ actor, reason }) => [actor, reason])).toEqual([
    ["ana", "the vendor has mended it"],
    ["ana", "the vendor is asleep"],
    ["ana", "looking"],
    ["ana", "opened a ticket"],
    ["ana", "mine"],
  ]);
});

test("what the API refuses is told in its own words, and nothing is changed", async () => {
  const { bus, groups } = await setup();
  await bus.fail(refused());
  const { id } = (await groups("ls")).shown;
  const { exit, said } = await groups("note", id, "--ticket", "ticket 12", "--reason", "x");
  expect([exit, said]).toEqual([1, expect.stringContaining("/ticket")]);
  expect((await groups("show", id)).shown).toMatchObject({ ticket: null });
});
