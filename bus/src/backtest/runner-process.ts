// The process in which one version of an adapter runs. It is told what to look at over the channel of its parent, has no
// environment, may write no file and start no process, and reaches no network; the parent ends it whenever it likes.
import { takenTypes } from "@spindlebus/contracts";
import { Socket } from "node:net";
import { pathToFileURL } from "node:url";
import type { AnyAdapter, AnyOperation } from "../adapter/index.ts";
import type { Connection } from "../route.ts";
import { answerTo } from "./answer-to.ts";
import type { Order, Report } from "./protocol.ts";

// Taken before the adapter is loaded, which may put anything in its place.
const tell = process.send?.bind(process);
const say = (report: Report): void => void tell?.(report);

const connections = new Map<string, Connection>();

process.on("message", (order: Order) => {
  if (order.kind === "ask")
    return say({
      kind: "told",
      n: order.n,
      results: order.questions.map((each) => answerTo(each, connections)),
    });
  load(order).catch((error: unknown) => say({ kind: "failed", why: wordsOf(error) }));
});
process.on("disconnect", () => process.exit());

async function load({ entry, settings }: Extract<Order, { kind: "load" }>): Promise<void> {
  cutOff();
  const module = (await import(pathToFileURL(entry).href)) as { readonly default?: AnyAdapter };
  const adapter = module.default;
  if (typeof adapter !== "object" || typeof adapter.operations !== "object")
    throw new Error(`${entry} exports no adapter as its default`);
  for (const [id, given] of Object.entries(settings)) connections.set(id, connectionOf(id, adapter, given));
  const operations = Object.entries<AnyOperation>(adapter.operations).map(([name, { on, older }]) => [
    name,
    [...takenTypes(on, older)],
  ]);
  say({ kind: "loaded", version: adapter.version, operations: Object.fromEntries(operations) });
}

function connectionOf(id: string, adapter: AnyAdapter, given: unknown): Connection {
  const read = adapter.settings.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.map(String).join(".");
    throw new Error(`it does not take the settings of the connection ${id}: ${place}: ${issue?.message}`);
  }
  // Checked by the adapter's own schema.
  const parsed = read.data as Connection["settings"];
  const secrets = Object.fromEntries(
    Object.keys(adapter.secrets.shape).map((name) => [name, `stand-in for ${name}`]),
  );
  return { id, adapter, settings: parsed, secrets, limits: adapter.limits };
}

/** Nothing is sent, whatever the adapter tries. */
function cutOff(): void {
  const refuse = (): never => {
    throw new Error("a back-test reaches no network");
  };
  Socket.prototype.connect = refuse;
  globalThis.fetch = refuse;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
