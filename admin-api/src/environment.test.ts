import { environmentOf } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { environmentHere } from "./environment.ts";

const here = (
  host: string,
  simulatorUrls = {},
  environment?: Parameters<typeof environmentHere>[0]["environment"],
) => environmentHere({ environment }, { host, simulatorUrls });

test("what the configuration says holds wherever it listens", () => {
  const live = environmentOf({ name: "live", production: true });
  expect(here("127.0.0.1", {}, live)).toBe(live);
});

test("on this machine alone, or with simulators, it is for development", () => {
  expect(here("127.0.0.1")).toEqual({
    name: "development",
    colour: "grey",
    production: false,
    testMessages: true,
  });
  expect(here("0.0.0.0", { paytronix: "http://127.0.0.1:1" }).name).toBe("development");
});

test("one that others reach and that nobody has named is treated as production", () => {
  expect(here("0.0.0.0")).toEqual({
    name: "not named",
    colour: "red",
    production: true,
    testMessages: false,
  });
});
