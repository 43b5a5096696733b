/** Minutes in words: `1 minute`, `12 minutes`. */
export const minutesWords = (minutes: number): string => (minutes === 1 ? "1 minute" : `${minutes} minutes`);
