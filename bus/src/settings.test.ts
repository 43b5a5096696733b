import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings, secretsFromEnvironment } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "spindle-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the environment", () => {
  test("need not say anything", () => {
    expect(readSettings({ PATH: "/bin" })).toMatchObject({
      ingressPort: 8080,
      adminPort: 8081,
      simulatorPort: 8090,
      host: "127.0.0.1",
      demoTraffic: false,
      simulatorUrls: {},
    });
  });

  test("is refused with every fault at once, and the nearest name for each that is unknown", () => {
    const read = () =>
      readSettings({ SPINDLE_INGRES_PORT: "1", SPINDLE_ADMIN_PORT: "http", SPINDLE_AMQP_URL: "redis://x" });
    expect(read).toThrow(/SPINDLE_INGRES_PORT is not a setting.*SPINDLE_INGRESS_PORT/);
    expect(read).toThrow(/SPINDLE_ADMIN_PORT/);
    expect(read).toThrow(/SPINDLE_AMQP_URL: must be an amqp/);
  });

  test("may hold what Kubernetes puts there for services of the same names", () => {
    const injected = {
      SPINDLE_INGRESS_PORT: "tcp://10.0.0.7:8080",
      SPINDLE_INGRESS_PORT_8080_TCP_ADDR: "10.0.0.7",
      SPINDLE_INGRESS_SERVICE_HOST: "10.0.0.7",
      SPINDLE_ADMIN_SERVICE_PORT_HTTP: "8081",
    };
    expect(readSettings(injected).ingressPort).toBe(8080);
  });

  test("with an empty variable is one without it", () => {
    expect(readSettings({ SPINDLE_ADMIN_PORT: "" }).adminPort).toBe(8081);
  });
});

describe("a secret", () => {
  const file = join(folder, "secret");
  writeFileSync(file, "from the file\n");

  test("comes from the variable that connection and secret name", () => {
    const secretOf = secretsFromEnvironment({ PAYTRONIX_US_INTEGRATION_SECRET: "s" });
    expect(secretOf("paytronix-us", "integrationSecret")).toBe("s");
    expect(secretOf("paytronix", "integrationSecret")).toBeUndefined();
  });

  test("comes from a file where one is named, without the line's end", () => {
    expect(secretsFromEnvironment({ STRIPE_API_KEY_FILE: file })("stripe", "apiKey")).toBe("from the file");
  });
});
