export { checkAdapter } from "./check-adapter.ts";
export type {
  Fixtures,
  OperationFixture,
  SimulatedVendorApi,
  WebhookFixture,
  WebhookMaking,
} from "./fixtures.ts";
export { type CheckLevel, type Conformance, type Finding, type Level, shortcomings } from "./report.ts";
