/** The failure of a delivery whose route the configuration does not have any more. */
export const routeGone = {
  code: "routeGone",
  message:
    "The route has no queue on the broker any more. Restore the route (spindle topology apply), then replay; or discard it.",
};
