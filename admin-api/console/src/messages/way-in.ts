/** The route, and the connection, of what failed before it became a message: neither has a screen of its own. */
export const wayIn = "intake";
