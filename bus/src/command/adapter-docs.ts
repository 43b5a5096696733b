import type { Command } from "commander";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { adapterFolders, adapterIn, adaptersDir } from "./adapter-folders.ts";
import { adaptersPage, type Catalogued } from "./adapters-page.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { withSettingsTables } from "./settings-tables.ts";
import { toldEvents } from "./told-events.ts";

const page = "docs/reference/adapters.md";

/** A generated text, as its file has it and as it should be. */
export type AdapterDoc = { readonly file: string; readonly before: string; readonly text: string };

type DocsOptions = CommonOptions & { readonly check?: boolean };

/** `spindle adapter docs`: writes what the definitions of adapters say into their READMEs and into the catalogue. */
export function adapterDocsCommand(host: Host): Command {
  return command(
    "docs",
    "write the settings of adapters into their READMEs, and the catalogue of all adapters",
  )
    .argument("[adapters...]", "names or folders; all below adapters/, and the catalogue, if none is named")
    .option("--check", "write nothing; exit code 1 where something is not up to date")
    .action((adapters: readonly string[], options: DocsOptions) => run(host, adapters, options));
}

async function run(host: Host, adapters: readonly string[], { json, check }: DocsOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const stale = (await adapterDocs(adapters)).filter(({ before, text }) => before !== text);
  for (const { file, text } of stale) {
    if (!check) writeFileSync(file, text);
    print.value({ file });
    print.line(file);
  }
  print.line(`${stale.length} files ${check ? "are not up to date" : "written"}`);
  if (check && stale.length > 0)
    throw new CommandFailure('"spindle adapter docs" brings them up to date; it was not told to.');
}

/** Brings up to date what speaks of one adapter: its README, and among the others' folders the catalogue. */
export async function writeDocsOf(folder: string): Promise<void> {
  const isCatalogued = dirname(folder) === adaptersDir && existsSync(page);
  const docs = await adapterDocs(isCatalogued ? [] : [folder]);
  for (const { file, text } of docs)
    if ([page, join(folder, "README.md")].includes(file)) writeFileSync(file, text);
}

/** The README of each adapter, and where none is named the catalogue of all of them. */
export async function adapterDocs(adapters: readonly string[] = []): Promise<readonly AdapterDoc[]> {
  const docs: AdapterDoc[] = [];
  const all: Catalogued[] = [];
  for (const folder of adapterFolders(adapters, "src/index.ts")) {
    const adapter = await adapterIn(folder);
    all.push({ adapter, tells: toldEvents(folder) });
    const file = join(folder, "README.md");
    const before = readFileSync(file, "utf8");
    docs.push({ file, before, text: withSettingsTables(before, adapter) });
  }
  if (adapters.length > 0) return docs;
  const before = existsSync(page) ? readFileSync(page, "utf8") : "";
  return [...docs, { file: page, before, text: adaptersPage(all) }];
}
