import { join } from "node:path";
import type { Command } from "commander";
import type { Settings } from "../settings.ts";
import { openApi, type Api } from "./api.ts";
import type { Host } from "./host.ts";

/** Where an interface is and how to be let in, where the command line says so. */
export type UrlAndToken = { readonly url?: string; readonly tokenFile?: string };

/** Adds `--url` and `--token-file` to a command. */
export function urlAndTokenOptions(command: Command, name: string, tokenFile: string): Command {
  return command
    .option("--url <url>", `address of the ${name}; by default on this machine`)
    .option("--token-file <file>", `file with the bearer token; by default ${tokenFile} in the data dir`);
}

/** The ingress: where messages are published and receipts are kept. */
export function ingressApi({ fetch }: Host, settings: Settings, given: UrlAndToken): Api {
  return openApi({
    fetch,
    name: "ingress",
    url: given.url ?? localUrl(settings.ingressPort),
    tokenFile: given.tokenFile ?? join(settings.dataDir, "producer-token"),
  });
}

/** The admin API: failures and replays. */
export function adminApi({ fetch }: Host, settings: Settings, given: UrlAndToken): Api {
  return openApi({
    fetch,
    name: "admin API",
    url: given.url ?? localUrl(settings.adminPort),
    tokenFile: given.tokenFile ?? join(settings.dataDir, "admin-token"),
  });
}

/** The address of a port on this machine. */
export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;
