import type { RoleName } from "./role-names.ts";

/**
 * What Node is told about the memory of a role's process. By its own measure, which is the machine's, it would let a quarter
 * of a gigabyte of garbage gather before it looks for the first time. A worker holds little and there are many of them, so
 * it looks sooner, for a third more of processor time; for an ingress, whose requests each leave much behind, it would
 * be a bad bargain.
 */
export const heapOptions = (role: RoleName): readonly string[] =>
  role === "worker" ? ["--max-semi-space-size=16", "--max-old-space-size=1024"] : [];
