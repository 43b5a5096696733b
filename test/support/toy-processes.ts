import { onTestFinished } from "vitest";
import type { RoleName } from "../../bus/src/start/role-names.ts";
import { startRoleProcess, type RoleProcess } from "../../bus/src/start/role-process.ts";
import { testMasterKey } from "./master-key.ts";

type Where = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly vendorUrl: string;
  readonly operations: readonly string[];
  /** Where an ingress or an admin API listens. */
  readonly port?: number;
  /** Variables besides. */
  readonly more?: Readonly<Record<string, string>>;
};

type ToyProcess = RoleProcess & {
  /** What it wrote so far. */
  readonly said: () => string;
};

/** A role of the toy bus in a process of its own, by the real command; it stands. It ends with the test, if not before. */
export async function startToyProcess(
  role: RoleName,
  { amqpUrl, databaseUrl, vendorUrl, operations, port = 0, more = {} }: Where,
): Promise<ToyProcess> {
  const lines: string[] = [];
  const env = {
    PATH: process.env["PATH"],
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_MASTER_KEY: testMasterKey,
    SPINDLE_INGRESS_PORT: String(port),
    SPINDLE_ADMIN_PORT: String(port),
    SPINDLE_CONFIG: "test/support/toy.config.ts",
    SPINDLE_LOG_LEVEL: "warn",
    TOY_API_KEY: "k",
    TOY_VENDOR_URL: vendorUrl,
    TOY_OPERATIONS: operations.join(","),
    ...more,
  };
  const started = startRoleProcess(role, env, (line) => void lines.push(line));
  onTestFinished(async () => {
    started.kill("SIGKILL");
    await started.exited;
  });
  const early = started.exited.then(({ code }) => {
    throw new Error(`${role} ended with ${code} before it stood:\n${lines.join("\n")}`);
  });
  await Promise.race([started.ready, early]);
  // It may end later, and then nobody waits for this.
  early.catch(() => undefined);
  return { ...started, said: () => lines.join("\n") };
}
