import type { Contract } from "../../define.ts";
import { customerErase } from "./erase.ts";
import { customerProfileChanged } from "./profile-changed.ts";

export { customerErase, customerProfileChanged };

/** Every contract about what the chain knows of its guests. */
export const customerContracts: readonly Contract[] = [customerErase, customerProfileChanged];
