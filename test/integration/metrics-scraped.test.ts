import getPort from "get-port";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startAdmin } from "../../admin-api/src/index.ts";
import { faultsIn, keyOf, readExposition } from "../../admin-api/src/testing/read-exposition.ts";
import { countAttempts } from "../../bus/src/postgres/statistics/count-attempts.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { deadQueue } from "../../bus/src/rabbitmq/names.ts";
import { openBroker } from "../../bus/src/operations/open-broker.ts";
import { lookAtDepths } from "../../bus/src/roles/depths.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";

/** An answer is good for five seconds. */
const patienceMs = 30_000;
const route = { route: "toy.keyed", connection: "toy" };

async function setup() {
  const bus = await openToyBus({ operations: ["keyed"] });
  const { amqpUrl, databaseUrl, plan, sql } = bus;
  const { token } = await createToken(sql, { name: "prometheus", roles: ["viewer"] });
  const startAnAdmin = async () => {
    const adminPort = await getPort();
    const settings = { ...readSettings({}), adminPort, amqpUrl, databaseUrl };
    const admin = await startAdmin({ settings, plan, log: pino({ level: "silent" }), name: "admin" });
    onTestFinished(() => admin.stop());
    return async () => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`http://127.0.0.1:${admin.port}/metrics`, { headers });
      const text = await response.text();
      expect([response.status, text]).toEqual([200, expect.any(String)]);
      return text;
    };
  };
  const broker = openBroker({ url: amqpUrl, name: "onlooker", routes: plan.routes, database: { sql } });
  onTestFinished(() => broker.close());
  /** What schedulers do every fifteen seconds, whichever's turn it is. */
  const look = () => lookAtDepths({ sql, routes: plan.routes, broker });
  /** All until now, ten minutes at once: the database may be older than that. */
  const count = async () => {
    while (!(await countAttempts(sql, 0)));
  };
  return { bus, startAnAdmin, look, count };
}

/** All figures of an answer by their names and labels. */
const figuresOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...readExposition(text).values()].flatMap(({ series }) =>
      series.map((each) => [keyOf(each), each.value] as const),
    ),
  );

const figure = (text: string, name: string, labels: Readonly<Record<string, string>> = {}) =>
  figuresOf(text).get(keyOf({ name, labels }));

/** Counters and histograms of the product, which nothing may make less. */
const countersOf = (text: string) =>
  [...readExposition(text).values()]
    .filter(({ name, type }) => name.startsWith("spindle_") && type !== "gauge")
    .flatMap(({ series }) => series);

test(
  "counters never become less across deliveries, a worker's restart and a count, whichever admin process is asked",
  { timeout: 90_000 },
  async () => {
    const { bus, startAnAdmin, look, count } = await setup();
    const [scrape, other] = [await startAnAdmin(), await startAnAdmin()];
    const first = await scrape();
    expect(faultsIn(readExposition(first))).toEqual([]);
    expect(figure(first, "spindle_deliveries_accepted_total", route)).toBe(0);
    expect(figure(first, "spindle_unknown_parts")).toBe(0);

    let seen = first;
    const scraped = async (name: string, labels: Readonly<Record<string, string>>, value: number) => {
      const isTold = (each: string) => figure(each, name, labels) === value;
      const text = await eventually(`${name} to be ${value}`, scrape, isTold, patienceMs);
      const after = figuresOf(text);
      const less = countersOf(seen).filter((each) => !((after.get(keyOf(each)) ?? -1) >= each.value));
      expect(less).toEqual([]);
      seen = text;
      return text;
    };

    const worker = await bus.start(startWorker);
    await bus.publish(3, "a");
    await bus.allBecome(3, "applied");
    await worker.stop();
    await bus.publish(2, "b");
    bus.channel.sendToQueue(deadQueue(route.route), Buffer.from("{}"));
    await count();
    await look();
    const applied = { ...route, outcome: "applied" };
    const waiting = await scraped("spindle_open_deliveries", { ...route, state: "ready" }, 2);
    const text = await scraped("spindle_unrecorded_dead_letters", { connection: "toy" }, 1);
    expect(figure(waiting, "spindle_deliveries_accepted_total", route)).toBe(5);
    expect(figure(text, "spindle_deliveries_ended_total", applied)).toBe(3);
    expect(figure(text, "spindle_attempts_total", applied)).toBe(3);
    expect(figure(text, "spindle_attempt_duration_seconds_count", route)).toBe(3);
    expect(figure(text, "spindle_delivery_duration_seconds_count", route)).toBe(3);

    await bus.start(startWorker);
    await bus.allBecome(5, "applied");
    await count();
    const last = await scraped("spindle_deliveries_ended_total", applied, 5);
    const ofOther = figuresOf(await other());
    expect(countersOf(last).filter((each) => ofOther.get(keyOf(each)) !== each.value)).toEqual([]);
    expect(figure(last, "process_resident_memory_bytes", { role: "admin" })).toBeGreaterThan(1_000_000);
  },
);
