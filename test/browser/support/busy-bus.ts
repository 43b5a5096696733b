import { openDatabase } from "../../../bus/src/postgres/connect.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { eventually } from "../../support/eventually.ts";
import { freshDatabase, freshVhost } from "../../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../../support/spindle.ts";
import { tourOf, type Tour } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

const roles = ["viewer", "operator", "payload-reader", "approver", "admin"] as const;
type Role = (typeof roles)[number];

/** A whole Spindle whose loyalty vendor has refused some orders, one of which was replayed in vain; and a token of every role. */
export type BusyBus = {
  readonly spindle: RunningSpindle;
  readonly tour: Tour;
  readonly known: Known;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly stop: () => Promise<void>;
};

/** Starts it and breaks the vendor. */
export async function openBusyBus({ orders = 3 }: { readonly orders?: number } = {}): Promise<BusyBus> {
  const databaseUrl = await freshDatabase();
  const spindle = await startSpindle({ amqpUrl: await freshVhost(), databaseUrl });
  const tour = tourOf(spindle);
  const tokens = await tokensOf(databaseUrl);
  await tour.fault("paytronix", { kind: "reject" });
  for (let n = 1; n <= orders; n += 1) await tour.publishOrder(`ord-${n}`);
  await tour.publishOrder("ord-of-nobody");
  const known = await failed(spindle, orders);
  return { spindle, tour, known, tokens, stop: async () => void (await spindle.stop()) };
}

async function tokensOf(databaseUrl: string): Promise<Record<Role, string>> {
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "test" });
  const made = await Promise.all(
    roles.map(async (role) => [
      role,
      (await createToken(database.sql, { name: `the ${role}`, roles: [role] })).token,
    ]),
  );
  await database.close();
  return Object.fromEntries(made) as Record<Role, string>;
}

/** Waits for the failures, and replays one while the vendor still refuses. */
async function failed(spindle: RunningSpindle, orders: number): Promise<Known> {
  const headers = {
    authorization: `Bearer ${spindle.file("admin-token")}`,
    "content-type": "application/json",
  };
  const ask = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${spindle.admin}/api/v1/${path}`, { headers, ...init });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as {
      id: string;
      data: { id: string; messageId: string; route: string; groupId: string }[];
    };
  };
  const { data: failures } = await eventually(
    "the refused orders have failed",
    () => ask("failures?limit=100"),
    ({ data }) => data.length >= orders,
  );
  const [first] = failures;
  if (!first) throw new Error("nothing failed");
  const replay = await ask("replays", {
    selection: { ids: [first.id] },
    reason: "to see whether it works again",
  });
  return { groupId: first.groupId, messageId: first.messageId, route: first.route, replayId: replay.id };
}
