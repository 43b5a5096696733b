/**
 * Runs one of the project's TypeScript files: `node tools/bootstrap.mjs tools/start.ts …`.
 *
 * Plain JavaScript without dependencies, for whatever Node (18 or newer) the machine has: it installs the dependencies
 * when they are not what package-lock.json says, and then hands over to the Node 24 among them.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, "package-lock.json");
const stampFile = join(root, "node_modules", ".spindle-installed");
const nodeOfTheProject = join(
  root,
  "node_modules",
  ".bin",
  process.platform === "win32" ? "node.cmd" : "node",
);
const turnFile = join(root, ".spindle-install", "turn");

/** Ctrl-C in a terminal reaches npm and this process; npm passes it on, and one press arrives twice. */
const oneSignalWithinMs = 700;

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail("usage: node tools/bootstrap.mjs <file.ts> [arguments]");
if (!isInstalled()) await inTurn(install);
run(resolve(root, script), args);

/** Whether node_modules is what package-lock.json asks for. */
function isInstalled() {
  if (!existsSync(nodeOfTheProject)) return false;
  const digest = digestOfLock();
  if (read(stampFile) === digest) return true;
  if (!npmInstalledTheLock()) return false;
  writeFileSync(stampFile, digest);
  return true;
}

function digestOfLock() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

/** npm's own note of what it installed, for somebody who uses npm directly. */
function npmInstalledTheLock() {
  const note = read(join(root, "node_modules", ".package-lock.json"));
  if (note === undefined) return false;
  const installed = JSON.parse(note).packages;
  return Object.entries(JSON.parse(readFileSync(lockFile, "utf8")).packages)
    .filter(([path, entry]) => path.includes("node_modules/") && !entry.link)
    .every(
      ([path, entry]) => installed[path]?.version === entry.version || (entry.optional && !installed[path]),
    );
}

async function install() {
  // Whoever had the turn before us may have done it.
  if (isInstalled()) return;
  const startedAt = Date.now();
  say("installing the dependencies (npm ci)");
  rmSync(stampFile, { force: true });
  // What a production setting would leave out, tests and development need.
  const code = await npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
  if (code !== 0) fail(`npm ci failed (exit code ${code}). Mend what it says above, or try: npm ci`);
  if (!existsSync(nodeOfTheProject)) {
    fail(
      "npm did not run the install script of the package `node`. Type: npm rebuild node --ignore-scripts=false",
    );
  }
  writeFileSync(stampFile, digestOfLock());
  say(`dependencies installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function npm(words) {
  // Under `npm start`, the npm that runs us; it need not be the first on the PATH.
  const cli = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const [command, first] = cli ? [process.execPath, [cli]] : ["npm", []];
  const child = spawn(command, [...first, ...words], {
    cwd: root,
    // Standard output belongs to the script that we run.
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32" && !cli,
  });
  forwardSignals(child);
  return new Promise((done) => {
    child.on("error", (error) => {
      say(`npm cannot be started: ${error.message}`);
      done(127);
    });
    child.on("exit", (code, signal) => done(exitCode(code, signal)));
  });
}

/** One process at a time in this checkout; the turn of one that died is taken over. */
async function inTurn(work) {
  mkdirSync(dirname(turnFile), { recursive: true });
  const mine = `${turnFile}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  process.on("exit", () => rmSync(mine, { force: true }));
  let waiting = false;
  while (!succeeds(() => linkSync(mine, turnFile))) {
    const holder = read(turnFile);
    if (holder !== undefined && !isAlive(Number(holder))) takeAway(holder, `${mine}.stale`);
    else {
      if (!waiting) say(`waiting for process ${holder}, which is installing the dependencies`);
      waiting = true;
      await delay(100);
    }
  }
  process.on("exit", () => rmSync(turnFile, { force: true }));
  await work();
  rmSync(turnFile, { force: true });
}

/** Removes a dead holder's turn, and gives it back should somebody alive have taken it in the meantime. */
function takeAway(holder, aside) {
  if (!succeeds(() => renameSync(turnFile, aside))) return;
  if (read(aside) !== holder) succeeds(() => linkSync(aside, turnFile));
  rmSync(aside, { force: true });
}

/** Hands over to the project's Node, in a session of its own: signals reach it through us only, hence once. */
function run(file, words) {
  const child = spawn(nodeOfTheProject, [file, ...words], {
    cwd: root,
    // Whoever says `node` from here on means this one; under npm that is so already.
    env: { ...process.env, PATH: [dirname(nodeOfTheProject), process.env.PATH].join(delimiter) },
    // The channel's end tells it that we are gone, should we be killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: true,
  });
  forwardSignals(child);
  hangUpWithNpm(child);
  child.on("error", (error) => fail(`${nodeOfTheProject} cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(exitCode(code, signal)));
}

function forwardSignals(child) {
  let lastAt = -Infinity;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const isNew = performance.now() - lastAt > oneSignalWithinMs;
      lastAt = performance.now();
      if (isNew) child.kill(signal);
    });
  }
}

/** An npm that was killed outright tells nobody, but then this process, or the shell between them, has another parent. */
function hangUpWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = lineToNpm();
  const timer = setInterval(() => {
    if (lineToNpm() === before) return;
    clearInterval(timer);
    child.kill("SIGHUP");
  }, 1_000);
}

/** npm's own parent is left out: it may well go, when npm was started in the background. */
function lineToNpm() {
  const stat = read(`/proc/${process.ppid}/stat`);
  // proc(5): pid (name) state ppid …; npm names its process after itself.
  const [, name, shellParent] = stat?.match(/\((.*)\) \S (\d+)/s) ?? [];
  return name === undefined || name.startsWith("npm") ? `${process.ppid}` : `${shellParent} ${process.ppid}`;
}

function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

function isAlive(pid) {
  return succeeds(() => process.kill(pid, 0));
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function succeeds(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function say(line) {
  process.stderr.write(`spindle: ${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
