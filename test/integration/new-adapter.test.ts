import { execFile } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const execute = promisify(execFile);
const bin = resolve("node_modules/.bin");

/** The repository as it is, in a place where a new adapter disturbs nobody; the installed packages are shared. */
function copyOfRepository(): string {
  const dir = mkdtempSync(join(tmpdir(), "spindle-new-adapter-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const left = (name: string) => name === "node_modules" || name === ".git" || name.startsWith(".spindle");
  cpSync(".", dir, { recursive: true, filter: (source) => !left(basename(source)) });
  for (const packages of [".", ...globSync("{contracts,bus,admin-api,client,adapters/*,test/bench}")])
    if (existsSync(join(packages, "node_modules")))
      symlinkSync(resolve(packages, "node_modules"), join(dir, packages, "node_modules"));
  return dir;
}

/** Runs a tool in the copy; what it says, where it is not content. */
async function complaint(cwd: string, tool: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    await execute(join(bin, tool), args, { cwd, env: { ...process.env, NO_COLOR: "1", CI: "1" } });
    return undefined;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    return `${tool} ${args.join(" ")}\n${stdout}${stderr}`;
  }
}

// What `npm run check` does, as far as a new adapter can change it: the rest of the repository is checked elsewhere.
test("a new adapter passes every check of the repository at once, with nothing edited by hand", async () => {
  const dir = copyOfRepository();
  const folder = "adapters/first-till";
  const spindle = ["bus/bin/spindle.mjs", "adapter"];
  expect(
    await complaint(dir, "node", ...spindle, "new", "first-till", "--domain", "loyalty"),
  ).toBeUndefined();
  const only = { extends: "./tsconfig.json", include: [`${folder}/**/*.ts`] };
  writeFileSync(join(dir, "tsconfig.new.json"), JSON.stringify(only));
  const complaints = [
    await Promise.all([
      complaint(dir, "tsc", "--noEmit", "-p", "tsconfig.new.json"),
      complaint(dir, "oxlint", "--type-aware", "--deny-warnings", folder),
    ]),
    await Promise.all([
      complaint(dir, "knip", "--no-progress"),
      complaint(dir, "oxfmt", "--check", folder, "docs", "Dockerfile"),
    ]),
    await complaint(dir, "vitest", "run", "--project", "unit", folder, "architecture"),
    await complaint(dir, "node", ...spindle, "check", "first-till"),
  ];
  expect(complaints.flat().filter((each) => each !== undefined)).toEqual([]);
});
