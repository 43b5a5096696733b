import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { v7 as uuidv7 } from "uuid";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import type { RunningRole } from "../../bus/src/role.ts";
import { laneAdapter } from "../../bus/src/testing/delivery/lane-adapter.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled } from "../../bus/src/testing/delivery/toy-adapter.ts";
import type { HttpVendor } from "../../bus/src/vendor/http-vendor.ts";
import { openToyBus, type ToyBus } from "./toy-bus.ts";

export const takeRoute = "toy.take";
export const fileRoute = "toy.file";

/** A bus with one strict group of two operations, whose vendor writes down in which order it is called. */
export type LaneBus = ToyBus & {
  /** `<key>/<n>` of every note that the vendor filed, in order. */
  readonly effects: readonly string[];
  /** What the vendor does with a note; 200 if not said. */
  answers: (noteId: string) => number | Promise<number>;
  /** Publishes notes in this order; one that begins with "place:" is for the second operation. Gives their message ids. */
  readonly send: (...notes: readonly string[]) => readonly string[];
  /** Other URLs may lead through a link. */
  readonly worker: (where?: { amqpUrl?: string; databaseUrl?: string }) => Promise<RunningRole>;
  readonly scheduler: () => Promise<RunningRole>;
};

export async function openLaneBus(cap?: number): Promise<LaneBus> {
  const { take, file } = laneAdapter.operations;
  const capped = { ...take, lane: { ...take.lane, ...(cap !== undefined && { cap }) } };
  const adapter = { ...laneAdapter, operations: { take: capped, file } };
  const bus = await openToyBus({ adapter, operations: ["take", "file"], retry: {}, concurrency: 20 });
  const effects: string[] = [];
  const vendor: HttpVendor = {
    async send(_route, { body }) {
      const { noteId } = JSON.parse(body ?? "") as { noteId: string };
      const status = await laneBus.answers(noteId);
      if (status === 200) effects.push(noteId);
      return { kind: "answered", response: { status, headers: {}, body: "{}", json: {} } };
    },
    close: async () => undefined,
  };
  const laneBus: LaneBus = {
    ...bus,
    effects,
    answers: () => 200,
    send: (...notes) => notes.map((note) => publish(bus, note)),
    worker: (where) => bus.start((context) => startWorker(context, { vendor }), where),
    scheduler: () => bus.start(startScheduler),
  };
  return laneBus;
}

const secondOperation = "place:";

function publish({ channel }: ToyBus, note: string): string {
  const files = note.startsWith(secondOperation);
  const noteId = files ? note.slice(secondOperation.length) : note;
  const { type } = files ? noteFiled : noteTaken;
  const id = uuidv7();
  const routes = [files ? fileRoute : takeRoute];
  const { properties, headers } = tokenHeading(
    { id, source: "/tests", sourceId: id, type, extensions: {} },
    { routes },
  );
  const body = Buffer.from(JSON.stringify(files ? { noteId, place: "p" } : { noteId, text: "coffee" }));
  channel.publish(exchanges.messages, type, body, { ...properties, headers, persistent: true });
  return id;
}

/** Every note of a key, `<key>/0` to `<key>/<count - 1>`. */
export const notesOf = (key: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${key}/${n}`);

/** Notes of many keys, the keys' notes mixed. */
export const mixed = (keys: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, n) => keys.map((key) => `${key}/${n}`)).flat();
