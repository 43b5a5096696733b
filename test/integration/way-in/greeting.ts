import { defineEvent } from "@spindlebus/contracts";
import { z } from "zod";
import { planBus } from "../../../bus/src/config/bus-plan.ts";

/** A contract that asks for very little, so that a test of the way in is about the way in. */
export const greeting = defineEvent({
  type: "com.example.someevent.v1",
  summary: "Somebody said something.",
  data: z.looseObject({ message: z.string().min(1) }),
  entityKey: "message",
  semantics: "delta",
  owner: "tests",
  examples: [{ message: "Hello World!" }],
});

/** A bus on which nobody listens to greetings. */
export const greetingPlan = () => planBus({ contracts: [greeting], connections: {} }, () => undefined);
