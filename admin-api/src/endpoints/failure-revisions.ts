import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, shownDifferences, type DeliveryKey } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading, secured } from "../answers.ts";
import { dryRunWith } from "../dry-run-parts.ts";
import { actorOf } from "../env.ts";
import { failureDetail, shownRevisions } from "../failure-detail.ts";
import { DeliveryId } from "../fields.ts";
import { mendedData } from "../mended-data.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { revealing, revealOf, unreasoned } from "../revealing.ts";
import { newRouter } from "../router.ts";
import { FailureWithRevisions, PreviewBody, Proposal, Revision, RevisionBody } from "./revision-shapes.ts";
import { listOf } from "./shapes.ts";

const params = z.object({ id: DeliveryId });

const listRoute = createRoute({
  ...reading("failures", "read"),
  method: "get",
  path: "/failures/{id}/revisions",
  summary: "What was edited of it, newest first, with what each changes; personal values are masked",
  request: { params },
  responses: { 200: json(listOf(Revision), "The revisions"), ...problems },
});

const unmaskedRoute = createRoute({
  ...reading("failures", "read-payload"),
  method: "get",
  path: "/failures/{id}/revisions/unmasked",
  summary: "The same with personal values, what is sensitive stays masked; needs a reason, and is audited",
  request: { params, query: z.strictObject(revealing.query), headers: revealing.headers },
  responses: { 200: json(listOf(Revision), "The revisions"), ...problems },
});

const previewRoute = createRoute({
  ...secured("failures", "edit"),
  method: "post",
  path: "/failures/{id}/revisions/preview",
  summary: "What an edit would change, and whether a second person has to approve it; keeps nothing",
  request: { params, body: jsonRequest(PreviewBody) },
  responses: { 200: json(Proposal, "What would change"), ...problems },
});

const reviseRoute = (keys: AdminPorts["operations"]["idempotencyKeys"]) =>
  createRoute({
    ...acting("failures", "edit", keys),
    method: "post",
    path: "/failures/{id}/revisions",
    summary: "Edits a failed message for this route; the original stays, and the next replay sends this once",
    request: { params, body: jsonRequest(RevisionBody) },
    responses: { 200: json(FailureWithRevisions, "The failure as it is now"), ...problems },
  });

/** Editing failures. What is not given stays as it was; what would fail again is refused, with everything that is wrong. */
export function failureRevisionEndpoints(ports: AdminPorts) {
  const { failures, revisions, idempotencyKeys, audit, dryRunStore } = ports.operations;
  return newRouter()
    .openapi(listRoute, async (c) => {
      const key = c.req.valid("param").id;
      const detail = await failureDetail(ports, key);
      return detail ? c.json({ data: detail.revisions }, 200) : problem(c, "not-found", unknown(key));
    })
    .openapi(unmaskedRoute, async (c) => {
      const key = c.req.valid("param").id;
      const reveal = revealOf(c);
      if (!reveal) return unreasoned(c);
      const failure = await failures.get(key);
      if (!failure) return problem(c, "not-found", unknown(key));
      const { pointers, ...act } = reveal;
      const line = { action: "revisions.read", target: deliveryId(key), detail: { pointers } };
      await audit.append({ ...act, ...line });
      const { type } = failure;
      return c.json({ data: await shownRevisions(ports, key, { type, personal: true }) }, 200);
    })
    .openapi(previewRoute, async (c) => {
      const key = c.req.valid("param").id;
      const { dryRun: isToRun, ...given } = c.req.valid("json");
      const mending = await mendedData(ports, { key, given, text: await c.req.text() });
      if (mending.kind === "unknown") return problem(c, "not-found", unmendable(key));
      if (mending.kind === "faults") return problem(c, "invalid", notSent, mending);
      const { revision, before, type } = mending;
      if (isToRun) await dryRunStore.note(actorOf(c), deliveryId(key));
      const contract = ports.plan.registry.get(type);
      const { approval, base = 0, body } = revision;
      return c.json(
        {
          base,
          diff: shownDifferences(before, body, { contract, personal: false }),
          secondPerson: approval !== undefined,
          delicate: approval?.delicate ?? [],
          dryRun: isToRun ? await dryRunWith(ports, key, body) : null,
        },
        200,
      );
    })
    .openapi(reviseRoute(idempotencyKeys), async (c) => {
      const key = c.req.valid("param").id;
      const { reason, ...given } = c.req.valid("json");
      const mending = await mendedData(ports, { key, given, text: await c.req.text() });
      if (mending.kind === "unknown") return problem(c, "not-found", unmendable(key));
      if (mending.kind === "faults") return problem(c, "invalid", notSent, mending);
      const written = await revisions.write(key, mending.revision, { actor: actorOf(c), reason });
      if (!written.ok) return refused(c, written);
      const detail = await failureDetail(ports, key);
      return detail ? c.json(detail, 200) : problem(c, "not-found", unknown(key));
    });
}

const notSent = "It cannot be sent like this.";
const unknown = (key: DeliveryKey): string => `The ledger has no delivery ${deliveryId(key)}.`;
const unmendable = (key: DeliveryKey): string =>
  `There is no failure ${deliveryId(key)} whose message is stored.`;
