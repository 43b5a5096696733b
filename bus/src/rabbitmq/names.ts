/** Every name on the broker is made here and nowhere else. */
export const exchanges = {
  /** AMQP publishers send canonical messages here. */
  intake: "spindle.intake",
  /** Topic exchange of accepted messages; the routing key is the message type. */
  messages: "spindle.messages",
  /** Direct exchange of due retries and replays; the routing key is the route. */
  retry: "spindle.retry",
  /** Direct exchange of the broker's dead letters; the routing key is the route. */
  dead: "spindle.dead",
} as const;

export const journalQueue = "spindle.journal";
export const intakeQueue = "spindle.intake";

export const workQueue = (route: string): string => `spindle.route.${route}`;
export const retryQueue = (route: string): string => `spindle.route.${route}.retry`;
export const deadQueue = (route: string): string => `spindle.route.${route}.dead`;
