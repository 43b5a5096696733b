export {
  type CannedAnswer,
  type CapturedRequest,
  type LoopbackReceiver,
  loopbackReceiver,
} from "./loopback-receiver.ts";
export { realClock, type SimulatorClock } from "./simulator/clock.ts";
export { type SimulatorControl, simulatorControl } from "./simulator/control-client.ts";
export * from "./simulator/define-simulator.ts";
export type { Effect, NewEffect } from "./simulator/effects.ts";
export { Fault } from "./simulator/fault.ts";
export type { ReceivedRequest } from "./simulator/received.ts";
export {
  type RunningSimulators,
  type SimulatorOptions,
  addressOf,
  startSimulators,
} from "./simulator/start-simulators.ts";
export type { SimulatedConnection, WebhookTarget } from "./simulator/vendor.ts";
export type { SentWebhook } from "./simulator/webhook-queue.ts";
export { httpVendor } from "../vendor/http-vendor.ts";
export { type Harness, openHarness } from "./harness.ts";
export { type ManualClock, manualClock } from "./memory/manual-clock.ts";
export { type MemoryDelivery, type MemoryLedger, memoryLedger } from "./memory/memory-ledger.ts";
export * from "./conformance/index.ts";
export { decided, type Expected, undecided } from "./recorded/decided.ts";
export { rerun, type Rerun } from "./recorded/rerun.ts";
export { jsonBodyOf, vendorAnswer } from "./vendor-answer.ts";
