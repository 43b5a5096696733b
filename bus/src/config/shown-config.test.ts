import { expect, test } from "vitest";
import { planPoints } from "../testing/routing/points-bus.ts";
import { settingViews } from "../settings.ts";
import { shownConfig } from "./shown-config.ts";

const plan = planPoints({ connections: { "points-us": {} } });

test("a secret is shown as the variable that it comes from, and never as its value", () => {
  const connection = plan.connections.get("points-us");
  if (!connection) throw new Error("it is not there");
  const secret = { ...connection, secrets: { key: "s3cret-value" } };
  const settings = { baseUrl: "https://user:s3cret-value@vendor.example/x" };
  const shown = JSON.stringify(
    shownConfig({ ...plan, connections: new Map([["points-us", { ...secret, settings }]]) }),
  );
  expect(shown).toContain("POINTS_US_KEY");
  expect(shown).toContain("https://vendor.example/x");
  expect(shown).not.toContain("s3cret");
});

test("what nobody has set is shown with its default", () => {
  expect(shownConfig(plan)).toMatchObject({
    retention: { ledgerDays: 14 },
    largeMessages: { store: "database" },
  });
  expect(settingViews({})).toContainEqual({
    variable: "SPINDLE_ADMIN_PORT",
    value: "8081",
    source: "default",
  });
});

test("all of it is JSON: nothing is lost on the way", () => {
  const shown = shownConfig(plan);
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
});

test("a variable is shown without its credentials, and a key not at all", () => {
  const views = settingViews({
    SPINDLE_AMQP_URL: "amqp://user:s3cret@a:5672,amqp://user:s3cret@b:5672",
    SPINDLE_DATABASE_URL: "postgres://user:s3cret@db/x",
    SPINDLE_MASTER_KEY: "s3cret",
    SPINDLE_MASTER_KEY_PREVIOUS: "s3cret",
    SPINDLE_MASTER_KEY_FILE: "/run/keys/master",
  });
  expect(JSON.stringify(views)).not.toContain("s3cret");
  expect(views).toContainEqual({
    variable: "SPINDLE_MASTER_KEY_FILE",
    value: "/run/keys/master",
    source: "environment",
  });
  expect(views.find(({ variable }) => variable === "SPINDLE_AMQP_URL")?.value).toBe(
    "amqp://a:5672,amqp://b:5672",
  );
});
