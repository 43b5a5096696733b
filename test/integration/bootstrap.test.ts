import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

/** What npm is here: it notes that it ran, and installs the one thing that bootstrap wants, this very Node. */
const fakeNpm = `
  const { appendFileSync, mkdirSync, symlinkSync, rmSync } = require("node:fs");
  appendFileSync("npm-ran", process.argv.slice(2).join(" ") + "\\n");
  if (process.env.NPM_FAILS) process.exit(1);
  rmSync("node_modules", { recursive: true, force: true });
  setTimeout(() => {
    mkdirSync("node_modules/.bin", { recursive: true });
    symlinkSync(process.execPath, "node_modules/.bin/node");
  }, 200);
`;

/** A checkout with nothing installed, whose one script says its arguments and ends as they say. */
function setup() {
  const root = mkdtempSync(join(tmpdir(), "spindle-bootstrap-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "tools"));
  copyFileSync(
    fileURLToPath(new URL("../../tools/bootstrap.mjs", import.meta.url)),
    join(root, "tools", "bootstrap.mjs"),
  );
  writeLock(root, "1.0.0");
  // What lies in the folders above may call its scripts modules.
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "npm-cli.js"), fakeNpm);
  writeFileSync(join(root, "script.ts"), script);
  const run = (args: readonly string[] = [], environment: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [join(root, "tools", "bootstrap.mjs"), "script.ts", ...args], {
      env: { PATH: process.env["PATH"], npm_execpath: join(root, "npm-cli.js"), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  return { root, run, npmRuns: () => readFileSync(join(root, "npm-ran"), "utf8").trim().split("\n").length };
}

const script = `
  const [how, ...rest]: string[] = process.argv.slice(2);
  let signals = 0;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      signals += 1;
      setTimeout(() => process.exit(signals), 300);
    });
  }
  console.log("ran", rest.join(" "));
  if (how === "wait") setInterval(() => {}, 60_000);
  else process.exit(Number(how ?? 0));
`;

const writeLock = (root: string, version: string) =>
  writeFileSync(
    join(root, "package-lock.json"),
    JSON.stringify({ packages: { "node_modules/one": { version } } }),
  );

async function ending(child: ReturnType<ReturnType<typeof setup>["run"]>) {
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, output, errors };
}

test("the first run installs the dependencies and says so; the next one does not", async () => {
  const { run, npmRuns } = setup();
  const first = await ending(run());
  expect(first.errors).toMatch(/installing the dependencies[^]*dependencies installed \(\d+\.\d s\)/);
  expect(first.code).toBe(0);
  expect((await ending(run())).errors).toBe("");
  expect(npmRuns()).toBe(1);
});

test("a changed lock file is installed", async () => {
  const { root, run, npmRuns } = setup();
  await ending(run());
  writeLock(root, "1.0.1");
  await ending(run());
  expect(npmRuns()).toBe(2);
});

test("what somebody installed with npm itself is not installed again", async () => {
  const { root, run, npmRuns } = setup();
  await ending(run());
  writeLock(root, "1.0.1");
  const note = { packages: { "node_modules/one": { version: "1.0.1" } } };
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify(note));
  await ending(run());
  expect(npmRuns()).toBe(1);
});

test("two first runs at once install once", async () => {
  const { run, npmRuns } = setup();
  const both = await Promise.all([ending(run()), ending(run())]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(npmRuns()).toBe(1);
});

test("the turn of an installer that died is taken over", async () => {
  const { root, run } = setup();
  mkdirSync(join(root, ".spindle-install"));
  writeFileSync(join(root, ".spindle-install", "turn"), String(2 ** 22 + 1));
  expect((await ending(run())).code).toBe(0);
});

test("a failing npm is told with what to try, and nothing is run", async () => {
  const { run } = setup();
  const { code, output, errors } = await ending(run([], { NPM_FAILS: "1" }));
  expect(errors).toContain("npm ci failed (exit code 1)");
  expect([code, output]).toEqual([1, ""]);
});

test("arguments, output and exit code are the script's own", async () => {
  const { run } = setup();
  const { code, output } = await ending(run(["7", "a b", "--c"]));
  expect([code, output]).toEqual([7, "ran a b --c\n"]);
});

test("two signals at once, as one Ctrl-C arrives from terminal and npm, are passed on as one", async () => {
  const { run } = setup();
  const child = run(["wait"]);
  await once(child.stdout, "data");
  child.kill("SIGINT");
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(child.exitCode).toBe(1);
});
