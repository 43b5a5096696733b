/** For so long nobody else looks at a lane that was taken; whoever took it may have died. */
export const takenMs = 15_000;
