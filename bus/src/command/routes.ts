import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { pausingCommands } from "./pausing.ts";
import { pausedWords, RouteAnswer } from "./plan-answers.ts";
import { printer } from "./print.ts";

const path = "/api/v1/routes";

/** `spindle routes`: how each route is doing, and stopping one. */
export function routesCommand(host: Host): Command {
  const routes = command("routes", "show routes with what waits and fails on them, pause or resume one");
  urlAndTokenOptions(routes, "admin API", "admin-token").action((options: CommonOptions & UrlAndToken) =>
    list(host, options),
  );
  const what = { path, argument: "<route>", answer: RouteAnswer };
  for (const each of pausingCommands(host, what)) routes.addCommand(each);
  return routes;
}

async function list(host: Host, options: CommonOptions & UrlAndToken): Promise<void> {
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { data } = await api.get(path, z.object({ data: z.array(RouteAnswer) }));
  for (const route of data) print.value(route);
  const number = (name: keyof z.infer<typeof RouteAnswer>["counts"], title: string) => ({
    title,
    cell: ({ counts }: z.infer<typeof RouteAnswer>) => String(counts[name]),
  });
  print.table(data, [
    { title: "ROUTE", cell: ({ name }) => name },
    number("inFlight", "IN FLIGHT"),
    number("waiting", "WAITING"),
    number("queued", "QUEUED"),
    number("inDoubt", "IN DOUBT"),
    number("dead", "DEAD"),
    number("blocked", "BLOCKED"),
    { title: "", cell: pausedWords, shrinks: true, style: () => "yellow" },
  ]);
}
