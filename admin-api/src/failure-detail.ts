import type { DeliveryKey } from "@spindlebus/bus/engine";
import type { z } from "@hono/zod-openapi";
import { shownRevision, type FailureWithRevisions, type Revision } from "./endpoints/revision-shapes.ts";
import type { AdminPorts } from "./ports.ts";

type Ports = Pick<AdminPorts, "operations" | "plan">;

/** A failure with what was edited of it, personal values masked. */
export async function failureDetail(
  ports: Ports,
  key: DeliveryKey,
): Promise<z.infer<typeof FailureWithRevisions> | undefined> {
  const failure = await ports.operations.failures.get(key);
  if (!failure) return undefined;
  const { type } = failure;
  return { ...failure, revisions: await shownRevisions(ports, key, { type, personal: false }) };
}

type Seen = {
  /** The message's type. */
  readonly type: string | null;
  readonly personal: boolean;
};

/** What was edited of a failure, newest first, as far as its reader may see it. */
export async function shownRevisions(
  { operations, plan }: Ports,
  key: DeliveryKey,
  { type, personal }: Seen,
): Promise<readonly z.infer<typeof Revision>[]> {
  const contract = type === null ? undefined : plan.registry.get(type);
  const revisions = await operations.revisions.list(key);
  return revisions.map((each) => shownRevision(each, { contract, personal }));
}
