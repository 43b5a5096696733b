import { expect, test } from "vitest";
import { ConfigError, planBus } from "./bus-plan.ts";
import { Ingress, ingressKeysAt, type IngressConfig } from "./ingress-config.ts";

const plan = (ingress: IngressConfig) =>
  planBus({ contracts: [], connections: {}, ingress }, () => undefined).ingress;
const issuer = { issuer: "https://id.example.com/", audience: "bus", producers: [{ client: "till" }] };

test("nobody is limited and no issuer is trusted unless the configuration says so", () => {
  expect(planBus({ contracts: [], connections: {} }, () => undefined).ingress).toEqual({
    rate: undefined,
    oidc: [],
  });
});

test("a rate without a burst allows the events of a second at once, and never less than one", () => {
  expect(plan({ ratePerSecond: 50 }).rate).toEqual({ perSecond: 50, burst: 50 });
  expect(plan({ ratePerSecond: 0.2 }).rate).toEqual({ perSecond: 0.2, burst: 1 });
  expect(plan({ ratePerSecond: 50, burst: 500 }).rate).toEqual({ perSecond: 50, burst: 500 });
});

test("a producer of an issuer publishes everything unless it is said, and has a name for the log", () => {
  const [known] = plan({ oidc: [issuer] }).oidc;
  expect(known).toMatchObject({ issuer: "https://id.example.com/", clientClaim: "azp" });
  expect(known?.producers.get("till")).toEqual({
    id: "https://id.example.com/ till",
    name: "till",
    roles: ["producer"],
    loopbackOnly: false,
    sources: null,
    types: null,
  });
});

test.each<readonly [string, IngressConfig, RegExp]>([
  ["a burst of no rate", { burst: 5 }, /ingress\.burst: there is no ratePerSecond/],
  [
    "an issuer over plain http",
    { oidc: [{ ...issuer, issuer: "http://id.example.com" }] },
    /oidc\.0\.issuer: must be an https URL/,
  ],
  [
    "keys over plain http",
    { oidc: [{ ...issuer, jwksUri: "http://10.0.0.1/jwks" }] },
    /oidc\.0\.jwksUri: must be an https URL/,
  ],
  [
    "a host that only begins like this machine",
    { oidc: [{ ...issuer, issuer: "http://127.0.0.1.example.com" }] },
    /must be an https URL/,
  ],
  ["an issuer that is no URL", { oidc: [{ ...issuer, issuer: "id.example.com" }] }, /must be an https URL/],
  ["an issuer twice", { oidc: [issuer, issuer] }, /https:\/\/id\.example\.com\/ is there twice/],
  [
    "a client twice",
    { oidc: [{ ...issuer, producers: [{ client: "a" }, { client: "a" }] }] },
    /producers\.1\.client: a is there twice/,
  ],
  [
    "a producer's burst of no rate",
    { oidc: [{ ...issuer, producers: [{ client: "a", burst: 3 }] }] },
    /oidc\.0\.producers\.0\.burst/,
  ],
])("%s cannot run", (_title, ingress, fault) => {
  expect(() => plan(ingress)).toThrow(ConfigError);
  expect(() => plan(ingress)).toThrow(fault);
});

test.each(["http://localhost:8180/realms/shop", "http://127.0.0.1:1", "http://[::1]:8180/realms/shop"])(
  "%s is on this machine, where plain http will do",
  (url) => {
    expect(plan({ oidc: [{ ...issuer, issuer: url }] }).oidc).toHaveLength(1);
  },
);

test.each([
  { ratePerSecond: 0 },
  { ratePerSecond: 5, burst: 0 },
  { oidc: [{ ...issuer, producers: [] }] },
  { oidc: [{ ...issuer, audience: "" }] },
  { oidc: [{ ...issuer, producers: [{ client: "a", sources: [] }] }] },
  { oidc: [{ ...issuer, producers: [{ client: "a", roles: ["admin"] }] }] },
])("the shape of %j is refused", (ingress) => {
  expect(Ingress.safeParse(ingress).success).toBe(false);
});

test("the keys known at each place can be named", () => {
  expect(ingressKeysAt([])).toContain("oidc");
  expect(ingressKeysAt(["oidc", 0])).toContain("clientClaim");
  expect(ingressKeysAt(["oidc", 0, "producers", 0])).toContain("client");
});
