import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, aGroup } from "./testing/fake-operations.ts";

const reason = "looked it up";

test("a question is asked of what is in doubt and of nothing else", async () => {
  const { ask } = adminClient();
  const settled = await ask(`/api/v1/failures/${aFailure(1).id}/question`, { token: "viewer" });
  expect(settled).toMatchObject({ status: 409 });
  expect(settled.json.detail).toContain("nothing to ask");
  const unknown = "01890a5d-ac96-774b-bcce-b302099a8057:toy.bare";
  expect(await ask(`/api/v1/failures/${unknown}/question`)).toMatchObject({ status: 404 });
});

test("whoever lets the vendor be asked says why", async () => {
  const { ask, recorded } = adminClient();
  const path = `/api/v1/failures/${aFailure(1).id}/ask`;
  expect(await ask(path, { json: {} })).toMatchObject({ status: 422 });
  expect(await ask(path, { json: { reason } })).toMatchObject({ status: 200 });
  expect(recorded.acts).toMatchObject([{ name: "ask", target: aFailure(1).id, act: { reason } }]);
});

test("many are answered where they are as many as the operator saw", async () => {
  const { ask } = adminClient();
  const path = `/api/v1/failure-groups/${aGroup.id}/answers`;
  const answer = (expectedCount: number) => ({ json: { answer: "absent", expectedCount, reason } });
  expect((await ask(path, answer(2))).json).toEqual({ answered: 2 });
  const differs = await ask(path, answer(3));
  expect(differs).toMatchObject({ status: 409 });
  expect(differs.json).toMatchObject({ code: "count-differs", count: 2 });
});
