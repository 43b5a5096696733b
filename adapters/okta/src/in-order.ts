import type { Lane } from "@spindlebus/bus/adapter";

/**
 * What is changed about a user keeps its order: an update that lets a user in again must not come after the later command
 * that shuts them out. A deletion needs no order: after it there is nothing to change.
 */
export const inOrder: Lane<{ readonly userId: string }> = { group: "user", key: ({ userId }) => userId };
