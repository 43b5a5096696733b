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
  /** The id of the master key that bodies about persons are sealed under. */
  readonly masterKey: string | null;
};

const goodForMs = 10_000;

/** Tells what this process runs on. */
export function installedHere({ settings, plan }: Pick<RoleContext, "settings" | "plan">): Installed {
  return {
    version: productVersion,
    node: process.versions.node,
    startedAt: new Date().toISOString(),
    database: freshFor(goodForMs, () => inspectDatabase(settings.databaseUrl)),
    variables: settingViews(),
    config: shownConfig(plan),
    masterKey: settings.masterKeys?.current ?? null,
  };
}
