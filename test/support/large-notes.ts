import { onTestFinished } from "vitest";
import type { LargeMessagesConfig } from "../../bus/src/config/define-config.ts";
import type { Draft } from "../../bus/src/intake/draft.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { openToyBus, type ToyBus } from "./toy-bus.ts";
import { openWeighingVendor, type WeighingVendor } from "./weighing-vendor.ts";

/** A toy bus with an ingress, for notes of any length. */
export type LargeNotes = {
  readonly bus: ToyBus;
  readonly vendor: WeighingVendor;
  /** Publishes data by HTTP, in the binary mode. */
  readonly post: (id: string, data: string | Uint8Array) => Promise<Response>;
  /** How many bodies are stored by themselves. */
  readonly storedBodies: () => Promise<number>;
};

export async function openLargeNotes(
  operations: readonly string[] = ["keyed", "natural"],
  largeMessages: LargeMessagesConfig = {},
): Promise<LargeNotes> {
  const vendor = await openWeighingVendor();
  onTestFinished(() => vendor.close());
  const bus = await openToyBus({ operations, vendorUrl: vendor.url, largeMessages });
  const { token } = await createToken(bus.sql, { name: "pos", roles: ["producer"], loopbackOnly: true });
  let url = "";
  await bus.start(async ({ settings, ...context }) => {
    const ingress = await startIngress({ ...context, settings: { ...settings, ingressPort: 0 } });
    url = `http://127.0.0.1:${ingress.port}/v1/messages`;
    return ingress;
  });
  const headers = (id: string) => ({
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    ...eventHeaders("ce-", id),
  });
  return {
    bus,
    vendor,
    // A typed array of its own is what `fetch` wants.
    post: (id, data) =>
      fetch(url, { method: "POST", headers: headers(id), body: new Uint8Array(Buffer.from(data)) }),
    storedBodies: async () => {
      const [row] = await bus.sql<{ count: number }[]>`SELECT count(*)::int AS count FROM stored_body`;
      return row?.count ?? 0;
    },
  };
}

/** The attributes of a note in the binary mode. */
export const eventHeaders = (prefix: "ce-" | "cloudEvents:", id: string): Record<string, string> => ({
  [`${prefix}specversion`]: "1.0",
  [`${prefix}id`]: id,
  [`${prefix}source`]: "/pos/1",
  [`${prefix}type`]: noteTaken.type,
});

/** The data of a note that is exactly so many bytes long. */
export function noteOf(bytes: number, noteId = "n-1"): string {
  const empty = JSON.stringify({ noteId, text: "" });
  return JSON.stringify({ noteId, text: "x".repeat(bytes - empty.length) });
}

/** A note as the intake takes it. */
export function largeDraft(data: string, sourceId = "e-1"): Draft {
  const message = {
    source: "/pos/1",
    sourceId,
    type: noteTaken.type,
    extensions: {},
    data: JSON.parse(data) as unknown,
  };
  return { message, contentType: "application/json", body: Buffer.from(data) };
}
