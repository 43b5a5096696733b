import type { Command } from "commander";
import { loadConfig } from "../config/load-config.ts";
import type { Inspected } from "../rabbitmq/inspect.ts";
import { settingsBeside } from "../start/running.ts";
import { withMasterKeys } from "../start/master-key-file.ts";
import { withServers } from "../start/server-urls.ts";
import { command, commandGroup, type CommonOptions } from "./define.ts";
import { CommandFailure, messageOf } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

type ApplyOptions = CommonOptions & { readonly migrate?: boolean };

/** `spindle topology plan|apply`: the exchanges and queues that the configuration asks for, against the broker. */
export function topologyCommand(host: Host): Command {
  return commandGroup("topology", "compare or declare exchanges and queues")
    .addCommand(
      command(
        "plan",
        "show which exchanges and queues exist, are missing, differ, or are unwanted; changes nothing",
      ).action((options: CommonOptions) => plan(host, options)),
    )
    .addCommand(
      command("apply", "declare what is missing; refuses where a queue differs")
        .option(
          "--migrate",
          "replace queues that differ and remove unwanted ones, moving their messages (stop workers, recorders and schedulers first)",
        )
        .action((options: ApplyOptions) => apply(host, options)),
    );
}

async function plan(host: Host, { json }: CommonOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { settings, config } = await wanted(host);
  const { inspectBroker } = await import("../start/prepare-broker.ts");
  const found = await inspectBroker(settings, config, (reason) =>
    print.note(`what was declared once and is not any more is unknown: ${messageOf(reason)}`),
  );
  for (const each of found) print.value(each);
  print.table(found, [
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colours[state] },
    { title: "KIND", cell: ({ kind }) => kind },
    { title: "NAME", cell: ({ name }) => name },
    { title: "MESSAGES", cell: ({ messages }) => (messages === undefined ? "" : String(messages)) },
    { title: "DIFFERENCE", cell: ({ difference }) => difference ?? "" },
  ]);
  tellNext(print, new Set(found.map(({ state }) => state)));
}

const colours: Readonly<Record<Inspected["state"], "green" | "yellow" | "red">> = {
  exists: "green",
  missing: "yellow",
  differs: "red",
  moving: "red",
  unwanted: "yellow",
};

function tellNext(print: Print, states: ReadonlySet<Inspected["state"]>): void {
  if (states.has("differs") || states.has("moving")) {
    throw new CommandFailure(
      `Some differ from what is declared. Stop workers, recorders and schedulers, then move their messages over with "spindle topology apply --migrate".`,
    );
  }
  if (states.has("missing")) print.line(`\ndeclare what is missing with "spindle topology apply"`);
  if (states.has("unwanted"))
    print.line(
      `\nmove the messages of what is unwanted, and remove it, with "spindle topology apply --migrate"`,
    );
}

async function apply(host: Host, { json, migrate = false }: ApplyOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { settings, config } = await wanted(host);
  const { prepareBroker } = await import("../start/prepare-broker.ts");
  // What is moved may be sealed, and has to be read to know its lane.
  const before = await prepareBroker(withMasterKeys(settings), config, { migrate });
  const done = before.flatMap(({ kind, name, state }) => {
    const what = doneWith(state, migrate);
    return what ? [{ kind, name, state: what }] : [];
  });
  for (const each of done) {
    print.value(each);
    print.line(`${each.state} ${each.kind} ${each.name}`);
  }
  const left = before.filter(({ state }) => state === "unwanted").length;
  const standing = before.length - left;
  const added = before.filter(({ state }) => state === "missing").length;
  print.line(`${standing} exchanges and queues stand, ${added} of them new`);
  if (left > 0 && !migrate)
    print.line(
      `${left} are unwanted: "spindle topology apply --migrate" moves their messages and removes them`,
    );
}

function doneWith(state: Inspected["state"], migrate: boolean): string | undefined {
  switch (state) {
    case "missing":
      return "declared";
    case "differs":
    case "moving":
      return "replaced";
    case "unwanted":
      return migrate ? "removed" : undefined;
    case "exists":
      return undefined;
  }
}

async function wanted(host: Host) {
  const settings = withServers(settingsBeside(host.env));
  return { settings, config: await loadConfig(settings) };
}
