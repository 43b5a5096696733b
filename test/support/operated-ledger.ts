import { randomBytes } from "node:crypto";
import { contractRegistry, orderCompleted } from "@spindlebus/contracts";
import { applied, type AnyAdapter, type AnyOperation, type Outcome } from "../../bus/src/adapter/index.ts";
import type { AttemptRecord } from "../../bus/src/delivery/attempt-record.ts";
import { decide } from "../../bus/src/delivery/decide.ts";
import type { Token } from "../../bus/src/delivery/token.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import type { Operations } from "../../bus/src/operations/operations.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { dispatchDue, type Due } from "../../bus/src/postgres/dispatch.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { postgresLedger } from "../../bus/src/postgres/ledger.ts";
import { pumpReplays, type Pumped } from "../../bus/src/postgres/operations/replay-pump.ts";
import type { Route } from "../../bus/src/route.ts";
import { indexedValuesOf } from "../../bus/src/search/indexed-values.ts";
import { z } from "zod";
import { migratedDatabase } from "./servers.ts";
import { withoutTriggers } from "./without-triggers.ts";

/** A message to be accepted; what is not said does not matter to the test. */
export type Accepted = {
  readonly routes?: readonly string[];
  readonly type?: string;
  readonly entityKey?: string;
  readonly source?: string;
  readonly causationId?: string;
  readonly body?: Uint8Array;
};

/** The ledger with its operators, and the workers and the broker played by the test: no process runs in between. */
export type OperatedLedger = {
  /** Of its database. */
  readonly url: string;
  readonly database: Database;
  readonly operations: Operations;
  readonly routes: readonly Route[];
  /** Accepts a message and gives its id. */
  accept(message?: Accepted): Promise<string>;
  /** Lets a worker claim a message's first token; it holds the delivery until `settle`. */
  claim(messageId: string, route?: string): Promise<Held>;
  /** The first attempt of a message, as a worker makes it. */
  attempt(messageId: string, outcome: Outcome, route?: string): Promise<void>;
  /** Accepts a message whose first attempt ends like this. */
  fail(outcome: Outcome, message?: Accepted): Promise<string>;
  /** Sends what is due; gives the tokens, which no worker has taken yet. */
  sendDue(): Promise<readonly Sent[]>;
  /** Sends what is due to workers, who claim it; gives what each of them holds. */
  claimDue(): Promise<readonly Held[]>;
  /** Sends what is due to workers whose attempts all end like this; gives how many there were. */
  workDue(outcome: Outcome | ((held: Held) => Outcome)): Promise<number>;
  pump(): Promise<Pumped>;
  /** Forgets everything, for the next test. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** A token on its way to a worker. */
export type Sent = {
  readonly messageId: string;
  readonly route: string;
  /** Undefined where the token is stale. */
  readonly claim: () => Promise<Held | undefined>;
};

/** A delivery that a worker has claimed. */
export type Held = {
  readonly messageId: string;
  readonly route: string;
  /** Whether the ledger took the outcome. */
  settle(outcome: Outcome): Promise<boolean>;
};

export const pointsRoute = "points-us.accrue";
export const refundsRoute = "cards.refund";

export const refused = (message = "Card is closed"): Outcome => ({
  kind: "rejected",
  code: "card_closed",
  message,
});
export const unanswered: Outcome = { kind: "inDoubt", code: "reset", message: "The connection was reset." };
export const unreachable: Outcome = { kind: "retry", code: "ECONNREFUSED", message: "Nothing listens." };
export const accepted: Outcome = applied({ reference: "vendor-1" });

/** An empty database with two routes: one whose vendor can be asked, and one where only a person knows. */
export async function operatedLedger(): Promise<OperatedLedger> {
  const url = await migratedDatabase();
  const database = openDatabase({ url, name: "test", connections: 12 });
  const { sql } = database;
  const ledger = postgresLedger(sql, undefined, indexedValuesOf(contractRegistry([orderCompleted])));
  const intake = postgresIntakeStore(sql);
  const routes = [routeOf(pointsRoute, "probe"), routeOf(refundsRoute, "none")];
  const bodies = new Map<string, Token>();

  const claimToken = async (route: string, token: Token): Promise<Held | undefined> => {
    const fence = randomBytes(4).readUInt32BE();
    const [claim] = await ledger.claim(route, [token], { worker: "worker-1", fence, leaseMs: 30_000 });
    if (claim?.kind !== "claimed") return undefined;
    const { operation, policy } = routes.find(({ name }) => name === route) ?? routeOf(route, "natural");
    const settle = async (outcome: Outcome): Promise<boolean> => {
      const transition = decide({
        outcome,
        doubt: outcome.kind === "inDoubt",
        standing: claim,
        operation,
        policy,
        random: Math.random,
      });
      const [written] = await ledger.settle(route, [
        { token, claim, transition, attempt: recordOf(outcome) },
      ]);
      return written ?? false;
    };
    return { messageId: token.envelope.id, route, settle };
  };

  const sendDue = async (): Promise<readonly Sent[]> => {
    const due: Due[] = [];
    await dispatchDue(sql, async (each) => {
      due.push(each);
      return "stored";
    });
    return due.map(({ route, generation, start, ...token }) => ({
      messageId: token.envelope.id,
      route,
      claim: () => claimToken(route, { ...token, retry: { generation, start } }),
    }));
  };

  const claimDue = async (): Promise<readonly Held[]> => {
    const sent = await sendDue();
    const held = await Promise.all(sent.map(({ claim }) => claim()));
    return held.filter((each) => each !== undefined);
  };

  const self: OperatedLedger = {
    url,
    database,
    operations: openOperations(database, routes),
    routes,
    async accept(message = {}) {
      const token = tokenOf(message);
      const { id, extensions: _, ...envelope } = token.envelope;
      const draft = {
        message: { ...envelope, extensions: {}, data: {} },
        contentType: token.contentType,
        body: token.body,
      };
      const { routes: decided } = token;
      const { entityKey = "order-1", causationId } = message;
      await intake.register([
        { id, draft, entityKey, digest: randomBytes(32), routes: decided, causationId },
      ]);
      bodies.set(id, token);
      return id;
    },
    async claim(messageId, route = pointsRoute) {
      const token = bodies.get(messageId);
      if (!token) throw new Error(`${messageId} was not accepted`);
      const held = await claimToken(route, token);
      if (!held) throw new Error(`${messageId} could not be claimed`);
      return held;
    },
    async attempt(messageId, outcome, route) {
      await (await self.claim(messageId, route)).settle(outcome);
    },
    async fail(outcome, message = {}) {
      const id = await self.accept(message);
      for (const route of message.routes ?? [pointsRoute]) await self.attempt(id, outcome, route);
      return id;
    },
    sendDue,
    claimDue,
    async workDue(outcome) {
      const held = await claimDue();
      await Promise.all(
        held.map((each) => each.settle(typeof outcome === "function" ? outcome(each) : outcome)),
      );
      return held.length;
    },
    pump: () => pumpReplays(sql, routes),
    async clear() {
      await sql`
        WITH items AS (DELETE FROM replay_item), attempts AS (DELETE FROM attempt), deliveries AS (DELETE FROM delivery),
             bodies AS (DELETE FROM message_body), messages AS (DELETE FROM intake)
        DELETE FROM failure_group`;
      await sql`DELETE FROM replay`;
      await withoutTriggers(sql, (tx) => tx`WITH seals AS (DELETE FROM audit_seal) DELETE FROM audit`);
    },
    close: () => database.close(),
  };
  return self;
}

/** What a worker writes down about an attempt. */
function recordOf(outcome: Outcome): AttemptRecord {
  const record = {
    startedAtMs: Date.now(),
    durationMs: 7,
    outcome: outcome.kind,
    worker: "worker-1",
    adapterVersion: "1.0.0",
  };
  if (!("code" in outcome)) return record;
  const { code, message } = outcome;
  return { ...record, code, message, exchange: { request: '{"method":"POST"}', response: '{"status":422}' } };
}

let made = 0;

/** A UUIDv7 that is larger than the one before, also within a millisecond. */
function nextMessageId(): string {
  made += 1;
  const time = Date.now().toString(16).padStart(12, "0");
  const count = (made % 4096).toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-8000-${randomBytes(6).toString("hex")}`;
}

function tokenOf({
  routes = [pointsRoute],
  type = "order.completed.v1",
  source = "/pos/1",
  body = Buffer.from('{"orderId":"order-1"}'),
}: Accepted): Token {
  const id = nextMessageId();
  return {
    envelope: { id, source, sourceId: id, type, extensions: {} },
    contentType: "application/json",
    body,
    routes,
  };
}

function routeOf(name: string, idempotency: "probe" | "none" | "natural"): Route {
  const [id = name, operationName = name] = name.split(".");
  const operation = {
    idempotency,
    probe: { readLag: "2s" },
    on: { type: "order.completed.v1" },
  } as unknown as AnyOperation; // as: only what decide reads
  const runbooks = { card_closed: "https://runbooks.example/card-closed" };
  const described = { domain: "loyalty", secrets: z.object({}) };
  const adapter = { name: id, version: "1.0.0", runbooks, ...described } as unknown as AnyAdapter; // as above: nothing is sent here
  const connection = {
    id,
    adapter,
    settings: { baseUrl: "http://127.0.0.1" },
    secrets: {},
    limits: { concurrency: 1, perSecond: 1 },
  };
  const policy = {
    attempts: 40,
    baseMs: 60_000,
    capMs: 60_000,
    totalAgeMs: 86_400_000,
    timeoutMs: 10_000,
    leaseMs: 30_000,
    poisonLimit: 3,
  };
  return { name, connection, operationName, operation, policy };
}
