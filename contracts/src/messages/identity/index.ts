import type { Contract } from "../../define.ts";
import { identityUserCreateFailed } from "./create-user-failed.ts";
import { identityUserCreate } from "./create-user.ts";
import { identityUserDeactivateFailed } from "./deactivate-user-failed.ts";
import { identityUserDeactivate } from "./deactivate-user.ts";
import { identityUserDeleteFailed } from "./delete-user-failed.ts";
import { identityUserDelete } from "./delete-user.ts";
import { identityGroupMemberAdded } from "./group-member-added.ts";
import { identityGroupMemberRemoved } from "./group-member-removed.ts";
import { identityUserUpdateFailed } from "./update-user-failed.ts";
import { identityUserUpdate } from "./update-user.ts";
import { identityUserCreated } from "./user-created.ts";
import { identityUserDeactivated } from "./user-deactivated.ts";
import { identityUserDeleted } from "./user-deleted.ts";
import { identityUserEmailVerified } from "./user-email-verified.ts";
import { identityUserReactivated } from "./user-reactivated.ts";
import { identityUserSignedIn } from "./user-signed-in.ts";
import { identityUserUpdated } from "./user-updated.ts";

export {
  identityUserCreateFailed,
  identityUserCreate,
  identityUserDeactivateFailed,
  identityUserDeactivate,
  identityUserDeleteFailed,
  identityUserDelete,
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserUpdateFailed,
  identityUserUpdate,
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserReactivated,
  identityUserSignedIn,
  identityUserUpdated,
};

/** Every contract about users and their groups. */
export const identityContracts: readonly Contract[] = [
  identityUserCreateFailed,
  identityUserCreate,
  identityUserDeactivateFailed,
  identityUserDeactivate,
  identityUserDeleteFailed,
  identityUserDelete,
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserUpdateFailed,
  identityUserUpdate,
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserReactivated,
  identityUserSignedIn,
  identityUserUpdated,
];
