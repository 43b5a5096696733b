import { canonicalContracts } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAdmin, type RunningAdmin } from "../../admin-api/src/index.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { operatedLedger, pointsRoute, refused, type OperatedLedger } from "../support/operated-ledger.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";

const token = "a-token-of-this-test-alone";
let bus: OperatedLedger;
let link: Proxy;
let admin: RunningAdmin;

beforeAll(async () => {
  bus = await operatedLedger();
  await createToken(bus.database.sql, { name: "dev", roles: ["admin"], loopbackOnly: true, token });
  link = await openProxy(bus.url);
  admin = await start(link.url);
});
afterAll(async () => {
  await admin.stop();
  await link.cut();
  await bus.close();
});

function start(databaseUrl: string, port = 0): Promise<RunningAdmin> {
  const settings = { ...readSettings({}), adminPort: port, amqpUrl: "amqp://127.0.0.1:1", databaseUrl };
  const plan = planBus({ contracts: canonicalContracts, connections: {} }, () => undefined);
  return startAdmin({ settings, plan, log: pino({ level: "silent" }), name: "test" });
}

type Ask = Omit<RequestInit, "headers"> & {
  readonly headers?: Readonly<Record<string, string>>;
  /** What fetch wants to hear of a body in chunks. */
  readonly duplex?: "half";
};

async function ask(path: string, init: Ask = {}) {
  const headers = { authorization: `Bearer ${token}`, ...init.headers };
  const response = await fetch(`http://127.0.0.1:${admin.port}${path}`, { ...init, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe("over a real socket", () => {
  test("a token for this machine is accepted from this machine", async () => {
    const id = await bus.fail(refused());
    const { status, text } = await ask(`/api/v1/failures/${id}:${pointsRoute}`);
    expect([status, JSON.parse(text).state]).toEqual([200, "dead"]);
    expect((await ask("/api/v1/failures", { headers: { authorization: "Bearer nonsense" } })).status).toBe(
      401,
    );
  });

  test("a repeat under the same Idempotency-Key replays no second time", async () => {
    const id = await bus.fail(refused());
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "one" },
      body: JSON.stringify({ selection: { ids: [`${id}:${pointsRoute}`] }, reason: "mended" }),
    };
    const answers = [await ask("/api/v1/replays", request), await ask("/api/v1/replays", request)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[1]?.text).toBe(answers[0]?.text);
    expect((await bus.operations.replays.list({}, { limit: 10 })).data).toHaveLength(1);
  });

  test.each([
    ["with its length declared", () => Buffer.alloc(2_000_000, "x")],
    ["in chunks", () => new Blob(["x".repeat(2_000_000)]).stream()],
  ])("a body of 2 MB %s is refused, and the next request is served", async (_what, bodyOf) => {
    const headers = { "content-type": "application/json" };
    // A client that is still sending may see the connection end before it reads the answer.
    const seen = await ask("/api/v1/replays", {
      method: "POST",
      headers,
      body: bodyOf(),
      duplex: "half",
    }).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(seen);
    expect((await ask("/livez")).status).toBe(200);
  });
});

test("without a broker it serves all that needs none, and says what is the matter", async () => {
  expect((await ask("/readyz")).status).toBe(200);
  const { status, text } = await ask("/api/v1/queues");
  expect([status, text]).toEqual([503, expect.stringContaining("RabbitMQ at amqp://127.0.0.1:1")]);
  const { nodes, compared } = JSON.parse((await ask("/api/v1/topology")).text);
  expect([nodes.length > 0, compared.at]).toEqual([true, null]);
  const { checks } = JSON.parse((await ask("/api/v1/diagnostics")).text);
  expect(checks).toContainEqual(
    expect.objectContaining({ name: "broker", ok: false, setting: "SPINDLE_AMQP_URL" }),
  );
  expect(checks).toContainEqual(expect.objectContaining({ name: "migrations", ok: true }));
  const { text: metrics } = await ask("/metrics");
  expect(metrics).toMatch(
    /^spindle_unknown_parts 1$[^]*^spindle_broker_up 0$[^]*^spindle_outbox_messages \d+$/m,
  );
  expect(metrics).not.toContain("spindle_unrecorded_dead_letters");
});

test("while the database is away it answers 503, and serves again once the database is back", async () => {
  await link.cut();
  expect((await ask("/livez")).status).toBe(200);
  expect((await ask("/readyz")).status).toBe(503);
  const checks = async () => JSON.parse((await ask("/api/v1/diagnostics")).text).checks;
  await expect.poll(checks, { timeout: 10_000 }).toContainEqual({ name: "database", ok: false });
  const { status, headers } = await ask("/api/v1/failures");
  expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
  // Not even figures that were good a second ago.
  const scraped = await ask("/metrics");
  expect([scraped.status, scraped.text]).toEqual([503, expect.not.stringContaining("spindle_")]);
  await link.mend();
  await expect.poll(async () => (await ask("/readyz")).status, { timeout: 20_000 }).toBe(200);
  expect((await ask("/api/v1/failures")).status).toBe(200);
  await expect.poll(async () => (await ask("/metrics")).status, { timeout: 20_000 }).toBe(200);
});

test("a taken port is an error that names the setting", async () => {
  await expect(start(bus.url, admin.port)).rejects.toThrow("SPINDLE_ADMIN_PORT");
});
