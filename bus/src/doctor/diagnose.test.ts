import { expect, test, vi } from "vitest";
import type { GovernorReport } from "../operations/plan-views.ts";
import { planPoints } from "../testing/routing/points-bus.ts";
import { openDiagnosis } from "./diagnose.ts";

const nowhere = "127.0.0.1:1";

function setup(changes: Partial<Parameters<typeof openDiagnosis>[0]> = {}) {
  return openDiagnosis({
    plan: planPoints({ connections: { "points-us": {} } }),
    settings: {
      amqpUrl: `amqp://user:s3cret@${nowhere}`,
      databaseUrl: `postgres://user:s3cret@${nowhere}/x`,
      configPath: "/srv/spindle.config.ts",
    },
    broker: { version: async () => "3.10.8", queues: async () => ({ at: "", queues: [] }) },
    planState: { governors: async () => new Map() },
    ...changes,
  });
}

const only = async (diagnose: ReturnType<typeof setup>, name: string) =>
  (await diagnose()).find((each) => each.name === name);

test("a database that is away is told with where it is and which variable says so, and without its password", async () => {
  const all = await setup()();
  expect(all.find(({ name }) => name === "database")).toMatchObject({
    ok: false,
    words: expect.stringContaining(nowhere),
    setting: "SPINDLE_DATABASE_URL",
  });
  expect(JSON.stringify(all)).not.toContain("s3cret");
});

test("what one part says hides no other", async () => {
  expect((await setup()()).map(({ name, ok }) => [name, ok])).toEqual([
    ["database", false],
    ["broker", true],
    ["queues", true],
    ["adapters", true],
    ["configuration", true],
  ]);
});

test("a part that does not answer is given up after two seconds", async () => {
  vi.useFakeTimers();
  const frozen = {
    version: () => new Promise<string>(() => undefined),
    queues: async () => ({ at: "", queues: [] }),
  };
  const found = only(
    setup({
      broker: frozen,
      settings: { amqpUrl: "amqp://mq", databaseUrl: "postgres://127.0.0.1:1/x", configPath: "" },
    }),
    "broker",
  );
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  expect(await found).toMatchObject({ ok: false, words: expect.stringContaining("within 2 s") });
});

test("a vendor that is away is a word, and no fault", async () => {
  const governors = async () =>
    new Map<string, GovernorReport>([["points-us", { circuit: "open", closures: [], slots: {} }]]);
  expect(await only(setup({ planState: { governors } }), "adapters")).toMatchObject({
    ok: true,
    words: expect.stringContaining("points-us"),
  });
});

test("however many ask, the broker is asked once", async () => {
  let asked = 0;
  const version = async () => {
    asked += 1;
    return "3.10.8";
  };
  const diagnose = setup({ broker: { version, queues: async () => ({ at: "", queues: [] }) } });
  await Promise.all([diagnose(), diagnose(), diagnose()]);
  expect(asked).toBe(1);
});
