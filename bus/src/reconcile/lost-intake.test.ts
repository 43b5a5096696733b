import { contractRegistry } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { digest } from "../intake/digest.ts";
import { noteTaken, noteToken } from "../testing/delivery/note.ts";
import { lostIntake } from "./lost-intake.ts";

test("a lost row is worked out as the intake did: key, digest and cause", () => {
  const causationid = "0199a6c7-1111-7000-8000-000000000000";
  const token = noteToken({ noteId: "n-7", text: "one tea", extensions: { causationid } });
  expect(lostIntake({ token, acceptedAtMs: 5 }, contractRegistry([noteTaken]))).toEqual({
    token,
    acceptedAtMs: 5,
    entityKey: "n-7",
    digest: digest({ type: noteTaken.type, data: { noteId: "n-7", text: "one tea" } }),
    causationId: causationid,
  });
});

test("a message whose contract is gone keeps its place under its source's id", () => {
  const token = noteToken();
  expect(lostIntake({ token, acceptedAtMs: 5 }, contractRegistry([])).entityKey).toBe(
    token.envelope.sourceId,
  );
});
