/** The kinds of fault in a JSON text. */
export type JsonFaultCode =
  | "not-utf8"
  | "not-json"
  | "too-deep"
  | "too-many-values"
  | "duplicate-key"
  | "forbidden-key"
  | "forbidden-character"
  | "number-out-of-range";

/** What is wrong, and where by JSON Pointer; the detail never quotes a value. */
export interface JsonFault {
  readonly ok: false;
  readonly code: JsonFaultCode;
  readonly detail: string;
  readonly pointer: string;
}

/** A success, or the first fault that was found. */
export type JsonFaultOr<Success> = ({ readonly ok: true } & Success) | JsonFault;

/** States a fault; without a pointer it is about the whole text. */
export function fault(code: JsonFaultCode, detail: string, pointer = ""): JsonFault {
  return { ok: false, code, detail, pointer };
}
