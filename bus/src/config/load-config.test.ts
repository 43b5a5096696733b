import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadConfig } from "./load-config.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Loads a configuration file with this text. */
function load(text: string, simulatorUrls: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  folders.push(folder);
  const configPath = join(folder, "spindle.config.ts");
  writeFileSync(configPath, text);
  return loadConfig({ configPath, simulatorUrls });
}

const adapter = `{ name: "toy", operations: {} }`;

test("a file that is not there is named, with the variable that names another", async () => {
  const loading = loadConfig({ configPath: "/nowhere/spindle.config.ts", simulatorUrls: {} });
  await expect(loading).rejects.toThrow(/no configuration at \/nowhere\/spindle\.config\.ts.*SPINDLE_CONFIG/);
});

test("without a default export it says what to write", async () => {
  await expect(load("export const config = {};")).rejects.toThrow(/no default export.*defineConfig/);
});

test("an error of the file itself is told", async () => {
  await expect(load(`throw new Error("kaputt");`)).rejects.toThrow(/cannot be imported: kaputt/);
  await expect(load(`export default () => { throw new Error("kaputt"); };`)).rejects.toThrow(/kaputt/);
});

test("an unknown key is named with the nearest known one", async () => {
  const loading = load(`export default () => ({ contracts: [], conections: {}, connections: {} });`);
  await expect(loading).rejects.toThrow(/"conections" is not a key here\. Did you mean connections\?/);
});

test("an unknown key of a connection is named with its place", async () => {
  const loading = load(
    `export default () => ({ contracts: [], connections: { one: { adapter: ${adapter}, setings: {}, settings: {} } } });`,
  );
  await expect(loading).rejects.toThrow(
    /connections\.one: "setings" is not a key here\. Did you mean settings\?/,
  );
});

test("an unknown limit of the accounts is named with its place, and a limit of none is refused", async () => {
  const limited = (limits: string) =>
    load(
      `export default () => ({ contracts: [], connections: { one: { adapter: ${adapter}, settings: {}, limits: ${limits} } } });`,
    );
  await expect(limited("{ perKey: { perSecnd: 5 } }")).rejects.toThrow(
    /connections\.one\.limits\.perKey: "perSecnd" is not a key here\. Did you mean perSecond\?/,
  );
  await expect(limited("{ perKey: { concurrency: 0 } }")).rejects.toThrow(/limits\.perKey\.concurrency: /);
  await expect(limited("{ concurrency: 3, perKey: { concurrency: 1 } }")).resolves.toBeDefined();
});

test("an unknown key of an endpoint of notices is named with its place, and a kind that there is not is refused", async () => {
  const told = (notice: string) =>
    load(`export default () => ({ contracts: [], connections: {}, notices: { pos: ${notice} } });`);
  await expect(told(`{ url: "https://pos.example", source: ["/pos"] }`)).rejects.toThrow(
    /notices\.pos: "source" is not a key here\. Did you mean sources\?/,
  );
  await expect(told(`{ url: "https://pos.example", on: ["lost"] }`)).rejects.toThrow(/notices\.pos\.on\.0: /);
  await expect(told(`{ url: "https://pos.example", on: ["failed"] }`)).resolves.toBeDefined();
});

test("an unknown key of a filter, a store or a roll-out is named with its place", async () => {
  const one = (more: string) => `{ adapter: ${adapter}, settings: {}, ${more} }`;
  const filtered = load(
    `export default () => ({ contracts: [], connections: { one: ${one('serves: { country: ["US"] }')} } });`,
  );
  await expect(filtered).rejects.toThrow(
    /connections\.one\.serves: "country" is not a key here\. Did you mean countries\?/,
  );
  const rest = (more: string) =>
    load(`export default () => ({ contracts: [], connections: { one: ${one("")} }, ${more} });`);
  await expect(rest('stores: { "0042": { contry: "US" } }')).rejects.toThrow(
    /stores\.0042: "contry" is not a key here\. Did you mean country\?/,
  );
  const rollout = (alternative: string) =>
    rest(`rollouts: { loyalty: { by: "store", among: [${alternative}], rest: "one" } }`);
  await expect(rollout('{ connection: "one", shares: 5 }')).rejects.toThrow(
    /rollouts\.loyalty\.among\.0: "shares" is not a key here\. Did you mean share\?/,
  );
  await expect(rollout('{ connection: "one", share: 101 }')).rejects.toThrow(/among\.0\.share: /);
  await expect(rollout('{ connection: "one", share: 2.5, units: ["0042"] }')).resolves.toBeDefined();
});

test("large messages have a place in it, and what is no store is refused", async () => {
  const large = (text: string) =>
    load(`export default () => ({ contracts: [], connections: {}, largeMessages: ${text} });`);
  await expect(large("{ maxBytes: 1_000_000, store: { put: () => {} } }")).resolves.toBeDefined();
  await expect(large('{ store: "s3" }')).rejects.toThrow(/largeMessages\.store: must be a store/);
});

test("every fault is told at once", async () => {
  const loading = load(
    `export default () => ({ contracts: 1, connections: { one: { adapter: 1, settings: {}, retry: { base: "soon" } } } });`,
  );
  await expect(loading).rejects.toThrow(
    /contracts: [^]*connections\.one\.adapter: [^]*connections\.one\.retry\.base: /,
  );
});

test("it is asked with the simulators that run", async () => {
  const text = `export default ({ simulator }) => ({
    contracts: [],
    connections: { one: { adapter: ${adapter}, settings: { baseUrl: simulator("toy") ?? "https://real.example" } } },
  });`;
  const settingsOf = async (urls: Readonly<Record<string, string>>) =>
    (await load(text, urls)).connections["one"]?.settings;
  expect(await settingsOf({})).toEqual({ baseUrl: "https://real.example" });
  expect(await settingsOf({ toy: "http://127.0.0.1:1" })).toEqual({ baseUrl: "http://127.0.0.1:1" });
});
