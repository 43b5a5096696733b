import type { Right } from "../../../bus/src/rights.ts";
import { doubtRoute, type Made } from "./more-to-do.ts";

/** Buttons that act, on one screen. */
export type Acts = {
  readonly path: string;
  /** What is pressed so that they are there: a box that selects, a menu. */
  readonly press?: readonly string[];
  /** The right that each needs, by its words or how they begin. */
  readonly need: Readonly<Record<string, Right>>;
};

const bulk = "act-in-bulk";
const boxOfAll = "main thead [type=checkbox]";
const rowMenu = "main tbody button[aria-haspopup=menu]";
const pageMenu = ".page-head button[aria-haspopup=menu]";
const onLane = { "Retry the head": "act", "Release…": "act", "Skip…": "act" } as const;

/** Every button that acts, screen by screen: what ends in "…" asks first, and of the others those that change something. */
export const actsOf = (made: Made): readonly Acts[] => [
  {
    path: "/failures",
    press: [boxOfAll, rowMenu],
    need: { "Replay…": bulk, Acknowledge: bulk, "Snooze…": bulk, Resolve: bulk, "Discard…": bulk },
  },
  {
    path: `/failures/${made.groupId}`,
    press: [pageMenu],
    need: {
      "Replay all": bulk,
      "Canary 1…": bulk,
      Acknowledge: bulk,
      "Edit owner, ticket, note": bulk,
      "Replay when…": bulk,
      "Snooze…": bulk,
      Resolve: bulk,
      "Repair recipe…": "read",
      "Discard…": bulk,
    },
  },
  {
    path: "/messages",
    press: [rowMenu],
    need: { "Replay…": bulk, "Edit & replay…": "edit", "Discard…": "act" },
  },
  {
    path: `/messages/${made.messageId}?route=${made.route}`,
    need: { Replay: bulk, "Edit & replay": "edit", Discard: "act", "Show personal data": "read-payload" },
  },
  {
    path: `/messages/${made.messageId}/edit?route=${made.route}`,
    need: { "Replay with this edit…": "edit", "Keep for the next replay…": "edit" },
  },
  {
    path: `/messages/${made.doubtId}?route=${doubtRoute}`,
    need: { "It was applied": "act", "It is absent: send again": "act", Discard: "act" },
  },
  {
    path: "/replays",
    press: [pageMenu],
    need: {
      "Replay failures…": "read",
      "Backfill a route…": bulk,
      "Re-apply what a vendor lost…": "administer",
    },
  },
  { path: `/replays/${made.replayId}`, need: { "Replay the one that failed again…": bulk } },
  { path: `/recipes?group=${made.groupId}`, need: { "Propose…": bulk } },
  {
    path: `/recipes/${made.recipeId}`,
    need: { "Approve…": "approve", "Reject…": "approve", "Stop…": bulk },
  },
  { path: `/lanes/${made.laneId}`, need: onLane },
  { path: "/routes", press: [rowMenu], need: { "Pause…": bulk } },
  { path: `/routes/${made.route}`, need: { "Pause…": bulk } },
  { path: "/adapters/stripe?tab=simulator", need: { "Test connection…": "act", "Pause…": bulk, "": bulk } },
  { path: "/contracts/order.completed.v1", need: { "Send test message…": "act" } },
  { path: "/settings", need: { "New token…": "administer" } },
  { path: "/diagnostics", need: {} },
  { path: "/settings?tab=sessions", need: { "End…": "administer" } },
];
