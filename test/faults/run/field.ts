import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import getPort from "get-port";
import { openDatabase, type Database } from "../../../bus/src/postgres/connect.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { migrate } from "../../../bus/src/postgres/migrate.ts";
import type { History } from "../checker/history.ts";
import { testMasterKey } from "../../support/master-key.ts";
import { openProxy, type Proxy } from "../support/proxy/proxy.ts";
import { randomFrom } from "../vendor/random.ts";
import { openBrokerActs, type BrokerActs } from "./broker-acts.ts";
import { openCrew, type Crew, type LifeOrders, type Member, type Role } from "./crew.ts";
import { attemptsIn, deliveriesIn, messagesIn } from "./dump.ts";
import { metFailpoints } from "./failpoints-met.ts";
import type { Ground, Place } from "./ground.ts";
import { openLogbook, type Logbook } from "./logbook.ts";
import { openOperators, type Operators } from "./operators.ts";
import { shortLeaseMs, routes, secrets } from "./plan.ts";
import { openProducers, type Producers } from "./producers.ts";
import { openServers, type Servers } from "./servers.ts";
import { startVendor, type VendorProcess } from "./vendor.ts";

/** A whole bus for one schedule: its place on the servers, its processes, its vendor, and everybody around it. */
export type Field = {
  readonly random: () => number;
  readonly place: Place;
  readonly sql: Database["sql"];
  readonly logbook: Logbook;
  readonly vendor: VendorProcess;
  readonly crew: Crew;
  readonly producers: Producers;
  readonly operators: Operators;
  readonly broker: BrokerActs;
  readonly directory: string;
  /** Broker and database, to be hurt. @throws on servers that others use too */
  readonly servers: () => Servers;
  /** The proxies. @throws where the shape has none */
  readonly wires: () => Wires;
  /** A running process, by role and number. */
  readonly member: (role: Role, n?: number) => Member;
  readonly history: (scenario: string, vendorWasWell: boolean) => Promise<History>;
  readonly close: () => Promise<void>;
};

/** How many processes of each role, and what their lives are told. */
export type Shape = {
  readonly counts?: Partial<Record<Role, number>>;
  /** By name, such as `worker 1`: one entry a life. */
  readonly lives?: Readonly<Record<string, readonly LifeOrders[]>>;
  readonly plants?: readonly string[];
  /** In place of eight seconds. */
  readonly leaseMs?: number;
  /** Between two steps of one entity. */
  readonly pauseMs?: number;
  /** Whether there are no lanes and no batches, so that tokens carry the only copies. */
  readonly plain?: boolean;
  /** Whether broker and database are reached through proxies. */
  readonly proxied?: boolean;
};

const least: Readonly<Record<Role, number>> = { ingress: 1, worker: 2, scheduler: 1, recorder: 1, admin: 0 };

type FieldOptions = {
  readonly ground: Ground;
  readonly seed: number;
  readonly directory: string;
  readonly shape: Shape;
};

/** Sets everything up; nothing has been published yet. */
export async function openField({ ground, seed, directory, shape }: FieldOptions): Promise<Field> {
  mkdirSync(directory, { recursive: true });
  const random = randomFrom(seed);
  const logbook = openLogbook(join(directory, "history.jsonl"));
  const [place, vendor] = await Promise.all([ground.place(), startVendor(directory, seed, logbook)]);
  await migrate(place.databaseUrl);
  const { sql, close } = openDatabase({ url: place.databaseUrl, connections: 2, name: "faults" });
  const { token } = await createToken(sql, { name: "faults", roles: ["producer", "admin"] });
  const counts = { ...least, ...shape.counts };
  const leaseMs = shape.leaseMs ?? shortLeaseMs;
  const ports = await portsFor(counts);
  const wires = shape.proxied === true ? await openWires(place) : undefined;
  const addresses = wires ? { amqpUrl: wires.amqp.url, databaseUrl: wires.database.url } : place;
  const crew = openCrew({
    environment: environmentOf(addresses, vendor, directory, shape.plain === true ? "plain" : "spindle"),
    directory,
    leaseMs,
    logbook,
    plants: shape.plants ?? [],
  });
  // A cluster that has just come together may refuse a first declaration.
  await crew.run("topology", "apply").catch(() => crew.run("topology", "apply"));
  await Promise.all(
    Object.entries(counts).flatMap(([role, count]) =>
      Array.from({ length: count }, (_, index) => {
        const name = `${role} ${index + 1}`;
        // The keys of `counts` are roles.
        return crew.start(role as Role, index + 1, shape.lives?.[name], ports.get(name));
      }),
    ),
  );
  const ingresses = [...ports]
    .filter(([name]) => name.startsWith("ingress"))
    .map(([, env]) => env["SPINDLE_INGRESS_PORT"]);
  const common = { token, random, logbook };
  const servers = ground.own && openServers(ground.own.cluster, ground.own.database, logbook);
  const member = (role: Role, n = 1) => {
    const found = crew.members.find(({ name }) => name === `${role} ${n}`);
    if (!found) throw new Error(`there is no ${role} ${n}`);
    return found;
  };
  return {
    random,
    place,
    sql,
    logbook,
    vendor,
    crew,
    directory,
    member,
    broker: openBrokerActs(place, logbook),
    servers() {
      if (!servers) throw new Error("these servers are not ours to hurt");
      return servers;
    },
    wires() {
      if (!wires) throw new Error("this shape has no proxies");
      return wires;
    },
    producers: openProducers({
      ...common,
      ingress: () => `http://127.0.0.1:${ingresses[Math.floor(random() * ingresses.length)] ?? ""}`,
      amqpUrl: place.amqpUrl,
      pauseMs: shape.pauseMs ?? 100,
    }),
    operators: openOperators({
      ...common,
      admin: `http://127.0.0.1:${ports.get("admin 1")?.["SPINDLE_ADMIN_PORT"] ?? ""}`,
      vendor,
      referenceOf: async (id) => (await messagesIn(sql)).find((message) => message.id === id)?.reference,
    }),
    async history(scenario, vendorWasWell) {
      const journal = vendor.journal();
      return {
        scenario,
        seed,
        routes: routes.map((route) => ({ ...route, leaseMs })),
        told: logbook.told,
        messages: await messagesIn(sql),
        deliveries: await deliveriesIn(sql),
        attempts: await attemptsIn(sql),
        effects: journal
          .filter(({ kind }) => kind === "effect")
          .map(({ atMs, route, reference }, index) => ({ n: index + 1, atMs, route, reference })),
        writes: journal.filter(({ kind }) => kind === "write"),
        queues: await queuesAt(place),
        acts: logbook.acts,
        faults: [...logbook.faults, ...metFailpoints(directory)],
        vendorWasWell,
      };
    },
    async close() {
      await crew.end();
      await vendor.kill();
      await servers?.heal();
      await Promise.all([wires?.amqp.close(), wires?.database.close()]);
      await close();
      await place.leave();
    },
  };
}

/** The ways from the bus to broker and database. */
export type Wires = { readonly amqp: Proxy; readonly database: Proxy };

async function openWires({ amqpUrl, databaseUrl }: Place): Promise<Wires> {
  const [first = amqpUrl] = amqpUrl.split(",");
  const [amqp, database] = await Promise.all([openProxy(first), openProxy(databaseUrl)]);
  return { amqp, database };
}

async function portsFor(
  counts: Readonly<Record<Role, number>>,
): Promise<Map<string, Record<string, string>>> {
  const ports = new Map<string, Record<string, string>>();
  for (const role of ["ingress", "admin"] as const) {
    const variable = `SPINDLE_${role.toUpperCase()}_PORT`;
    for (let n = 1; n <= counts[role]; n += 1)
      ports.set(`${role} ${n}`, { [variable]: String(await getPort()) });
  }
  return ports;
}

function environmentOf(
  { amqpUrl, databaseUrl }: Pick<Place, "amqpUrl" | "databaseUrl">,
  vendor: VendorProcess,
  directory: string,
  config: string,
): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_MASTER_KEY: testMasterKey,
    SPINDLE_CONFIG: resolve(`test/faults/bus/${config}.config.ts`),
    SPINDLE_DATA_DIR: directory,
    SPINDLE_SIMULATOR_URLS: JSON.stringify({ vendor: vendor.url }),
    ...secrets,
  };
}

async function queuesAt({ control, vhost }: Place): Promise<History["queues"]> {
  const text = await control("list_queues", "--vhost", vhost, "--silent", "name", "messages");
  return text
    .split("\n")
    .map((line) => line.split("\t"))
    .flatMap(([name = "", messages]) =>
      messages === undefined || name === "spindle.journal" ? [] : [{ name, messages: Number(messages) }],
    );
}
