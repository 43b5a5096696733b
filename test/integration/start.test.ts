import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { readClaim } from "../../tools/servers/claim.ts";
import { hasExited } from "../../tools/servers/processes.ts";

const start = fileURLToPath(new URL("../../tools/start.ts", import.meta.url));

/** What `spindle start` is here: it tells its environment, and what it is told, and ends as its test wants. */
const standIn = `
  const { SPINDLE_AMQP_URL, SPINDLE_DATABASE_URL, SPINDLE_DATA_DIR, SPINDLE_DEMO_TRAFFIC, ENDING } = process.env;
  const values = [SPINDLE_AMQP_URL, SPINDLE_DATABASE_URL, SPINDLE_DATA_DIR, SPINDLE_DEMO_TRAFFIC];
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      console.log("got " + signal);
      if (ENDING !== "never") process.exit(0);
    });
  }
  process.on("disconnect", () => process.exit(0));
  console.log("pid " + process.pid);
  console.log(process.argv.slice(2).join(" "));
  console.log(values.join(" "));
  if (ENDING === "crash") process.exit(3);
  setInterval(() => {}, 60_000);
`;

/** `npm start` in an empty directory, with servers that are elsewhere, hence at once. */
function setup(environment: Record<string, string> = {}, directory = makeDirectory()) {
  const child = spawn(process.execPath, [start], {
    cwd: directory,
    env: {
      ...process.env,
      SPINDLE_AMQP_URL: "amqp://a",
      SPINDLE_DATABASE_URL: "postgres://b",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGKILL");
    const guard = readClaim(join(directory, environment["SPINDLE_DATA_DIR"] ?? ".spindle"))?.guard;
    if (guard) await hasExited(guard.pid, 10_000);
  });
  const said: string[] = [];
  const heard = new EventTarget();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      said.push(line);
      heard.dispatchEvent(new Event("line"));
    });
  }
  async function says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = said.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return found;
      await once(heard, "line");
    }
  }
  const closed = once(child, "close");
  const ended = async () => {
    await closed;
    return child.exitCode;
  };
  return { directory, child, said, says, ended };
}

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "spindle-start-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, "bus", "bin"), { recursive: true });
  writeFileSync(join(directory, "bus", "bin", "spindle.mjs"), standIn);
  return directory;
}

test("Spindle starts with simulators, demo traffic, the servers' URLs and a data dir for its owner only", async () => {
  const { directory, child, says, ended } = setup();
  await says(/^start --simulators$/);
  const [line] = await says(/^amqp:.*/);
  expect(line).toBe(`amqp://a postgres://b ${directory}/.spindle 1`);
  expect(statSync(join(directory, ".spindle")).mode & 0o777).toBe(0o700);
  child.kill("SIGTERM");
  await ended();
});

test("demo traffic and data dir can be chosen", async () => {
  const { directory, says } = setup({ SPINDLE_DEMO_TRAFFIC: "0", SPINDLE_DATA_DIR: "elsewhere" });
  const [line] = await says(/^amqp:.*/);
  expect(line).toBe(`amqp://a postgres://b ${directory}/elsewhere 0`);
});

test("Ctrl-C reaches Spindle once, and its good end is a good end", async () => {
  const { child, said, says, ended } = setup();
  await says(/^amqp:/);
  child.kill("SIGINT");
  expect(await ended()).toBe(0);
  expect(said.filter((line) => line.startsWith("got"))).toEqual(["got SIGINT"]);
});

test("a second Ctrl-C forces the end of a Spindle that does not stop", async () => {
  const { child, says, ended } = setup({ ENDING: "never" });
  await says(/^amqp:/);
  child.kill("SIGINT");
  await says(/^got SIGINT$/);
  child.kill("SIGINT");
  expect(await ended()).toBe(128 + 9);
});

test("the exit code of a Spindle that fails is passed on", async () => {
  expect(await setup({ ENDING: "crash" }).ended()).toBe(3);
});

test("a second start in the same data dir says who has it and how to stop that, and fails", async () => {
  const first = setup();
  await first.says(/^amqp:/);
  const second = setup({}, first.directory);
  await second.says(new RegExp(`in use by process ${first.child.pid}.*kill ${first.child.pid}`));
  expect(await second.ended()).toBe(1);
});

test("Spindle ends also when its starter is killed with -9", async () => {
  const { child, says } = setup();
  const [, pid] = await says(/^pid (\d+)$/);
  await says(/^amqp:/);
  child.kill("SIGKILL");
  expect(await hasExited(Number(pid), 10_000)).toBe(true);
});
