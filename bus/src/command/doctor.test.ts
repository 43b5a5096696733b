import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openToyIssuer, toyKey } from "../oidc/toy-issuer.ts";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

/** A folder with a configuration that is fine, and nothing else. */
function setup(env: Readonly<Record<string, string>> = {}, config = fine) {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const configPath = join(folder, "spindle.config.ts");
  writeFileSync(configPath, config);
  const host = capturedHost({
    env: {
      SPINDLE_CONFIG: configPath,
      SPINDLE_DATA_DIR: folder,
      SPINDLE_INGRESS_PORT: "0",
      SPINDLE_ADMIN_PORT: "0",
      ...env,
    },
  });
  return { host, lines: () => host.out().trimEnd().split("\n") };
}

const fine = "export default () => ({ contracts: [], connections: {} });";

/** Port 9 is the discard protocol's: nobody listens there. */
const down = {
  SPINDLE_AMQP_URL: "amqp://user:passw0rd@127.0.0.1:9/vhost",
  SPINDLE_DATABASE_URL: "postgres://user:passw0rd@127.0.0.1:9/spindle",
};

test("where the servers are down, each is told with its address and the next step", async () => {
  const { host } = setup(down);
  expect(await main(["doctor"], host)).toBe(1);
  expect(host.out()).toMatch(/✗ broker +RabbitMQ at amqp:\/\/127\.0\.0\.1:9\/vhost: .*ECONNREFUSED/);
  expect(host.out()).toMatch(/✗ database +PostgreSQL at 127\.0\.0\.1:9\/spindle: .*ECONNREFUSED/);
  expect(host.out()).toMatch(/→ Start it, or correct SPINDLE_AMQP_URL/);
});

test("a password is never shown", async () => {
  const { host } = setup(down);
  await main(["doctor"], host);
  expect(host.out() + host.err()).not.toContain("passw0rd");
});

test("what is wrong in one place does not hide what is right in another", async () => {
  const { host } = setup(down);
  await main(["doctor"], host);
  expect(host.out()).toMatch(/✓ config/);
  expect(host.out()).toMatch(/✓ secrets/);
  expect(host.out()).toMatch(/✓ port ingress/);
});

test("a configuration that cannot be loaded is told, and the servers are looked at all the same", async () => {
  const { host } = setup(down, "export const config = {};");
  await main(["doctor"], host);
  expect(host.out()).toMatch(/✗ config .*\n?.*no default export/);
  expect(host.out()).toMatch(/✗ broker/);
});

test("servers that nobody named are told with the variable that names them", async () => {
  const { host } = setup();
  expect(await main(["doctor"], host)).toBe(1);
  expect(host.out()).toContain("SPINDLE_AMQP_URL is not set");
  expect(host.out()).toContain("SPINDLE_DATABASE_URL is not set");
});

test("an environment that cannot be read is one finding", async () => {
  const { host } = setup({ SPINDLE_DATABASE_URI: "x" });
  expect(await main(["doctor"], host)).toBe(1);
  expect(host.out()).toContain("SPINDLE_DATABASE_URI is not a setting");
});

test("with --json each finding is one line of JSON", async () => {
  const { host, lines } = setup(down);
  await main(["doctor", "--json"], host);
  const findings = lines().map((line) => JSON.parse(line));
  expect(findings.find(({ check }) => check === "broker")).toMatchObject({
    result: "failed",
    next: expect.any(String),
  });
});

test("an OIDC issuer is asked for its keys, as the ingress will ask", async () => {
  const issuer = await openToyIssuer([toyKey("k1"), toyKey("k2")]);
  const oidc = (url: string) => [{ issuer: url, audience: "bus", producers: [{ client: "till" }] }];
  const config = (url: string) =>
    `export default () => ({ contracts: [], connections: {}, ingress: { oidc: ${JSON.stringify(oidc(url))} } });`;
  const good = setup(down, config(issuer.url));
  await main(["doctor"], good.host);
  expect(good.host.out()).toContain(`${issuer.url} gives 2 keys`);
  const slashed = setup(down, config(`${issuer.url}/`));
  await main(["doctor"], slashed.host);
  expect(slashed.host.out()).toMatch(/✗ issuer .*speaks of another issuer/);
  await issuer.close();
  const gone = setup(down, config(issuer.url));
  await main(["doctor"], gone.host);
  expect(gone.host.out()).toMatch(/✗ issuer .*gives no keys: .*ECONNREFUSED/);
});
