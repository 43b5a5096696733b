const bars = "▁▂▃▄▅▆▇█";

/** Numbers as one character each, the tallest for the largest; nothing is a blank, so that one failure is seen. */
export function sparkline(numbers: readonly number[]): string {
  const most = Math.max(...numbers);
  return numbers.map((n) => (n <= 0 ? " " : (bars[Math.ceil((n / most) * bars.length) - 1] ?? ""))).join("");
}
