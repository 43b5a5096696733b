import { entityKeyOf, fingerprintOf, type ContractRegistry } from "@spindlebus/contracts";
import type { Bodies } from "../bodies/bodies.ts";
import { inlineBytes, nothing } from "../bodies/stored-body.ts";
import { groupCommit } from "../group-commit.ts";
import type { Routing } from "../routing/choice.ts";
import { newTraceparent } from "../trace.ts";
import { Unstorable } from "../unstorable.ts";
import { openConfirms } from "./confirms.ts";
import { digest } from "./digest.ts";
import type { Acceptance, Draft } from "./draft.ts";
import { isUuid } from "./is-uuid.ts";
import { newMessageId } from "./message-id.ts";
import type { MessagePublisher } from "./message-publisher.ts";
import type { IntakeRow, IntakeStore, Registered } from "./store.ts";

/** The one function that all ways in meet in. */
export type Intake = {
  /** Registers, publishes, waits for the confirm. The draft must be valid by its contract. */
  accept(draft: Draft): Promise<Acceptance>;
};

/** An intake of a process, which may want to end. */
type OpenIntake = Intake & {
  /** Resolves when no confirm waits to be written. Whoever ends before has its messages published again by the sweeper. */
  confirmsWritten(): Promise<void>;
};

type IntakeOptions = {
  readonly registry: ContractRegistry;
  /** Where a message goes, decided here once and carried by the message; its roll-outs are decided by the store. */
  readonly routing: Routing;
  readonly store: IntakeStore;
  /** Seals what is about persons, and keeps what is too long to travel. */
  readonly bodies: Pick<Bodies, "keep" | "drop" | "seal" | "erasedBy">;
  readonly publish: MessagePublisher;
};

const batchSize = 200;

/** Opens the intake; concurrent drafts share commits. */
export function openIntake({ registry, routing, store, bodies, publish }: IntakeOptions): OpenIntake {
  const register = groupCommit((rows: readonly IntakeRow[]) => store.register(rows), { max: batchSize });
  const confirms = openConfirms(store);

  return {
    confirmsWritten: () => confirms.written(),
    async accept(draft) {
      let row = rowOf(draft, registry, routing);
      let registered: Registered;
      try {
        row = await sealed(row, registry, bodies);
        // Before the row that refers to it: nobody is told of a message whose bytes are nowhere.
        if (draft.body.byteLength > inlineBytes) row = await keepApart(row, bodies);
        registered = await register(row);
      } catch (error) {
        if (error instanceof Unstorable) return { kind: "unstorable", reason: error.message };
        return { kind: "notStored", reason: `the database did not take it: ${textOf(error)}` };
      }
      const { id, fresh, routes } = registered;
      if (!registered.sameDigest) {
        dropInVain(row, bodies);
        return { kind: "conflict", id };
      }
      if (registered.confirmed || confirms.isOpen(id)) return { kind: "accepted", id, duplicate: true };

      const { checkedBy, shadows } = row;
      const result = await publish({ id, draft: row.draft, routes, checkedBy, shadows });
      if (result !== "stored") return { kind: "notStored", reason: `the broker did not take it: ${result}` };
      confirms.note(id);
      return { kind: "accepted", id, duplicate: !fresh };
    },
  };
}

type CheckedRow = IntakeRow & { readonly checkedBy: string | undefined };

function rowOf(draft: Draft, registry: ContractRegistry, routing: Routing): CheckedRow {
  const { message } = draft;
  const contract = registry.get(message.type);
  if (!contract)
    throw new Error(`The intake was given ${message.type}, which has no contract; validate first.`);
  const { causationid } = message.extensions;
  const extensions = { traceparent: newTraceparent(), ...message.extensions };
  return {
    id: newMessageId(),
    draft: { ...draft, message: { ...message, extensions } },
    entityKey: entityKeyOf(contract, message.data),
    digest: digest(message),
    ...routing(message),
    checkedBy: fingerprintOf(contract),
    causationId: typeof causationid === "string" && isUuid(causationid) ? causationid : undefined,
  };
}

/** The row as it may be stored: whoever reads table, queue or journal without the keys learns nothing of its data. */
async function sealed(
  row: CheckedRow,
  registry: ContractRegistry,
  bodies: IntakeOptions["bodies"],
): Promise<CheckedRow> {
  const { message, body } = row.draft;
  const contract = registry.get(message.type);
  if (!contract) return row;
  const erases = await bodies.erasedBy(contract, message.data, message);
  const draft = { ...row.draft, body: await bodies.seal(contract, message.data, { of: message, body }) };
  return { ...row, draft, ...(erases && { erases }) };
}

/** The row of a message whose bytes are stored by themselves. */
async function keepApart(row: CheckedRow, bodies: IntakeOptions["bodies"]): Promise<CheckedRow> {
  const { draft } = row;
  const stored = await bodies.keep({ ...draft.message, digest: row.digest }, draft.body);
  return { ...row, draft: { ...draft, body: nothing, stored } };
}

/** No message refers to the bytes of a conflict. Where they cannot be removed now, they go with those of the message. */
function dropInVain({ draft: { stored } }: CheckedRow, bodies: IntakeOptions["bodies"]): void {
  if (stored) bodies.drop(stored).catch(() => undefined);
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
