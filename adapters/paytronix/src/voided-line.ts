import type { OrderLine } from "@spindlebus/contracts";

/** Whether a line counts for nothing any more. */
export const isVoided = ({ voided, status }: OrderLine): boolean => voided === true || status === "cancelled";
