import type { CloudEventLimits, ContractRegistry } from "@spindlebus/contracts";
import { v5 as uuidv5 } from "uuid";
import { z } from "zod";
import { envelopeFacts, type Translation } from "../adapter/index.ts";
import type { Draft } from "../intake/draft.ts";
import { validate } from "../intake/validate.ts";
import { problemText, type Fault } from "./fault.ts";

const namespace = "6f0c5f5c-7f0c-4f19-9a35-0d1f3a1c2b7e";
const instant = z.iso.datetime({ offset: true });

type Rules = { readonly registry: ContractRegistry; readonly limits: Pick<CloudEventLimits, "dataBytes"> };

/** What the translations of one webhook request come to: the valid ones as drafts, the others as faults. */
export function draftsOf(
  connection: string,
  translations: readonly Translation[],
  rules: Rules,
): { readonly drafts: readonly Draft[]; readonly faults: readonly Fault[] } {
  const drafts: Draft[] = [];
  const faults: Fault[] = [];
  for (const { translation, json, index } of distinct(translations)) {
    const fault = faultOf(translation, json, rules);
    if (fault) faults.push(fault);
    else drafts.push(draftOf(connection, translation, json, index));
  }
  return { drafts, faults };
}

type Distinct = { readonly translation: Translation; readonly json: string; readonly index: number };

/**
 * One request may tell the same thing twice, and that is one message; or several things of one type about one event,
 * which are then told apart by their place among those.
 */
function distinct(translations: readonly Translation[]): readonly Distinct[] {
  const told = new Map<string, string[]>();
  return translations.flatMap((translation) => {
    const json = JSON.stringify(translation.data) ?? "";
    const key = `${translation.eventId}\n${translation.contract.type}`;
    const before = told.get(key) ?? [];
    if (before.includes(json)) return [];
    told.set(key, [...before, json]);
    return [{ translation, json, index: before.length }];
  });
}

function faultOf(
  { contract, data, time }: Translation,
  json: string,
  { registry, limits: { dataBytes } }: Rules,
): Fault | undefined {
  const problem = validate(registry, { type: contract.type, data });
  if (problem) return { code: problem.code, message: problemText(problem) };
  if (time !== undefined && !instant.safeParse(time).success)
    return { code: "malformed-time", message: `The time of ${contract.type} is not RFC 3339.` };
  const bytes = Buffer.byteLength(json);
  if (bytes <= dataBytes) return undefined;
  const message = `The data of ${contract.type} has ${bytes} bytes; at most ${dataBytes} are accepted.`;
  return { code: "too-large", message };
}

function draftOf(connection: string, translation: Translation, json: string, index: number): Draft {
  const { contract, eventId, data, time } = translation;
  const { extensions, ...known } = envelopeFacts(translation);
  return {
    contentType: "application/json",
    body: Buffer.from(json),
    message: {
      type: contract.type,
      source: `/connections/${connection}`,
      sourceId: uuidv5([connection, eventId, contract.type, index].join("\n"), namespace),
      ...(time !== undefined && { time }),
      ...known,
      data,
      // An id that is no header value is left out rather than mended: nobody could find the event by it.
      extensions: { ...extensions, ...(/^[\x21-\x7e]{1,128}$/.test(eventId) && { vendoreventid: eventId }) },
    },
  };
}
