import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { withServers } from "../start/server-urls.ts";
import { shownDatabase } from "../postgres/unreachable.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

/** `spindle migrate`: brings the database to this version's schema. */
export function migrateCommand(host: Host): Command {
  return command("migrate", "bring the database to this version's schema").action(
    async ({ json }: CommonOptions) => {
      const print = printer(host, json ?? false);
      const { databaseUrl } = withServers(settingsBeside(host.env));
      const { migrateDatabase } = await import("../start/migrate-database.ts");
      await migrateDatabase(databaseUrl);
      print.value({ database: shownDatabase(databaseUrl), migrated: true });
      print.line(`${shownDatabase(databaseUrl)} has this version's schema`);
    },
  );
}
