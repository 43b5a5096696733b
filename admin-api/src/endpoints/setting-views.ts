import type { Connection } from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";

/** One setting as operators may see it; of a secret only whether there is one. */
type SettingView = {
  readonly name: string;
  readonly secret: boolean;
  readonly value: unknown;
  readonly set: boolean;
  readonly source: "config" | "default" | "env" | "file" | "development" | null;
};

/** Settings of an adapter are no secrets; an author may have called one so all the same. */
const secretive = /secret|token|password/i;

/** The settings of a connection, and its secrets without their values, each with where it comes from. */
export function settingViews(
  { id, adapter, settings, given, secrets }: Connection,
  secretOrigin: AdminPorts["secretOrigin"],
): readonly SettingView[] {
  const plain = Object.entries(settings).map(([name, value]: [string, unknown]) => ({
    name,
    secret: false,
    value: secretive.test(name) ? null : withoutUser(value),
    set: value !== undefined && value !== null,
    source: given ? (given.includes(name) ? ("config" as const) : ("default" as const)) : null,
  }));
  const secret = Object.keys(adapter.secrets.shape).map((name) => {
    const set = (secrets[name] ?? "") !== "";
    // What the environment does not have and is there all the same was made for the simulators.
    const source = secretOrigin(id, name) ?? (set ? ("development" as const) : null);
    return { name, secret: true, value: null, set, source };
  });
  return [...plain, ...secret];
}

/** A URL may have a password in it. */
function withoutUser(value: unknown): unknown {
  if (typeof value !== "string" || !URL.canParse(value)) return value ?? null;
  const url = new URL(value);
  if (url.username === "" && url.password === "") return value;
  url.username = "";
  url.password = "";
  return url.href;
}
