import { expect, test } from "vitest";
import type { AdminIssuer } from "./admin-issuer.ts";
import { grantOf } from "./grants.ts";

const everything = { connections: null, brands: null };
const issuer: AdminIssuer = {
  issuer: "https://id.example",
  clientId: "spindle",
  clientSecret: undefined,
  scopes: ["openid"],
  groupClaim: "groups",
  grants: new Map([
    ["us", { roles: ["operator"], connections: ["us-*"], brands: null }],
    ["us-payloads", { roles: ["payload-reader"], connections: ["us-*"], brands: null }],
    ["all", { roles: ["viewer"], ...everything }],
    ["platform", { roles: ["admin"], ...everything }],
  ]),
};

test.each([
  ["no group", [], undefined],
  ["a group that is not named", ["canteen"], undefined],
  ["one group", ["all"], { roles: ["viewer"], ...everything }],
  ["groups with the same limits", ["platform", "all"], { roles: ["viewer", "admin"], ...everything }],
  [
    "groups with limits that are the same",
    ["us-payloads", "us"],
    { roles: ["operator", "payload-reader"], connections: ["us-*"], brands: null },
  ],
  [
    "groups whose limits differ",
    ["platform", "us"],
    { roles: ["operator"], connections: ["us-*"], brands: null },
  ],
])("%s: %j gives %j", (_which, groups, grant) => {
  expect(grantOf(issuer, groups)).toEqual(grant);
});
