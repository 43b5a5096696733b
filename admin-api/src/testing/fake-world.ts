import type {
  AuditLine,
  Act,
  DeliveryKey,
  Failure,
  FailureFilter,
  Payload,
  Principal,
  Result,
} from "@spindlebus/bus/engine";
import { deliveryId } from "@spindlebus/bus/engine";
import { orderCompleted, type Envelope } from "@spindlebus/contracts";

/** What the fake remembers of what it was asked to do. */
export type Recorded = {
  readonly acts: { readonly name: string; readonly target: string; readonly act: Act }[];
  readonly filters: FailureFilter[];
  /** What statistics were asked of. */
  readonly windows: object[];
  readonly payloadReaders: string[];
  /** Lines of the audit that belong to no act. */
  readonly lines: AuditLine[];
};

/** What the fakes are to know. */
export type Given = {
  readonly failures?: readonly Failure[];
  readonly payload?: { readonly contentType: string; readonly body: Uint8Array };
  /** Why nobody can read the payload any more. */
  readonly erased?: string;
  readonly tokens?: Readonly<Record<string, Principal>>;
  /** Thrown by every reading of failures. */
  readonly broken?: Error;
  /** Thrown where a line of the audit is written. */
  readonly unwritable?: Error;
};

/** What all fakes of one test share. */
export type World = Omit<Given, "failures" | "tokens"> & {
  readonly failures: readonly Failure[];
  readonly tokens: Readonly<Record<string, Principal>>;
  readonly recorded: Recorded;
  readonly find: (key: DeliveryKey) => Failure | undefined;
  /** The data of every failure. */
  readonly stored: Payload;
};

/** A world in which nothing was done yet. */
export function newWorld({ failures = [], tokens = {}, ...given }: Given): World {
  const { payload, erased } = given;
  const recorded: Recorded = { acts: [], filters: [], windows: [], payloadReaders: [], lines: [] };
  const find = ({ messageId: id, route }: DeliveryKey) =>
    failures.find((each) => each.id === deliveryId({ messageId: id, route }));
  const stored: Payload = payload
    ? { kind: "stored", envelope: anEnvelope, ...payload }
    : erased === undefined
      ? { kind: "gone", reason: "It is settled." }
      : { kind: "erased", reason: erased };
  return { ...given, failures, tokens, recorded, find, stored };
}

/** What an act answers of what is there, or is not. */
export const known = <Value>(value: Value | undefined): Result<Value> =>
  value === undefined
    ? { ok: false, code: "notFound", detail: "There is no such thing." }
    : { ok: true, value };

/** An empty page. */
export const nothing = { data: [], next: null };

/** The instant at which everything of the fakes happens. */
export const time = "2026-11-23T12:00:00.000Z";

/** The id of whatever there is one of. */
export const messageId = "01890a5d-ac96-774b-bcce-b302099a8057";

/** The envelope of every message: of an order. */
export const anEnvelope: Envelope = {
  id: messageId,
  source: "/pos/0042",
  sourceId: "evt-1",
  type: orderCompleted.type,
  extensions: {},
};
