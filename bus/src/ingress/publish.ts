import { readHttpEvents, type CloudEventLimits, type CloudEventResult } from "@spindlebus/contracts";
import type { Context, Handler } from "hono";
import type { Principal } from "../principal.ts";
import { scrub } from "../redact.ts";
import { note, principalOf, type IngressEnv } from "./env.ts";
import { headerPairsOf } from "./node-request.ts";
import { answerProblem, httpProblem, problemBody, type HttpProblem } from "./problem.ts";
import { spend } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { scopeFault } from "./scope.ts";
import { conflictText, receiveEvent, type ReceivePorts, type Reception } from "./receive-event.ts";

type PublishOptions = ReceivePorts & { readonly limits: CloudEventLimits };

/** `POST /v1/messages`: CloudEvents in structured, binary or batch mode. */
export function publish({ limits, ...ports }: PublishOptions): Handler<IngressEnv> {
  return async (c) => {
    const read = await readEvents(c, limits);
    // What cannot be read counts too: a producer that sends nothing else is not to be free.
    const tooMany = spend(c, read.ok ? read.events.length : 1);
    if (tooMany) return tooMany;
    if (!read.ok) return answerProblem(c, read.problem);
    const principal = principalOf(c);
    // At once, so that they share commits and confirms.
    const receptions = await Promise.all(read.events.map((event) => receiveWithin(principal, event, ports)));
    const [only] = receptions;
    return read.mode !== "batch" && only ? answerOne(c, only) : answerBatch(c, receptions);
  };
}

async function readEvents(c: Context<IngressEnv>, limits: CloudEventLimits) {
  const body = await readBody(c, limits.bodyBytes);
  if (!body.ok) return body;
  const headers = headerPairsOf(c);
  return readHttpEvents({ contentType: c.req.header("content-type"), headers, body: body.bytes }, limits);
}

async function receiveWithin(
  principal: Principal,
  event: CloudEventResult,
  ports: ReceivePorts,
): Promise<Reception> {
  const problem = event.ok ? scopeFault(principal, event.attributes) : undefined;
  return problem ? { kind: "refused", problem } : receiveEvent(event, ports);
}

function answerOne(c: Context<IngressEnv>, reception: Reception): Response {
  if (reception.kind !== "accepted") {
    noteRefusal(c, reception);
    return answerProblem(c, problemOf(reception));
  }
  const { id, duplicate } = reception;
  note(c, { messageId: id, duplicate });
  c.header("Location", `/v1/messages/${id}`);
  return c.json({ id, duplicate }, 202);
}

/** A batch of which one event could not be stored is not answered with a 2xx: to send it all again is harmless. */
function answerBatch(c: Context<IngressEnv>, receptions: readonly Reception[]): Response {
  const results = receptions.map(resultOf);
  const messageIds = receptions.flatMap((reception) => (reception.kind === "accepted" ? [reception.id] : []));
  note(c, { events: receptions.length, messageIds });
  const notStored = receptions.find((reception) => reception.kind === "notStored");
  if (!notStored) return c.json({ results });
  noteRefusal(c, notStored);
  return answerProblem(c, problemOf(notStored), { results });
}

function resultOf(reception: Reception) {
  if (reception.kind === "accepted") {
    const { id, duplicate } = reception;
    return { status: 202, id, duplicate };
  }
  const problem = problemOf(reception);
  return { status: problem.status, problem: problemBody(problem) };
}

type Refusal = Exclude<Reception, { kind: "accepted" }>;

function problemOf(reception: Refusal): HttpProblem {
  if (reception.kind === "refused") return reception.problem;
  if (reception.kind === "notStored") {
    return httpProblem("not-stored", "The message could not be stored. Send it again under the same id.");
  }
  const { id } = reception;
  const detail = conflictText(id);
  return httpProblem("id-conflict", detail, { id, errors: [{ pointer: "/id", detail }] });
}

/** Why, for the log alone: the reason may name hosts. */
function noteRefusal(c: Context<IngressEnv>, reception: Refusal): void {
  if (reception.kind === "refused") note(c, { code: reception.problem.code });
  else if (reception.kind === "conflict") note(c, { code: "id-conflict", messageId: reception.id });
  else note(c, { code: "not-stored", reason: scrub(reception.reason) });
}
