import { expect, test } from "vitest";
import {
  applied,
  emission,
  put,
  type AnyAdapter,
  type VendorResponse,
} from "../../../bus/src/adapter/index.ts";
import { startIngress } from "../../../bus/src/ingress/start.ts";
import { exchanges } from "../../../bus/src/rabbitmq/names.ts";
import { startWorker } from "../../../bus/src/roles/worker.ts";
import { noteTaken } from "../../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../../bus/src/testing/delivery/toy-adapter.ts";
import { findPika, publishWithPika } from "../../support/pika.ts";
import { openToyBus } from "../../support/toy-bus.ts";

const pika = findPika();

/** Two operations that beget each other's messages for ever. */
const loopingAdapter: AnyAdapter = {
  ...toyAdapter,
  operations: {
    file: toyAdapter.operations.natural,
    takeAgain: {
      on: noteFiled,
      summary: "Takes a note of each note that was filed.",
      idempotency: "natural",
      request: (note: { readonly noteId: string }) => put("/notes", note),
      interpret: (_response: VendorResponse, { noteId }: { readonly noteId: string }) =>
        applied({ emit: [emission(noteTaken, { noteId, text: "again" })] }),
    },
  },
} as const;

const headers = (id: string) => ({
  "cloudEvents:specversion": "1.0",
  "cloudEvents:id": id,
  "cloudEvents:source": "/strangers",
  "cloudEvents:type": noteTaken.type,
});
const body = JSON.stringify({ noteId: "n-1", text: "two coffees" });

test("messages that beget each other end at 16 hops, whoever published the first", async () => {
  const bus = await openToyBus({ operations: ["file", "takeAgain"], adapter: loopingAdapter });
  await bus.start(startIngress, { ingressPort: 0 });
  await bus.start(startWorker);
  bus.channel.publish(exchanges.intake, "", Buffer.from(body), {
    contentType: "application/json",
    headers: headers("loop"),
  });
  // The one that was published, and sixteen that it begot.
  await bus.allBecome(17, "applied");
  const rows = await bus.sql`SELECT id FROM intake`;
  expect(rows).toHaveLength(17);
});

test.skipIf("missing" in pika)(
  `a message from Python is applied at the vendor${"missing" in pika ? ` (${pika.missing})` : ""}`,
  async () => {
    const bus = await openToyBus({ operations: ["natural"] });
    await bus.start(startIngress, { ingressPort: 0 });
    await bus.start(startWorker);
    const message = {
      exchange: exchanges.intake,
      content_type: "application/json",
      headers: headers("py"),
      body,
    };
    await publishWithPika("python" in pika ? pika.python : "", bus.amqpUrl, [message]);
    await bus.allBecome(1, "applied");
    expect(bus.vendor.filed).toEqual(new Map([["n-1", 1]]));
  },
);
