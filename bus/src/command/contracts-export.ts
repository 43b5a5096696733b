import {
  compareReleased,
  contractRegistry,
  isBreaking,
  releaseOf,
  type ContractRegistry,
} from "@spindlebus/contracts";
import { Option, type Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import { asyncApi } from "../ingress/asyncapi.ts";
import { settingsBeside } from "../start/running.ts";
import { catalogue } from "./contracts-catalogue.ts";
import { readReleased, releasedDir, writeFiles } from "./contracts-released.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type Format = "markdown" | "json-schema" | "asyncapi";
type ExportOptions = CommonOptions & {
  readonly format: Format;
  readonly out?: string;
  readonly release?: boolean;
};
type Files = Readonly<Record<string, string>>;

/** `spindle contracts export`: the contracts as files, for people, for tools, or as released snapshots. */
export function contractsExportCommand(host: Host): Command {
  return command("export", "write the contracts to files")
    .argument("[types...]", "the contracts to write; all of them if absent")
    .addOption(
      new Option("--format <format>", "a field-level catalogue, JSON Schemas, or one AsyncAPI document")
        .choices(["markdown", "json-schema", "asyncapi"])
        .default("markdown"),
    )
    .option("--release", `write snapshots that "contracts check" compares with; refuses what would break one`)
    .option("--out <dir>", `the folder to write to; for --release, ${releasedDir} if absent`)
    .action((types: readonly string[], options: ExportOptions) => run(host, types, options));
}

async function run(host: Host, types: readonly string[], options: ExportOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const { contracts } = await loadConfig(settingsBeside(host.env));
  const registry = contractRegistry(chosen(contracts, types));
  const out = options.out ?? (options.release ? releasedDir : undefined);
  if (out === undefined) throw wrongUsage("--out names the folder to write to.");
  if (options.release) refuseBreaking(registry, out);
  const files = options.release ? snapshots(registry) : formats[options.format](registry);
  writeFiles(out, files);
  for (const file of Object.keys(files)) print.value({ file: `${out}/${file}` });
  print.line(`${Object.keys(files).length} files written to ${out}`);
}

function chosen<Each extends { readonly type: string }>(
  contracts: readonly Each[],
  types: readonly string[],
): readonly Each[] {
  const unknown = types.filter((type) => !contracts.some((contract) => contract.type === type));
  if (unknown.length > 0)
    throw new CommandFailure(`No contract has the type ${unknown.join(", ")}.`, exitCodes.nothingMatched);
  return types.length === 0 ? contracts : contracts.filter(({ type }) => types.includes(type));
}

/** What was promised is not overwritten by the way: whoever means to, deletes the snapshot first. */
function refuseBreaking(registry: ContractRegistry, dir: string): void {
  const broken = released(dir).filter(
    (each) => registry.get(each.type) && compareReleased(each, registry).some(isBreaking),
  );
  if (broken.length === 0) return;
  const types = broken.map(({ type }) => type).join(", ");
  throw new CommandFailure(`${types} would break ("spindle contracts check" says how). Nothing was written.`);
}

function released(dir: string): ReturnType<typeof readReleased> {
  writeFiles(dir, {});
  return readReleased(dir);
}

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const snapshots = (registry: ContractRegistry): Files =>
  Object.fromEntries(
    registry.all().map((contract) => [`${contract.type}.json`, pretty(releaseOf(registry, contract))]),
  );

const formats: Readonly<Record<Format, (registry: ContractRegistry) => Files>> = {
  markdown: (registry) => ({ "contracts.md": catalogue(registry) }),
  "json-schema": (registry) =>
    Object.fromEntries(
      registry.all().map(({ type }) => [`${type}.schema.json`, pretty(registry.jsonSchema(type))]),
    ),
  asyncapi: (registry) => ({ "asyncapi.json": pretty(asyncApi(registry, "0.1.0")) }),
};
