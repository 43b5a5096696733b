/** `npm run check`: format, lint, types, unit tests and dead code, side by side. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";
import { seconds } from "./say.ts";

type Check = { readonly name: string; readonly command: string; readonly args: readonly string[] };

/** The longest first, so that the short ones fill the gaps. */
const checks: readonly Check[] = [
  { name: "unit tests", command: "vitest", args: ["run", "--project", "unit"] },
  { name: "types", command: "tsc", args: ["--noEmit"] },
  { name: "console", command: "tsc", args: ["--noEmit", "-p", "admin-api/console"] },
  { name: "lint", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "dead code", command: "knip", args: ["--no-progress"] },
  { name: "format", command: "oxfmt", args: ["--check", "."] },
];

type Result = {
  readonly name: string;
  readonly passed: boolean;
  readonly durationMs: number;
  readonly output: string;
};

await runTool(async () => {
  const startedAt = performance.now();
  const results = await runAll(checks, Math.max(2, availableParallelism()));
  for (const { output } of results.filter(({ passed }) => !passed)) console.log(`${output.trimEnd()}\n`);
  for (const result of results) console.log(lineOf(result));
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(
    `${failed === 0 ? "check passed" : `check FAILED (${failed})`} in ${seconds(performance.now() - startedAt)}`,
  );
  return failed === 0 ? 0 : 1;
});

/** Runs `atOnce` checks at a time; answers in the order of the list. */
async function runAll(all: readonly Check[], atOnce: number): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = [...all.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

async function run({ name, command, args }: Check): Promise<Result> {
  const startedAt = performance.now();
  const child = spawn(join("node_modules", ".bin", command), args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const output: string[] = [`── ${name}: ${command} ${args.join(" ")}\n`];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString("utf8")));
  }
  await once(child, "close");
  return {
    name,
    passed: child.exitCode === 0,
    durationMs: performance.now() - startedAt,
    output: output.join(""),
  };
}

function lineOf({ name, passed, durationMs }: Result): string {
  return `${passed ? "ok    " : "FAILED"}  ${name.padEnd(12)}${seconds(durationMs).padStart(7)}`;
}
