import {
  freshFor,
  inspectDatabase,
  productVersion,
  settingViews,
  shownConfig,
  type DatabaseReport,
  type RoleContext,
  type SettingView,
} from "@spindlebus/bus/engine";
import { fileURLToPath } from "node:url";
import { shippedLicences, type Licence } from "./licences.ts";

/** What is installed here: versions, and what is configured. */
export type Installed = {
  readonly version: string;
  readonly node: string;
  readonly startedAt: string;
  /** What the database says of itself; rejects while it is away. */
  readonly database: () => Promise<Pick<DatabaseReport, "version" | "migrations" | "synchronous">>;
  readonly variables: readonly SettingView[];
  /** What the configuration has in force. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The packages of others that it is shipped with. */
  readonly licences: () => Promise<readonly Licence[]>;
  /** The id of the master key that bodies about persons are sealed under. */
  readonly masterKey: string | null;
};

const goodForMs = 10_000;

const here = fileURLToPath(new URL("..", import.meta.url));
/** Written by the build of the console. */
const builtPackages = fileURLToPath(new URL("../console/dist/licences.json", import.meta.url));

/** Tells what this process runs on. */
export function installedHere({ settings, plan }: Pick<RoleContext, "settings" | "plan">): Installed {
  // They do not change while this runs.
  let licences: Promise<readonly Licence[]> | undefined;
  return {
    version: productVersion,
    node: process.versions.node,
    startedAt: new Date().toISOString(),
    database: freshFor(goodForMs, () => inspectDatabase(settings.databaseUrl)),
    variables: settingViews(),
    config: shownConfig(plan),
    licences: () => (licences ??= shippedLicences({ server: here, console: builtPackages })),
    masterKey: settings.masterKeys?.current ?? null,
  };
}
