import { createServer } from "node:http";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { stopWithinMs, type RoleName } from "../../bus/src/start/role-names.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

const roles: readonly RoleName[] = ["ingress", "scheduler", "worker", "recorder", "admin"];

async function hangingVendor() {
  let asked = 0;
  const server = createServer(() => (asked += 1)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked: async () => asked };
}

test.each<[string, (proxy: Proxy) => Promise<void> | void]>([
  ["away", (proxy) => proxy.cut()],
  ["frozen", (proxy) => proxy.stall()],
])(
  "every role ends in good order within its deadline although broker and database are %s",
  async (_, harm) => {
    const bus = await openToyBus({ operations: ["keyed"] });
    const proxies = [await openProxy(bus.amqpUrl), await openProxy(bus.databaseUrl)] as const;
    onTestFinished(async () => void (await Promise.all(proxies.map((proxy) => proxy.close()))));
    const [{ url: amqpUrl }, { url: databaseUrl }] = proxies;
    const where = { amqpUrl, databaseUrl, vendorUrl: bus.vendor.url, operations: ["keyed"] };
    const running = await Promise.all(roles.map((role) => startToyProcess(role, where)));
    for (const proxy of proxies) await harm(proxy);

    const orderedAt = performance.now();
    const ends = running.map(async (process, index) => {
      process.kill("SIGTERM");
      const { code } = await process.exited;
      return { role: roles[index], code, inTime: performance.now() - orderedAt < deadline(roles[index]) };
    });
    expect(await Promise.all(ends)).toEqual(roles.map((role) => ({ role, code: 0, inTime: true })));
  },
  120_000,
);

/** What a process does after its deadline is to end at once; a busy machine takes its time for that. */
const deadline = (role: RoleName | undefined): number => (role ? stopWithinMs[role] : 0) + 2_000;

test("a second order ends a process at once, whatever is in flight", async () => {
  const vendor = await hangingVendor();
  const bus = await openToyBus({ operations: ["keyed"] });
  const where = { ...bus, vendorUrl: vendor.url, operations: ["keyed"] };
  const worker = await startToyProcess("worker", where);
  await bus.publish(1);
  await eventually("a call to the vendor", vendor.asked, (count) => count > 0);
  let code: number | null | undefined;
  void worker.exited.then((exit) => (code = exit.code));
  const orderedAt = performance.now();
  // Orders that come within a second are one press of Ctrl-C, passed on by npm and by the terminal.
  await eventually(
    "the worker's end",
    async () => {
      worker.kill("SIGTERM");
      return code;
    },
    (now) => now !== undefined,
  );
  expect(code).toBe(1);
  // The vendor's timeout alone is ten seconds.
  expect(performance.now() - orderedAt).toBeLessThan(9_000);
});
