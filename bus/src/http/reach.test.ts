import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { isReachable, reachingConnector } from "./reach.ts";

const reaches = (address: string, privateNetwork: boolean) =>
  isReachable("vendor.example", address, { privateNetwork });

describe("an address that a name leads to", () => {
  test.each(["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])(
    "is called if it is on the internet: %s",
    (address) => {
      expect([reaches(address, false), reaches(address, true)]).toEqual([true, true]);
    },
  );

  test.each([
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "127.0.0.1",
    "::1",
    "fd12::1",
    "::ffff:10.1.2.3",
    "64:ff9b::a01:203",
  ])("is called only by leave if it is near: %s", (address) => {
    expect([reaches(address, false), reaches(address, true)]).toEqual([false, true]);
  });

  test.each([
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "fe80::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "2002:a01:203::1",
  ])("is never called if it gives away secrets, or is no host's: %s", (address) => {
    expect([reaches(address, false), reaches(address, true)]).toEqual([false, false]);
  });

  test.each([
    ["localhost", "127.0.0.1"],
    ["127.0.0.1", "127.0.0.1"],
    ["[::1]", "::1"],
  ])("may be this machine's if the configuration says %s", (host, address) => {
    expect(isReachable(host, address, { privateNetwork: false })).toBe(true);
  });
});

describe("a connection", () => {
  const serve = async () => {
    const server = createServer((_, response) => response.end("here")).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    return (server.address() as AddressInfo).port;
  };
  const get = async (url: string, privateNetwork = false, ...resolved: string[]) => {
    const found = resolved.map((address) => ({ address, family: 4 }));
    const names: Parameters<typeof reachingConnector>[2] =
      found.length > 0 ? (_host, _options, told) => told(null, found) : undefined;
    const agent = new Agent({ connect: reachingConnector({ privateNetwork }, 1_000, names) });
    onTestFinished(() => agent.destroy());
    const answer = await request(url, { dispatcher: agent });
    return answer.body.text();
  };

  test("is opened to this machine by its own name", async () => {
    const port = await serve();
    expect(await get(`http://127.0.0.1:${port}/`)).toBe("here");
    expect(await get(`http://localhost:${port}/`)).toBe("here");
  });

  test("is opened to what a name resolves to only if that is within reach", async () => {
    const port = await serve();
    const url = `http://vendor.example:${port}/`;
    await expect(get(url, false, "127.0.0.1")).rejects.toThrow(
      "vendor.example (127.0.0.1) is not on the internet",
    );
    expect(await get(url, true, "169.254.169.254", "127.0.0.1")).toBe("here");
  });

  test.each(["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://0x0a000001/"])(
    "is refused before it is opened: %s",
    async (url) => {
      await expect(get(url)).rejects.toMatchObject({ code: "addressRefused" });
    },
  );

  test("says what to do where it is refused", async () => {
    await expect(get("http://10.0.0.1/")).rejects.toThrow(
      "10.0.0.1 is not on the internet. If it is meant, and on your private network, give the connection privateNetwork: true",
    );
  });
});
