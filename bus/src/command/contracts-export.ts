import {
  compareReleased,
  contractRegistry,
  isBreaking,
  releaseOf,
  type ContractRegistry,
} from "@spindlebus/contracts";
import { Option, type Command } from "commander";
import { existsSync } from "node:fs";
import { loadConfig } from "../config/load-config.ts";
import { asyncApi } from "../ingress/asyncapi.ts";
import { settingsBeside } from "../start/running.ts";
import { catalogue } from "./contracts-catalogue.ts";
import { readReleased, releasedDir, writeFiles } from "./contracts-released.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { unknownType } from "./unknown-type.ts";

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
  const registry = chosen(contractRegistry(contracts), types);
  const out = options.out ?? (options.release ? releasedDir : undefined);
  if (out === undefined) throw wrongUsage("--out names the folder to write to.");
  if (options.release) refuseBreaking(registry, out);
  const files = options.release ? snapshots(registry) : formats[options.format](registry);
  writeFiles(out, files);
  for (const file of Object.keys(files)) print.value({ file: `${out}/${file}` });
  print.line(`${Object.keys(files).length} files written to ${out}`);
}

function chosen(all: ContractRegistry, types: readonly string[]): ContractRegistry {
  if (types.length === 0) return all;
  const contractOf = (type: string) => {
    const contract = all.get(type);
    if (!contract) throw unknownType(all, type);
    return contract;
  };
  return contractRegistry(types.map(contractOf));
}

/** What was promised is not overwritten by the way: whoever means to, deletes the snapshot first. */
function refuseBreaking(registry: ContractRegistry, dir: string): void {
  const released = existsSync(dir) ? readReleased(dir) : [];
  const broken = released.filter(
    (each) => registry.get(each.type) && compareReleased(each, registry).some(isBreaking),
  );
  if (broken.length === 0) return;
  const types = broken.map(({ type }) => type).join(", ");
  throw new CommandFailure(`${types} would break ("spindle contracts check" says how). Nothing was written.`);
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
  asyncapi: (registry) => ({ "asyncapi.json": pretty(asyncApi(registry)) }),
};
