import { expect, test } from "vitest";
import { applied, blocked, emission, tellingRefusal, type AnyAdapter } from "../../adapter/index.ts";
import { noteFiled } from "../delivery/toy-adapter.ts";
import { checkAdapter } from "./check-adapter.ts";
import {
  asked,
  batching,
  looking,
  mutants,
  noteFileFailed,
  notePlaced,
  placing,
  telling,
} from "./mutants.ts";
import { shortcomings } from "./report.ts";
import { toyFixtures, toyVendor } from "./toy.ts";

const { message } = toyFixtures.operations.fileNote;

/** What the suite finds; the message is the same for every operation. */
function check(adapter: AnyAdapter) {
  const operations = Object.fromEntries(Object.keys(adapter.operations).map((name) => [name, { message }]));
  const contracts = [noteFiled, noteFileFailed, notePlaced];
  return checkAdapter(adapter, toyVendor, { ...toyFixtures, operations, contracts });
}

test.each(mutants)("$check alone finds an adapter that $mistake", async ({ adapter, check: name, words }) => {
  const report = await check(adapter);
  const failed = report.findings.filter(({ faults }) => faults.length > 0);
  expect(failed.map((finding) => finding.check)).toEqual(Array.from(failed, () => name));
  expect(shortcomings(report).join("\n")).toContain(words);
});

const right: readonly (readonly [what: string, adapter: AnyAdapter])[] = [
  [
    "reads what an answer says of each of many",
    batching((items, filed) => items.map(({ data }) => (filed.has(data.noteId) ? applied() : undefined))),
  ],
  ["asks for another key on the way", looking(() => blocked("credentials_refused", "Mend the key."))],
  [
    "tells whoever asked what was refused",
    asked((outcome, { noteId }) =>
      tellingRefusal(outcome, ({ code }) => [emission(noteFileFailed, { noteId, code })]),
    ),
  ],
  ["gives each state a version of its own", telling(placing((at) => at))],
];

test.each(right)("an adapter that %s is gold", async (_what, adapter) => {
  expect(shortcomings(await check(adapter))).toEqual([]);
});
