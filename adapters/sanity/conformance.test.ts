import { shortcomings } from "@spindlebus/bus/testing";
import { expect, test } from "vitest";
import check from "./conformance.ts";

test("the adapter conforms, up to gold", async () => {
  expect(shortcomings(await check())).toEqual([]);
}, 60_000);
