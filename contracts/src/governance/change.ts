/** A difference between a released contract and the one of today. */
export type Change = {
  /** `breaking`: what was valid is refused now, or a promise about the field is gone. */
  readonly effect: "breaking" | "compatible";
  /** Where in the data, as a JSON Pointer; `*` stands for every item or map value, `""` for the whole contract. */
  readonly pointer: string;
  readonly reason: string;
};

/** A change that a publisher, or a message under way, notices. */
export const breaking = (pointer: string, reason: string): Change => ({
  effect: "breaking",
  pointer,
  reason,
});

/** A change that leaves all that was valid valid. */
export const compatible = (pointer: string, reason: string): Change => ({
  effect: "compatible",
  pointer,
  reason,
});

/** Whether a change breaks. */
export const isBreaking = ({ effect }: Change): boolean => effect === "breaking";
