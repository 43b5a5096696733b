import { expect, test } from "vitest";
import { isNoteworthy, readableLine } from "./log-line.ts";

const line = (fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ level: "warn", time: "2026-11-23T16:22:38.123Z", role: "worker", ...fields });

test("a JSON log line is shown as time, level, role, text and fields", () => {
  expect(readableLine(line({ connection: "paytronix", msg: "vendor is down" }))).toBe(
    "16:22:38 warn  worker    vendor is down connection=paytronix",
  );
});

test("an error is shown with its stack", () => {
  const text = readableLine(line({ msg: "it failed", err: { message: "x", stack: "Error: x\n    at y" } }));
  expect(text).toBe("16:22:38 warn  worker    it failed\nError: x\n    at y");
});

test("what is not JSON stays as it is", () => {
  expect(readableLine("Segmentation fault\n")).toBe("Segmentation fault");
  expect(readableLine('"text"')).toBe('"text"');
});

test("warnings, errors and what is no log line are noteworthy; the rest is not", () => {
  expect(isNoteworthy(line({}))).toBe(true);
  expect(isNoteworthy("spindle: The configuration cannot run")).toBe(true);
  expect(isNoteworthy(line({ level: "info" }))).toBe(false);
});
