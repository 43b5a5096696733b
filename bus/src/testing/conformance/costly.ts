const mostMs = 300;

/** What a piece of work costs the process, in words, where that is too much; its own time, however busy the machine is. */
export function costly(work: () => void): string | undefined {
  const before = process.cpuUsage();
  work();
  const { user } = process.cpuUsage(before);
  const tookMs = Math.round(user / 1_000);
  return tookMs > mostMs ? `holds up the process for ${tookMs} ms` : undefined;
}
