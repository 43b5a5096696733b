import { Option, type Command } from "commander";
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeDocsOf } from "./adapter-docs.ts";
import { adaptersDir } from "./adapter-folders.ts";
import { command, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

const template = fileURLToPath(new URL("../../scaffold/adapter/", import.meta.url));
const domains = ["loyalty", "payments", "cms", "identity", "commerce", "engagement"] as const;

type NewOptions = CommonOptions & { readonly domain: string; readonly dir: string };

/** `spindle adapter new`: writes the workspace of an adapter that passes every check, to be made one's own. */
export function adapterNewCommand(host: Host): Command {
  return command(
    "new",
    "write a new adapter that works: an operation, a webhook, a simulator and their tests",
  )
    .argument("<vendor>", "lower-case letters, digits and -, for example acme")
    .addOption(new Option("--domain <domain>", "what the vendor is for").choices(domains).default("commerce"))
    .option("--dir <dir>", "the folder of all adapters", adaptersDir)
    .action((vendor: string, options: NewOptions) => run(host, vendor, options));
}

async function run(host: Host, vendor: string, { json, domain, dir }: NewOptions): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(vendor) || vendor.length > 40)
    throw wrongUsage(
      `"${vendor}" is no name for an adapter: lower-case letters, digits and -, for example acme.`,
    );
  const folder = join(dir, vendor);
  if (existsSync(folder)) throw wrongUsage(`${folder} is there already; nothing was written.`);
  const files = writeFiles(folder, vendor, domain);
  format(folder);
  await writeDocsOf(folder);
  addToImage(folder, dir);
  const print = printer(host, json ?? false);
  print.value({ folder, files });
  print.line(`${folder}: ${files.length} files written. Then:`);
  print.line("  1. npm install                      links the workspace");
  print.line(`  2. npx spindle adapter check ${dir === adaptersDir ? vendor : folder}`);
  print.line("  3. make it your vendor's, file by file, as docs/tutorials/write-an-adapter.md does");
}

function writeFiles(folder: string, vendor: string, domain: string): readonly string[] {
  const files = globSync("**/*", { cwd: template })
    .filter((file) => statSync(join(template, file)).isFile() && !file.includes("node_modules"))
    .toSorted();
  for (const file of files) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, renamed(readFileSync(join(template, file), "utf8"), vendor, domain));
  }
  return files;
}

/** A longer name breaks lines elsewhere; where there is no formatter, nothing checks that either. */
function format(folder: string): void {
  const formatter = join("node_modules", ".bin", "oxfmt");
  if (existsSync(formatter)) spawnSync(formatter, [folder]);
}

/** The image installs what each workspace's manifest names; an adapter that it does not know would be missing there. */
function addToImage(folder: string, dir: string): void {
  if (!existsSync("Dockerfile")) return;
  const lines = readFileSync("Dockerfile", "utf8").split("\n");
  const line = `COPY ${folder}/package.json ${folder}/`;
  const others = lines.flatMap((each, index) =>
    each.startsWith(`COPY ${dir}/`) && each.includes("package.json ") ? [index] : [],
  );
  const [first] = others;
  if (first === undefined) return;
  const before = others.find((index) => (lines[index] ?? "") > line) ?? first + others.length;
  writeFileSync("Dockerfile", lines.toSpliced(before, 0, line).join("\n"));
}

/** In code a name has no hyphen: `first-data` is `firstData` and `FirstData` there. */
function renamed(text: string, vendor: string, domain: string): string {
  const words = vendor.split("-");
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const pascal = words.map(capital).join("");
  const camel = words[0] + words.slice(1).map(capital).join("");
  return text
    .replaceAll('domain: "commerce"', `domain: "${domain}"`)
    .replaceAll(/(?<=import |\()acme\b(?= from|,)/g, camel)
    .replaceAll("Acme", pascal)
    .replaceAll(/adapter: acme\b/g, `adapter: ${camel}`)
    .replaceAll("acme", vendor);
}
