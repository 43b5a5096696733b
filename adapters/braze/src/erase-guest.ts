import {
  applied,
  post,
  unchanged,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { customerErase, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { externalIdOf } from "./guest.ts";
import type { BrazeSettings } from "./settings.ts";
import { paths } from "./vendor.ts";

type Erase = DataOf<typeof customerErase>;

/** Deletes the profile of a guest who is to be forgotten (`POST /users/delete`). */
export const eraseGuest: Operation<Erase, BrazeSettings> = {
  on: customerErase,
  summary: "Deletes a guest's profile at Braze, with all that Braze knows of the guest.",
  // Who is gone stays gone.
  idempotency: "natural",
  request: (command) => post(paths.deleteUsers, { external_ids: [externalIdOf(command)] }),
  interpret: readDeletion,
};

function readDeletion(response: VendorResponse, command: Erase): Outcome {
  const reading = readAnswer(response);
  if (reading.kind !== "accepted") return reading;
  if (reading.answer.deleted === 0) return unchanged("Braze knows no such guest");
  return applied({ reference: externalIdOf(command) });
}
