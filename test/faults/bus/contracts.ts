import { defineEvent } from "@spindlebus/contracts";
import { z } from "zod";

/** One step in the life of an entity. `reference` is unique, and what the vendor knows it by. */
const Step = z.strictObject({
  reference: z.string().min(1),
  entity: z.string().min(1),
  place: z.int().min(0),
  /** Makes a step too long to travel, so that it goes by reference. */
  ballast: z.string().optional(),
});
export type Step = z.infer<typeof Step>;

/** What producers of the fault suite publish: it goes to every kind of operation at once. */
export const stepTaken = defineEvent({
  type: "step.taken.v1",
  summary: "A step was taken.",
  data: Step,
  entityKey: "entity",
  entityVersion: "place",
  semantics: "delta",
  owner: "faults",
  examples: [{ reference: "e1-1", entity: "e1", place: 1 }],
});

/** What a filed step begets: the settle must not come before it. */
export const stepFiled = defineEvent({
  type: "step.filed.v1",
  summary: "A step was filed.",
  data: Step,
  entityKey: "entity",
  semantics: "delta",
  owner: "faults",
  examples: [{ reference: "e1-1", entity: "e1", place: 1 }],
});

/** A step back: it must take its turn among the steps of its entity. */
export const stepUndone = defineEvent({
  type: "step.undone.v1",
  summary: "A step was undone.",
  data: Step,
  entityKey: "entity",
  semantics: "delta",
  owner: "faults",
  examples: [{ reference: "e1-3", entity: "e1", place: 3 }],
});
