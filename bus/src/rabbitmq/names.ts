/** Every name on the broker is made here and nowhere else. */
export const exchanges = {
  /** AMQP publishers send canonical messages here. */
  intake: "spindle.intake",
  /** Topic exchange of accepted messages; the routing key is the message type. */
  messages: "spindle.messages",
  /** Direct exchange of due retries and replays; the routing key is the route. */
  retry: "spindle.retry",
  /** Direct exchange of suspects of a crash loop; the routing key is the route. */
  quarantine: "spindle.quarantine",
  /** Direct exchange of the broker's dead letters; the routing key is the route, or a lane group's `laneDeadKey`. */
  dead: "spindle.dead",
} as const;

export const journalQueue = "spindle.journal";
export const intakeQueue = "spindle.intake";
export const quarantineQueue = "spindle.quarantine";

export const workQueue = (route: string): string => `spindle.route.${route}`;
export const retryQueue = (route: string): string => `spindle.route.${route}.retry`;
export const deadQueue = (route: string): string => `spindle.route.${route}.dead`;

/** Where a queue's messages are while the queue is replaced by one with other arguments. */
export const siblingQueue = (queue: string): string => `${queue}.moving`;

/** A lane group's name, which is unique among all connections: `<connection>.<group>`. */
export const laneGroup = (connection: string, group: string): string => `${connection}.${group}`;
export const laneQueue = (laneGroupName: string): string => `spindle.lane.${laneGroupName}`;
export const laneDeadQueue = (laneGroupName: string): string => `spindle.lane.${laneGroupName}.dead`;
/** Three parts, so that it is never a route's key: an operation may be called as a lane group is. */
export const laneDeadKey = (laneGroupName: string): string => `lane.${laneGroupName}`;

/** Whose a queue is, and what for. */
export type QueueOwner = {
  readonly kind: "route" | "lane";
  /** The route, or the lane group. */
  readonly name: string;
  readonly connection: string;
  readonly part: "work" | "retry" | "dead";
};

/** Reads the name of a route's or a lane group's queue, or of the sibling of one. */
export function ownerOf(queue: string): QueueOwner | undefined {
  const read = /^spindle\.(route|lane)\.(([^.]+)\.[^.]+)(?:\.(retry|dead))?(?:\.moving)?$/.exec(queue);
  if (!read) return undefined;
  // The groups of the pattern above.
  const [, kind, name = "", connection = "", part = "work"] = read;
  return { kind: kind as QueueOwner["kind"], name, connection, part: part as QueueOwner["part"] };
}
