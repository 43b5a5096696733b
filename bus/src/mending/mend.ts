import {
  checkData,
  readJson,
  type Contract,
  type ContractRegistry,
  type Envelope,
} from "@spindlebus/contracts";
import { inlineBytes } from "../bodies/stored-body.ts";
import { laneKeyOf } from "../delivery/lane-key.ts";
import { uncheckedData } from "../delivery/json-of.ts";
import { parseData } from "../delivery/parse-data.ts";
import type { Route } from "../route.ts";
import { differencesOf, type Difference } from "./differences.ts";
import { readExactly, type ExactTree } from "./exact-tree.ts";
import { isDelicate, isLocked, placesOf } from "./places.ts";

/** A message on one route, with the data that would be sent next. */
export type Mendable = { readonly envelope: Envelope; readonly body: Uint8Array };

/** What is known of where the message goes. */
export type MendRules = {
  readonly registry: ContractRegistry;
  /** Undefined where no configured route has its name. */
  readonly route: Route | undefined;
};

/** Why data cannot take the place of what a message has: where, and what. */
export type MendFault = { readonly pointer: string; readonly detail: string };

/** Data that may take the place of what a message has, or all that is wrong with it. */
export type Mended =
  | {
      readonly ok: true;
      readonly differences: readonly Difference[];
      /** Pointers of personal and sensitive fields that it changes. */
      readonly delicate: readonly string[];
    }
  | { readonly ok: false; readonly faults: readonly MendFault[] };

/** Checks data that is to be sent in place of a message's own: by its contract, and that it stays the same message. */
export function mend(message: Mendable, body: Uint8Array, { registry, route }: MendRules): Mended {
  if (body.byteLength > inlineBytes) return refused([{ pointer: "/data", detail: tooLong }]);
  const read = readJson(body, { bigIntegers: "reject" });
  if (!read.ok) return refused([{ pointer: "/data", detail: read.detail }]);
  const { type } = message.envelope;
  const contract = registry.get(type);
  if (!contract) return refused([{ pointer: "/type", detail: `no contract has the type ${type}` }]);
  const differences = differencesOf(treeOf(message.body), readExactly(read.text));
  if (differences.length === 0) return refused([{ pointer: "/data", detail: asItWas }]);
  const kindsOf = placesOf(contract);
  const at = (is: typeof isLocked) =>
    differences.filter(({ pointer }) => is(kindsOf(pointer))).map(({ pointer }) => pointer);
  const faults = [
    ...at(isLocked).map((pointer) => ({ pointer: `/data${pointer}`, detail: locked })),
    ...contractFaults(contract, read.value),
    ...(route ? routeFaults(route, message, body) : []),
  ];
  if (faults.length === 0) return { ok: true, differences, delicate: at(isDelicate) };
  return refused(faults);
}

const refused = (faults: readonly MendFault[]): Mended => ({ ok: false, faults });

const tooLong = `is longer than ${inlineBytes} bytes: what is so long is not edited; publish the message anew`;
/** Said of data that is not changed at all. */
export const asItWas = "is as it was";
/** Said of what nobody may edit. */
export const locked =
  "is locked: it says which thing this is about, or was agreed; publish another message instead";

/** What is no JSON differs in everything. */
function treeOf(body: Uint8Array): ExactTree | undefined {
  try {
    return readExactly(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}

function contractFaults(contract: Contract, data: unknown): readonly MendFault[] {
  const checked = checkData(contract, data);
  if (checked.ok) return [];
  return checked.problem.errors.map(({ pointer, detail }) => ({ pointer, detail }));
}

/** What its route would say of it: data of an older version are made newer there, and its place in a lane must stay. */
function routeFaults(
  route: Route,
  { envelope, body: before }: Mendable,
  body: Uint8Array,
): readonly MendFault[] {
  const parsed = parseData(route, { envelope, body });
  if (!parsed.ok) {
    const { outcome } = parsed;
    // The contract's own faults are told already, each at its place.
    const isTold = route.operation.on.type === envelope.type;
    return isTold || !("message" in outcome)
      ? []
      : [{ pointer: "/data", detail: outcome.message ?? outcome.kind }];
  }
  const was = laneKey(route, { envelope, body: before });
  return was === undefined || was === laneKey(route, { envelope, body })
    ? []
    : [{ pointer: "/data", detail: `would stand in another lane than ${was}: its order is locked` }];
}

/** Undefined where the operation has no lanes, or the data does not tell it. */
function laneKey({ operation }: Route, { envelope, body }: Mendable): string | undefined {
  if (!operation.lane) return undefined;
  try {
    const token = { envelope, body, contentType: "application/json", routes: [] };
    const key = laneKeyOf(operation, uncheckedData(token, operation));
    return key?.ok ? key.value : undefined;
  } catch {
    return undefined;
  }
}
