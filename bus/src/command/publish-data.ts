import { readFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { z } from "zod";
import type { Api } from "./api.ts";
import { parseExactly } from "./exact-json.ts";
import { CommandFailure, exitCodes, messageOf, wrongUsage } from "./failure.ts";
import { freshExample } from "./fresh-example.ts";
import type { Host } from "./host.ts";
import { setValue, valueAt } from "./json-path.ts";

/** The options that say what to publish. */
export type DataOptions = {
  readonly example?: true | number;
  readonly exact?: boolean;
  readonly data?: string;
  readonly set?: readonly string[];
};

/** The data of one message as JSON text, and its entity key where the contract was asked. */
export type NextData = () => { readonly json: string; readonly key?: string };

const ContractAnswer = z.object({ entityKey: z.string(), examples: z.array(z.unknown()) });

/** Answers what makes the data of the next message: always the same from a file, each time a new example. */
export async function dataSource(
  host: Host,
  api: Api,
  type: string,
  options: DataOptions,
): Promise<NextData> {
  const { example, exact, data, set = [] } = options;
  if (data !== undefined) {
    const given = data === "-" ? await readAll(host.stdin) : await readData(data);
    // Untouched where nothing is to be set, so that the bus sees the very bytes, also wrong ones.
    const json = set.length === 0 ? given : JSON.stringify(set.reduce(edit, parse(given)));
    return () => ({ json });
  }
  // Asked of the bus that will check it, so that no configuration is needed here.
  const { entityKey, examples } = await api.get(`/v1/contracts/${encodeURIComponent(type)}`, ContractAnswer);
  const position = typeof example === "number" ? example : 1;
  const chosen = examples[position - 1];
  if (chosen === undefined) throw wrongUsage(`${type} has ${examples.length} examples, not ${position}.`);
  return () => {
    const made = set.reduce(edit, exact ? chosen : freshExample({ entityKey, example: chosen }));
    const key = valueAt(made, entityKey);
    return { json: JSON.stringify(made), ...(typeof key === "string" && { key }) };
  };
}

async function readData(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CommandFailure("The data cannot be read", exitCodes.usage, { cause });
  }
}

function parse(json: string): unknown {
  try {
    return parseExactly(json);
  } catch (cause) {
    throw new CommandFailure("--set needs data that is JSON", exitCodes.usage, { cause });
  }
}

function edit(value: unknown, assignment: string): unknown {
  try {
    return setValue(value, assignment);
  } catch (error) {
    throw wrongUsage(`--set: ${messageOf(error)}`);
  }
}
