import type { Patch } from "../mending/apply-patch.ts";
import type { RecipeMember } from "../recipes/mend-member.ts";
import type { Act, Result } from "./act.ts";
import type { Page, PageRequest } from "./page.ts";
import type { Found, Selection } from "./replays.ts";
import type { Approval } from "./revisions.ts";

/**
 * Where a recipe can be: it waits for a second person (`proposed`), its members are being mended (`approved`), its replay sends
 * them (`running`), that has ended (`done`); or somebody rejected or stopped it, or nobody answered in time. One that goes on
 * until a date waits for new failures (`active`) where it has nothing to send.
 */
export const recipeStates = [
  "proposed",
  "approved",
  "active",
  "rejected",
  "expired",
  "running",
  "done",
  "stopped",
] as const;
export type RecipeState = (typeof recipeStates)[number];

/** One patch over many failures, and what became of them. Instants are RFC 3339. */
export type Recipe = {
  readonly id: string;
  readonly state: RecipeState;
  readonly kind: Patch["kind"];
  /** As it was spelled; null where the key is not here that it is sealed under. */
  readonly patch: string | null;
  /** As it was asked for. */
  readonly selection: unknown;
  /** Until when it mends what fails into its group after it was made; null of one for those selected only. */
  readonly activeUntil: string | null;
  /** Why it takes no new failures any more although that is not over; null where it does, or never did. */
  readonly stoodDown: string | null;
  readonly reason: string;
  readonly author: string;
  /** Of the messages that it mends. */
  readonly types: readonly string[];
  /** Personal and sensitive places that it changes. */
  readonly delicate: readonly string[];
  readonly createdAt: string;
  /** Until when a second person may approve it; null where nobody has to. */
  readonly expiresAt: string | null;
  readonly decision: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** The replay that sends what it mended, once it has begun; of several the last. */
  readonly replay: string | null;
  readonly finishedAt: string | null;
  readonly bill: Bill;
};

/** What a recipe has cost and brought so far; pending, mended and skipped are together all that was selected. */
export type Bill = {
  readonly selected: number;
  readonly pending: number;
  readonly mended: number;
  readonly skipped: number;
  /** Why what was skipped. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Of those mended: what their replays came to. */
  readonly applied: number;
  readonly failedAgain: number;
  readonly inDoubt: number;
  /** The same by the UTC day on which members were looked at, oldest first. */
  readonly days: readonly DayOfBill[];
};

/** What a recipe did on one day, and what became of that. */
export type DayOfBill = {
  readonly day: string;
  readonly mended: number;
  readonly skipped: number;
  readonly applied: number;
  readonly failedAgain: number;
  readonly inDoubt: number;
};

/** Until when a recipe mends what fails into its group from now on, and by which code of ours. */
export type Activity = { readonly until: string; readonly code: string };

export type RecipeRequest = {
  readonly selection: Selection;
  readonly kind: Patch["kind"];
  /** As it was spelled. */
  readonly patch: string;
  readonly types: readonly string[];
  readonly delicate: readonly string[];
  /** Undefined where nobody else has to approve it. */
  readonly approval: Approval | undefined;
  /** Undefined where it is for those selected only; else its filter names a group. */
  readonly activity?: Activity | undefined;
};

/** Proposed, or refused because the filter finds another number now, or others. */
export type RecipeCreation =
  | Result<Recipe>
  | { readonly ok: false; readonly code: "countDiffers"; readonly count: number };

/** What a recipe over a selection would be over. */
export type Members = {
  /** How many, and which; undefined where these are more than a recipe may have. */
  readonly found: Found | undefined;
  /** Each of them, in batches, in the order of their ids. */
  readonly batches: AsyncIterable<readonly RecipeMember[]>;
};

/** Patches over many failures. The scheduler carries them out. */
export type Recipes = {
  /** What a recipe over the selection would be over now. */
  members(selection: Selection): Promise<Members>;
  /** The members of a recipe that it has not looked at yet, in batches; none where there is no such recipe. */
  pending(id: string): AsyncIterable<readonly RecipeMember[]>;
  /** Freezes the selection in one transaction. */
  propose(request: RecipeRequest, act: Act): Promise<RecipeCreation>;
  decide(id: string, decision: "approve" | "reject", act: Act): Promise<Result<Recipe>>;
  /** Ends it: cancels its replays, and withdraws what it has mended and nobody has sent. */
  stop(id: string, act: Act): Promise<Result<Recipe>>;
  /** Newest first. */
  list(filter: { readonly state?: RecipeState | undefined }, page: PageRequest): Promise<Page<Recipe>>;
  get(id: string): Promise<Recipe | undefined>;
};
