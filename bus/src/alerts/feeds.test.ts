import { describe, expect, test } from "vitest";
import { quietFeeds, type Feed } from "./feeds.ts";

const now = Date.parse("2026-11-27T12:40:00Z");
const minutesAgo = (minutes: number) => now - minutes * 60_000;
const days = (count: number, thisHour = 60, hourBefore = 60) =>
  Array.from({ length: count }, () => ({ thisHour, hourBefore }));
const feed = (more: Partial<Feed> = {}): Feed => ({
  source: "/pos",
  lastAt: minutesAgo(20),
  days: days(7),
  ...more,
});
const byHabit = (more: Partial<Feed>) =>
  quietFeeds([feed(more)], { quietFeeds: true, feeds: [] }, now).length;

describe("a feed is missed by its own habit", () => {
  test("if it is silent for a quarter of an hour, at an hour at which it speaks", () => {
    expect([byHabit({}), byHabit({ lastAt: minutesAgo(14) })]).toEqual([1, 0]);
  });

  test("not if it spoke at this hour on less than five days of seven", () => {
    expect([byHabit({ days: days(5) }), byHabit({ days: days(4) })]).toEqual([1, 0]);
  });

  test("not in its first hour of the day, in which it may begin at any minute", () => {
    expect(byHabit({ days: days(7, 60, 0) })).toBe(0);
  });

  test("later the more seldom it speaks", () => {
    const seldom = { days: days(7, 6) };
    expect([
      byHabit({ ...seldom, lastAt: minutesAgo(59) }),
      byHabit({ ...seldom, lastAt: minutesAgo(60) }),
    ]).toEqual([0, 1]);
  });

  test("and not at all where that is turned off", () => {
    expect(quietFeeds([feed()], { quietFeeds: false, feeds: [] }, now)).toEqual([]);
  });
});

describe("a feed that a rule names", () => {
  const rule = { source: "/pos", withinMs: 600_000 };
  const titles = (feeds: Feed[], more: object = {}) =>
    quietFeeds(feeds, { quietFeeds: true, feeds: [{ ...rule, ...more }] }, now).map(({ title }) => title);

  test("is missed after the rule's time, once, whatever its habit is", () => {
    expect(titles([feed()])).toEqual([
      "/pos has sent nothing since 2026-11-27T12:20:00Z; it should be heard of every 10 minutes.",
    ]);
    expect(titles([feed({ lastAt: minutesAgo(9) })])).toEqual([]);
  });

  test("is missed even if it has never spoken", () => {
    expect(titles([])).toEqual(["/pos has never sent a message; it should be heard of every 10 minutes."]);
    expect(titles([], { withinMs: 60_000 })).toEqual([
      "/pos has never sent a message; it should be heard of every minute.",
    ]);
  });

  test.each([
    [["06:00", "23:00"], undefined, 1],
    [["13:00", "23:00"], undefined, 0],
    [["13:00", "23:00"], "Europe/Berlin", 1],
    [["22:00", "04:00"], undefined, 0],
    [["22:00", "04:00"], "Asia/Tokyo", 0],
    [["21:00", "04:00"], "Asia/Tokyo", 1],
  ])("is missed only in its hours %s of %s", (between, timeZone, missed) => {
    expect(titles([feed()], { between, timeZone })).toHaveLength(missed);
  });

  test("of a webhook belongs to its connection", () => {
    const source = "/connections/stripe/webhooks/events";
    const rules = { quietFeeds: true, feeds: [{ source, withinMs: 1 }] };
    expect(quietFeeds([], rules, now)).toMatchObject([{ connection: "stripe", key: `quietFeed:${source}` }]);
  });
});
