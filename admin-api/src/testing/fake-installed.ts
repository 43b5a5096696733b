import type { Diagnosed } from "@spindlebus/bus/engine";
import type { Installed } from "../installed.ts";

export const installedInFake: Installed = {
  version: "1.2.3",
  node: "24.0.0",
  startedAt: "2026-11-23T12:00:00.000Z",
  database: async () => ({ version: "18.0", migrations: { applied: 3, known: 3 }, synchronous: false }),
  variables: [{ variable: "SPINDLE_ADMIN_PORT", value: "8081", source: "default" }],
  config: { retention: { ledgerDays: 14 } },
  licences: async () => [{ name: "zod", version: "4.0.0", licence: "MIT", part: "server" }],
  masterKey: null,
};

/** Checks that all went well, and took no time. */
export const diagnosedInFake = (...names: readonly string[]): readonly Diagnosed[] =>
  names.map((name) => ({ name, ok: true, words: `${name} is well`, next: null, setting: null, tookMs: 0 }));
