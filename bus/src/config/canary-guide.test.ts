import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { orderAt } from "../testing/routing/points-bus.ts";
import { planBus } from "./bus-plan.ts";
import { loadConfig } from "./load-config.ts";

const guide = readFileSync(new URL("../../../docs/how-to/canary-a-vendor.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, text = ""]) => text);
const vendors = new URL("../testing/routing/points-bus.ts", import.meta.url).href;

/** The configuration that an example is a part of; vendors of the test stand for those of the guide. */
const whole = (example: string) => `
  import { orderCompleted, paymentRefunded } from "${import.meta.resolve("@spindlebus/contracts")}";
  import { pointsAdapter } from "${vendors}";
  const paytronix = pointsAdapter, punchh = pointsAdapter;
  const one = { adapter: pointsAdapter, settings: { baseUrl: "https://vendor.example" } };
  export default () => ({
    contracts: [orderCompleted, paymentRefunded],
    connections: { paytronix: one, punchh: one, braze: one },
    ${example}
  });`;

async function planOf(example: string) {
  const folder = mkdtempSync(join(tmpdir(), "guide-"));
  const configPath = join(folder, "spindle.config.ts");
  writeFileSync(configPath, whole(example));
  try {
    return planBus(await loadConfig({ configPath, simulatorUrls: {} }), () => "k");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(examples)("example %# of the guide to canaries is a configuration that runs", async (text) => {
  const routed = (await planOf(text)).routing(orderAt("0042", "o-1"));
  expect([...routed.shadows, ...routed.choices]).not.toEqual([]);
});

test("the guide says which stores move, and why an order went where it did", async () => {
  const named = examples.find((text) => text.includes("except"));
  const [choice] = (await planOf(named ?? "")).routing(orderAt("0042", "o-1")).choices;
  expect(choice?.proposal).toMatchObject({ connection: "punchh", because: "store 0042: named" });
  expect(guide).toContain(choice?.proposal.because);
});
