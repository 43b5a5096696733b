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

/** A lane group's name, which is unique among all connections: `<connection>.<group>`. */
export const laneGroup = (connection: string, group: string): string => `${connection}.${group}`;
export const laneQueue = (laneGroupName: string): string => `spindle.lane.${laneGroupName}`;
export const laneDeadQueue = (laneGroupName: string): string => `spindle.lane.${laneGroupName}.dead`;
/** Three parts, so that it is never a route's key: an operation may be called as a lane group is. */
export const laneDeadKey = (laneGroupName: string): string => `lane.${laneGroupName}`;
