/** A path to every screen, given what is there to be shown. */
export const screensOf = (known: Known): readonly (readonly [name: string, path: string])[] => [
  ["overview", "/"],
  ["failures", "/failures"],
  ["group", `/failures/${known.groupId}`],
  ["messages", "/messages"],
  ["message", `/messages/${known.messageId}?route=${known.route}`],
  ["edit", `/messages/${known.messageId}/edit?route=${known.route}`],
  ["replays", "/replays"],
  ["replay", `/replays/${known.replayId}`],
  ["recipes", "/recipes"],
  ["approvals", "/approvals"],
  ["lanes", "/lanes"],
  ["routes", "/routes"],
  ["route", `/routes/${known.route}`],
  ["topology", "/topology"],
  ["adapters", "/adapters"],
  ["adapter", `/adapters/${known.route.split(".")[0]}`],
  ["contracts", "/contracts"],
  ["contract", "/contracts/order.completed.v1"],
  ["audit", "/audit"],
  ["settings", "/settings"],
  ["docs", "/docs"],
  ["diagnostics", "/diagnostics"],
];

/** Ids of what a screen of one thing shows. */
export type Known = {
  readonly groupId: string;
  readonly messageId: string;
  readonly route: string;
  readonly replayId: string;
};
