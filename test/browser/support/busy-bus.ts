import { openDatabase } from "../../../bus/src/postgres/connect.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { eventually } from "../../support/eventually.ts";
import { migratedDatabase, freshVhost } from "../../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../../support/spindle.ts";
import { tourOf, type Tour } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

const roles = ["viewer", "operator", "payload-reader", "approver", "admin"] as const;
type Role = (typeof roles)[number];

/** A whole Spindle with simulated vendors, and a token of every role. */
export type QuietBus = {
  readonly spindle: RunningSpindle;
  readonly tour: Tour;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
};

/** One whose loyalty vendor has refused some orders, one of which was replayed in vain. */
export type BusyBus = QuietBus & { readonly known: Known };

/** Starts one in which nothing has happened. */
export async function openQuietBus(): Promise<QuietBus> {
  const databaseUrl = await migratedDatabase();
  const spindle = await startSpindle({ amqpUrl: await freshVhost(), databaseUrl });
  const tokens = await tokensOf(databaseUrl);
  return {
    spindle,
    tour: tourOf(spindle),
    tokens,
    databaseUrl,
    stop: async () => void (await spindle.stop()),
  };
}

/** Starts one and breaks its vendor. */
export async function openBusyBus(): Promise<BusyBus> {
  const bus = await openQuietBus();
  return { ...bus, known: await breakVendor(bus.tour, 3) };
}

async function tokensOf(databaseUrl: string): Promise<Record<Role, string>> {
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "test" });
  const make = async (role: Role) => {
    const { token } = await createToken(database.sql, { name: `the ${role}`, roles: [role] });
    return [role, token] as const;
  };
  const made = await Promise.all(roles.map(make));
  await database.close();
  return Object.fromEntries(made) as Record<Role, string>;
}

/** Breaks the loyalty vendor, waits until so many orders have failed, and replays one while the vendor still refuses. */
export async function breakVendor(tour: Tour, orders: number): Promise<Known> {
  await tour.fault("paytronix", { kind: "reject" });
  for (let n = 1; n <= orders; n += 1) await tour.publishOrder(`ord-${n}`);
  const [first] = await eventually(
    "the refused orders have failed",
    () => tour.failures("state=dead"),
    ({ length }) => length >= orders,
  );
  if (!first) throw new Error("nothing failed");
  const { id, groupId, messageId, route } = first;
  const reason = "to see whether it works again";
  const replay = await tour.post<{ readonly id: string }>("replays", { selection: { ids: [id] }, reason });
  return { groupId, messageId, route, replayId: replay.id };
}
