import {
  contractRegistry,
  fieldClasses,
  lineageOf,
  lineageSentence,
  type Contract,
  type ContractRegistry,
} from "@spindlebus/contracts";
import type { Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import { routedTypes } from "../config/routed-types.ts";
import { typesOf } from "../rabbitmq/topology.ts";
import { settingsBeside } from "../start/running.ts";
import { contractsCheckCommand } from "./contracts-check.ts";
import { contractsExportCommand } from "./contracts-export.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { unknownType } from "./unknown-type.ts";

/** `spindle contracts`: the messages that this installation knows, and whether they still keep what was promised. */
export function contractsCommand(host: Host): Command {
  const type = ["[type]", "a message type, for example order.completed.v1"] as const;
  const listAll = (options: CommonOptions) => run(host, undefined, options);
  const showOne = (of: string | undefined, options: CommonOptions) => run(host, of, options);
  return command("contracts", "list the message types, or show one with its schema and example")
    .argument(...type)
    .action(showOne)
    .addCommand(command("list", "list the message types").action(listAll))
    .addCommand(
      command("show", "show one with its schema and example").argument("<type>", type[1]).action(showOne),
    )
    .addCommand(contractsCheckCommand(host))
    .addCommand(contractsExportCommand(host));
}

async function run(host: Host, type: string | undefined, { json }: CommonOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const config = await loadConfig(settingsBeside(host.env));
  const registry = contractRegistry(config.contracts);
  const routed = routedTypes(config);
  const routesOf = (of: string) =>
    routed.filter((each) => typesOf(each).includes(of)).map(({ route }) => route);
  if (type === undefined) return list(print, registry.all(), routesOf);
  const contract = registry.get(type);
  if (!contract) throw unknownType(registry, type);
  show(print, contract, registry, routesOf(type));
}

function list(
  print: Print,
  contracts: readonly Contract[],
  routesOf: (type: string) => readonly string[],
): void {
  for (const contract of contracts) print.value(summaryOf(contract, routesOf(contract.type)));
  print.table(contracts, [
    { title: "TYPE", cell: ({ type }) => type },
    { title: "KIND", cell: ({ kind }) => kind },
    { title: "KEY", cell: ({ entityKey }) => entityKey },
    { title: "ROUTES", cell: ({ type }) => routesOf(type).join(", ") },
    { title: "SUMMARY", cell: summaryCell, shrinks: true },
  ]);
}

function show(print: Print, contract: Contract, registry: ContractRegistry, routes: readonly string[]): void {
  const { type, kind, entityKey, summary, examples } = contract;
  const classes = fieldClasses(contract);
  const schema = registry.jsonSchema(type);
  const lineage = lineageOf(type, registry);
  print.value({ ...summaryOf(contract, routes), ...lineage, schema, examples, fieldClasses: classes });
  print.line(`${print.style("bold", type)}  ${kind}, key ${entityKey}`);
  print.line(summary);
  print.line(`routes: ${routes.join(", ") || "none"}`);
  const sentence = lineageSentence(type, registry);
  if (sentence !== undefined) print.line(sentence);
  for (const { pointer, class: fieldClass } of classes) print.line(`${fieldClass.padEnd(9)} ${pointer}`);
  print.line("\nexample:");
  print.line(JSON.stringify(examples[0], undefined, 2));
  print.line(`\nits JSON Schema: spindle contracts ${type} --json`);
}

const summaryCell = ({ summary, deprecated }: Contract): string =>
  deprecated === undefined ? summary : `(deprecated) ${summary}`;

const summaryOf = (
  { type, kind, entityKey, summary, owner, deprecated }: Contract,
  routes: readonly string[],
) => ({
  type,
  kind,
  entityKey,
  summary,
  owner,
  deprecated: deprecated ?? null,
  routes,
});
