import type { ContractRegistry } from "@spindlebus/contracts";
import { scrub } from "../redact.ts";
import { hideData } from "../stand-ins/hide-data.ts";
import { hideJson, type Vocabulary } from "../stand-ins/hide-json.ts";
import { openStandIns } from "../stand-ins/stand-ins.ts";
import type { BacktestParts } from "./backtest.ts";

const mostChars = 160;

/** Examples without anything personal: by the message's contract, and as a vendor's JSON where nothing is known of a value. */
export function examples(registry: ContractRegistry, vocabulary: Vocabulary): BacktestParts["example"] {
  return ({ envelope, body }, difference) => {
    const standIns = openStandIns();
    const contract = registry.get(envelope.type);
    // Whatever is personal in the message is known from here on.
    if (contract) hideData(Buffer.from(body).toString("utf8"), contract, standIns);
    const key = /[^/.]*$/.exec(difference.place.replace(/\/\*$/, ""))?.[0] ?? "";
    const isRequest = difference.change !== "only-old" && difference.change !== "only-new";
    const shown = (value: string | undefined) => {
      if (value === undefined) return undefined;
      const hidden = isRequest ? hiddenValue(key, value) : value;
      return scrub(standIns.inText(hidden)).slice(0, mostChars);
    };
    const hiddenValue = (name: string, value: string): string => {
      const isPlain = ["method", "path", "concluded"].includes(difference.place);
      if (isPlain) return value;
      const isJson = difference.place.startsWith("body/") && /^(["[{\d-]|true|false|null)/.test(value);
      const member = `{${JSON.stringify(name)}:${isJson ? value : JSON.stringify(value)}}`;
      return hideJson(member, vocabulary, standIns).slice(JSON.stringify(name).length + 2, -1);
    };
    const [old, fresh] = [shown(difference.old), shown(difference.new)];
    return {
      messageId: envelope.id,
      ...(old !== undefined && { old }),
      ...(fresh !== undefined && { new: fresh }),
    };
  };
}
