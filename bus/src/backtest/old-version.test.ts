import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { entryOf } from "../command/fixture/adapter-folder.ts";
import { oldVersion } from "./old-version.ts";

/** A repository with an adapter and contracts that it imports, both of a first commit, then changed. */
function setup() {
  const root = mkdtempSync(join(tmpdir(), "old-version-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@t", ...words]).toString();
  const writeAll = (when: string) => {
    write("contracts/index.js", `export const time = "${when}";`);
    write(
      "adapters/memo/src/index.js",
      `import { time } from "@spindlebus/contracts"; export default "adapter ${when}, contracts " + time;`,
    );
  };
  const manifest = (exports: string) => JSON.stringify({ type: "module", exports });
  write("contracts/package.json", manifest("./index.js"));
  write("adapters/memo/package.json", manifest("./src/index.js"));
  write(".gitignore", "node_modules");
  writeAll("then");
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "then");
  writeAll("now");
  write("adapters/fresh/package.json", manifest("./index.js"));
  mkdirSync(join(root, "node_modules/@spindlebus"), { recursive: true });
  symlinkSync(join(root, "contracts"), join(root, "node_modules/@spindlebus/contracts"));
  return { root, git };
}

const from = (root: string, version: string, adapter = "memo") =>
  oldVersion({ from: version, folder: join(root, "adapters", adapter), entryOf });

test("a commit's adapter runs with the contracts of its time, and the working tree stays as it is", async () => {
  const { root, git } = setup();
  const { entry, label, remove } = await from(root, "HEAD");
  onTestFinished(remove);
  const { default: told } = (await import(pathToFileURL(entry).href)) as { default: string };
  expect(told).toBe("adapter then, contracts then");
  expect(label).toMatch(/^HEAD \([0-9a-f]{10}\)$/);
  expect(readFileSync(join(root, "contracts/index.js"), "utf8")).toContain("now");
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
});

test("it is removed without touching what it links to", async () => {
  const { root } = setup();
  const { entry, remove } = await from(root, "HEAD");
  remove();
  expect(() => readFileSync(entry)).toThrow("ENOENT");
  expect(readFileSync(join(root, "contracts/index.js"), "utf8")).toContain("now");
});

test.each([
  ["no-such-branch", "memo", "neither a commit, branch or tag"],
  ["--output=x", "memo", "neither a commit, branch or tag"],
  ["HEAD", "fresh", "at HEAD there was no adapters/fresh"],
])("%s of %s is refused in words", async (version, adapter, said) => {
  await expect(from(setup().root, version, adapter)).rejects.toThrow(said);
});
