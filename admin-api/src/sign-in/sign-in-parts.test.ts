import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import type { AdminEnv } from "../env.ts";
import { countAttempts } from "./attempts.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import { signInCookies } from "./cookies.ts";

test("over https the cookie is for this host alone, by TLS, and no script's", async () => {
  const cookies = signInCookies("https://spindle.acme.example");
  const app = new Hono<AdminEnv>().get("/", (c) => {
    cookies.setSession(c, "secret", 60);
    return c.text("");
  });
  const [set = ""] = (await app.request("/")).headers.getSetCookie();
  const [pair, ...flags] = set.split("; ");
  expect(pair).toBe("__Host-spindle-session=secret");
  expect(flags.toSorted()).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Lax", "Secure"]);
});

describe("the address of a request", () => {
  const addressOf = async (remoteAddress: string, forwarded: string) => {
    const find = clientAddress(["10.0.0.0/8", "fd00::/8"]);
    const app = new Hono<AdminEnv>().get("/", (c) => c.text(find(c)));
    const headers = { "x-forwarded-for": forwarded };
    return (await app.request("/", { headers }, { incoming: { socket: { remoteAddress } } })).text();
  };

  test.each([
    ["the socket's, whatever a stranger writes", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["whom our proxy has seen", "10.1.1.1", "198.51.100.1", "198.51.100.1"],
    ["whom the first of our proxies has seen", "::ffff:10.1.1.1", "198.51.100.1, 10.2.2.2", "198.51.100.1"],
    ["not what came before it", "fd00::1", "192.0.2.9, 198.51.100.1", "198.51.100.1"],
    ["our proxy's, where it names no address", "10.1.1.1", "unknown", "10.1.1.1"],
  ])("is %s", async (_which, socket, forwarded, address) => {
    expect(await addressOf(socket, forwarded)).toBe(address);
  });

  test("counts by its network where it is of IPv6", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("2001:db8:1:2::9")).not.toBe(networkOf("2001:db8:1:3::9"));
    expect(networkOf("198.51.100.1")).toBe("198.51.100.1");
  });
});

test("after twenty failures a key waits until its minute is over, and others do not", () => {
  let nowMs = 0;
  const attempts = countAttempts(() => nowMs);
  for (let n = 0; n < 20; n += 1) {
    expect(attempts.waitSeconds(["a"])).toBe(0);
    attempts.failed(["a"]);
  }
  nowMs = 20_500;
  expect([attempts.waitSeconds(["a"]), attempts.waitSeconds(["b"])]).toEqual([40, 0]);
  nowMs = 60_000;
  expect(attempts.waitSeconds(["a"])).toBe(0);
});
