import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { wrongUsage } from "./failure.ts";
import { pausingCommands } from "./pausing.ts";
import { ConnectionAnswer, ConnectionTestAnswer, pausedWords } from "./plan-answers.ts";
import { printer } from "./print.ts";
import { sendAct } from "./send-act.ts";

const path = "/api/v1/connections";
/** Longer than the API may take. */
const patienceMs = 30_000;

/** `spindle connections`: how each connection is doing, stopping all that is sent to one, and whether its vendor can be reached. */
export function connectionsCommand(host: Host): Command {
  const connections = command(
    "connections",
    "show connections and their circuits, pause, resume or test one",
  );
  urlAndTokenOptions(connections, "admin API", "admin-token").action((options: CommonOptions & UrlAndToken) =>
    list(host, options),
  );
  const what = { path, argument: "<connection>", answer: ConnectionAnswer };
  for (const each of pausingCommands(host, what)) connections.addCommand(each);
  connections.addCommand(testCommand(host));
  return connections;
}

type TestOptions = CommonOptions & UrlAndToken & { readonly reason?: string };

function testCommand(host: Host): Command {
  const made = command(
    "test",
    "see whether the vendor can be reached and takes the credentials; changes nothing there",
  )
    .argument("<connection>")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token").action((id: string, options: TestOptions) =>
    test(host, id, options),
  );
}

async function test(host: Host, id: string, options: TestOptions): Promise<void> {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const api = adminApi(host, settingsBeside(host.env), options);
  const one = `${path}/${encodeURIComponent(id)}/test`;
  const found = read(
    ConnectionTestAnswer,
    await sendAct(api, one, { reason }, patienceMs),
    `admin API, POST ${one}`,
  );
  const print = printer(host, options.json ?? false);
  print.value(found);
  print.line(`${found.words} (${found.durationMs} ms)`);
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
