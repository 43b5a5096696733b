import type { Contract } from "@spindlebus/contracts";
import { connect, type Channel } from "amqplib";
import { pino, type Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import { onTestFinished } from "vitest";
import type { AnyAdapter, AnyOperation, RetryPolicy, VendorLimits } from "../../bus/src/adapter/index.ts";
import { planBus, type BusPlan } from "../../bus/src/config/bus-plan.ts";
import type { NoticeConfig } from "../../bus/src/config/define-config.ts";
import type { AlertsConfig } from "../../bus/src/config/plan-alerts.ts";
import type { LargeMessagesConfig } from "../../bus/src/config/define-config.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import type { Acceptance, Draft } from "../../bus/src/intake/draft.ts";
import { openIntake } from "../../bus/src/intake/intake.ts";
import { messagePublisher } from "../../bus/src/intake/message-publisher.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresBodies } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import type { MasterKeys } from "../../bus/src/sealing/master-keys.ts";
import type { RoleContext, RunningRole } from "../../bus/src/role.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { eventually } from "./eventually.ts";
import { openFilingVendor, type FilingVendor } from "./filing-vendor.ts";
import { migratedDatabase, freshVhost } from "./servers.ts";

/** A broker, a database, a vendor and one connection to it; the roles are the test's to start. */
export type ToyBus = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly plan: BusPlan;
  readonly sql: Database["sql"];
  readonly vendor: FilingVendor;
  /** A channel of the test's own. */
  readonly channel: Channel;
  /** Publishes that many notes through the intake; gives their message ids. */
  readonly publish: (count: number, prefix?: string) => Promise<readonly string[]>;
  /** Gives these drafts to the intake. */
  readonly accept: (drafts: readonly Draft[]) => Promise<readonly Acceptance[]>;
  /** Starts a role; it stops with the test, if not before. Other URLs may lead through a link. */
  readonly start: (
    role: Role,
    where?: { amqpUrl?: string; databaseUrl?: string; ingressPort?: number; masterKeys?: MasterKeys },
    /** Another configuration than the bus was opened with. */
    changed?: BusPlan,
  ) => Promise<RunningRole>;
  readonly deliveries: () => Promise<readonly DeliveryRow[]>;
  /** Waits until so many deliveries are in one of these states, and no other is left. */
  readonly allBecome: (count: number, ...states: readonly string[]) => Promise<readonly DeliveryRow[]>;
  /** Messages in a queue that nobody has been given. */
  readonly ready: (queue: string) => Promise<number>;
  /** Lets time pass for everything in the ledger. */
  readonly pass: (ms: number) => Promise<void>;
};

type Role = (context: RoleContext) => Promise<RunningRole>;

export type DeliveryRow = {
  readonly message_id: string;
  readonly route: string;
  readonly state: string;
  readonly starts: number;
  readonly attempts: number;
  readonly generation: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly vendor_reference: string | null;
  readonly group_id: string | null;
};

type ToyBusOptions = {
  readonly operations: readonly string[];
  readonly adapter?: AnyAdapter;
  /** Known beside those of the toy adapter. */
  readonly contracts?: readonly Contract[];
  readonly retry?: RetryPolicy;
  readonly concurrency?: number;
  /** Limits of the connection besides `concurrency`. */
  readonly limits?: Partial<VendorLimits>;
  /** A database of the test's own with the schema, which it may hurt. */
  readonly ownDatabaseUrl?: string;
  /** Another vendor than the bus's own. */
  readonly vendorUrl?: string;
  /** How large messages may be, and where they are kept. */
  readonly largeMessages?: LargeMessagesConfig;
  /** A second connection, `neighbour`, to a vendor of the test's. */
  readonly neighbour?: { readonly url: string; readonly concurrency: number };
  /** Who wants to be told what becomes of notes; their secrets are {@link noticeSecret}. */
  readonly notices?: Readonly<Record<string, NoticeConfig>>;
  readonly noticeSecret?: string;
  /** Who is told of what a person should look at; signed with the same. */
  readonly alerts?: AlertsConfig;
  /** The URL of endpoints of alerts that are Slack's. */
  readonly slackUrl?: string;
  /** What is about persons is sealed with them. */
  readonly masterKeys?: MasterKeys;
  /** Every secret of the connections. */
  readonly vendorSecret?: string;
  /** Where the roles write their lines; nowhere if absent. */
  readonly log?: Logger;
};

const silent = pino({ level: "silent" });

/** A signing secret of Standard Webhooks. */
export const aNoticeSecret = `whsec_${Buffer.alloc(32, "told").toString("base64")}`;

/** The toy adapter with waits that a test can sit through. */
const swiftAdapter: AnyAdapter = { ...toyAdapter, operations: swift(toyAdapter.operations) };

function swift(operations: AnyAdapter["operations"]): AnyAdapter["operations"] {
  return Object.fromEntries(
    Object.entries(operations as Record<string, AnyOperation>).map(([name, operation]) => [
      name,
      operation.idempotency === "probe"
        ? { ...operation, timeout: "1s", probe: { ...operation.probe, readLag: "0ms" } }
        : operation,
    ]),
  );
}

/** Opens an empty bus for one test, which closes it. */
export async function openToyBus({
  operations,
  adapter = swiftAdapter,
  contracts = [],
  retry = { base: "50ms", cap: "200ms" },
  concurrency = 10,
  limits,
  ownDatabaseUrl,
  vendorUrl,
  largeMessages,
  neighbour,
  notices = {},
  noticeSecret = aNoticeSecret,
  alerts = {},
  slackUrl = "",
  masterKeys,
  vendorSecret = "k",
  log = silent,
}: ToyBusOptions): Promise<ToyBus> {
  const [amqpUrl, databaseUrl, vendor] = await Promise.all([
    freshVhost(),
    ownDatabaseUrl ?? migratedDatabase(),
    openFilingVendor(),
  ]);
  onTestFinished(() => vendor.close());
  const settings = { baseUrl: vendorUrl ?? vendor.url };
  const plan = planBus(
    {
      contracts: [noteTaken, noteFiled, ...contracts],
      ...(largeMessages && { largeMessages }),
      connections: {
        toy: { adapter, settings, operations, retry, limits: { concurrency, ...limits } },
        ...(neighbour && {
          neighbour: {
            adapter,
            settings: { baseUrl: neighbour.url },
            operations,
            retry,
            limits: { concurrency: neighbour.concurrency },
          },
        }),
      },
      notices,
      alerts,
    },
    (owner, secret) => {
      if (owner.startsWith("alert-") && secret === "url") return slackUrl;
      return /^(notice|alert)-/.test(owner) ? noticeSecret : vendorSecret;
    },
  );
  await applyTopology(amqpUrl, plannedTypes(plan.routes));

  const { sql, close } = openDatabase({ url: databaseUrl, name: "test" });
  onTestFinished(close);
  const connection = await connect(amqpUrl, { noDelay: true });
  onTestFinished(() => connection.close());
  const channel = await connection.createChannel();

  const accept = async (drafts: readonly Draft[]) => {
    const publisher = openPublisher({ url: amqpUrl, name: "test publisher", log });
    await publisher.ready(30_000);
    const store = postgresIntakeStore(sql, plan.noticesFor);
    const intake = openIntake({
      ...plan,
      store,
      bodies: postgresBodies(sql, plan.largeMessages.store, masterKeys),
      publish: messagePublisher(publisher),
    });
    const accepted = await Promise.all(drafts.map((draft) => intake.accept(draft)));
    await publisher.close();
    return accepted;
  };
  const deliveries = () => sql<DeliveryRow[]>`SELECT * FROM delivery ORDER BY message_id, route`;
  return {
    amqpUrl,
    databaseUrl,
    plan,
    sql,
    vendor,
    channel,
    deliveries,
    accept,
    publish: async (count, prefix = "n") => {
      const drafts = Array.from({ length: count }, (_, n) => noteDraft(`${prefix}-${n}`));
      return (await accept(drafts)).map(idOf);
    },
    start: async (role, where = {}, changed = plan) => {
      const context = { ...readSettings({}), amqpUrl, databaseUrl, masterKeys, ...where };
      const running = await role({ settings: context, plan: changed, log, name: `test ${role.name}` });
      onTestFinished(() => running.stop());
      return running;
    },
    allBecome: (count, ...states) =>
      eventually(
        `${count} deliveries to become ${states.join(" or ")}`,
        deliveries,
        (rows) => rows.length === count && rows.every(({ state }) => states.includes(state)),
      ),
    ready: async (queue) => (await channel.checkQueue(queue)).messageCount,
    pass: async (ms) => {
      const times = ["lease_until", "doubt_since", "next_attempt_at", "queued_at"];
      const moved = times.map((name) => `${name} = ${name} - ${ms} * interval '1 ms'`);
      await sql.unsafe(`UPDATE delivery SET ${moved.join(", ")}`);
    },
  };
}

/** A note as its publisher gives it. */
export function noteDraft(noteId: string, sourceId: string = uuidv7(), text = "two coffees"): Draft {
  const data = { noteId, text };
  const message = { source: "/tests", sourceId, type: noteTaken.type, extensions: {}, data };
  return { message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) };
}

function idOf(acceptance: Acceptance): string {
  if (acceptance.kind !== "accepted")
    throw new Error(`the intake did not accept: ${JSON.stringify(acceptance)}`);
  return acceptance.id;
}
