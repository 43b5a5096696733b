/** The strict group in which an order's points come and go, one after the other. */
export const pointsLane = "points";
