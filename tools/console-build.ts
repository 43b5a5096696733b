import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { seconds, type Say } from "./say.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "admin-api", "console");
const built = join(folder, "dist");
/** Says from which sources the built files were made. */
const stamp = join(built, ".built-from");

type BuildOptions = { readonly say: Say; readonly evenIfFresh?: boolean };

/**
 * Builds the console where it is missing or older than its sources. It takes the place of the former one in one step, so that two
 * starts in one checkout do no harm.
 * @throws Error with what the build printed
 */
export async function buildConsole({ say, evenIfFresh = false }: BuildOptions): Promise<void> {
  const sources = digestOfSources();
  if (!evenIfFresh && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  const startedAt = performance.now();
  const fresh = `${built}-${process.pid}`;
  await vite(["build", "--outDir", basename(fresh), "--logLevel", "warn"]);
  writeFileSync(join(fresh, ".built-from"), sources);
  const former = `${fresh}-former`;
  if (existsSync(built)) renameSync(built, former);
  renameSync(fresh, built);
  rmSync(former, { recursive: true, force: true });
  say(`console built (${seconds(performance.now() - startedAt)})`);
}

function digestOfSources(): string {
  const hash = createHash("sha256");
  const files = [
    "index.html",
    "package.json",
    "vite.config.ts",
    ...globSync("{src,public}/**/*.*", { cwd: folder }).toSorted(),
  ];
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(folder, file)))
      .update("\0");
  return hash.update(readFileSync(join(root, "package-lock.json"))).digest("hex");
}

async function vite(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [resolve(root, "node_modules/vite/bin/vite.js"), ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    // A test run says "test" here, and React would be built for development: half as big again, and slow.
    env: { ...process.env, NODE_ENV: "production" },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The console cannot be built:\n${output.join("")}`);
}
