import type { AnyAdapter } from "../../adapter/index.ts";
import type { Answer } from "../../delivery/ports.ts";
import { openHarness } from "../harness.ts";
import type { MemoryDelivery } from "../memory/memory-ledger.ts";
import { noteTaken } from "./note.ts";
import { scriptedVendor } from "./scripted-vendor.ts";
import { noteFiled, toyAdapter } from "./toy-adapter.ts";

const note = { noteId: "n-1", text: "two coffees" };

/** The toy adapter in the harness, with a vendor that gives these answers in turn. */
export function fileNotes(answers: readonly (Answer | (() => Answer))[], adapter: AnyAdapter = toyAdapter) {
  const vendor = scriptedVendor(...answers);
  const harness = openHarness({
    adapter,
    settings: { baseUrl: "http://vendor.test" },
    secrets: { apiKey: "k" },
    contracts: [noteTaken, noteFiled],
    vendor,
  });
  const file = (operation: string, data = note) => harness.deliver(operation, noteTaken, data);
  const paths = () => vendor.sent.map(({ request: { method, path } }) => `${method} ${path}`);
  const keys = () => vendor.sent.map(({ headers }) => headers["idempotency-key"]);
  /** What an operator's replay changes. */
  const replay = (delivery: MemoryDelivery) => {
    if (delivery.state !== "dead") throw new Error(`it is ${delivery.state}, not dead`);
    Object.assign(delivery, {
      state: "waiting",
      generation: delivery.generation + 1,
      attempts: 0,
      barren: 0,
    });
    delivery.nextAttemptAtMs = harness.clock.now();
  };
  return { ...harness, vendor, file, paths, keys, replay };
}
