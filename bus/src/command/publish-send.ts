import { setTimeout as delay } from "node:timers/promises";
import { toStructured } from "@spindlebus/contracts";
import pLimit from "p-limit";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { read, type Api } from "./api.ts";
import { CommandFailure } from "./failure.ts";
import type { NextData } from "./publish-data.ts";

/** The options that say how to publish. */
export type SendOptions = {
  readonly id?: string;
  readonly source: string;
  readonly count: number;
  readonly rate?: number;
};

export type Accepted = {
  readonly kind: "accepted";
  readonly id: string;
  readonly key: string | undefined;
  readonly duplicate: boolean;
  readonly location: string;
};

/** What became of one message at the ingress. */
export type Sent = Accepted | { readonly kind: "refused"; readonly reason: string };

const inFlight = 16;

/** Publishes one message after the other, each with its own id, at most `rate` a second. */
export async function publishAll(
  api: Api,
  type: string,
  nextData: NextData,
  { id, source, count, rate }: SendOptions,
): Promise<readonly Sent[]> {
  const limit = pLimit(inFlight);
  const sent: Promise<Sent>[] = [];
  for (let begun = 0; begun < count; begun += 1) {
    if (rate !== undefined && begun > 0) await delay(1_000 / rate);
    const { json, key } = nextData();
    const event = structured(type, source, id ?? uuidv7(), json);
    sent.push(limit(() => publishOne(api, event, key)));
  }
  return Promise.all(sent);
}

/** The event in the CloudEvents JSON format, its data spelled exactly as given. */
function structured(type: string, source: string, sourceId: string, json: string): string {
  const time = new Date().toISOString();
  const { data: _, ...attributes } = toStructured({
    type,
    source,
    sourceId,
    time,
    extensions: {},
    data: null,
  });
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${json}}`;
}

const AcceptedAnswer = z.object({ id: z.string(), duplicate: z.boolean() });

async function publishOne(api: Api, event: string, key: string | undefined): Promise<Sent> {
  try {
    const headers = { "content-type": "application/cloudevents+json" };
    const answer = await api.send({ method: "POST", path: "/v1/messages", headers, body: event });
    const { id, duplicate } = read(AcceptedAnswer, answer.body, "ingress, POST /v1/messages");
    const location = new URL(answer.location ?? `/v1/messages/${id}`, api.url).href;
    return { kind: "accepted", id, key, duplicate, location };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { kind: "refused", reason: error.message };
  }
}
