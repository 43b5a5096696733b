import { BrokerAway } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { adminClient, person } from "./testing/admin-client.ts";
import { aQueue } from "./testing/fake-broker.ts";

const shared = { ...aQueue, name: "spindle.intake", kind: "intake", route: null, connection: null } as const;
const at = "2026-11-23T12:00:00.000Z";
const broker = { queues: async () => ({ at, queues: [aQueue, shared] }) };
const limited = { ...person("lia", "viewer"), connections: ["paytronix"], brands: null };
const elsewhere = { ...limited, connections: ["stripe"] };
// as: of a connection only this is asked for here.
const aConnection = (id: string) =>
  [id, { id, adapter: {}, settings: { baseUrl: "https://vendor.example" } } as never] as const;
const connections = new Map([aConnection("paytronix"), aConnection("stripe")]);
const { ask } = adminClient({ broker, connections, tokens: { limited, elsewhere } });

test("queues are told with what waits in them, and what cannot be told is null", async () => {
  const { status, json } = await ask("/api/v1/queues", { token: "viewer" });
  expect([status, json.at]).toEqual([200, at]);
  expect(json.data).toEqual([
    { ...aQueue, unacked: null },
    { ...shared, unacked: null },
  ]);
  expect(json.unseen).toContain("management plugin");
});

test("who is limited to some connections sees the queues of these, and none that all share", async () => {
  const namesFor = async (token: string) =>
    (await ask("/api/v1/queues", { token })).json.data.map(({ name }: { name: string }) => name);
  expect(await namesFor("limited")).toEqual([aQueue.name]);
  expect(await namesFor("elsewhere")).toEqual([]);
});

test("while the broker is away the answer is 503, and says so", async () => {
  const away = async () => {
    throw new BrokerAway("RabbitMQ at amqp://mq:5672 is not usable: ECONNREFUSED.");
  };
  const { status, json, headers } = await adminClient({ broker: { queues: away } }).ask("/api/v1/queues");
  expect([status, json.detail]).toEqual([503, expect.stringContaining("RabbitMQ at amqp://mq:5672")]);
  expect(headers.get("retry-after")).toBe("2");
});

test("the declared topology is drawn although the broker is away, and says so", async () => {
  const compare = async () => {
    throw new BrokerAway("RabbitMQ at amqp://mq:5672 is not usable: ECONNREFUSED.");
  };
  const { status, json } = await adminClient({ broker: { compare } }).ask("/api/v1/topology");
  expect([status, json.differences]).toEqual([200, []]);
  expect(json.compared).toEqual({ at: null, words: expect.stringContaining("ECONNREFUSED") });
  expect(json.nodes).toContainEqual({
    id: "queue:spindle.journal",
    kind: "queue",
    name: "spindle.journal",
    queue: "journal",
  });
});

test("while a topology is applied nothing is compared", async () => {
  const { json } = await adminClient({ broker: { compare: async () => undefined } }).ask("/api/v1/topology");
  expect(json.compared).toEqual({ at: null, words: expect.stringContaining("applying a topology") });
});

test("differences come with what to type, and are of the connections that somebody may see", async () => {
  const missing = { kind: "queue", name: aQueue.name, state: "missing" } as const;
  const compare = async () => ({ at, found: [missing, { ...missing, name: "spindle.journal" }] });
  const client = adminClient({ broker: { compare }, tokens: { limited }, connections });
  const namesFor = async (token: string) =>
    (await client.ask("/api/v1/topology", { token })).json.differences.map(
      ({ name, fix }: { name: string; fix: string }) => [name, fix],
    );
  const fix = "spindle topology apply";
  expect(await namesFor("admin")).toEqual([
    [aQueue.name, fix],
    ["spindle.journal", fix],
  ]);
  expect(await namesFor("limited")).toEqual([[aQueue.name, fix]]);
});

test("the installation is told without what only Spindle needs of it", async () => {
  const links = { trace: "https://jaeger.acme.example/trace/{traceId}" };
  const { json } = await adminClient({ admin: { links } }).ask("/api/v1/installation", { token: "viewer" });
  expect(json).toEqual({
    environment: { name: "development", colour: "grey", production: false, testMessages: true },
    links: { ...links, source: null },
    simulators: false,
  });
});
