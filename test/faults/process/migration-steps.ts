import type { ReplacementStep } from "../../../bus/src/rabbitmq/replace-queue.ts";
import type { RetirementStep } from "../../../bus/src/rabbitmq/retire-queue.ts";

/** Every step of a queue's way to other arguments, and of its end. */
export const migrationSteps = [
  "sibling declared",
  "sibling bound",
  "unbound",
  "put aside",
  "drained",
  "deleted",
  "declared",
  "bound",
  "sibling unbound",
  "put back",
  "returned",
  "sibling deleted",
  "moved",
] as const satisfies readonly (ReplacementStep | RetirementStep)[];
export type MigrationStep = (typeof migrationSteps)[number];
