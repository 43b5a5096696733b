import type { AlertKind, Condition } from "./alert.ts";

/** What an endpoint takes: a signed event of Standard Webhooks, or a text as Slack's incoming webhooks do. */
export const alertFormats = ["webhook", "slack"] as const;
export type AlertFormat = (typeof alertFormats)[number];

/** What one message tells: everything that a look found changed. */
export type AlertNews = {
  readonly fired: readonly AlertLine[];
  readonly reminded: readonly AlertLine[];
  readonly ended: readonly AlertLine[];
};

/** An alert as it is told; `since` is RFC 3339. */
export type AlertLine = Omit<Condition, "key"> & { readonly id: string; readonly since: string };

/** A storm is one message, and names no more than this many of each sort. */
const mostLines = 25;

/** The body of a message that tells news. */
export function alertBody(format: AlertFormat, news: AlertNews, at: Date): string {
  if (format === "slack") return JSON.stringify({ text: slackText(news) });
  const data = {
    fired: news.fired.slice(0, mostLines),
    reminded: news.reminded.slice(0, mostLines),
    ended: news.ended.slice(0, mostLines),
    counts: { fired: news.fired.length, reminded: news.reminded.length, ended: news.ended.length },
  };
  return JSON.stringify({ type: "alerts.changed", timestamp: at.toISOString(), data });
}

/** The body of a message that only proves that it arrives. */
export function testBody(format: AlertFormat, actor: string, at: Date): string {
  const text = `Spindle's alerts arrive here. ${actor} asked for this test.`;
  return JSON.stringify(
    format === "slack"
      ? { text: escaped(text) }
      : { type: "alerts.test", timestamp: at.toISOString(), data: { text } },
  );
}

const words: Readonly<Record<AlertKind, string>> = {
  newGroup: "New failure",
  regressedGroup: "Failing again",
  oldFailure: "Old failure",
  oldLane: "Lane stands still",
  circuitOpen: "Circuit open",
  backlog: "Backlog",
  recorderLag: "Recorder lags",
  quietFeed: "Quiet feed",
};

function slackText({ fired, reminded, ended }: AlertNews): string {
  return [
    ...told(":rotating_light:", fired),
    ...told(":hourglass: still:", reminded),
    ...told(":white_check_mark: over:", ended),
  ].join("\n");
}

function told(mark: string, lines: readonly AlertLine[]): readonly string[] {
  const more = lines.length - mostLines;
  return [
    ...lines
      .slice(0, mostLines)
      .map(({ kind, title, next }) => `${mark} *${words[kind]}* ${escaped(title)} \`${escaped(next)}\``),
    ...(more > 0 ? [`${mark} and ${more} more: \`spindle alerts\``] : []),
  ];
}

/** Slack's control characters; a backtick would end the code that names the next step. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("`", "'");
