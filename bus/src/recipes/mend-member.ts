import { applyPatch, type Patch } from "../mending/apply-patch.ts";
import { readExactly, writeExactly, type ExactTree } from "../mending/exact-tree.ts";
import { asItWas, locked, mend, type MendRules } from "../mending/mend.ts";
import type { DeliveryKey } from "../operations/delivery-id.ts";
import type { MendableDelivery } from "../operations/revisions.ts";
import { intakeRoute, type Route } from "../route.ts";

/** A failure that a recipe is over. */
export type RecipeMember = {
  readonly key: DeliveryKey;
  /** Why it cannot be mended, or not be replayed, now; null where it can. */
  readonly obstacle: string | null;
  /** Undefined where its bytes are gone. */
  readonly message: MendableDelivery | undefined;
};

/** What a recipe does to a member that it does not mend. */
export const leftVerdicts = ["testFails", "cannotApply", "unchanged", "locked", "unfit", "skipped"] as const;
export type LeftVerdict = (typeof leftVerdicts)[number];

/** What a recipe makes of one member. */
export type MemberOutcome =
  | {
      readonly verdict: "mended";
      readonly message: MendableDelivery;
      readonly body: Uint8Array;
      /** Pointers of personal and sensitive fields that it changes. */
      readonly delicate: readonly string[];
    }
  | { readonly verdict: LeftVerdict; readonly reason: string };

/** The contracts, and every configured route. */
export type RecipeRules = Pick<MendRules, "registry"> & { readonly routes: readonly Route[] };

/** Applies a patch to one failure and checks what comes of it, as an edit by hand is checked. */
export function mendMember(
  { key, obstacle, message }: RecipeMember,
  patch: Patch,
  { registry, routes }: RecipeRules,
): MemberOutcome {
  if (obstacle !== null) return left("skipped", obstacle);
  if (key.route === intakeRoute)
    return left("skipped", "it failed at the way in: give its bytes, one by one");
  if (!message) return left("skipped", "its message is no longer stored");
  const data = treeOf(message.body);
  if (data === undefined) return left("cannotApply", "the data is no JSON");
  const patched = applyPatch(data, patch);
  if (!patched.ok) {
    const { isTest, pointer, detail } = patched;
    return left(isTest ? "testFails" : "cannotApply", `${pointer} of the patch: ${detail}`);
  }
  const body = Buffer.from(writeExactly(patched.data));
  const mended = mend(message, body, { registry, route: routes.find(({ name }) => name === key.route) });
  if (mended.ok) return { verdict: "mended", message, body, delicate: mended.delicate };
  const [{ pointer, detail } = { pointer: "", detail: "does not fit" }] = mended.faults;
  return left(verdictOf(detail), `${pointer} ${detail}`);
}

const left = (verdict: LeftVerdict, reason: string): MemberOutcome => ({ verdict, reason });

function treeOf(body: Uint8Array): ExactTree | undefined {
  try {
    return readExactly(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}

function verdictOf(detail: string): LeftVerdict {
  if (detail === asItWas) return "unchanged";
  return detail === locked ? "locked" : "unfit";
}
