import { fieldClasses, subjectOf, type Contract } from "@spindlebus/contracts";
import { inlineBytes } from "../bodies/stored-body.ts";
import type { KeyFor, KeyRing } from "./key-ring.ts";
import { keyIdOf, openBody, sealBody, sealBodyAlike, type BodyOf } from "./sealed-body.ts";

/** A message that is to be sealed. */
export type Sealable = { readonly of: BodyOf; readonly body: Uint8Array };

/** Why a body could not be opened. */
export type Unopened = "erased" | "locked" | "damaged";

/** A body in clear, or why it stays sealed, and of what was erased since when. */
export type Opened = { readonly body: Uint8Array } | { readonly unopened: Unopened; readonly at?: string };

/** Closes and opens the bodies of messages about persons. */
export type Seals = {
  /** The body as queues, journal and tables may have it; the same bytes where the contract holds nothing about a person. */
  seal(contract: Contract, data: unknown, message: Sealable): Promise<Uint8Array>;
  /** Of what is not a message of any contract (yet), so that nobody knows whom it is about. */
  sealUnknown(message: Sealable): Promise<Uint8Array>;
  /** A body of the same message as another that is stored: under its key, or as plain as it. @throws where the key is not here */
  sealLike(like: Uint8Array, message: Sealable): Promise<Uint8Array>;
  /** In clear; a body that was never sealed is. */
  open(body: Uint8Array, of: BodyOf): Promise<Opened>;
  /** The hashes of the keys that a request to forget somebody ends. */
  erasedBy(contract: Contract, data: unknown, of: BodyOf): Promise<Erased | undefined>;
};

/** Of a request to forget: the key of the person, and that of the request's own body, which names them too. */
export type Erased = { readonly subject: Uint8Array; readonly request: Uint8Array };

/** Seals under the keys of a ring. */
export function openSeals(keys: KeyRing, clock: { now(): number }): Seals {
  const close = async (name: KeyFor, { of, body }: Sealable) => {
    const key = await keys.sealing(name);
    // Large ones are stored by a name made of their bytes.
    return body.byteLength > inlineBytes ? sealBodyAlike(key, body, of) : sealBody(key, body, of);
  };
  const today = (): KeyFor => ({ kind: "day", name: new Date(clock.now()).toISOString().slice(0, 10) });
  const keyFor = (contract: Contract, data: unknown, of: BodyOf): KeyFor => {
    const subject = subjectOf(contract, data);
    if (contract.erases !== undefined) return erasure(of);
    return subject === undefined ? today() : { kind: "subject", name: subject };
  };
  return {
    seal: async (contract, data, message) =>
      isAboutPersons(contract) ? close(keyFor(contract, data, message.of), message) : message.body,
    sealUnknown: (message) => close(today(), message),
    async sealLike(like, { of, body }) {
      const id = keyIdOf(like);
      if (id === undefined) return body;
      const found = await keys.opening(id);
      if (found.kind !== "key") throw new Error(`what it is made from cannot be opened: ${found.kind}`);
      return sealBody({ id, key: found.key }, body, of);
    },
    async open(body, of) {
      const id = keyIdOf(body);
      if (id === undefined) return { body };
      const found = await keys.opening(id);
      if (found.kind === "erased") return { unopened: "erased", at: found.at };
      if (found.kind !== "key") return { unopened: found.kind === "locked" ? "locked" : "damaged" };
      const plain = openBody(found.key, body, of);
      return plain ? { body: plain } : { unopened: "damaged" };
    },
    async erasedBy(contract, data, of) {
      const name = contract.erases === undefined ? undefined : subjectOf(contract, data);
      if (name === undefined) return undefined;
      const [subject, request] = await Promise.all([
        keys.hashOf({ kind: "subject", name }),
        keys.hashOf(erasure(of)),
      ]);
      return { subject, request };
    },
  };
}

/** Of a process without master keys, and of tests: nothing is sealed, and what is sealed stays so. */
export const withoutKeys: Seals = {
  seal: async (_contract, _data, { body }) => body,
  sealUnknown: async ({ body }) => body,
  sealLike: async (like, { body }) => {
    if (keyIdOf(like) !== undefined) throw new Error("it is sealed, and there is no master key here");
    return body;
  },
  open: async (body) => (keyIdOf(body) === undefined ? { body } : { unopened: "locked" }),
  erasedBy: async () => undefined,
};

const erasure = ({ source, sourceId }: BodyOf): KeyFor => ({
  kind: "erasure",
  name: `${source}\n${sourceId}`,
});

const known = new WeakMap<Contract, boolean>();

/** Whether messages of this contract say something about a person. */
function isAboutPersons(contract: Contract): boolean {
  const isKnown = known.get(contract);
  if (isKnown !== undefined) return isKnown;
  const hides =
    contract.subject !== undefined || fieldClasses(contract).some((field) => field.class !== "locked");
  known.set(contract, hides);
  return hides;
}
