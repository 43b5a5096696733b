import { hiddenValue } from "../../mask-body.ts";
import { deliveryId } from "../../operations/delivery-id.ts";
import type { FailureFilter } from "../../operations/failures.ts";
import type { Selecting } from "./replay-selection.ts";

/** A selection as it is stored and told: of whom it was asked for by a value of the data is not written down. */
export const storedSelection = (selection: Selecting): object =>
  "ids" in selection
    ? { ids: selection.ids.map(deliveryId) }
    : { ...selection, filter: withoutValues(selection.filter) };

/** A filter without the values of messages' data that it asks for. */
export const withoutValues = ({ payload, ...filter }: FailureFilter): FailureFilter => ({
  ...filter,
  ...(payload && { payload: payload.map(({ path }) => ({ path, value: hiddenValue })) }),
});
