import { customerErase, defineEvent, personal } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { applied, bearerAuth, defineAdapter, post, put, rejected } from "../../bus/src/adapter/index.ts";
import type { BatchItem, VendorResponse } from "../../bus/src/adapter/index.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import type { RunningRole } from "../../bus/src/role.ts";
import type { MasterKeys } from "../../bus/src/sealing/master-keys.ts";
import type { HttpVendor } from "../../bus/src/vendor/http-vendor.ts";
import { openToyBus, type ToyBus } from "./toy-bus.ts";

/** What is told of a guest, with a name that nobody else has. */
export const guestSeated = defineEvent({
  type: "guest.seated.v1",
  summary: "A guest was seated.",
  data: z.strictObject({
    visitId: z.string().min(1),
    guestId: z.string().min(1).optional(),
    name: personal(z.string()),
  }),
  entityKey: "visitId",
  subject: "guestId",
  semantics: "delta",
  owner: "tests",
  examples: [{ visitId: "v-1", guestId: "g-1", name: "Ada" }],
});

type Visit = z.output<typeof guestSeated.data>;

const read = ({ status }: VendorResponse) =>
  status === 200 ? applied() : rejected("full", "The house is full.");
const key = { header: "idempotency-key", validFor: "24h" } as const;
const keyed = {
  on: guestSeated,
  summary: "Tells the house.",
  idempotency: "key",
  key,
  interpret: read,
} as const;

/** One operation for every way in which the data of a message are read. */
export const houseAdapter = defineAdapter({
  name: "toy",
  version: "1",
  domain: "loyalty",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ apiKey: z.string() }),
  limits: { concurrency: 5, perSecond: Infinity },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: {
    seat: { ...keyed, request: (visit: Visit) => post("/seat", visit), limiterKey: () => "house" },
    queue: {
      ...keyed,
      lane: { group: "door", key: ({ guestId }: Visit) => guestId ?? "nobody" },
      request: (visit: Visit) => post("/queue", visit),
    },
    list: {
      on: guestSeated,
      summary: "Tells the house of many.",
      idempotency: "key",
      key,
      batch: { max: 10, within: "10ms" },
      request: (members: readonly BatchItem<Visit>[]) =>
        post(
          "/list",
          members.map(({ data }) => data),
        ),
      interpret: (response: VendorResponse, members: readonly BatchItem<Visit>[]) =>
        members.map(() => read(response)),
    },
    forget: {
      on: customerErase,
      summary: "The house forgets.",
      idempotency: "natural",
      request: ({ memberId }) => put("/forget", { memberId }),
      interpret: read,
    },
  },
});

/** A bus whose messages are about guests. */
export type GuestBus = ToyBus & {
  /** What the vendor was told: `<path> <body>`. */
  readonly told: readonly string[];
  /** Whether the vendor takes what it gets at this path. */
  takes: (path: string) => boolean;
  readonly seat: (visit: Visit) => Promise<string>;
  readonly forget: (memberId: string, email: string) => Promise<string>;
  readonly worker: (where?: { masterKeys?: MasterKeys }) => Promise<RunningRole>;
  readonly scheduler: () => Promise<RunningRole>;
};

export async function openGuestBus(masterKeys: MasterKeys): Promise<GuestBus> {
  const operations = Object.keys(houseAdapter.operations);
  const contracts = [guestSeated, customerErase];
  const bus = await openToyBus({ adapter: houseAdapter, contracts, operations, masterKeys });
  const told: string[] = [];
  const vendor: HttpVendor = {
    async send(_route, { path, body }) {
      told.push(`${path} ${body}`);
      const status = guestBus.takes(path) ? 200 : 400;
      return { kind: "answered", response: { status, headers: {}, body: "{}", json: {} } };
    },
    close: async () => undefined,
  };
  const publish = async (type: string, data: unknown) => {
    const message = { source: "/tests", sourceId: uuidv7(), type, extensions: {}, data };
    const draft = { message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) };
    const [accepted] = await bus.accept([draft]);
    if (accepted?.kind !== "accepted") throw new Error(`not accepted: ${JSON.stringify(accepted)}`);
    return accepted.id;
  };
  const guestBus: GuestBus = {
    ...bus,
    told,
    takes: () => true,
    seat: (visit) => publish(guestSeated.type, visit),
    forget: (memberId, email) => publish(customerErase.type, { memberId, email }),
    worker: (where) => bus.start((context) => startWorker(context, { vendor }), where),
    scheduler: () => bus.start(startScheduler),
  };
  return guestBus;
}
