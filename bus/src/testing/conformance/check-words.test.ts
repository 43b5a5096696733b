import { defineEvent, personal } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { fileNote, goodAdapter, toyVendor } from "./toy.ts";
import { checkWords } from "./check-words.ts";

const Refs = z.array(z.object({ vendor: z.string(), type: z.string(), id: z.string() }));
const on = defineEvent({
  type: "toy.joined.v1",
  summary: "Somebody joined.",
  data: z.object({ memberId: z.string(), refs: personal(Refs) }),
  entityKey: "memberId",
  semantics: "delta",
  owner: "toy",
  examples: [],
});

/** What the check says of one text about a message with one ref. */
function said(text: string): readonly string[] {
  const faults: string[] = [];
  const operation: unknown = { ...fileNote, on };
  const message = { memberId: "m-1", refs: [{ vendor: "acmevendor", type: "account", id: "acc-4711" }] };
  checkWords(
    {
      adapter: { ...goodAdapter, operations: { join: operation as typeof fileNote } },
      simulator: toyVendor,
      fixtures: { secrets: {} },
      texts: [text],
      messages: new Map([["join", message]]),
      others: [],
    },
    (fault) => faults.push(fault),
  );
  return faults;
}

test("a member's id at a vendor may stand in no text", () => {
  expect(said('{"path":"/accounts/acc-4711"}')).toEqual([
    "personal /refs of toy.joined.v1 is in an error or a record",
  ]);
});

test("the vendor's name and its word for a thing may stand in any", () => {
  expect(said('{"body":"{\\"account_id\\":\\"•••\\"}","detail":"acmevendor is away"}')).toEqual([]);
});
