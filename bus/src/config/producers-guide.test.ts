import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planBus } from "./bus-plan.ts";
import { loadConfig } from "./load-config.ts";

const guide = readFileSync(
  new URL("../../../docs/how-to/authenticate-a-producer.md", import.meta.url),
  "utf8",
);
const examples = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, text = ""]) => text);

test.each(examples)("example %# of the guide to producers is a configuration that runs", async (text) => {
  const folder = mkdtempSync(join(tmpdir(), "guide-"));
  const configPath = join(folder, "spindle.config.ts");
  writeFileSync(configPath, `export default () => ({ contracts: [], connections: {}, ${text} });`);
  try {
    const config = await loadConfig({ configPath, simulatorUrls: {} });
    const { oidc } = planBus(config, () => undefined).ingress;
    expect(oidc.flatMap(({ producers }) => [...producers])).not.toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the guide has an example for Auth0 and one for Keycloak", () => {
  expect(examples.map((text) => /auth0|realms/.exec(text)?.[0])).toEqual(["auth0", "realms"]);
});
