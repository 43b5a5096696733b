import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { pausingCommands } from "./pausing.ts";
import { ConnectionAnswer, pausedWords } from "./plan-answers.ts";
import { printer } from "./print.ts";

const path = "/api/v1/connections";

/** `spindle connections`: how each connection is doing, and stopping all that is sent to one. */
export function connectionsCommand(host: Host): Command {
  const connections = command("connections", "show connections and their circuits, pause or resume one");
  urlAndTokenOptions(connections, "admin API", "admin-token").action((options: CommonOptions & UrlAndToken) =>
    list(host, options),
  );
  const what = { path, argument: "<connection>", answer: ConnectionAnswer };
  for (const each of pausingCommands(host, what)) connections.addCommand(each);
  return connections;
}

async function list(host: Host, options: CommonOptions & UrlAndToken): Promise<void> {
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { data } = await api.get(path, z.object({ data: z.array(ConnectionAnswer) }));
  for (const connection of data) print.value(connection);
  print.table(data, [
    { title: "CONNECTION", cell: ({ id }) => id },
    { title: "ADAPTER", cell: ({ adapter, version }) => `${adapter} ${version}` },
    {
      title: "CIRCUIT",
      cell: ({ circuit }) => circuit.state,
      style: ({ circuit }) => (circuit.state === "open" ? "red" : "green"),
    },
    { title: "", cell: pausedWords, shrinks: true, style: () => "yellow" },
  ]);
}
