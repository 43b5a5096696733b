import type { Contract } from "../../define.ts";
import { customerProfileChanged } from "./profile-changed.ts";

export { customerProfileChanged };

/** Every contract about what the chain knows of its guests. */
export const customerContracts: readonly Contract[] = [customerProfileChanged];
