import { expect, test } from "vitest";
import { welcomeLines, type Welcome } from "./welcome.ts";

const welcome: Welcome = {
  ingressUrl: "http://127.0.0.1:9080",
  adminUrl: "http://127.0.0.1:9081",
  simulatorUrl: "http://127.0.0.1:9090",
  example: { type: "order.completed.v1", adapter: "paytronix" },
  dataDir: "/data",
  logDir: "/data/logs",
  prefix: "SPINDLE_DATA_DIR=/data ",
  demoTraffic: false,
};
const textOf = (changes: Partial<Welcome> = {}) => welcomeLines({ ...welcome, ...changes }).join("\n");

test("it names every address as it is now", () => {
  for (const address of ["9080/v1/messages", "9081", "9090/simulators", "/data/admin-token"]) {
    expect(textOf()).toContain(address);
  }
});

test("it offers three commands that work as they stand", () => {
  const text = textOf();
  expect(text).toContain("SPINDLE_DATA_DIR=/data npx spindle publish order.completed.v1 --example --wait");
  expect(text).toContain("SPINDLE_DATA_DIR=/data npx spindle failures");
  expect(text).toContain("curl -X PUT http://127.0.0.1:9090/simulators/paytronix/fault");
});

test("it says how the demo traffic is turned off, where there is any", () => {
  expect(textOf()).not.toContain("SPINDLE_DEMO_TRAFFIC");
  expect(textOf({ demoTraffic: true })).toContain("SPINDLE_DEMO_TRAFFIC=0");
});

test("without simulators none is offered to be broken", () => {
  const { simulatorUrl: _, ...without } = welcome;
  expect(welcomeLines(without).join("\n")).not.toContain("fault");
});
