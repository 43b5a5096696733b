/**
 * What Node is told about its memory where it runs one role. By its own measure, which is the machine's, it would let a
 * quarter of a gigabyte of garbage gather before it looks for the first time; what a role really holds is far less.
 */
export const heapOptions = ["--max-semi-space-size=8", "--max-old-space-size=1024"] as const;
