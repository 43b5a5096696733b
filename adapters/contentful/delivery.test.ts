import {
  type Fault,
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import { canonicalContracts, contentPublish, contentUnpublish, contentUpsert } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import contentfulSimulator from "./simulator.ts";
import contentful from "./src/index.ts";
import { ContentfulSettings } from "./src/settings.ts";

const secrets = { managementToken: "CFPAT-sim", signingSecret: "0123456789abcdef".repeat(4) };

/** The adapter in the real delivery code, and the simulated Contentful at the other end of the wire. */
async function setup({ managementToken = secrets.managementToken } = {}) {
  const settings = ContentfulSettings.parse({ spaceId: "sp", locales: ["en-US", "de-DE"] });
  const running = await startSimulators({
    simulators: [{ connection: "contentful", simulator: contentfulSimulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const harness = openHarness({
    adapter: contentful,
    settings: { ...settings, baseUrl: running.urls["contentful"] ?? "" },
    secrets: { ...secrets, managementToken },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  return { harness, control: simulatorControl(running.port, "contentful") };
}

const upsert = (changedAt: string, fields: Record<string, Record<string, string | null>>) => ({
  entryId: "item-401",
  contentType: "menuItem",
  changedAt,
  fields,
});
const first = upsert("2026-01-15T18:00:00Z", { name: { und: "Burger" }, badge: { und: "New" } });
const publish = { entryId: "item-401", requestedAt: "2026-01-15T18:05:00Z" };

test("an entry is created under its own id, in the default language", async () => {
  const { harness, control } = await setup();
  const delivery = await harness.deliver("upsertEntry", contentUpsert, first);
  expect(delivery).toMatchObject({ state: "applied", vendorReference: "item-401" });
  expect(await control.effects()).toMatchObject([
    {
      operation: "upsertEntry",
      reference: "item-401",
      action: "create",
      fields: { name: { "en-US": "Burger" } },
    },
  ]);
});

test("a change keeps what it does not name, and null empties", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  const second = upsert("2026-01-15T18:01:00Z", { name: { "de-DE": "Bulette" }, badge: { und: null } });
  expect(await harness.deliver("upsertEntry", contentUpsert, second)).toMatchObject({ state: "applied" });
  expect((await control.effects()).at(-1)).toMatchObject({
    action: "save",
    fields: { name: { "en-US": "Burger", "de-DE": "Bulette" } },
  });
  expect((await control.effects()).at(-1)?.["fields"]).not.toHaveProperty("badge");
});

test("an older state is superseded, and what is so already is not written again", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  const older = upsert("2026-01-15T17:00:00Z", { name: { und: "Old" } });
  expect(await harness.deliver("upsertEntry", contentUpsert, older)).toMatchObject({ state: "superseded" });
  const same = { ...first, changedAt: "2026-01-15T18:02:00Z" };
  expect(await harness.deliver("upsertEntry", contentUpsert, same)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("an entry goes public, once, and is taken back", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertEntry", contentUpsert, first);
  expect(await harness.deliver("publishEntry", contentPublish, publish)).toMatchObject({ state: "applied" });
  const again = { ...publish, requestedAt: "2026-01-15T18:06:00Z" };
  expect(await harness.deliver("publishEntry", contentPublish, again)).toMatchObject({ state: "applied" });
  expect(await harness.deliver("unpublishEntry", contentUnpublish, publish)).toMatchObject({
    state: "applied",
  });
  expect((await control.effects()).map(({ action }) => action)).toEqual(["create", "publish", "unpublish"]);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed", operation: "upsertEntry" },
  { kind: "malformed", operation: "readEntry" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each(passing)("after the fault $kind ($mode, $operation) it is applied exactly once", async (fault) => {
  const { harness, control } = await setup();
  await control.putFault(fault);
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({ state: "waiting" });
  await control.putFault({ kind: "none" });
  expect(await harness.next("upsertEntry")).toMatchObject({
    state: expect.stringMatching(/^(applied|unchanged)$/),
  });
  expect(await control.effects()).toHaveLength(1);
});

test("what Contentful finds invalid is dead with its code", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "dead",
    error: { code: "ValidationFailed", message: "Validation error (required at fields.name)" },
  });
  expect(await control.effects()).toEqual([]);
});

test("a wrong token blocks and does not kill", async () => {
  const { harness } = await setup({ managementToken: "CFPAT-other" });
  expect(await harness.deliver("upsertEntry", contentUpsert, first)).toMatchObject({
    state: "blocked",
    error: { code: "credentials_refused" },
  });
});
