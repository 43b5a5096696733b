/** What a roll-out has chosen for the entity that a message is about. */
export type ChoiceView = {
  readonly rollout: string;
  /** A connection, or `nobody`. */
  readonly connection: string;
  readonly because: string;
  readonly decidedAt: string;
};

/** What roll-outs have chosen. */
export type Choices = {
  /** For an entity such as `order:ord-7001`, of these roll-outs. */
  of(entity: string, rollouts: readonly string[]): Promise<readonly ChoiceView[]>;
};
