#!/usr/bin/env node
// Plain JavaScript that any Node from 16 on understands: the machine's Node may be too old for the product, which then
// runs under the Node that the project brings along.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const needed = 24;
const self = fileURLToPath(import.meta.url);

if (majorOf(process.versions.node) >= needed) await runHere();
else runUnderProjectNode();

async function runHere() {
  // Stripping types and compiling is half of a start; what has not changed is not done again.
  const { enableCompileCache } = await import("node:module");
  enableCompileCache(join(dirname(self), "..", "..", "node_modules", ".cache", "spindle"));
  const { main } = await import("../src/command/main.ts");
  const { terminalEditor } = await import("../src/command/terminal-editor.ts");
  const { env, stdin, stdout, stderr } = process;
  const edit = terminalEditor(env);
  const exitCode = await main(process.argv.slice(2), {
    env,
    stdin,
    stdout,
    stderr,
    fetch,
    signals: process,
    edit,
  });
  process.exitCode = exitCode;
  // A role that could not be started may leave connections that keep the process; what was printed goes out first.
  if (exitCode !== 0) stdout.write("", () => process.exit(exitCode));
}

function runUnderProjectNode() {
  const node = projectNode(dirname(self)) ?? projectNode(process.cwd());
  if (node === undefined) {
    console.error(
      `spindle: this is Node ${process.versions.node}; Spindle needs Node ${needed} or later. ` +
        `Install it, or run "npm install" in the project, which brings its own.`,
    );
    process.exit(1);
  }
  // The channel tells the child when this process dies without a word (kill -9).
  const child = spawn(node, [self, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`spindle: ${node} cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // Ends as the child ended, so that a shell sees the signal.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The `node` of the nearest folder upwards that has one new enough in its node_modules. */
function projectNode(start) {
  for (let folder = start; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const node = join(modules, ".bin", "node");
    if (existsSync(node) && versionOf(join(modules, "node", "package.json")) >= needed) return node;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The major version of the `node` package; 0 where there is none. */
function versionOf(packageJson) {
  return existsSync(packageJson) ? majorOf(JSON.parse(readFileSync(packageJson, "utf8")).version) : 0;
}

function majorOf(version) {
  return Number(version.split(".")[0]);
}
