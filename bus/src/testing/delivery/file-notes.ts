import type { AnyAdapter } from "../../adapter/index.ts";
import type { Answer } from "../../delivery/ports.ts";
import { openHarness } from "../harness.ts";
import { noteTaken } from "./note.ts";
import { scriptedVendor } from "./scripted-vendor.ts";
import { noteFiled, noteRefused, toyAdapter } from "./toy-adapter.ts";

const note = { noteId: "n-1", text: "two coffees" };

/** The toy adapter in the harness, with a vendor that gives these answers in turn. */
export function fileNotes(answers: readonly (Answer | (() => Answer))[], adapter: AnyAdapter = toyAdapter) {
  const vendor = scriptedVendor(...answers);
  const harness = openHarness({
    adapter,
    settings: { baseUrl: "http://vendor.test" },
    secrets: { apiKey: "k" },
    contracts: [noteTaken, noteFiled, noteRefused],
    vendor,
  });
  const file = (operation: string, data = note) => harness.deliver(operation, noteTaken, data);
  const paths = () => vendor.sent.map(({ request: { method, path } }) => `${method} ${path}`);
  const keys = () => vendor.sent.map(({ headers }) => headers["idempotency-key"]);
  return { ...harness, vendor, file, paths, keys };
}
