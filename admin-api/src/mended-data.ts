import {
  applyPatch,
  approvalFor,
  faultsOf,
  intakeRoute,
  mend,
  readExactly,
  shownPlaces,
  writeExactly,
  type DeliveryKey,
  type NewRevision,
  type StoredFailure,
} from "@spindlebus/bus/engine";
import { limitsFor } from "@spindlebus/contracts";
import type { GivenRevision } from "./endpoints/revision-shapes.ts";
import { patchFaults, spelledPatch } from "./given-patch.ts";
import type { AdminPorts } from "./ports.ts";
import type { FieldError } from "./problem.ts";

/** What a request asks to send in place of a failure's data, checked. */
export type Mending =
  | { readonly kind: "unknown" }
  | { readonly kind: "faults"; readonly errors: readonly FieldError[] }
  | {
      readonly kind: "mended";
      readonly revision: NewRevision;
      readonly before: Uint8Array;
      readonly type: string;
    };

type Asked = {
  readonly key: DeliveryKey;
  readonly given: GivenRevision;
  /** The request as it came: the numbers of a patch are exact there only. */
  readonly text: string;
};

/** Makes what is to be sent out of what is given; what would be refused is told with all its faults. */
export function mendedData(ports: AdminPorts, asked: Asked): Promise<Mending> {
  return asked.key.route === intakeRoute ? ofTheWayIn(ports, asked) : ofDelivery(ports, asked);
}

async function ofTheWayIn({ operations, plan }: AdminPorts, { key, given }: Asked): Promise<Mending> {
  const before = await operations.revisions.intakeFailure(key);
  if (!before) return { kind: "unknown" };
  if (given.patch ?? given.mergePatch)
    return fault(
      given.patch ? "/patch" : "/mergePatch",
      "is for data, and this never became a message: give its bytes",
    );
  const mended = takenAgain(before, given);
  const limits = limitsFor(plan.largeMessages.maxBytes);
  const errors = faultsOf(mended, { ...plan, limits }).flatMap(fieldErrorsOf);
  if (errors.length > 0) return { kind: "faults", errors };
  const { contentType, extensions, body } = mended;
  // Nobody has agreed on what it says: which of it is personal is not known before it is taken in.
  const approval = approvalFor(plan.policy, []);
  const base = given.base === undefined ? {} : { base: given.base };
  const revision = { ...base, contentType, extensions, body, approval, places: [] };
  return { kind: "mended", revision, before: before.body, type: before.type };
}

function takenAgain(before: StoredFailure, given: GivenRevision): StoredFailure {
  const { contentType, attributes } = given;
  const bytes = bytesOf(given);
  const { messageid } = before.extensions;
  return {
    ...before,
    ...(bytes !== undefined && { body: bytes }),
    ...(contentType !== undefined && { contentType }),
    // Which message it was stays, whatever is said of it.
    ...(attributes && { extensions: { ...attributes, ...(messageid !== undefined && { messageid }) } }),
  };
}

function bytesOf({ body, bodyBase64 }: GivenRevision): Buffer | undefined {
  if (body !== undefined) return Buffer.from(body);
  return bodyBase64 === undefined ? undefined : Buffer.from(bodyBase64, "base64");
}

async function ofDelivery({ operations, plan }: AdminPorts, { key, given, text }: Asked): Promise<Mending> {
  const sealed = given.attributes
    ? "/attributes"
    : given.contentType === undefined
      ? undefined
      : "/contentType";
  if (sealed !== undefined)
    return fault(sealed, "stays as it was published; only the data of a message are edited");
  const message = await operations.revisions.mendable(key);
  if (!message) return { kind: "unknown" };
  const made = bytesOf(given) ?? patched(message.body, given, text);
  if (!(made instanceof Uint8Array)) return { kind: "faults", errors: made };
  const { registry, routes, policy } = plan;
  const { type } = message.envelope;
  const mended = mend(message, made, { registry, route: routes.find(({ name }) => name === key.route) });
  if (!mended.ok) return { kind: "faults", errors: mended.faults };
  const revision = {
    base: given.base ?? message.base,
    contentType: "application/json",
    extensions: {},
    body: made,
    approval: approvalFor(policy, mended.delicate),
    places: shownPlaces(message.body, made, registry.get(type)),
  };
  return { kind: "mended", revision, before: message.body, type };
}

/** The data with a patch applied, or why that cannot be. */
function patched(body: Uint8Array, given: GivenRevision, text: string): Uint8Array | readonly FieldError[] {
  const member = given.patch ? "patch" : given.mergePatch ? "mergePatch" : undefined;
  if (member === undefined) return [{ pointer: "", detail: "says nothing: give body, patch or mergePatch" }];
  const { patch } = spelledPatch(member, text);
  const faults = patchFaults(patch);
  if (faults.length > 0) return faults;
  try {
    const result = applyPatch(readExactly(Buffer.from(body).toString("utf8")), patch);
    if (result.ok) return Buffer.from(writeExactly(result.data));
    return [{ pointer: `/${member}${result.pointer}`, detail: result.detail }];
  } catch {
    return [{ pointer: `/${member}`, detail: "cannot be applied: the data is no JSON; give it whole" }];
  }
}

const fault = (pointer: string, detail: string): Mending => ({
  kind: "faults",
  errors: [{ pointer, detail }],
});

function fieldErrorsOf(found: ReturnType<typeof faultsOf>[number]): readonly FieldError[] {
  if ("message" in found) return [{ pointer: "", detail: found.message }];
  const { detail, errors = [] } = found;
  return errors.length > 0
    ? errors.map((error) => ({ pointer: error.pointer, detail: error.detail }))
    : [{ pointer: "", detail }];
}
