/** A name and a path. */
export type Place = readonly [name: string, path: string];

/** Ids of what a screen of one thing shows. */
export type Known = {
  readonly groupId: string;
  readonly messageId: string;
  readonly route: string;
  readonly replayId: string;
};

/** A path to every screen, given what is there to be shown. */
export const screensOf = (known: Known): readonly Place[] => [
  ...screensOfNothing,
  ["group", `/failures/${known.groupId}`],
  ["message", `/messages/${known.messageId}?route=${known.route}`],
  ["edit", `/messages/${known.messageId}/edit?route=${known.route}`],
  ["replay", `/replays/${known.replayId}`],
];

/** The screens that there are also where nothing has happened yet. */
export const screensOfNothing: readonly Place[] = [
  ["overview", "/"],
  ["failures", "/failures"],
  ["messages", "/messages"],
  ["replays", "/replays"],
  ["recipes", "/recipes"],
  ["approvals", "/approvals"],
  ["lanes", "/lanes"],
  ["routes", "/routes"],
  ["route", "/routes/paytronix.accruePoints"],
  ["topology", "/topology"],
  ["adapters", "/adapters"],
  ["adapter", "/adapters/paytronix"],
  ["contracts", "/contracts"],
  ["contract", "/contracts/order.completed.v1"],
  ["audit", "/audit"],
  ["settings", "/settings"],
  ["docs", "/docs"],
  ["diagnostics", "/diagnostics"],
  ["sign-in", "/sign-in"],
  ["no screen", "/no-such-screen"],
];
