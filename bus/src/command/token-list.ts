import type { Command } from "commander";
import type { TokenView } from "../operations/tokens.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import type { Style } from "./table.ts";
import { withTokens } from "./with-tokens.ts";

/** `spindle token list`: whose tokens there are, which are used, and which are soon over. */
export function listTokensCommand(host: Host): Command {
  return command("list", "show all tokens, when they were last used, and which are soon over").action(
    async ({ json }: CommonOptions) => {
      const print = printer(host, json ?? false);
      const tokens = await withTokens(host, (given) => given.tokens.list());
      if (tokens.length === 0) throw new CommandFailure("There is no token.", exitCodes.nothingMatched);
      for (const token of tokens) print.value(token);
      const nowMs = Date.now();
      print.table(tokens, [
        { title: "NAME", cell: ({ name }) => name, shrinks: true },
        { title: "ROLES", cell: ({ roles }) => roles.join(",") },
        { title: "MAY PUBLISH", cell: scopeOf, shrinks: true },
        { title: "LIMITED TO", cell: limitsOf, shrinks: true },
        { title: "RATE", cell: rateText },
        { title: "LAST USED", cell: ({ lastUsedAt }) => agoText(lastUsedAt, nowMs) },
        {
          title: "EXPIRES",
          cell: (token) => expiryText(token, nowMs),
          style: (token) => expiryStyle(token, nowMs),
        },
      ]);
      for (const warning of tokens.flatMap((token) => tokenWarnings(token, nowMs))) print.note(warning);
    },
  );
}

const dayMs = 86_400_000;
const soonMs = 14 * dayMs;

/** What somebody should do about a token soon, as sentences. */
export function tokenWarnings({ name, expiresAt, previous }: TokenView, nowMs: number): readonly string[] {
  const warnings: string[] = [];
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
  const next = `spindle token rotate "${name}" --expires-in 90d`;
  if (leftMs <= 0) warnings.push(`"${name}" has expired: ${next}, or revoke it.`);
  else if (leftMs < soonMs) warnings.push(`"${name}" expires in ${spanText(leftMs)}: ${next}.`);
  if (previous) {
    const used =
      previous.lastUsedAt === null
        ? "was not used since"
        : `was last used ${agoText(previous.lastUsedAt, nowMs)}`;
    const left = spanText(Date.parse(previous.until) - nowMs);
    warnings.push(`The former secret of "${name}" works for ${left} more; it ${used}.`);
  }
  return warnings;
}

function scopeOf({ sources, types }: TokenView): string {
  const parts = [...(types ?? []), ...(sources ?? []).map((source) => `from ${source}`)];
  return parts.length === 0 ? "everything" : parts.join(", ");
}

const limitsOf = ({ connections, brands }: TokenView): string =>
  [...(connections ?? []), ...(brands ?? []).map((brand) => `brand ${brand}`)].join(", ");

const rateText = ({ ratePerSecond, burst }: TokenView): string => {
  if (ratePerSecond === undefined || ratePerSecond === null) return "";
  return `${ratePerSecond}/s${burst === undefined || burst === null ? "" : `, ${burst} at once`}`;
};

const agoText = (instant: string | null, nowMs: number): string =>
  instant === null ? "never" : `${spanText(nowMs - Date.parse(instant))} ago`;

const expiryText = ({ expiresAt }: TokenView, nowMs: number): string => {
  if (expiresAt === null) return "never";
  const leftMs = Date.parse(expiresAt) - nowMs;
  return leftMs <= 0 ? "expired" : `in ${spanText(leftMs)}`;
};

function expiryStyle({ expiresAt }: TokenView, nowMs: number): Style {
  if (expiresAt === null) return "dim";
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return "red";
  return leftMs < soonMs ? "yellow" : "green";
}

function spanText(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} d`;
  if (ms >= 7_200_000) return `${Math.floor(ms / 3_600_000)} h`;
  return `${Math.max(0, Math.floor(ms / 60_000))} min`;
}
