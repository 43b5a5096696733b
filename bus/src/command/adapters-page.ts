import type { AnyAdapter, AnyOperation } from "../adapter/index.ts";
import { markdownTable } from "./markdown-table.ts";

/** An adapter, and what its folder says of it. */
export type Catalogued = {
  readonly adapter: AnyAdapter;
  /** Types of the canonical events that it publishes. */
  readonly tells: readonly string[];
};

const head = `# Adapters

What the adapters of this repository do, and what each has proven in [the conformance suite](adapter-kit.md#the-conformance-suite);
\`npx spindle adapter check\` proves it anew. This page is written by \`npx spindle adapter docs\`.`;

/** All adapters as one Markdown page: events, operations, levels, waivers. */
export function adaptersPage(all: readonly Catalogued[]): string {
  const rows = all.map(({ adapter, tells }) => [
    `[${adapter.name}](#${adapter.name})`,
    adapter.domain,
    adapter.conformance?.level ?? "not said",
    String(Object.keys(adapter.operations).length),
    String(tells.length),
    String(Object.keys(adapter.conformance?.waivers ?? {}).length),
  ]);
  const titles = ["adapter", "domain", "level", "operations", "events", "waivers"];
  return `${[head, markdownTable(titles, rows), ...all.map(section)].join("\n\n")}\n`;
}

function section({ adapter, tells }: Catalogued): string {
  const { name, version, domain, conformance, kit, statusPage, operations, webhooks = {} } = adapter;
  const rows = Object.entries<AnyOperation>(operations).map(([operation, each]) => [
    `\`${each.on.type}\``,
    `\`${operation}\``,
    each.idempotency,
    orderOf(each),
    each.summary,
  ]);
  const hooks = Object.keys(webhooks).map(code);
  return [
    `## ${name}`,
    `${domain}, version ${version}, ${conformance?.level ?? "level not said"}${kit ? `, made for the kit ${kit}` : ""}. [README](../../adapters/${name}/README.md).${statusPage ? ` The vendor tells how its services are at <${statusPage}>.` : ""}`,
    rows.length > 0 && markdownTable(["on", "operation", "idempotency", "order", "what it does"], rows),
    tells.length > 0 &&
      `${hooks.length > 0 ? `Webhooks: ${hooks.join(", ")}. ` : ""}Publishes ${tells.map(code).join(", ")}.`,
    tested(adapter),
    ...Object.entries(conformance?.waivers ?? {}).map(
      ([check, reason]) => `Need not pass ${code(check)}: ${reason}`,
    ),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What `POST connections/{id}/test` does with it. */
function tested({ check, noCheck }: AnyAdapter): string {
  if (check) return `A test of a connection: ${check.summary}`;
  return `A test of a connection only opens it, and sends nothing.${noCheck ? ` ${noCheck}` : ""}`;
}

function orderOf({ batch, lane, order }: AnyOperation): string {
  if (batch) return `up to ${batch.max} at once`;
  if (lane) return `strict, lane \`${lane.group}\``;
  return order === "latestWins" ? "the newest wins" : "none";
}

const code = (text: string): string => `\`${text}\``;
