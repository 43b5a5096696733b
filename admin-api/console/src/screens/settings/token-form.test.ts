import { expect, test } from "vitest";
import { emptyTokenForm, faultOfToken, tokenBody } from "./token-form.ts";

const nowMs = Date.parse("2026-01-01T00:00:00Z");

test("leaves out every limit that is empty, so that it limits nothing", () => {
  const form = { ...emptyTokenForm, name: " ci ", connections: " paytronix-*, ,square ", expires: "1" };
  expect(JSON.parse(JSON.stringify(tokenBody(form, nowMs)))).toEqual({
    name: "ci",
    roles: ["viewer"],
    loopbackOnly: false,
    connections: ["paytronix-*", "square"],
    expiresAt: "2026-01-02T00:00:00.000Z",
  });
  expect(tokenBody({ ...form, expires: "" }, nowMs).expiresAt).toBeUndefined();
});

test("needs a name, a role, and a rate that is a number", () => {
  const named = { ...emptyTokenForm, name: "ci" };
  expect(faultOfToken(emptyTokenForm)).toMatch(/name/);
  expect(faultOfToken({ ...named, roles: [] })).toMatch(/role/);
  expect(faultOfToken({ ...named, ratePerSecond: "many" })).toMatch(/rate/);
  expect(faultOfToken(named)).toBeUndefined();
});
