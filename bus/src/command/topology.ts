import type { Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import { routedTypes } from "../config/routed-types.ts";
import { inspectTopology, type Inspected } from "../rabbitmq/inspect.ts";
import { topologyOf } from "../rabbitmq/topology.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";
import { settingsBeside } from "../start/running.ts";
import { withServers } from "../start/server-urls.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

/** `spindle topology plan|apply`: the exchanges and queues that the configuration asks for, against the broker. */
export function topologyCommand(host: Host): Command {
  return command("topology", "compare or declare exchanges and queues")
    .addCommand(
      command(
        "plan",
        "show which exchanges and queues exist, are missing, or differ; changes nothing",
      ).action((options: CommonOptions) => plan(host, options)),
    )
    .addCommand(
      command("apply", "declare what is missing; refuses where a queue differs").action(
        (options: CommonOptions) => apply(host, options),
      ),
    );
}

async function plan(host: Host, { json }: CommonOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { amqpUrl, routes } = await wanted(host);
  const connecting = { url: amqpUrl, name: "spindle topology plan" };
  const found = await withConnection(connecting, (connection) =>
    inspectTopology(connection, topologyOf(routes)),
  );
  for (const each of found) print.value(each);
  print.table(found, [
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colours[state] },
    { title: "KIND", cell: ({ kind }) => kind },
    { title: "NAME", cell: ({ name }) => name },
    { title: "MESSAGES", cell: ({ messages }) => (messages === undefined ? "" : String(messages)) },
    { title: "DIFFERENCE", cell: ({ difference }) => difference ?? "" },
  ]);
  if (found.every(({ state }) => state === "exists")) return;
  if (found.some(({ state }) => state === "differs"))
    throw new CommandFailure("Some differ from what is declared.");
  print.line(`\ndeclare what is missing with "spindle topology apply"`);
}

const colours: Readonly<Record<Inspected["state"], "green" | "yellow" | "red">> = {
  exists: "green",
  missing: "yellow",
  differs: "red",
};

async function apply(host: Host, { json }: CommonOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { amqpUrl, routes } = await wanted(host);
  const { applyTopology } = await import("../start/prepare.ts");
  const before = await applyTopology(amqpUrl, routes);
  const declared = before.filter(({ state }) => state === "missing");
  tellDeclared(print, declared, before.length);
}

function tellDeclared(print: Print, declared: readonly Inspected[], total: number): void {
  for (const { kind, name } of declared) {
    print.value({ kind, name, state: "declared" });
    print.line(`declared ${kind} ${name}`);
  }
  print.line(`${total} exchanges and queues stand, ${declared.length} of them new`);
}

async function wanted(host: Host) {
  const settings = withServers(settingsBeside(host.env));
  const routes = routedTypes(await loadConfig(settings));
  return { amqpUrl: settings.amqpUrl, routes };
}
