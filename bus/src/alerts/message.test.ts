import { expect, test } from "vitest";
import { alertBody, testBody, type AlertLine } from "./message.ts";

const at = new Date("2026-11-27T12:40:00Z");
const line = (n: number, title = `Group ${n}`): AlertLine => ({
  id: `a-${n}`,
  kind: "newGroup",
  connection: "stripe",
  title,
  next: `spindle groups show g-${n}`,
  since: "2026-11-27T12:39:00Z",
});
const news = (fired: readonly AlertLine[], ended: readonly AlertLine[] = []) => ({
  fired,
  reminded: [],
  ended,
});

test("a webhook is told everything in one event", () => {
  expect(JSON.parse(alertBody("webhook", news([line(1)], [line(2)]), at))).toEqual({
    type: "alerts.changed",
    timestamp: "2026-11-27T12:40:00.000Z",
    data: { fired: [line(1)], reminded: [], ended: [line(2)], counts: { fired: 1, reminded: 0, ended: 1 } },
  });
});

test("a storm of alerts is one message of bounded length that says how many there are", () => {
  const storm = news(Array.from({ length: 300 }, (_, n) => line(n)));
  const { data } = JSON.parse(alertBody("webhook", storm, at)) as {
    data: { fired: unknown[]; counts: object };
  };
  expect([data.fired.length, data.counts]).toEqual([25, { fired: 300, reminded: 0, ended: 0 }]);
  const { text } = JSON.parse(alertBody("slack", storm, at)) as { text: string };
  expect(text.split("\n")).toHaveLength(26);
  expect(text).toContain("and 275 more: `spindle alerts`");
});

test("Slack reads a title as text: it mentions nobody and links nowhere", () => {
  const { text } = JSON.parse(alertBody("slack", news([line(1, "<!channel> a `b` & c")]), at)) as {
    text: string;
  };
  expect(text).toBe(
    ":rotating_light: *New failure* &lt;!channel&gt; a 'b' &amp; c `spindle groups show g-1`",
  );
});

test("a test says what it is, and who asked for it", () => {
  expect(JSON.parse(testBody("webhook", "ana", at))).toMatchObject({
    type: "alerts.test",
    data: { text: "Spindle's alerts arrive here. ana asked for this test." },
  });
  expect(testBody("slack", "<ana>", at)).toContain("&lt;ana&gt;");
});
