import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { bearerAuth, defineAdapter } from "../adapter/index.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { AnySimulator } from "../testing/index.ts";
import { keepDevSecrets, secretsBeside } from "./dev-secrets.ts";

const adapter = defineAdapter({
  name: "toy",
  version: "1",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({
    apiKey: z.string(),
    hookSecret: z.string().meta({ prefix: "whsec_", description: "how the vendor's begin" }),
  }),
  limits: { concurrency: 1, perSecond: 1 },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: {},
});

// Never loaded here: that it is there is what counts.
const simulator = () => Promise.reject<{ readonly default: AnySimulator }>(new Error("not for this test"));

const config: SpindleConfig = {
  contracts: [],
  connections: {
    toy: { adapter, settings: {}, simulator },
    real: { adapter, settings: {} },
  },
};

function setup() {
  const dataDir = mkdtempSync(join(tmpdir(), "secrets-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const file = join(dataDir, "dev-secrets.json");
  return { dataDir, file, written: () => JSON.parse(readFileSync(file, "utf8")) };
}

const none = () => undefined;
const running = { simulatorUrls: { toy: "http://127.0.0.1:1" } };

test("each secret of a simulated connection is made, as its vendor spells it", () => {
  const { dataDir, written } = setup();
  keepDevSecrets(config, none, dataDir);
  expect(written()).toEqual({
    toy: {
      apiKey: expect.stringMatching(/^[\w-]{32}$/),
      hookSecret: expect.stringMatching(/^whsec_[\w-]{32}$/),
    },
  });
});

test("only its owner can read them", () => {
  const { dataDir, file } = setup();
  keepDevSecrets(config, none, dataDir);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("they are kept over restarts", () => {
  const { dataDir, written } = setup();
  keepDevSecrets(config, none, dataDir);
  const before = written();
  keepDevSecrets(config, none, dataDir);
  expect(written()).toEqual(before);
});

test("a secret that the environment gives is not made", () => {
  const { dataDir, written } = setup();
  keepDevSecrets(config, (_connection, name) => (name === "apiKey" ? "given" : undefined), dataDir);
  expect(Object.keys(written().toy)).toEqual(["hookSecret"]);
});

test("they are used where simulators run, and the environment comes first", () => {
  const { dataDir, written } = setup();
  keepDevSecrets(config, none, dataDir);
  const secretOf = secretsBeside({ TOY_API_KEY: "given" }, { dataDir, ...running });
  expect(secretOf("toy", "apiKey")).toBe("given");
  expect(secretOf("toy", "hookSecret")).toBe(written().toy.hookSecret);
});

test("without simulators they are never used", () => {
  const { dataDir } = setup();
  keepDevSecrets(config, none, dataDir);
  expect(secretsBeside({}, { dataDir, simulatorUrls: {} })("toy", "apiKey")).toBeUndefined();
});

test("a file that cannot be read is told, with what to do", () => {
  const { dataDir, file } = setup();
  writeFileSync(file, "{");
  expect(() => keepDevSecrets(config, none, dataDir)).toThrow(/dev-secrets\.json cannot be read. Delete it/);
});
