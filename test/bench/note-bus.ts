import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { planBus, type BusPlan } from "../../bus/src/config/bus-plan.ts";
import type { SpindleConfig } from "../../bus/src/config/define-config.ts";
import { routedTypes } from "../../bus/src/config/routed-types.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { ensurePartitions } from "../../bus/src/postgres/partitions.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import type { HttpVendor } from "../../bus/src/vendor/http-vendor.ts";
import { orderCompleted } from "@spindlebus/contracts";
import { noteAdapter } from "./note-adapter.ts";
import type { Place } from "./place.ts";

/** A configuration in which every order goes to that many connections, each with one route. */
export const noteConfig = (
  connections: number,
  {
    baseUrl = "http://note",
    adapter = noteAdapter,
  }: { readonly baseUrl?: string | undefined; readonly adapter?: AnyAdapter } = {},
): SpindleConfig => ({
  contracts: [orderCompleted],
  connections: Object.fromEntries(
    Array.from({ length: connections }, (_, n) => [`note-${n}`, { adapter, settings: { baseUrl } }]),
  ),
});

/** Makes database and broker ready for a configuration, as the scheduler would have; gives what a role is started with. */
export async function prepareBus(
  { amqpUrl, databaseUrl }: Pick<Place, "amqpUrl" | "databaseUrl">,
  config: SpindleConfig,
): Promise<{ readonly plan: BusPlan; readonly settings: ReturnType<typeof settingsOf> }> {
  await prepareDatabase(databaseUrl);
  await applyTopology(amqpUrl, routedTypes(config));
  return { plan: planBus(config, () => undefined), settings: settingsOf(amqpUrl, databaseUrl) };
}

const settingsOf = (amqpUrl: string, databaseUrl: string) => ({ ...readSettings({}), amqpUrl, databaseUrl });

/** The tables, and the partition of today. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "bench" });
  await ensurePartitions(sql);
  await close();
}

/** A vendor that has always answered already. */
export const instantVendor: HttpVendor = {
  send: async () => ({ kind: "answered", response: { status: 200, headers: {}, body: "{}", json: {} } }),
  close: async () => undefined,
};
