import { environmentOf, type Route } from "@spindlebus/bus/engine";
import { contractRegistry, orderCompleted } from "@spindlebus/contracts";
import { createAdminApp } from "../app.ts";
import type { AdminPorts } from "../ports.ts";
import { fakeBroker } from "./fake-broker.ts";
import { diagnosedInFake, installedInFake } from "./fake-installed.ts";
import { aFailure, anAlertEndpoint, anEndpoint, fakeOperations, noRules } from "./fake-operations.ts";
import { fakeTestMessages } from "./fake-test-messages.ts";
import type { Recorded } from "./fake-world.ts";

type Principal = NonNullable<Awaited<ReturnType<AdminPorts["operations"]["tokens"]["authenticate"]>>>;

export type Ask = {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, as JSON by its headers. */
  readonly text?: string;
  /** The peer's address. */
  readonly from?: string;
};

/** An answer, read. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; fails the test where it is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers that are what they check
  readonly json: any;
};

/** The admin API in memory, with its log and what it asked of the operations. */
export type AdminClient = {
  readonly ask: (path: string, ask?: Ask) => Promise<Answered>;
  /** As `ask`, without reading what comes. */
  readonly request: (path: string, ask?: Ask) => Promise<Response>;
  readonly recorded: Recorded;
  readonly lines: readonly (Readonly<Record<string, unknown>> & { readonly level: string })[];
};

/** Whom a token stands for. */
export const person = (name: string, ...roles: readonly string[]): Principal => ({
  id: name,
  name,
  roles,
  loopbackOnly: false,
  sources: null,
  types: null,
});

type Given = Parameters<typeof fakeOperations>[0] & {
  readonly isOutage?: (error: unknown) => boolean;
  readonly broker?: Partial<AdminPorts["broker"]>;
  readonly connections?: AdminPorts["plan"]["connections"];
  readonly diagnose?: AdminPorts["diagnose"];
  readonly metrics?: AdminPorts["metrics"];
  readonly simulators?: AdminPorts["simulators"];
  readonly environment?: AdminPorts["environment"];
  readonly health?: AdminPorts["health"];
  readonly admin?: Partial<AdminPorts["plan"]["admin"]>;
  readonly routes?: readonly Route[];
  readonly connectionTests?: AdminPorts["connectionTests"];
  readonly testMessages?: AdminPorts["testMessages"];
  readonly secretOrigin?: AdminPorts["secretOrigin"];
};

/** Three failures, and a token for each role, called like it, and `local` for this machine only. */
export function adminClient({
  isOutage = () => false,
  health,
  broker,
  connections = new Map(),
  diagnose = async () => diagnosedInFake("database", "broker", "adapters"),
  metrics = { read: async () => ({}) },
  simulators,
  environment = environmentOf({ name: "development" }),
  tokens = {},
  admin = {},
  routes = [],
  connectionTests = { test: async () => undefined },
  testMessages = fakeTestMessages(),
  secretOrigin = () => undefined,
  ...given
}: Given = {}): AdminClient {
  const { operations, recorded } = fakeOperations({
    failures: [aFailure(1), aFailure(2), aFailure(3)],
    ...given,
    tokens: {
      viewer: person("vera", "viewer"),
      operator: person("ana", "operator"),
      "payload-reader": person("rita", "payload-reader"),
      approver: person("otto", "approver"),
      admin: person("root", "admin"),
      producer: person("pos", "producer"),
      local: { ...person("dev", "admin"), loopbackOnly: true },
      ...tokens,
    },
  });
  const lines: (Record<string, unknown> & { level: string })[] = [];
  const line = (level: string) => (fields: object, text: string) =>
    void lines.push({ ...fields, text, level });
  const app = createAdminApp({
    operations,
    operationsWithin: () => operations,
    plan: {
      registry: contractRegistry([orderCompleted]),
      connections,
      routes,
      rollouts: [],
      notices: [anEndpoint],
      policy: { secondPerson: "sensitive", approveWithinMs: 86_400_000 },
      alerts: { rules: noRules, endpoints: [anAlertEndpoint], remindAfterMs: 1 },
      largeMessages: { maxBytes: 8_388_608 },
      retention: { ledgerDays: 14, intakeDays: 45, referenceDays: 400, replayDays: 90 },
      admin: {
        origin: undefined,
        trustedProxies: [],
        session: { idleMs: 3_600_000, absoluteMs: 43_200_000 },
        oidc: undefined,
        environment: undefined,
        links: {},
        ...admin,
      },
    },
    broker: { ...fakeBroker(), ...broker },
    environment,
    installed: installedInFake,
    diagnose,
    metrics,
    processMetrics: async () => "process_start_time_seconds 1\n",
    simulators,
    health: health ?? (async () => ({ database: true })),
    log: { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") },
    connectionTests,
    testMessages,
    secretOrigin,
    isOutage,
  });
  const request: AdminClient["request"] = async (
    path,
    { method, token = "admin", headers = {}, json, text, from = "10.0.0.9" } = {},
  ) => {
    const body = json === undefined ? text : JSON.stringify(json);
    const init = {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    };
    return app.request(path, init, { incoming: { socket: { remoteAddress: from } } });
  };
  return {
    recorded,
    lines,
    request,
    async ask(path, ask) {
      const response = await request(path, ask);
      const received = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text: received,
        get json() {
          return JSON.parse(received);
        },
      };
    },
  };
}
