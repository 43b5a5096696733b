import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, freshVhost } from "../support/servers.ts";
import { type RunningSpindle, startSpindle } from "../support/spindle.ts";

const run = promisify(execFile);

/** The commands of the README, run as they stand, with this run's ports and data dir in place of the default ones. */
const tour = readFileSync("README.md", "utf8").split("## A tour")[1] ?? "";
const blocks = [...tour.matchAll(/```sh\n(.*?)```/gs)].map(([, script = ""]) => script);

let spindle: RunningSpindle;
let folder: string;

beforeAll(async () => {
  spindle = await startSpindle({ amqpUrl: await freshVhost(), databaseUrl: await freshDatabase() });
  folder = mkdtempSync(join(tmpdir(), "spindle-readme-"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  symlinkSync(resolve("spindle.config.ts"), join(folder, "spindle.config.ts"));
  symlinkSync(spindle.dataDir, join(folder, ".spindle"));
}, 120_000);

afterAll(async () => {
  await spindle?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the README has a tour", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(4);
});

test.each(blocks.map((script) => ({ title: script.split("\n")[0] ?? "", script })))(
  "runs: $title",
  async ({ script }) => {
    const ports = {
      "localhost:8080": new URL(spindle.ingress).host,
      "localhost:8081": new URL(spindle.admin).host,
      "localhost:8090": new URL(spindle.simulators).host,
    };
    const here = Object.entries(ports).reduce(
      (text, [written, actual]) => text.replaceAll(written, actual),
      script,
    );
    const path = `${resolve("node_modules/.bin")}:${process.env["PATH"]}`;
    // What counts is how the last command ends: on the way, a refusal is what the tour is about.
    const strict = `set -uo pipefail\n${here.replaceAll("curl -s", "curl -sS --fail-with-body")}`;
    const { stdout } = await run("bash", ["-c", strict], {
      cwd: folder,
      env: { ...spindle.environment, PATH: path },
    });
    expect(stdout).not.toContain("problem");
  },
);
