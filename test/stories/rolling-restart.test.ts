import { randomUUID } from "node:crypto";
import getPort from "get-port";
import { expect, onTestFinished, test } from "vitest";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import type { RoleName } from "../../bus/src/start/role-names.ts";
import type { RoleProcess } from "../../bus/src/start/role-process.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { openCountingVendor } from "../support/counting-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

const operations = ["keyed", "natural", "probed"];
const crew: readonly RoleName[] = ["ingress", "worker", "scheduler", "recorder"];
const producers = 10;

/** Two processes of every role, each of which can be replaced by a new one. */
async function setup() {
  const vendor = await openCountingVendor();
  onTestFinished(() => vendor.close());
  const bus = await openToyBus({ operations, vendorUrl: vendor.url });
  const { token } = await createToken(bus.sql, { name: "tests", roles: ["producer"], loopbackOnly: true });
  const places = await Promise.all(
    crew.flatMap((role) => [role, role]).map(async (role) => ({ role, port: await getPort() })),
  );
  const start = ({ role, port }: { readonly role: RoleName; readonly port: number }) =>
    startToyProcess(role, { ...bus, vendorUrl: vendor.url, operations, port });
  const running = new Map<(typeof places)[number], RoleProcess>();
  await Promise.all(places.map(async (place) => running.set(place, await start(place))));
  const urls = places
    .filter(({ role }) => role === "ingress")
    .map(({ port }) => `http://127.0.0.1:${port}/v1/messages`);
  /** Ends one process of a role in good order and puts a new one in its place, then the other. Gives their exit codes. */
  const roll = async (role: RoleName) => {
    const codes: (number | null)[] = [];
    for (const [place, old] of running) {
      if (place.role !== role) continue;
      old.kill("SIGTERM");
      codes.push((await old.exited).code);
      running.set(place, await start(place));
    }
    return codes;
  };
  return { bus, vendor, token, urls, roll };
}

test("of every role one process after the other is restarted while notes flow: nothing is lost, nothing done twice, nobody notices", async () => {
  const { bus, vendor, token, urls, roll } = await setup();
  const accepted = new Map<string, string>();
  let flowing = true;
  const publish = async (noteId: string, first: number) => {
    const body = JSON.stringify({
      specversion: "1.0",
      id: noteId,
      source: "/tests",
      type: noteTaken.type,
      data: { noteId, text: "two coffees" },
    });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" };
    // What a producer should do: the same id, at the one ingress or the other, until there is a 202.
    for (let n = first; ; n += 1) {
      const url = urls[n % urls.length] ?? "";
      const answer = await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
      if (answer?.status === 202) return ((await answer.json()) as { id: string }).id;
      await answer?.text();
    }
  };
  const produce = async (first: number) => {
    while (flowing) {
      const noteId = randomUUID();
      accepted.set(await publish(noteId, first), noteId);
      // A busy machine must not end up with a backlog that nobody waits for.
      await eventually(
        `an effect of ${noteId}`,
        async () => vendor.effects.has(`keyed ${noteId}`),
        (done) => done,
        60_000,
      );
    }
  };
  const flow = Promise.all(Array.from({ length: producers }, (_, n) => produce(n)));

  expect(await Promise.all(crew.map(roll))).toEqual(crew.map(() => [0, 0]));
  flowing = false;
  await flow;

  const rows = await bus.allBecome(accepted.size * operations.length, "applied");
  expect(new Set(rows.map(({ message_id }) => message_id))).toEqual(new Set(accepted.keys()));
  const wanted = [...accepted.values()].flatMap((noteId) => operations.map((name) => `${name} ${noteId}`));
  expect(new Set(vendor.effects.keys())).toEqual(new Set(wanted));
  expect([...vendor.effects].filter(([, count]) => count > 1)).toEqual([]);
  // A restart in good order leaves no delivery in doubt: each was started once.
  expect(new Set(rows.map(({ starts }) => starts))).toEqual(new Set([1]));
}, 180_000);
