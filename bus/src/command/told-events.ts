import * as everything from "@spindlebus/contracts";
import { canonicalContracts, type Contract } from "@spindlebus/contracts";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The canonical events under the names that sources import them by. */
const events: readonly (readonly [name: string, type: string])[] = Object.entries<unknown>(everything)
  .filter((entry): entry is [string, Contract] =>
    (canonicalContracts as readonly unknown[]).includes(entry[1]),
  )
  .filter(([, { kind }]) => kind === "event")
  .map(([name, { type }]) => [name, type]);

/**
 * The types of the events that an adapter publishes: those that its source names, elsewhere than as what an operation is for.
 * An adapter does not list them, for what `translate` and `interpret` give follows from what the vendor says.
 */
export function toldEvents(folder: string): readonly string[] {
  const named = new Set<string>();
  for (const file of globSync("src/**/*.ts", { cwd: folder }).filter((each) => !each.endsWith(".test.ts"))) {
    const words = new Set(code(readFileSync(join(folder, file), "utf8")).match(/\w+/g));
    for (const [name, type] of events) if (words.has(name)) named.add(type);
  }
  return [...named].toSorted();
}

/** Without what only imports, explains, types or subscribes. */
const code = (source: string): string =>
  source
    .replaceAll(/^import[^;]*;/gm, "")
    .replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, "")
    .replaceAll(/\btypeof \w+|\bon: \w+/g, "");
