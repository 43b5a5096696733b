export * from "./authorize.ts";
export * from "./define-adapter.ts";
export { type Duration, milliseconds } from "./duration.ts";
export type { Json } from "./json.ts";
export * from "./outcome.ts";
export * from "./request.ts";
export type { VendorResponse } from "./response.ts";
export * from "./signature.ts";
export * from "./webhook.ts";
