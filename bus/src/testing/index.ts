export * from "./simulator/define-simulator.ts";
export type { Effect, NewEffect } from "./simulator/effects.ts";
export { Fault } from "./simulator/fault.ts";
