import { expect, test } from "vitest";
import { quietRepeats, readableLine } from "./log-line.ts";

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

test("warnings, errors and what is no log line are shown; the rest is not", () => {
  const isShown = quietRepeats(() => 0);
  expect(isShown(line({ msg: "vendor is down" }))).toBe(true);
  expect(isShown("spindle: The configuration cannot run")).toBe(true);
  expect(isShown(line({ level: "info" }))).toBe(false);
});

test("what a role says again and again is shown every thirty seconds", () => {
  let nowMs = 0;
  const isShown = quietRepeats(() => nowMs);
  const shown = [0, 1_000, 29_000, 30_000, 31_000].map((at) => {
    nowMs = at;
    return isShown(line({ msg: "broker not reachable", at }));
  });
  expect(shown).toEqual([true, false, false, true, false]);
  expect(isShown(line({ role: "ingress", msg: "broker not reachable" }))).toBe(true);
});

test("a request that is refused is shown, however many of another kind were just before it", () => {
  const isShown = quietRepeats(() => 0);
  const request = (route: string, status: number) => isShown(line({ msg: "request", route, status }));
  expect(request("/readyz", 503)).toBe(true);
  expect(request("/v1/webhooks/:connection/:webhook", 401)).toBe(true);
  expect(request("/v1/webhooks/:connection/:webhook", 500)).toBe(true);
  expect(request("/readyz", 503)).toBe(false);
});
