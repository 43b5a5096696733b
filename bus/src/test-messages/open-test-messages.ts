import type { Logger } from "pino";
import type { BusPlan } from "../config/bus-plan.ts";
import type { Acceptance } from "../intake/draft.ts";
import { openIntake } from "../intake/intake.ts";
import { messagePublisher, type MessagePublisher } from "../intake/message-publisher.ts";
import type { Act } from "../operations/act.ts";
import { auditedIntakeStore } from "../postgres/audited-intake-store.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import type { Database } from "../postgres/connect.ts";
import { openPublisher, type Publisher } from "../rabbitmq/publisher.ts";
import { openInFlight } from "../roles/in-flight.ts";
import type { Settings } from "../settings.ts";

/** A message that a person sends to see what becomes of it, valid by its contract. */
export type TestMessage = {
  readonly type: string;
  readonly data: unknown;
  /** The data as they are spelled. */
  readonly body: Uint8Array;
  /** The same in a repeat, which sends nothing twice. */
  readonly sourceId: string;
};

/** What became of one. */
export type TestSending =
  | Acceptance
  /** It is stored, and the broker has not confirmed it: it is published once the broker takes it, by a repeat or by the scheduler. */
  | { readonly kind: "unpublished"; readonly id: string };

/** The way in for messages that operators send. */
export type TestMessages = {
  /** The routes that a message of the type may be for, whoever asks. */
  routesFor(type: string): readonly string[];
  send(message: TestMessage, act: Act): Promise<TestSending>;
  /** Resolves when what was confirmed is noted, or it takes too long; before the database is closed. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

type Given = {
  readonly settings: Pick<Settings, "masterKeys"> & { readonly amqpUrl: string };
  readonly plan: Pick<BusPlan, "registry" | "routing" | "routesFor" | "noticesFor" | "largeMessages">;
  readonly database: Pick<Database, "sql">;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly log: Logger;
  readonly open?: typeof openPublisher;
  readonly patienceMs?: number;
};

const source = "/spindle/console";
/** A person waits, and nothing is lost by giving up. */
const usualPatienceMs = 3_000;
const confirmsMs = 500;
/** Of a frozen broker: with the rest of the closing within the deadline of the role. */
const closeMs = 2_000;

/** Sends through the ordinary intake. The first message opens a connection to the broker, which is kept and mends itself. */
export function openTestMessages({
  open = openPublisher,
  patienceMs = usualPatienceMs,
  ...given
}: Given): TestMessages {
  const { plan, settings, name, log } = given;
  const { sql } = given.database;
  const { registry, routing, noticesFor, largeMessages } = plan;
  const bodies = postgresBodies(sql, largeMessages.store, settings.masterKeys);
  const confirms = openInFlight();
  let publisher: Publisher | undefined;

  const publish: MessagePublisher = async (accepted) => {
    publisher ??= open({ url: settings.amqpUrl, name: `${name} publisher`, log, times: { closeMs } });
    // What is not ready by then refuses, and says so.
    await publisher.ready(patienceMs).catch(() => undefined);
    return messagePublisher(publisher)(accepted);
  };

  return {
    routesFor: (type) => plan.routesFor({ type }),
    async send({ type, data, body, sourceId }, act) {
      const registered: string[] = [];
      const intake = openIntake({
        registry,
        routing,
        bodies,
        // Message, outbox and audit are one commit. A process that dies after it leaves what the scheduler publishes from the
        // outbox, as of any publisher; one that dies before it leaves nothing.
        store: auditedIntakeStore(sql, { act, action: "contract.test-message", noticesFor }),
        publish: (accepted) => {
          registered.push(accepted.id);
          return publish(accepted);
        },
      });
      const message = { source, sourceId, type, extensions: { testmode: "true" }, data };
      const acceptance = await intake.accept({ message, contentType: "application/json", body });
      confirms.add(intake.confirmsWritten());
      const [id] = registered;
      return acceptance.kind === "notStored" && id !== undefined ? { kind: "unpublished", id } : acceptance;
    },
    settled: () => confirms.settled(confirmsMs),
    close: async () => publisher?.close(),
  };
}
