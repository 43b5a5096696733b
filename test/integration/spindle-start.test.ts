import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive } from "../../tools/servers/processes.ts";
import { eventually } from "../support/eventually.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../support/spindle.ts";

/** `spindle start --simulators` on real servers: what it promises, and what it leaves behind however it ends. */

const roles = ["admin", "ingress", "recorder", "scheduler", "simulators", "worker"];
const startingMs = 120_000;

const fresh = async () => startSpindle({ amqpUrl: await freshVhost(), databaseUrl: await freshDatabase() });

/** The process that supervises the others. */
const supervisorOf = (spindle: RunningSpindle): number => JSON.parse(spindle.file("running.json")).pid;

/** The words of a command beside it, as a person would type them. */
function type(spindle: RunningSpindle, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bus/bin/spindle.mjs", ...words], {
    // Only the data dir is given: everything else is found there.
    env: { PATH: process.env["PATH"], SPINDLE_DATA_DIR: spindle.dataDir },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("while it runs", () => {
  let spindle: RunningSpindle;
  let pids: readonly number[];

  beforeAll(async () => {
    spindle = await fresh();
    await eventually(
      "the welcome",
      async () => spindle.output(),
      (text) => text.includes("Ctrl-C stops"),
    );
    pids = Object.values(spindle.processes());
  }, startingMs);
  afterAll(() => spindle.stop());

  test("every role is a process of its own, named in processes.json", () => {
    expect(Object.keys(spindle.processes()).toSorted()).toEqual(roles);
    expect(new Set(pids).size).toBe(roles.length);
    expect(pids.every(isAlive)).toBe(true);
  });

  test("what it writes can be read by its owner only", () => {
    const files = readdirSync(spindle.dataDir).filter((name) => name !== "logs");
    expect(files.toSorted()).toEqual([
      "admin-token",
      "dev-secrets.json",
      "master-key",
      "processes.json",
      "producer-token",
      "running.json",
    ]);
    for (const file of files) expect(statSync(join(spindle.dataDir, file)).mode & 0o777).toBe(0o600);
    expect(statSync(spindle.dataDir).mode & 0o777).toBe(0o700);
  });

  test("the addresses that it prints answer", async () => {
    const addresses = [...spindle.output().matchAll(/^  (?:ingress|admin|simulators) +(http\S+)$/gm)];
    expect(addresses).toHaveLength(3);
    for (const [, address = ""] of addresses) expect((await fetch(address)).status).toBeLessThan(500);
  });

  test("the commands that it prints work as they stand", () => {
    const [publish, failures] = [...spindle.output().matchAll(/npx spindle (.*)/g)].map(([, words = ""]) =>
      words.split(" "),
    );
    const published = type(spindle, ...(publish ?? []));
    expect(published.stdout).toMatch(/applied +paytronix\.accruePoints +reference \d+/);
    expect(published.status).toBe(0);
    expect(type(spindle, ...(failures ?? [])).status).toBe(3);
  });

  test("the admin API tells of the simulators, breaks one and counts what it did", async () => {
    const ask = async (path: string, json?: object) => {
      const response = await fetch(`${spindle.admin}/api/v1/simulators${path}`, {
        method: json ? "PUT" : "GET",
        headers: {
          authorization: `Bearer ${spindle.file("admin-token").trim()}`,
          "content-type": "application/json",
        },
        ...(json && { body: JSON.stringify(json) }),
      });
      return response.json();
    };
    const fault = { kind: "slow", delayMs: 1 };
    expect(await ask("/paytronix/fault", { ...fault, reason: "a tour" })).toMatchObject({ fault });
    const broken = expect.objectContaining({ address: "paytronix", fault: expect.objectContaining(fault) });
    expect(await ask("")).toEqual({ data: expect.arrayContaining([broken]) });
    expect(await ask("/paytronix/effects")).toEqual({ count: expect.any(Number) });
    expect(await ask("/paytronix/fault", { kind: "none", reason: "the end" })).toMatchObject({
      fault: { kind: "none" },
    });
  });

  test("doctor finds nothing wrong", () => {
    const { status, stdout } = type(spindle, "doctor");
    expect(stdout).not.toContain("✗");
    expect(status).toBe(0);
  });

  test("a second start on the same ports is refused with what to do, before anything is started", () => {
    const env = { ...spindle.environment, SPINDLE_DATA_DIR: join(spindle.dataDir, "second") };
    const { status, stderr } = spawnSync(process.execPath, ["bus/bin/spindle.mjs", "start"], {
      env,
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/Port \d+ is taken by another program.*SPINDLE_INGRESS_PORT=/);
    rmSync(env.SPINDLE_DATA_DIR, { recursive: true });
  });

  test("a killed worker is replaced, and said to be", async () => {
    const { worker = 0 } = spindle.processes();
    process.kill(worker, "SIGKILL");
    const { worker: next } = await eventually(
      "another worker",
      async () => spindle.processes(),
      (now) => now["worker"] !== undefined && now["worker"] !== worker,
    );
    expect(isAlive(next ?? 0)).toBe(true);
    expect(spindle.output()).toContain("worker ended (SIGKILL), starting it again in 0.1 s");
  });

  test("SIGTERM ends every process, and that is a success", async () => {
    const all = [...pids, ...Object.values(spindle.processes()), supervisorOf(spindle)];
    expect(await spindle.stop()).toBe(0);
    expect(all.filter(isAlive)).toEqual([]);
  });
});

test(
  "a supervisor that is killed leaves no process behind",
  async () => {
    const spindle = await fresh();
    const pids = Object.values(spindle.processes());
    expect(pids.filter(isAlive)).toHaveLength(roles.length);
    process.kill(supervisorOf(spindle), "SIGKILL");
    await eventually(
      "all are gone",
      async () => pids.filter(isAlive),
      (alive) => alive.length === 0,
    );
    await spindle.stop();
  },
  startingMs,
);
