import type { Envelope } from "@spindlebus/contracts";
import { drawBytes } from "./draw-bytes.ts";

const traceparentForm = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** The W3C trace id that a message travels under, where it has one. */
export function traceIdOf({ extensions }: Pick<Envelope, "extensions">): string | undefined {
  const { traceparent } = extensions;
  return typeof traceparent === "string" ? traceparentForm.exec(traceparent)?.[1] : undefined;
}

/** A fresh W3C traceparent, for a message that came without one. */
export function newTraceparent(): string {
  return `00-${drawBytes(16).toString("hex")}-${newSpanId()}-01`;
}

/** The traceparent of a request made on behalf of a message: its trace, another span. */
export function continuedTrace({ extensions }: Pick<Envelope, "extensions">): string {
  const { traceparent } = extensions;
  const given = typeof traceparent === "string" ? traceparentForm.exec(traceparent) : null;
  return given ? `00-${given[1]}-${newSpanId()}-${given[2]}` : newTraceparent();
}

const newSpanId = (): string => drawBytes(8).toString("hex");
